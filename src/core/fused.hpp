#pragma once
/// Fused multiply-add a * b + c with one rounding, from plain IEEE operations: the same bits with and without
/// FMA.

#include "core/double_double.hpp"
#include "core/simd.hpp"

namespace ap {

namespace fused_detail {

/// a + b rounded to odd: an inexact sum gets an odd last bit, so that a second, coarser rounding is still
/// correct.
inline double add_to_odd(double a, double b) {
  const DoubleDouble sum = two_sum(a, b);
  const std::int64_t word = bits(sum.hi);
  if (sum.lo == 0.0 || (word & 1) != 0) return sum.hi;
  return from_bits((sum.lo > 0.0) == (sum.hi > 0.0) ? word + 1 : word - 1);
}

}  // namespace fused_detail

/// fmaf(a, b, c). Accuracy: correctly rounded for all finite results.
/// Source: Boldo and Melquiond 2008, doi:10.1109/TC.2007.70819.
inline float fused_multiply_add(float a, float b, float c) {
  const double product = static_cast<double>(a) * static_cast<double>(b);  // 48 bits: exact
  return static_cast<float>(fused_detail::add_to_odd(product, static_cast<double>(c)));
}

/// fma(a, b, c). Accuracy: correctly rounded while no part under- or overflows (factors between 2^-400 and
/// 2^400). Source: Boldo and Melquiond 2008, algorithm Fmac.
inline double fused_multiply_add(double a, double b, double c) {
  using namespace fused_detail;
  const DoubleDouble product = two_product(a, b);
  const DoubleDouble low = two_sum(c, product.lo);
  const DoubleDouble high = two_sum(product.hi, low.hi);
  return high.hi + add_to_odd(low.lo, high.lo);
}

}  // namespace ap

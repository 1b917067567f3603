#pragma once
/// Fused multiply-add a * b + c with one rounding, from plain IEEE operations: the same bits with and without
/// FMA.

#include "core/simd.hpp"

namespace ap {

namespace fused_detail {

/// An unevaluated sum: `high` is the rounded result, `low` exactly what rounding left out.
struct Pair {
  double high;
  double low;
};

inline Pair two_sum(double a, double b) {
  const double s = a + b;
  const double t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

inline Pair two_product(double a, double b) {
  constexpr double kSplitter = 134217729.0;  // 2^27 + 1 cuts a double into two halves of at most 26 bits
  const double ta = kSplitter * a;
  const double a_high = ta - (ta - a);
  const double a_low = a - a_high;
  const double tb = kSplitter * b;
  const double b_high = tb - (tb - b);
  const double b_low = b - b_high;
  const double p = a * b;
  return {p, ((a_high * b_high - p) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

/// a + b rounded to odd: an inexact sum gets an odd last bit, so that a second, coarser rounding is still
/// correct.
inline double add_to_odd(double a, double b) {
  const Pair sum = two_sum(a, b);
  const std::int64_t word = bits(sum.high);
  if (sum.low == 0.0 || (word & 1) != 0) return sum.high;
  return from_bits((sum.low > 0.0) == (sum.high > 0.0) ? word + 1 : word - 1);
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
  const Pair product = two_product(a, b);
  const Pair low = two_sum(c, product.low);
  const Pair high = two_sum(product.high, low.high);
  return high.high + add_to_odd(low.low, high.low);
}

}  // namespace ap

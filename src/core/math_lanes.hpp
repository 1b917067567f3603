#pragma once
/// exp, log, tanh and sigmoid in float arithmetic, for float, f32x4 and groups of them; see math.hpp, the
/// file to include.

#include <limits>

#include "core/simd_group.hpp"

namespace ap {

/// A float in one lane, in four, or in a group of either.
template <class V>
concept FloatLanes = std::is_same_v < ScalarOf<V>,
float > ;

template <class T>
inline constexpr T kInfinityOf = std::numeric_limits<T>::infinity();

namespace math_detail {

/// 2^(n + bias) as float, for n in the low bits of `shifted` = n + 1.5 * 2^23; n + bias in -126..127.
template <FloatLanes V>
[[gnu::always_inline]] inline V power_of_two_shifted(const V& shifted, int bias) {
  return from_bits((bits(shifted) << 23) + BitsOf<V>((bias + 127) << 23));
}

/// exp(r) = 1 + r + odd + even, exp(-r) = 1 - r - odd + even, |r| <= 0.35. Relative error of either 2^-27.9.
template <FloatLanes V>
struct LaneExpTail {
  V odd;
  V even;
};
template <FloatLanes V>
[[gnu::always_inline]] inline LaneExpTail<V> exp_tail(const V& r) {
  const V z = r * r;
  const V even = z * (V(0x1.fffff8p-2f) + z * (V(0x1.555adcp-5f) + z * V(0x1.692b6ep-10f)));
  const V odd = r * z * (V(0x1.55548ep-3f) + z * V(0x1.123becp-7f));
  return {odd, even};
}

/// x = n ln 2 + r, |x| <= 200: 1.5 * 2^23 + n, n and r.
template <FloatLanes V>
struct LaneReduction {
  V shifted;
  V n;
  V r;
};
template <FloatLanes V>
[[gnu::always_inline]] inline LaneReduction<V> reduce_exp(const V& x) {
  const V shift = V(0x1.8p23f);
  const V shifted = x * V(0x1.715476p0f) + shift;
  const V n = shifted - shift;
  return {shifted, n, (x - n * V(0x1.62e4p-1f)) - n * V(0x1.7f7d1cp-20f)};
}

/// (1 + e^-x) 2^-64, x in -120..40.
template <FloatLanes V>
[[gnu::always_inline]] inline V scaled_one_plus_exp_minus(const V& x) {
  const auto e = reduce_exp(-x);
  const auto tail = exp_tail(e.r);
  const V s = power_of_two_shifted(e.shifted, -64);
  // e^-x = s + s (r + ...) is never rounded by itself, and the larger of 1 and s comes last: about one
  // rounding in all.
  const V one = V(0x1p-64f);
  return max(s, one) + (min(s, one) + s * (e.r + (tail.odd + tail.even)));
}

}  // namespace math_detail

/// e^x with gradual underflow. Accuracy: 1 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V exp(const V& x) {
  const auto e = math_detail::reduce_exp(max(min(x, V(89.0f)), V(-104.0f)));
  const auto tail = math_detail::exp_tail(e.r);
  const V value = V(1.0f) + (e.r + (tail.odd + tail.even));
  // Two steps: the first is exact, the second rounds once where the result is subnormal.
  const auto k = bits(e.shifted) - BitsOf<V>(0x4b400000);
  const auto half = k >> 1;
  const V first = from_bits((half + BitsOf<V>(127)) << 23);
  const V second = from_bits(((k - half) + BitsOf<V>(127)) << 23);
  return value * first * second;
}

/// Logistic sigmoid 1 / (1 + e^-x), relatively exact in both tails. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V sigmoid(const V& x) {
  return V(0x1p-64f) / math_detail::scaled_one_plus_exp_minus(max(min(x, V(40.0f)), V(-105.0f)));
}

/// x * sigmoid(x); NaN at -infinity, as the product is. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V silu(const V& x) {
  const V clamped = max(x, V(-120.0f));
  const V quotient = clamped / math_detail::scaled_one_plus_exp_minus(min(clamped, V(40.0f)));
  // The quotient overflows for x above 2^64, where max(x, 0) is the answer.
  return min(quotient * V(0x1p-64f), max(x, V(0.0f))) - V(0.0f) * min(x, V(0.0f));
}

/// Derivative of the sigmoid, 1 / (e^x + 2 + e^-x), relatively exact in both tails. Accuracy: 3 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V sigmoid_slope(const V& x) {
  const V shift = V(0x1.8p23f);
  const auto e = math_detail::reduce_exp(min(abs(x), V(105.0f)));
  const auto tail = math_detail::exp_tail(e.r);
  const V odd = e.r + tail.odd;
  const V s = math_detail::power_of_two_shifted(e.shifted, -32);
  const V inverse = math_detail::power_of_two_shifted(shift - min(e.n, V(90.0f)), -32);
  const V varying = s * (tail.even + odd) + inverse * (tail.even - odd);
  return V(0x1p-32f) / (((s + V(0x1p-31f)) + inverse) + varying);
}

/// Hyperbolic tangent. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V tanh(const V& x) {
  const V clamped = min(abs(x), V(9.02f));
  const auto e = math_detail::reduce_exp(clamped + clamped);
  const auto tail = math_detail::exp_tail(e.r);
  const V small = tail.odd + tail.even;
  const V p = e.r + small;
  const V s = math_detail::power_of_two_shifted(e.shifted, 0);
  // e^2x = s + s p. tanh = 1 - 2 / d with d = e^2x + 1; `lost` is what rounding took from d, and dtanh/dd = 2
  // / d^2 puts it back, with 1 / d = (1 - tanh) / 2. For small x nearly all of the result comes that way.
  const V varying = s * p;
  const V d = (s + V(1.0f)) + varying;
  const V lost = (varying - (d - (s + V(1.0f)))) + s * (small - (p - e.r));
  const V rounded = (d - V(2.0f)) / d;
  const V half = V(0.5f) - V(0.5f) * rounded;
  return copysign(rounded + (half + half) * (half * lost), x);
}

/// ln x; NaN below 0, -infinity at 0. Accuracy: 1 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V log(const V& x) {
  using Bits = BitsOf<V>;
  const auto subnormal = x < V(0x1p-126f);
  // The result for x <= 0 is chosen at the end; without the sign the subtraction below cannot overflow.
  const Bits word = bits(abs(select(subnormal, x * V(0x1p23f), x)));
  const Bits k = (word - Bits(0x3f3504f3)) >> 23;
  const V f = from_bits(word - (k << 23)) - V(1.0f);
  // The integer k as a float: its low bits placed behind 1.5 * 2^23.
  const V exponent = (from_bits(k + Bits(0x4b400000)) - V(0x1.8p23f)) - select(subnormal, V(23.0f), V(0.0f));
  V p = V(0x1.13be0cp-4f);
  p = V(-0x1.dd992ap-4f) + f * p;
  p = V(0x1.e6dd24p-4f) + f * p;
  p = V(-0x1.fc3e3ap-4f) + f * p;
  p = V(0x1.233af6p-3f) + f * p;
  p = V(-0x1.555b8cp-3f) + f * p;
  p = V(0x1.99a478p-3f) + f * p;
  p = V(-0x1.000008p-2f) + f * p;
  p = V(0x1.555548p-2f) + f * p;
  const V square = f * f;
  const V tail = f * square * p + exponent * V(0x1.7f7d1cp-20f);
  const V result = exponent * V(0x1.62e4p-1f) + (f + (tail - V(0.5f) * square));
  const V infinity = V(kInfinityOf<float>);
  // Below 0 this is NaN, at +infinity and NaN it is x.
  const V special = select(x == V(0.0f), -infinity, select(x < V(0.0f), infinity - infinity, x));
  return select((x > V(0.0f)) & (x < infinity), result, special);
}

}  // namespace ap

#pragma once
/// exp, log, tanh and sigmoid in float arithmetic, for float, f32x4 and groups of them; see math.hpp, the
/// file to include.

#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/simd_group.hpp"

namespace ap {

/// A float in one lane, in four, or in a group of either.
template <class V>
concept FloatLanes = std::is_same_v < ScalarOf<V>,
float > ;

template <class T>
inline constexpr T kInfinityOf = std::numeric_limits<T>::infinity();

/// Whether a lane is below the limit; NaN is not.
template <FloatLanes V>
[[gnu::always_inline]] inline bool any_below(const V& x, float limit) {
  if constexpr (kIsGroup<V>) {
    using Lanes = std::remove_cvref_t<decltype(x.v[0])>;
    Lanes least(limit);
    for (const Lanes& v : x.v) least = min(least, v);
    return any(least < Lanes(limit));
  } else {
    return any(x < V(limit));
  }
}
/// Whether a lane is above the limit; NaN is not.
template <FloatLanes V>
[[gnu::always_inline]] inline bool any_above(const V& x, float limit) {
  return any_below(-x, -limit);
}

namespace math_detail {

/// 2^(n + bias) as float, for n in the low bits of `shifted` = n + 1.5 * 2^23; n + bias in -126..127.
template <FloatLanes V>
[[gnu::always_inline]] inline V power_of_two_shifted(const V& shifted, int bias) {
  return from_bits(wrapping_sum(bits(shifted), BitsOf<V>(bias + 127)) << 23);
}

/// exp(r) - 1 - r, |r| <= 0.348. Error: 2^-28 of exp(r) and an ULP of the result.
/// Coefficients: Remez exchange for the relative error of exp, rounded to float one after the other with the
/// rest fitted anew.
template <FloatLanes V>
[[gnu::always_inline]] inline V expm1_less_argument(const V& r) {
  V tail = V(0x1.6ae7dap-10f);
  tail = V(0x1.1240e0p-7f) + r * tail;
  tail = V(0x1.555842p-5f) + r * tail;
  tail = V(0x1.555488p-3f) + r * tail;
  tail = V(0x1.fffffcp-2f) + r * tail;
  return r * r * tail;
}

/// exp(r) - 1, |r| <= 0.348. Error: 2^-28 of exp(r) and half an ULP of the result.
template <FloatLanes V>
[[gnu::always_inline]] inline V expm1_reduced(const V& r) {
  return r + expm1_less_argument(r);
}

/// No smaller than this is an argument whose square is taken: it would be subnormal, which costs fifty times
/// the time, and changes no result.
inline constexpr float kTiny = 0x1p-40f;

/// x + 2^-40 = n ln 2 + r + rest, |x| <= 350: `shift` + n, n, r and what rounding r has lost.
template <FloatLanes V>
struct LaneReduction {
  V shifted;
  V n;
  V r;
  V rest;
};
template <FloatLanes V>
[[gnu::always_inline]] inline LaneReduction<V> reduce_exp(const V& x, const V& shift = V(0x1.8p23f)) {
  const V away = x + V(kTiny);
  const V shifted = away * V(0x1.715476p0f) + shift;
  const V n = shifted - shift;
  const V near = away - n * V(0x1.62e4p-1f), more = n * V(0x1.7f7d1cp-20f), r = near - more;
  return {shifted, n, r, (near - r) - more};
}

/// a 2^-kDown with gradual underflow, a being 0 or positive and normal; kDown in 24..126. Subnormal results
/// are rounded as integers, as the product would take fifty times the time there.
template <int kDown, FloatLanes V>
[[gnu::always_inline]] inline V lowered(const V& a) {
  const auto power = [](int n) { return V(from_bits(std::int32_t{(n + 127) << 23})); };
  const V least = power(kDown - 126);
  // 2^23 + a 2^(149 - kDown): the low bits of the sum are those of the result.
  const V sum = min(a * power(149 - kDown), V(0x1p23f)) + V(0x1p23f);
  const auto below = from_bits(bits(sum) - BitsOf<V>(0x4b000000));
  return select(a < least, below, max(a, least) * power(-kDown));
}

/// (1 + e^-x) 2^-64, x in -120..40.
template <FloatLanes V>
[[gnu::always_inline]] inline V scaled_one_plus_exp_minus(const V& x) {
  const auto e = reduce_exp(-x);
  const V s = power_of_two_shifted(e.shifted, -64);
  // e^-x = s + s (r + ...) is never rounded by itself, and the larger of 1 and s comes last: about one
  // rounding in all.
  const V one = V(0x1p-64f);
  return max(s, one) + (min(s, one) + s * expm1_reduced(e.r));
}

/// Parts of tanh(t) for t = n ln 2 / 2 + y: `inverse` = 2^-n, `tau` = tanh(y), `rest` = 1 - 2^-n and `excess`
/// = inverse + rest * tau. With d = 1 + excess, tanh(t) = (rest + (1 + inverse) tau) / d, and its derivative
/// is 4 inverse (1 - tau^2) / d^2.
template <FloatLanes V>
struct LaneTangent {
  V inverse;
  V tau;
  V rest;
  V excess;
};

/// t = n ln 2 / 2 + y with y in -0.087..0.26, so that n is 0 for t below 0.26: 1.5 * 2^23 + n, and tanh(y).
template <FloatLanes V>
struct LaneTangentReduction {
  V shifted;
  V tau;
};
template <FloatLanes V>
[[gnu::always_inline]] inline LaneTangentReduction<V> reduce_tangent(const V& t) {
  const V shift = V(0x1.8p23f);
  const V shifted = (t * V(0x1.715476p1f) - V(0.25f)) + shift;
  const V n = shifted - shift;
  const V y = (t - n * V(0x1.62e4p-2f)) - n * V(0x1.7f7d1cp-21f);
  const V z = y * y;
  // Remez exchange for the relative error: 2^-27.9.
  return {shifted, y + y * z * (V(-0x1.555504p-2f) + z * (V(0x1.10d848p-3f) + z * V(-0x1.a36feap-5f)))};
}
template <FloatLanes V>
[[gnu::always_inline]] inline LaneTangent<V> tangent_parts(const V& inverse, const V& tau) {
  const V rest = V(1.0f) - inverse;
  return {inverse, tau, rest, inverse + rest * tau};
}

/// tanh of a positive argument from its parts.
template <FloatLanes V>
[[gnu::always_inline]] inline V tangent(const LaneTangent<V>& t) {
  // The quotient is 0 for n = 0, where tau is the result, and small against `rest` otherwise.
  return t.rest + t.inverse * ((V(3.0f) - t.inverse) * t.tau - t.rest) / (V(1.0f) + t.excess);
}

/// For slopes, which reach far into the tail: the parts, 2^(64 - n) and (1 + excess)^2; t in 0..55.
template <FloatLanes V>
struct LaneTangentTail {
  LaneTangent<V> parts;
  V scaled_inverse;
  V square;
};
template <FloatLanes V>
[[gnu::always_inline]] inline LaneTangentTail<V> tangent_tail(const V& t) {
  const auto reduced = reduce_tangent(t);
  const V scaled = from_bits(wrapping_difference(BitsOf<V>((127 + 64) << 23), bits(reduced.shifted) << 23));
  // Kept from becoming subnormal, which costs time and changes nothing in a sum with 1.
  const auto parts = tangent_parts(max(scaled, V(0x1p-32f)) * V(0x1p-64f), reduced.tau);
  // The square in the order that rounds least.
  return {parts, scaled, (V(1.0f) + parts.excess * parts.excess) + (parts.excess + parts.excess)};
}

/// The derivative of tanh times 2^62.
template <FloatLanes V>
[[gnu::always_inline]] inline V scaled_slope(const LaneTangentTail<V>& t) {
  return t.scaled_inverse * (V(1.0f) - t.parts.tau * t.parts.tau) / t.square;
}

}  // namespace math_detail

/// e^x with gradual underflow. Accuracy: 1 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V exp(const V& x) {
  const auto e = math_detail::reduce_exp(max(min(x, V(89.0f)), V(-104.0f)));
  const V value = V(1.0f) + math_detail::expm1_reduced(e.r);
  // Two steps, as 2^128 is no float.
  const auto times_power = [&](const V& shifted) {
    const auto k = bits(shifted);
    const auto half = k >> 1;
    const auto bias = BitsOf<V>(127 << 23);
    return value * from_bits(wrapping_sum(half << 23, bias)) *
           from_bits(wrapping_sum((k - half) << 23, bias));
  };
  if (!any_below(x, -86.0f)) return times_power(e.shifted);
  const auto deep = x < V(-86.0f);
  const V scaled = value * math_detail::power_of_two_shifted(e.shifted, 64);
  return select(deep, math_detail::lowered<64>(select(deep, scaled, V(1.0f))),
                times_power(max(e.shifted, V(0x1.8p23f - 124.0f))));
}

/// `sigmoid` where no x is below -86, in less time.
template <FloatLanes V>
[[gnu::always_inline]] inline V plain_sigmoid(const V& x) {
  return V(0x1p-64f) / math_detail::scaled_one_plus_exp_minus(min(x, V(40.0f)));
}

/// Logistic sigmoid 1 / (1 + e^-x), relatively exact in both tails. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V sigmoid(const V& x) {
  if (!any_below(x, -86.0f)) return plain_sigmoid(x);
  const V near = max(min(x, V(40.0f)), V(-105.0f));
  return math_detail::lowered<64>(V(1.0f) / math_detail::scaled_one_plus_exp_minus(near));
}

/// `silu` where no x is below -86 and no |x| below 2^-126, in less time.
template <FloatLanes V>
[[gnu::always_inline]] inline V plain_silu(const V& x) {
  // The quotient overflows for x above 2^64, where max(x, 0) is the answer.
  const V quotient = x / math_detail::scaled_one_plus_exp_minus(min(x, V(40.0f)));
  return min(quotient * V(0x1p-64f), max(x, V(0.0f)));
}

/// x * sigmoid(x); NaN at -infinity, as the product is. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V silu(const V& x) {
  const V size = abs(x);
  if (!any_below(x, -86.0f) && !any_below(size, 0x1p-126f)) return plain_silu(x);
  const V normal = V(0x1p-126f);
  const V near = max(min(x, V(40.0f)), V(-120.0f));
  const V reached = select(x < V(0.0f), min(size, V(120.0f)), size);
  const V quotient = max(reached, normal) / math_detail::scaled_one_plus_exp_minus(near);
  // |x| 2^63 from its bits, which count in 2^-149 where it is subnormal.
  const V count = from_bits(bits(min(normal, size)) + BitsOf<V>(0x4b000000)) - V(0x1p23f);
  const V scaled = select(size < normal, count * V(0x1p-86f), quotient);
  const V below = min(x, V(0.0f));
  return copysign(min(math_detail::lowered<64>(scaled), size) + (below - below), x);
}

/// `sigmoid_slope` where no |x| is above 86, in less time.
template <FloatLanes V>
[[gnu::always_inline]] inline V plain_sigmoid_slope(const V& x) {
  const V t = V(0.5f) * max(abs(x), V(math_detail::kTiny));
  return math_detail::scaled_slope(math_detail::tangent_tail(t)) * V(0x1p-64f);
}

/// Derivative of the sigmoid, 1 / (e^x + 2 + e^-x), relatively exact in both tails. Accuracy: 3 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V sigmoid_slope(const V& x) {
  if (!any_above(abs(x), 86.0f)) return plain_sigmoid_slope(x);
  const V t = V(0.5f) * max(min(abs(x), V(106.0f)), V(math_detail::kTiny));
  return math_detail::lowered<64>(math_detail::scaled_slope(math_detail::tangent_tail(t)));
}

/// Hyperbolic tangent. Accuracy: 2 ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V tanh(const V& x) {
  const V size = abs(x);
  const auto reduced = math_detail::reduce_tangent(max(min(size, V(9.02f)), V(math_detail::kTiny)));
  const V inverse = from_bits(wrapping_difference(BitsOf<V>(127 << 23), bits(reduced.shifted) << 23));
  const V t = math_detail::tangent(math_detail::tangent_parts(inverse, reduced.tau));
  return copysign(min(size, t), x);
}

namespace math_detail {

/// tanh(x), the same bits as `tanh`, and its derivative times 2^62.
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> tanh_and_scaled_slope(const V& x) {
  const V size = abs(x);
  const auto t = tangent_tail(max(min(size, V(53.0f)), V(kTiny)));
  return {copysign(min(size, tangent(t.parts)), x), scaled_slope(t)};
}

/// The derivative of x * sigmoid(x) times 2^64, x in -112..112.
template <FloatLanes V>
[[gnu::always_inline]] inline V scaled_silu_slope(const V& x) {
  const V t = max(abs(x), V(kTiny));
  const auto tail = tangent_tail(V(0.5f) * t);
  const V d = V(1.0f) + tail.parts.excess;
  const V numerator = V(1.0f) - tail.parts.tau;
  const V quotient = numerator / d;
  const V below = tail.parts.inverse * quotient;  // sigmoid(-t)
  const V gate = select(x < V(0.0f), tail.scaled_inverse * quotient, V(0x1p64f) - V(0x1p64f) * below);
  // 1 + x sigmoid(-x), and what rounding took from d and the numerator, which counts where x is far below 0.
  const V lost = (tail.parts.excess - (d - V(1.0f))) - ((V(1.0f) - numerator) - tail.parts.tau);
  return gate * ((V(1.0f) + (t * below - min(x + V(1.0f), V(0.0f)) * lost)) + min(x, V(0.0f)));
}

}  // namespace math_detail

/// `tanh_and_slope` where no |x| is above 43, in less time.
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> plain_tanh_and_slope(const V& x) {
  const auto [value, slope] = math_detail::tanh_and_scaled_slope(x);
  return {value, slope * V(0x1p-62f)};
}

/// tanh(x), the same bits as `tanh`, and its derivative, relatively exact in both tails. Accuracy: 2 and 3
/// ULP, every x.
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> tanh_and_slope(const V& x) {
  const auto [value, slope] = math_detail::tanh_and_scaled_slope(x);
  return {value, math_detail::lowered<62>(slope)};
}

/// `silu_slope` where no |x| is above 86, in less time.
template <FloatLanes V>
[[gnu::always_inline]] inline V plain_silu_slope(const V& x) {
  return math_detail::scaled_silu_slope(x) * V(0x1p-64f);
}

/// Derivative of x * sigmoid(x), relatively exact in both tails; NaN at infinities, as in PyTorch. Accuracy:
/// 3 ULP of the larger of the result and sigmoid(x), every x.
template <FloatLanes V>
[[gnu::always_inline]] inline V silu_slope(const V& x) {
  const V scaled = math_detail::scaled_silu_slope(max(min(x, V(112.0f)), V(-112.0f)));
  return copysign(math_detail::lowered<64>(abs(scaled)), scaled) + (x - x);
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

#pragma once
/// exp and its family for float and f32x4; see math.hpp, which is the file to include.

#include <limits>

#include "core/simd.hpp"

namespace ap {

/// A float in one lane or in four.
template <class V>
concept FloatLanes = std::is_same_v<V, float> || std::is_same_v<V, f32x4>;

template <class T>
inline constexpr T kInfinityOf = std::numeric_limits<T>::infinity();

namespace math_detail {

/// 2^n as float, n in -126..127.
template <FloatLanes V>
inline V lane_power_of_two(BitsOf<V> n) {
  return from_bits((n + BitsOf<V>(127)) << 23);
}

}  // namespace math_detail

/// e^x with gradual underflow. Accuracy: 1 ULP, every x.
template <FloatLanes V>
inline V exp(V x) {
  using Bits = BitsOf<V>;
  const V clamped = max(min(x, V(89.0f)), V(-104.0f));
  const V shift = V(0x1.8p23f);
  const V shifted = clamped * V(0x1.715476p0f) + shift;
  const V n = shifted - shift;
  const V r = (clamped - n * V(0x1.62e4p-1f)) - n * V(0x1.7f7d1cp-20f);
  V p = V(0x1.6850e4p-10f);
  p = V(0x1.123bccp-7f) + r * p;
  p = V(0x1.555b98p-5f) + r * p;
  p = V(0x1.55548ep-3f) + r * p;
  p = V(0x1.fffff8p-2f) + r * p;
  const V e = V(1.0f) + (r + r * r * p);
  const Bits k = bits(shifted) - Bits(0x4b400000);
  const Bits half = k >> 1;
  return e * math_detail::lane_power_of_two<V>(half) * math_detail::lane_power_of_two<V>(k - half);
}

/// ln x; NaN below 0, -infinity at 0. Accuracy: 1 ULP, every x.
template <FloatLanes V>
inline V log(V x) {
  using Bits = BitsOf<V>;
  const auto subnormal = x < V(0x1p-126f);
  const Bits word = bits(select(subnormal, x * V(0x1p23f), x));
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
  const V special = select(x == V(0.0f), V(-kInfinityOf<float>), x + (x - x) / V(0.0f));
  return select((x > V(0.0f)) & (x < V(kInfinityOf<float>)), result,
                select(x == V(kInfinityOf<float>), x, special));
}

/// Hyperbolic tangent. Accuracy: 2 ULP, every x.
template <FloatLanes V>
inline V tanh(V x) {
  const V e = exp(V(2.0f) * abs(x));
  return copysign(V(1.0f) - V(2.0f) / (e + V(1.0f)), x);
}

}  // namespace ap

#pragma once
/// x times the normal distribution function, and its form with a tanh, the heart of GELU; see math.hpp, the
/// file to include.
///
/// Sums that decide the last bit are of doubles, series that only correct them of floats, at twice the speed.
/// Nothing on the way is subnormal, which would cost fifty times the time.

#include "core/math_wide.hpp"

namespace ap {

namespace math_detail {

/// e^q = `value` 2^n, n in the low bits of `shifted` = n + 1.5 * 2^52. Relative error of `value` 2^-26.
template <FloatLanes V>
struct MixedExp {
  WideOf<V> shifted;
  WideOf<V> value;
};
template <FloatLanes V>
[[gnu::always_inline]] inline MixedExp<V> mixed_exp(const WideOf<V>& q) {
  using W = WideOf<V>;
  const W shift = W(0x1.8p52);
  const W shifted = q * W(0x1.71547652b82fep0) + shift;
  const W r = q - (shifted - shift) * W(0x1.62e42fefa39efp-1);
  return {shifted, W(1.0) + (r + widened(expm1_less_argument(narrowed<V>(r))))};
}

/// The lower half of a function y(x) = x p(x) with p(x) + p(-x) = 1, by which the upper is known too:
/// `size` = t p(-t) and `slope` = p(-t) - t p'(t), t being |x| cut off where both are 0 in float.
template <FloatLanes V>
struct LowerHalf {
  V size;
  V slope;
};

/// t no smaller than what changes p(-t), so that no power of it is subnormal.
template <FloatLanes V>
[[gnu::always_inline]] inline WideOf<V> kept_normal(const V& t) {
  return widened(max(t, V(0x1p-40f)));
}

/// For p the normal distribution function.
template <FloatLanes V>
[[gnu::always_inline]] inline LowerHalf<V> lower_normal(const V& x) {
  using W = WideOf<V>;
  const V t = min(abs(x), V(14.5f));
  const W near = kept_normal(t);
  const auto e = mixed_exp<V>(near * near * W(-0.5));
  // p(-t) e^(t^2 / 2) (t + 2.5) falls from 1.25 to 0.4. It is a polynomial of f =
  // t / (t + 2.5), whose last steps are those that decide.
  const W inverse = W(1.0) / (near + W(2.5));
  const W f = near * inverse;
  const V u = narrowed<V>(f);
  V q = V(-0x1.965d12p-6f);
  q = V(0x1.b15254p-6f) + u * q;
  q = V(0x1.611c2p-4f) + u * q;
  q = V(-0x1.e40acp-4f) + u * q;
  q = V(0x1.388c5ep-6f) + u * q;
  q = V(-0x1.adf3eap-4f) + u * q;
  q = V(0x1.774af6p-5f) + u * q;
  q = V(0x1.2c3b2ap-2f) + u * q;
  q = V(0x1.5b2e64p-3f) + u * q;
  const W ratio = (W(1.25) + f * (W(-0x1.f93b5p-2 - 0.75) + f * widened(q))) * inverse;
  return {narrowed<V>(scale_by_shifted(widened(t) * (ratio * e.value), e.shifted)),
          narrowed<V>(scale_by_shifted((ratio - near * W(0x1.9884533d43651p-2)) * e.value, e.shifted))};
}

/// For p the sigmoid of 2 sqrt(2 / pi) (x + 0.044715 x^3).
template <FloatLanes V>
[[gnu::always_inline]] inline LowerHalf<V> lower_tanh_form(const V& x) {
  using W = WideOf<V>;
  constexpr double kLinear = 0x1.9884533d43651p0, kCubic = kLinear * 0.044715;
  const V t = min(abs(x), V(11.0f));
  const W near = kept_normal(t);
  const W square = near * near;
  const auto e = mixed_exp<V>(-near * (W(kLinear) + W(kCubic) * square));
  const W power = scale_by_shifted(e.value, e.shifted);
  const W upper = W(1.0) / (W(1.0) + power);
  const W lower = power * upper;
  const W bend = near * (W(kLinear) + W(3.0 * kCubic) * square);
  return {narrowed<V>(widened(t) * lower), narrowed<V>(lower - bend * (lower * upper))};
}

/// x p(x) from its lower half: below 0 it is -`size`, above x - `size`; NaN at -infinity, as the product is.
template <FloatLanes V>
[[gnu::always_inline]] inline V whole_value(const V& x, const LowerHalf<V>& half) {
  const V below = min(x, V(0.0f));
  return copysign((half.size - max(x, V(0.0f))) + (below - below), x);
}
/// The derivative of x p(x) from its lower half; NaN at both infinities, as in PyTorch.
template <FloatLanes V>
[[gnu::always_inline]] inline V whole_slope(const V& x, const LowerHalf<V>& half) {
  return select(x < V(0.0f), half.slope, V(1.0f) - half.slope) + (x - x);
}

}  // namespace math_detail

/// x Phi(x), Phi being the standard normal distribution function, and its derivative, relatively exact in the
/// tail. Accuracy: 2 ULP, and 2 ULP of the larger of the derivative and Phi(x), every x.
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> normal_gate(const V& x) {
  const auto half = math_detail::lower_normal(x);
  return {math_detail::whole_value(x, half), math_detail::whole_slope(x, half)};
}

/// The same for x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)).
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> normal_gate_tanh_form(const V& x) {
  const auto half = math_detail::lower_tanh_form(x);
  return {math_detail::whole_value(x, half), math_detail::whole_slope(x, half)};
}

}  // namespace ap

#pragma once
/// Functions of Group<double, N> and Group<f64x4, N> for results that are rounded to float in the end.
///
/// Relative error below 2^-32 unless stated, so the rounded result is within 0.51 ULP of float. Arguments are
/// finite floats, or short expressions of them, and infinities; NaN gives NaN. All coefficients are minimax
/// fits to that error, made with Sollya's fpminimax or a Remez exchange.

#include "core/math_lanes.hpp"

namespace ap {

/// A group of doubles.
template <class W>
concept WideLanes = kIsGroup<W> && std::is_same_v < ScalarOf<W>,
double > ;

namespace math_detail {

/// Horner's scheme, lowest coefficient first.
template <WideLanes W, int N>
[[gnu::always_inline]] inline W wide_polynomial(const W& x, const double (&c)[N]) {
  W sum = W(c[N - 1]);
  for (int i = N - 2; i >= 0; --i) sum = W(c[i]) + x * sum;
  return sum;
}

/// x = n ln 2 + r: 2^52 * 1.5 + n, and exp(r) - 1.
template <WideLanes W>
struct WideReducedExp {
  W shifted;
  W expm1_r;
};
template <WideLanes W>
[[gnu::always_inline]] inline WideReducedExp<W> wide_reduce_exp(const W& x) {
  constexpr double kTail[] = {0x1.00000042ebe3fp-1, 0x1.555555980126fp-3,  0x1.55548056470b5p-5,
                              0x1.11107cee96a97p-7, 0x1.6d9684f60e4ecp-10, 0x1.a1b80631da472p-13};
  const W shift = W(0x1.8p52);
  const W shifted = x * W(0x1.71547652b82fep0) + shift;
  const W r = x - (shifted - shift) * W(0x1.62e42fefa39efp-1);
  return {shifted, r + r * r * wide_polynomial(r, kTail)};
}

}  // namespace math_detail

/// e^x for x clamped to -700..700, so that the result is always normal.
template <WideLanes W>
[[gnu::always_inline]] inline W exp(const W& x) {
  const auto e = math_detail::wide_reduce_exp(max(min(x, W(700.0)), W(-700.0)));
  return scale_by_shifted(W(1.0) + e.expm1_r, e.shifted);
}

/// e^x - 1 without cancellation, x clamped to -700..700.
template <WideLanes W>
[[gnu::always_inline]] inline W expm1(const W& x) {
  const auto e = math_detail::wide_reduce_exp(max(min(x, W(700.0)), W(-700.0)));
  const W s = scale_by_shifted(W(1.0), e.shifted);
  return (s - W(1.0)) + s * e.expm1_r;
}

/// ln(1 + x) without cancellation, x in 0..1.
template <WideLanes W>
[[gnu::always_inline]] inline W log1p_unit(const W& x) {
  constexpr double kOdd[] = {0x1.5555552205ff4p-1, 0x1.9999d151b9834p-2, 0x1.24877db61aa8p-2,
                             0x1.c9196d39b8233p-3, 0x1.5c6841f79c79ep-3, 0x1.c653184e95945p-3};
  const W s = x / (W(2.0) + x);
  const W z = s * s;
  return s * (W(2.0) + z * math_detail::wide_polynomial(z, kOdd));
}

/// ln x, x in 1..3e38; one Newton step on the logarithm of float.
template <WideLanes W>
[[gnu::always_inline]] inline W log(const W& x) {
  using Lanes = FloatOf<W>;
  const W y = widened(log(narrowed<Lanes>(x)));
  const W rest = x * exp(-y) - W(1.0);
  return y + (rest - W(0.5) * rest * rest);
}

/// ln(1 + x) without cancellation, x in 0..3e38.
template <WideLanes W>
[[gnu::always_inline]] inline W log1p(const W& x) {
  const W u = W(1.0) + x;
  return log(u) + (x - (u - W(1.0))) / u;
}

/// The logistic sigmoid and its derivative, relatively exact in both tails.
template <WideLanes W>
struct SigmoidPair {
  W value;
  W slope;
};
template <WideLanes W>
[[gnu::always_inline]] inline SigmoidPair<W> sigmoid_and_slope(const W& x) {
  const W e = exp(-abs(x));
  const W r = W(1.0) / (W(1.0) + e);
  const W tail = e * r;
  return {select(x < W(0.0), tail, r), tail * r};
}

/// Logistic sigmoid 1 / (1 + e^-x), relatively exact in both tails.
template <WideLanes W>
[[gnu::always_inline]] inline W sigmoid(const W& x) {
  return sigmoid_and_slope(x).value;
}

/// ln(1 + e^x), relatively exact in both tails.
template <WideLanes W>
[[gnu::always_inline]] inline W softplus(const W& x) {
  return max(x, W(0.0)) + log1p_unit(exp(-abs(x)));
}

/// Hyperbolic tangent.
template <WideLanes W>
[[gnu::always_inline]] inline W tanh(const W& x) {
  const W e = expm1(W(2.0) * min(abs(x), W(20.0)));
  return copysign(e / (e + W(2.0)), x);
}

namespace math_detail {

/// sin(x) when `quarter` is 0, cos(x) when it is 0.5: x is reduced to within pi/2 of a root of the function.
template <WideLanes W>
[[gnu::always_inline]] inline W wide_sine(const W& x, double quarter) {
  constexpr double kOdd[] = {-0x1.555555553e14ep-3, 0x1.11111107d289ep-7,   -0x1.a019fc5c69d53p-13,
                             0x1.71dccadbd98cbp-19, -0x1.adfc57661bdcfp-26, 0x1.525f8bb5b35e7p-33};
  constexpr double kPi1 = 0x1.921fb54400000p+1;  // 33 bits each: multiples up to 2^20 are exact
  constexpr double kPi2 = 0x1.0b4611a600000p-33;
  constexpr double kPi3 = 0x1.3198a2e037073p-68;
  const W shift = W(0x1.8p52);
  // x / pi rounded to an integer n, or to an integer and a half when the roots are those of the cosine.
  const W shifted = (x * W(0x1.45f306dc9c883p-2) - W(quarter)) + shift;
  const W n = (shifted - shift) + W(quarter);
  const W reduced = ((x - n * W(kPi1)) - n * W(kPi2)) - n * W(kPi3);
  const W r = max(min(reduced, W(1.58)), W(-1.58));
  const W z = r * r;
  const W y = r * (W(1.0) + z * wide_polynomial(z, kOdd));
  return flip_sign_by_shifted(y, shifted);
}

}  // namespace math_detail

/// Sine of x radians, |x| <= 1e6; beyond that the phase is lost and only |result| <= 1 holds.
template <WideLanes W>
[[gnu::always_inline]] inline W sin(const W& x) {
  return math_detail::wide_sine(x, 0.0);
}

/// Cosine of x radians, |x| <= 1e6; beyond that the phase is lost and only |result| <= 1 holds.
template <WideLanes W>
[[gnu::always_inline]] inline W cos(const W& x) {
  return -math_detail::wide_sine(x, 0.5);
}

/// Phi(-t), the chance that a standard normal variable exceeds t, relatively exact in the tail; t in 0..38.
template <WideLanes W>
[[gnu::always_inline]] inline W normal_tail(const W& t) {
  // Phi(-t) e^(t^2 / 2) as a ratio of polynomials.
  constexpr double kNumerator[] = {0.499999999958229514,  0.507487128839938363,  0.250528060398076941,
                                   0.0712901681011808372, 0.0116391256857271635, 0.000889102730925655261};
  constexpr double kDenominator[] = {1.0,
                                     1.81285881047434393,
                                     1.44750829992419135,
                                     0.657056232950033773,
                                     0.180932186396000035,
                                     0.0291747750212356758,
                                     0.00222865281767586493};
  return exp(W(-0.5) * t * t) * math_detail::wide_polynomial(t, kNumerator) /
         math_detail::wide_polynomial(t, kDenominator);
}

/// Arc tangent. Relative error: 3e-11.
template <WideLanes W>
[[gnu::always_inline]] inline W atan(const W& x) {
  constexpr double kOdd[] = {-0x1.555554f68c557p-2, 0x1.99997094ab674p-3,  -0x1.248ee9e86cc34p-3,
                             0x1.c6d143bce98fcp-4,  -0x1.725c6fe8d1c64p-4, 0x1.3205a972ad908p-4,
                             -0x1.e8f4bc9b4ef13p-5, 0x1.5efe28e8ae8eap-5,  -0x1.9d06cd79c096ep-6,
                             0x1.65e4ab1691e61p-7,  -0x1.8a905995d8d0cp-9, 0x1.985dfeebcdb7ap-12};
  const W a = abs(x);
  const auto beyond = a > W(1.0);
  const W w = min(a, W(1.0)) / max(a, W(1.0));
  const W z = w * w;
  const W inner = w + w * z * math_detail::wide_polynomial(z, kOdd);
  return copysign(select(beyond, W(0x1.921fb54442d18p0) - inner, inner), x);
}

}  // namespace ap

#pragma once
/// exp, log and their family for double; see math.hpp, which is the file to include.
///
/// These serve references, curves and data generators, so they favour accuracy and small code over speed.
/// None is inlined. log, log1p, sin and cos carry the leading terms in two doubles and miss the correctly
/// rounded result in less than one case in a hundred.

#include <cstdint>
#include <limits>

#include "core/double_double.hpp"
#include "core/simd.hpp"

namespace ap {

namespace math_detail {

inline constexpr double kHuge = std::numeric_limits<double>::infinity();
inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kLn2Hi = 0x1.62e42fee00000p-1;  // 32 bits, so that a multiple up to 2^20 is exact
inline constexpr double kLn2Lo = 0x1.a39ef35793c76p-33;

/// The nearest integer, ties to even, |x| below 2^51.
inline double round_to_integer(double x) {
  constexpr double kShift = 0x1.8p52;
  return (x + kShift) - kShift;
}

/// 2^n, n in -1022..1023.
inline double power_of_two(std::int64_t n) { return from_bits((n + 1023) << 52); }

/// x * 2^n with one rounding, n in -2044..2046.
inline double scale(double x, std::int64_t n) {
  const std::int64_t half = n >> 1;
  return x * power_of_two(half) * power_of_two(n - half);
}

/// c[0] + x (c[1] + x (c[2] + ...)).
template <int N>
inline double polynomial(double x, const double (&c)[N]) {
  double sum = c[N - 1];
  for (int i = N - 2; i >= 0; --i) sum = c[i] + x * sum;
  return sum;
}

/// exp(r) - 1 - r over r^2, |r| <= 0.35.
inline double exp_tail(double r) {
  constexpr double kInverseFactorials[] = {
      1.0 / 2,     1.0 / 6,      1.0 / 24,      1.0 / 120,      1.0 / 720,       1.0 / 5040,
      1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
  return polynomial(r, kInverseFactorials);
}

/// x = n ln 2 + r, as exp(r) - 1.
struct ReducedExp {
  std::int64_t n;
  DoubleDouble expm1_r;
};
inline ReducedExp reduce_exp(double x) {
  const double n = round_to_integer(x * 0x1.71547652b82fep0);
  const DoubleDouble r = two_sum(x - n * kLn2Hi, -n * kLn2Lo);
  return {static_cast<std::int64_t>(n), fast_two_sum(r.hi, r.lo + r.hi * r.hi * exp_tail(r.hi))};
}

/// exp(x) - 1 in two doubles, |x| <= 45.
inline DoubleDouble expm1_in_two(double x) {
  const ReducedExp e = reduce_exp(x);
  const double s = power_of_two(e.n);
  return DoubleDouble{s - 1.0} + DoubleDouble{s * e.expm1_r.hi, s * e.expm1_r.lo};
}

/// 2 atanh(f / (2 + f)) + k ln 2 = log((1 + f) 2^k), f in sqrt(1/2) - 1 .. sqrt(2) - 1.
inline double log_from_parts(DoubleDouble f, double k) {
  // 2/7, 2/9, ...: the series of atanh after its first two terms, which are kept in two doubles.
  constexpr double kOddReciprocals[] = {2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13, 2.0 / 15,
                                        2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23, 2.0 / 25};
  const DoubleDouble two_thirds{2.0 / 3, 0x1.5555555555555p-55}, two_fifths{0.4, -0x1.999999999999ap-56};
  const DoubleDouble s = f / (DoubleDouble{2.0} + f);
  const DoubleDouble z = s * s;
  const DoubleDouble tail = two_fifths + DoubleDouble{z.hi * polynomial(z.hi, kOddReciprocals)};
  const DoubleDouble log_m = DoubleDouble{2.0 * s.hi, 2.0 * s.lo} + s * z * (two_thirds + z * tail);
  const DoubleDouble k_ln2 = fast_two_sum(k * kLn2Hi, k * kLn2Lo);
  const DoubleDouble sum = k_ln2 + log_m;
  return sum.hi + sum.lo;
}

/// x = 2^k m with m in sqrt(1/2) .. sqrt(2), x positive, finite and normal.
struct Split {
  double m;
  std::int64_t k;
};
inline Split split_exponent(double x) {
  constexpr std::int64_t kSqrtHalfBits = 0x3fe6a09e667f3bcd;
  const std::int64_t k = (bits(x) - kSqrtHalfBits) >> 52;
  return {from_bits(bits(x) - (k << 52)), k};
}

/// sin or cos of |r| <= pi/4 given in two doubles.
inline double sin_reduced(DoubleDouble r) {
  constexpr double kCoefficients[] = {1.0 / 120,
                                      -1.0 / 5040,
                                      1.0 / 362880,
                                      -1.0 / 39916800,
                                      1.0 / 6227020800.0,
                                      -1.0 / 1307674368000.0,
                                      1.0 / 355687428096000.0};
  const DoubleDouble minus_sixth{-1.0 / 6, -0x1.5555555555555p-57};
  const DoubleDouble z = r * r;
  const DoubleDouble sum = r + r * z * (minus_sixth + DoubleDouble{z.hi * polynomial(z.hi, kCoefficients)});
  return sum.hi + sum.lo;
}
inline double cos_reduced(DoubleDouble r) {
  constexpr double kCoefficients[] = {
      1.0 / 24,          -1.0 / 720,           1.0 / 40320,           -1.0 / 3628800,
      1.0 / 479001600.0, -1.0 / 87178291200.0, 1.0 / 20922789888000.0};
  const DoubleDouble z = r * r;
  const DoubleDouble sum =
      DoubleDouble{1.0} + z * (DoubleDouble{-0.5} + DoubleDouble{z.hi * polynomial(z.hi, kCoefficients)});
  return sum.hi + sum.lo;
}

/// x = n pi/2 + r.
struct QuarterTurns {
  std::int64_t n;
  DoubleDouble r;
};
inline QuarterTurns reduce_quarter_turns(double x) {
  constexpr double kHalfPi1 = 0x1.921fb54400000p+0;  // 33 bits each: multiples up to 2^20 are exact
  constexpr double kHalfPi2 = 0x1.0b4611a600000p-34;
  constexpr double kHalfPi3 = 0x1.3198a2e037073p-69;
  const double n = round_to_integer(x * 0x1.45f306dc9c883p-1);
  const DoubleDouble high = two_sum(x - n * kHalfPi1, -(n * kHalfPi2));
  return {static_cast<std::int64_t>(n), fast_two_sum(high.hi, high.lo - n * kHalfPi3)};
}

}  // namespace math_detail

/// e^x. Accuracy: 0.75 ULP, every x.
[[gnu::noinline]] inline double exp(double x) {
  if (is_nan(x)) return x;
  const math_detail::ReducedExp e = math_detail::reduce_exp(max(-746.0, min(x, 710.0)));
  const DoubleDouble sum = fast_two_sum(1.0, e.expm1_r.hi);
  return math_detail::scale(sum.hi + (sum.lo + e.expm1_r.lo), e.n);
}

/// e^x - 1 without cancellation. Accuracy: 1.2 ULP, every x.
[[gnu::noinline]] inline double expm1(double x) {
  if (is_nan(x) || abs(x) < 0x1p-54) return x;
  if (x > 44.0) return exp(x);
  const DoubleDouble e = math_detail::expm1_in_two(max(-44.0, x));
  return e.hi + e.lo;
}

/// ln x; NaN below 0, -infinity at 0. Accuracy: 0.501 ULP, every x.
[[gnu::noinline]] inline double log(double x) {
  if (is_nan(x)) return x;
  if (x <= 0.0) return x == 0.0 ? -math_detail::kHuge : math_detail::kNotANumber;
  if (x == math_detail::kHuge) return x;
  const bool subnormal = x < std::numeric_limits<double>::min();
  const math_detail::Split split = math_detail::split_exponent(subnormal ? x * 0x1p54 : x);
  return math_detail::log_from_parts({split.m - 1.0}, static_cast<double>(split.k - (subnormal ? 54 : 0)));
}

/// ln(1 + x) without cancellation. Accuracy: 0.501 ULP, every x.
[[gnu::noinline]] inline double log1p(double x) {
  if (is_nan(x) || abs(x) < 0x1p-54) return x;
  if (x <= -1.0) return x == -1.0 ? -math_detail::kHuge : math_detail::kNotANumber;
  if (x == math_detail::kHuge) return x;
  const DoubleDouble u = two_sum(1.0, x);
  const math_detail::Split split = math_detail::split_exponent(u.hi);
  if (split.k == 0) return math_detail::log_from_parts({x}, 0.0);
  const double lo = split.k > 1000 ? 0.0 : u.lo * math_detail::power_of_two(-split.k);
  return math_detail::log_from_parts(fast_two_sum(split.m - 1.0, lo), static_cast<double>(split.k));
}

/// Hyperbolic tangent. Accuracy: 0.9 ULP, every x.
[[gnu::noinline]] inline double tanh(double x) {
  if (is_nan(x) || abs(x) < 0x1p-54) return x;
  const DoubleDouble e = math_detail::expm1_in_two(2.0 * min(abs(x), 20.0));
  const DoubleDouble t = e / (e + DoubleDouble{2.0});
  return copysign(t.hi + t.lo, x);
}

/// Sine of x radians. Accuracy: 0.54 ULP for |x| <= 1e5; beyond 2^20 and for infinities the result is NaN.
[[gnu::noinline]] inline double sin(double x) {
  if (!(abs(x) < 0x1p20)) return math_detail::kNotANumber;
  if (abs(x) < 0x1p-27) return x;
  const math_detail::QuarterTurns q = math_detail::reduce_quarter_turns(x);
  const double y = (q.n & 1) != 0 ? math_detail::cos_reduced(q.r) : math_detail::sin_reduced(q.r);
  return (q.n & 2) != 0 ? -y : y;
}

/// Cosine of x radians. Accuracy: 0.54 ULP for |x| <= 1e5; beyond 2^20 and for infinities the result is NaN.
[[gnu::noinline]] inline double cos(double x) {
  if (!(abs(x) < 0x1p20)) return math_detail::kNotANumber;
  const math_detail::QuarterTurns q = math_detail::reduce_quarter_turns(x);
  const double y = (q.n & 1) != 0 ? math_detail::sin_reduced(q.r) : math_detail::cos_reduced(q.r);
  return ((q.n + 1) & 2) != 0 ? -y : y;
}

}  // namespace ap

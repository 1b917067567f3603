#pragma once
/// The operations of formulas as functions of V = double or a group of f32x4.
///
/// Accuracy, unless stated: float lanes 1 ULP, double about 1e-15 relative.

#include <limits>
#include <type_traits>

#include "core/math.hpp"

namespace ap::formula_functions {

/// -1, 0 or 1; NaN for NaN.
template <class V>
[[gnu::always_inline]] inline V sign(const V& x) {
  const V zero = V(0.0f);
  return select(x > zero, V(1.0f), select(x < zero, V(-1.0f), select(x == zero, zero, x)));
}

/// The larger value; NaN when either is, as in torch.maximum.
template <class V>
[[gnu::always_inline]] inline V larger(const V& a, const V& b) {
  return select(is_nan(b), b, max(a, b));
}
/// The smaller value; NaN when either is, as in torch.minimum.
template <class V>
[[gnu::always_inline]] inline V smaller(const V& a, const V& b) {
  return select(is_nan(b), b, min(a, b));
}

/// The slope of larger(a, b) from those of both: the mean where neither is larger.
template <class V>
[[gnu::always_inline]] inline V slope_of_larger(const V& a, const V& b, const V& da, const V& db) {
  return select(a < b, db, select(b < a, da, (da + db) * V(0.5f)));
}

/// x to the power n >= 1 by squaring and multiplying. Accuracy: n / 2 ULP.
template <class V>
[[gnu::always_inline]] inline V integer_power(const V& x, int n) {
  V square = x, result = x;
  bool started = false;
  for (;; square = square * square) {
    if ((n & 1) != 0) {
      result = started ? result * square : square;
      started = true;
    }
    n >>= 1;
    if (n == 0) return result;
  }
}

/// ln(1 + x) without cancellation. Accuracy: float lanes 2 ULP.
template <class V>
[[gnu::always_inline]] inline V log_of_one_plus(const V& x) {
  if constexpr (std::is_same_v<V, double>) {
    return log1p(x);
  } else {
    // What rounding took from 1 + x, put back in first order; no number where 1 + x is 0 or infinite.
    const V sum = V(1.0f) + x;
    const V lost = (x - (sum - V(1.0f))) / sum;
    return log(sum) + select(is_nan(lost), V(0.0f), lost);
  }
}

/// The error function of doubles; that of float lanes is `ErrorFunction`. Relative accuracy 2^-32.
inline double error_function(double number) {
  using W = Group<double, 1>;
  const W x(number);
  // (-1)^n / (n! (2n + 1)) times 2 / sqrt(pi): the Taylor series, for |x| < 0.5.
  constexpr double kFactor = 0x1.20dd750429b6dp0;
  constexpr double kTaylor[] = {kFactor,        -kFactor / 3,     kFactor / 10,
                                -kFactor / 42,  kFactor / 216,    -kFactor / 1320,
                                kFactor / 9360, -kFactor / 75600, kFactor / 685440};
  constexpr double kSqrt2 = 0x1.6a09e667f3bcdp0;
  const W z = x * x;
  const W inner = x * math_detail::wide_polynomial(z, kTaylor);
  const W outer = W(1.0) - W(2.0) * normal_tail(min(abs(x), W(26.0)) * W(kSqrt2));
  return select(abs(x) < W(0.5), inner, copysign(outer, x)).v[0];
}

/// The error function of doubles and of float lanes.
struct AnyErrorFunction : ErrorFunction {
  using ErrorFunction::operator();
  double operator()(double x) const { return error_function(x); }
};

/// a^b with the sign and the special values of C's pow, given ln|a|.
template <class W>
[[gnu::always_inline]] inline W power_from_log(const W& a, const W& b, const W& log_magnitude) {
  // Exponents beyond 2^50 are taken for even: those powers are 0, 1 or infinite anyway.
  const W near = max(min(b, W(0x1p50)), W(-0x1p50));
  const W shift = W(0x1.8p52);
  const W half = near * W(0.5);
  const auto not_whole = ((near + shift) - shift) != near;
  const auto odd_or_not_whole = ((half + shift) - shift) != half;

  const W magnitude = exp(b * log_magnitude);
  const W signed_power = select(odd_or_not_whole, copysign(magnitude, a), magnitude);
  const W infinite = W(std::numeric_limits<double>::infinity());
  const W not_a_number = W(std::numeric_limits<double>::quiet_NaN());
  const W broken = select(a < W(0.0), select(a > -infinite, not_a_number, magnitude), magnitude);
  const W result = select(not_whole, broken, signed_power);
  return select(b == W(0.0), W(1.0), select(a == W(1.0), W(1.0), result));
}

/// e^x - 1 without cancellation.
template <class V>
[[gnu::always_inline]] inline V exp_minus_one(const V& x) {
  if constexpr (std::is_same_v<V, double>) {
    return expm1(x);
  } else {
    return narrowed<V>(expm1(widened(x)));
  }
}

/// Sine and cosine of x radians, for |x| <= 1e5.
template <class V>
[[gnu::always_inline]] inline V sine(const V& x) {
  if constexpr (std::is_same_v<V, double>) {
    return sin(x);
  } else {
    return narrowed<V>(sin(widened(x)));
  }
}
template <class V>
[[gnu::always_inline]] inline V cosine(const V& x) {
  if constexpr (std::is_same_v<V, double>) {
    return cos(x);
  } else {
    return narrowed<V>(cos(widened(x)));
  }
}

/// ln|a| of float lanes, in double. Relative accuracy 2^-32.
template <class V>
[[gnu::always_inline]] inline WideOf<V> wide_log_magnitude(const V& a) {
  using Bits = BitsOf<V>;
  const V magnitude = abs(a);
  const auto subnormal = magnitude < V(0x1p-126f);
  const Bits word = bits(select(subnormal, magnitude * V(0x1p23f), magnitude));
  const Bits k = (word - Bits(0x3f3504f3)) >> 23;
  const V mantissa = from_bits(word - (k << 23));  // sqrt(1/2) .. sqrt(2)
  const V exponent = (from_bits(k + Bits(0x4b400000)) - V(0x1.8p23f)) - select(subnormal, V(23.0f), V(0.0f));
  using W = WideOf<V>;
  const W result = widened(exponent) * W(0x1.62e42fefa39efp-1) + log1p_unit(widened(mantissa) - W(1.0));
  const W wide = widened(magnitude), infinite = W(std::numeric_limits<double>::infinity());
  const W zero_or_more = select(wide == W(0.0), -infinite, result);
  return select(wide < infinite, zero_or_more, wide);
}

/// a^b. For a > 0 it is exp(b ln a); 0 and 1 have the values of C's pow; for a < 0 it is NaN unless b is a
/// whole number. Accuracy: float lanes 1 ULP.
template <class V>
[[gnu::always_inline]] inline V power(const V& a, const V& b) {
  if constexpr (std::is_same_v<V, double>) {
    return power_from_log(a, b, log(abs(a)));
  } else {
    return narrowed<V>(power_from_log(widened(a), widened(b), wide_log_magnitude(a)));
  }
}

}  // namespace ap::formula_functions

#pragma once
/// x times the normal distribution function, and its form with a tanh, the heart of GELU; see math.hpp, the
/// file to include.
///
/// Sums that decide the last bit are of doubles, series that only correct them of floats, at twice the speed.
/// No product of floats is subnormal, which would cost fifty times the time.

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

/// Phi, the standard normal distribution function, and its density at every multiple of 1/128 where x Phi(x)
/// is neither 0 nor x in float. Made when it is first asked for.
class NormalTable {
 public:
  static constexpr float kLow = -14.75f, kHigh = 6.5f, kSteps = 128.0f;

  static const NormalTable& instance() {
    static const NormalTable table;
    return table;
  }
  /// Phi and density at kLow + i / kSteps, for each i.
  const double* entries() const { return entries_; }

 private:
  static constexpr int kSize = static_cast<int>((kHigh - kLow) * kSteps) + 1;
  double entries_[2 * kSize];

  // The ends stand for all that is beyond them: 0 and 1.
  NormalTable() : entries_{} {
    for (int i = 1; i < kSize - 1; ++i) {
      const double x = static_cast<double>(kLow) + i / static_cast<double>(kSteps);
      const double tail = normal_tail(Group<double, 1>(abs(x))).v[0];
      entries_[2 * i] = x < 0.0 ? tail : 1.0 - tail;
      entries_[2 * i + 1] = 0x1.9884533d43651p-2 * exp(-0.5 * x * x);
    }
    entries_[2 * kSize - 2] = 1.0;
  }
};

/// Phi(x), and the density there, by Taylor's series around the nearest entry of the table.
template <FloatLanes V>
class Normal {
  using W = WideOf<V>;

 public:
  Normal(const double* entries, const V& x) {
    // NaN becomes kHigh. What is added changes no result, but keeps powers of small x from being subnormal.
    const V inside = max(V(NormalTable::kLow), min(V(NormalTable::kHigh), x)) + V(kTiny);
    const V shifted = inside * V(NormalTable::kSteps) + V(0x1.8p23f);
    constexpr auto kFirst = 0x4b400000 + static_cast<std::int32_t>(NormalTable::kLow * NormalTable::kSteps);
    load_pairs(entries, bits(shifted) - BitsOf<V>(kFirst), distribution_, density_);
    near_ = (shifted - V(0x1.8p23f)) * V(1.0f / NormalTable::kSteps);
    t_ = inside - near_;
  }
  /// The same of a wider x, -14 <= x <= 6.5.
  Normal(const double* entries, const W& x) : Normal(entries, narrowed<V>(x)) {
    t_ = t_ + narrowed<V>(x - widened(narrowed<V>(x)));
  }
  /// Relative error 2^-28.
  W distribution() const {
    // The mean density between is that of the entry times 1 - v / 2 + v^2 / 6 - v^3 / 24.
    const V v = t_ * (near_ + t_ * V(1.0f / 3.0f));
    const V less = v * (V(0.5f) - v * (V(1.0f / 6.0f) - v * V(1.0f / 24.0f)));
    return distribution_ + density_ * widened(t_ - t_ * less);
  }
  /// Relative error 2^-28.
  W density() const {
    const V v = t_ * (near_ + t_ * V(0.5f));
    const V less = v * (V(1.0f) - v * (V(0.5f) - v * (V(1.0f / 6.0f) - v * V(1.0f / 24.0f))));
    return density_ - density_ * widened(less);
  }

 private:
  W distribution_, density_;  // of the entry nearest to x
  V near_, t_;                // where that is, and how much further x is
};

}  // namespace math_detail

/// x Phi(x), Phi being the standard normal distribution function, and its derivative, relatively exact in the
/// tail. Accuracy: 0.57 ULP, and 0.63 ULP of the larger of the derivative and Phi(x), every x.
class NormalGate {
 public:
  template <FloatLanes V>
  V forward(const V& x) const {
    return narrowed<V>(widened(x) * math_detail::Normal<V>(entries_, x).distribution());
  }
  template <FloatLanes V>
  ValueAndSlope<V> value_and_slope(const V& x) const {
    const math_detail::Normal<V> normal(entries_, x);
    const auto distribution = normal.distribution();
    const auto wide = widened(x);
    return {narrowed<V>(wide * distribution), narrowed<V>(distribution + wide * normal.density())};
  }

 private:
  const double* entries_ = math_detail::NormalTable::instance().entries();
};

/// The error function of float lanes. Accuracy: 0.52 ULP, every x.
class ErrorFunction {
 public:
  template <FloatLanes V>
  V operator()(const V& x) const {
    using W = WideOf<V>;
    // Far from zero it is 2 Phi(sqrt(2) x) - 1, which is 1 in float beyond the limit.
    const W far = widened(min(abs(x), V(4.5f))) * W(0x1.6a09e667f3bcdp0);
    const W outer = W(2.0) * math_detail::Normal<V>(entries_, far).distribution() - W(1.0);
    // Near zero Taylor's series, (-1)^n / (n! (2n + 1)) times 2 / sqrt(pi); its later terms only correct.
    constexpr double kFactor = 0x1.20dd750429b6dp0;
    constexpr auto kTerm = [](int divisor) { return V(static_cast<float>(kFactor / divisor)); };
    const V near = min(max(abs(x), V(math_detail::kTiny)), V(0.5f));
    const V z = near * near;
    const V later =
        kTerm(10) +
        z * (kTerm(-42) + z * (kTerm(216) + z * (kTerm(-1320) + z * (kTerm(9360) + z * kTerm(-75600)))));
    const W wide = widened(near) * widened(near);
    const W inner = W(kFactor) + wide * (W(-kFactor / 3.0) + widened(z * later));
    const V result =
        select(abs(x) < V(0.5f), narrowed<V>(widened(min(abs(x), V(0.5f))) * inner), narrowed<V>(outer));
    return select(is_nan(x), x, copysign(result, x));
  }

 private:
  const double* entries_ = math_detail::NormalTable::instance().entries();
};

/// x p(x), p being the sigmoid of 2 sqrt(2 / pi) (x + 0.044715 x^3), and its derivative, relatively exact in
/// the tail. Accuracy: 0.8 ULP, and 0.81 ULP of the larger of the derivative and p(x), every x.
template <FloatLanes V>
[[gnu::always_inline]] inline ValueAndSlope<V> normal_gate_tanh_form(const V& x) {
  using W = WideOf<V>;
  constexpr double kLinear = 0x1.9884533d43651p0, kCubic = kLinear * 0.044715;
  // p(-t) is 0 in float beyond the larger limit, and the same for all t below the smaller one.
  const V t = min(abs(x), V(11.0f));
  const W near = widened(max(t, V(math_detail::kTiny)));
  const W square = near * near;
  const auto e = math_detail::mixed_exp<V>(-near * (W(kLinear) + W(kCubic) * square));
  const W power = scale_by_shifted(e.value, e.shifted);
  const W upper = W(1.0) / (W(1.0) + power);
  const W lower = power * upper;
  const W bend = near * (W(kLinear) + W(3.0 * kCubic) * square);
  // Below 0 the value is -t p(-t), above x - t p(-t), as p(x) + p(-x) = 1; not a number at -infinity, as the
  // product is. The derivative is not a number at both infinities, as in PyTorch.
  const V size = narrowed<V>(widened(t) * lower);
  const V slope = narrowed<V>(lower - bend * (lower * upper));
  const V below = min(x, V(0.0f));
  return {copysign((size - max(x, V(0.0f))) + (below - below), x),
          select(x < V(0.0f), slope, V(1.0f) - slope) + (x - x)};
}

}  // namespace ap

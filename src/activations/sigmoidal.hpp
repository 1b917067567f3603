#pragma once
/// Smooth activations without a gate: S-shaped, bell-shaped and periodic. To add one: write its struct, then
/// its name in the list at the foot.

#include "activations/entry.hpp"

namespace ap {

inline constexpr float kOneToThree[] = {1.0f, 2.0f, 3.0f};

/// Logistic sigmoid: 1 / (1 + e^-x), relatively exact in both tails.
struct Sigmoid {
  static constexpr ActivationInfo info{
      .id = "sigmoid",
      .name = "Sigmoid",
      .family = Family::kSigmoidal,
      .formula = R"(\sigma(x) = \frac{1}{1 + e^{-x}})",
      .derivative = R"(\sigma(x)\,(1 - \sigma(x)))",
      .range = {0.0f, 1.0f},
      .properties = kSmooth | kContinuous | kMonotonic | kBounded | kSaturating,
      .max_ulp = 2.0f,
      .derivative_max_ulp = 2.915f,
      .summary =
          "Squeezes any input into (0, 1), to be read as a probability; its slope is at most 1/4, so deep "
          "stacks of "
          "it learn slowly.",
      .code = {.pytorch = "torch.sigmoid(x)",
               .module = "nn.Sigmoid()",
               .numpy = "1 / (1 + np.exp(-x))",
               .cpp = "1 / (1 + std::exp(-x))"},
      .example = kOneToThree,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html"};

  template <class V>
  V forward(const V& x) const {
    return sigmoid(x);
  }
  template <class V>
  V derivative(const V& x) const {
    return sigmoid_slope(x);
  }

  template <class V>
  static bool is_plain(const V& x) {
    return !any_below(x, -86.0f);
  }
  template <class V>
  V plain_value(const V& x) const {
    return plain_sigmoid(x);
  }
  template <class V>
  static bool is_plain_for_slope(const V& x) {
    return !any_above(abs(x), 86.0f);
  }
  template <class V>
  ValueAndSlope<V> plain_value_and_slope(const V& x) const {
    return {plain_sigmoid(x), plain_sigmoid_slope(x)};
  }
};

/// Hyperbolic tangent; the derivative is relatively exact in both tails.
struct Tanh {
  static constexpr ActivationInfo info{
      .id = "tanh",
      .name = "Tanh",
      .family = Family::kSigmoidal,
      .formula = R"(\tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}})",
      .derivative = R"(1 - \tanh^2(x))",
      .range = {-1.0f, 1.0f},
      .properties =
          kSmooth | kContinuous | kMonotonic | kBounded | kZeroCentered | kSaturating | kIdentityAtZero,
      .max_ulp = 1.477f,
      .derivative_max_ulp = 2.915f,
      .summary =
          "A sigmoid stretched to (-1, 1): its outputs centre on zero, which helps the next layer; it still "
          "saturates on both sides.",
      .code = {.pytorch = "torch.tanh(x)",
               .module = "nn.Tanh()",
               .numpy = "np.tanh(x)",
               .cpp = "std::tanh(x)"},
      .example = kOneToThree,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html"};

  template <class V>
  V forward(const V& x) const {
    return tanh(x);
  }
  template <class V>
  V derivative(const V& x) const {
    return tanh_and_slope(x).slope;
  }
  template <class V>
  ValueAndSlope<V> value_and_slope(const V& x) const {
    return tanh_and_slope(x);
  }

  template <class V>
  static bool is_plain_for_slope(const V& x) {
    return !any_above(abs(x), 43.0f);
  }
  template <class V>
  ValueAndSlope<V> plain_value_and_slope(const V& x) const {
    return plain_tanh_and_slope(x);
  }
};

/// Softsign: x / (1 + |x|); NaN at infinity, as in PyTorch.
struct Softsign {
  static constexpr ActivationInfo info{
      .id = "softsign",
      .name = "Softsign",
      .family = Family::kSigmoidal,
      .formula = R"(\frac{x}{1 + |x|})",
      .derivative = R"(\frac{1}{(1 + |x|)^2})",
      .range = {-1.0f, 1.0f},
      .properties = kContinuous | kMonotonic | kBounded | kZeroCentered | kSaturating | kIdentityAtZero,
      .max_ulp = 1.5f,
      .derivative_max_ulp = 0.501f,
      .summary = "Like tanh, but it saturates slowly, as 1/x, so that far inputs keep some gradient.",
      .code = {.pytorch = "F.softsign(x)",
               .module = "nn.Softsign()",
               .numpy = "x / (1 + np.abs(x))",
               .cpp = "x / (1 + std::fabs(x))"},
      .example = kOneToThree,
      .source =
          "Glorot and Bengio 2010, Understanding the Difficulty of Training Deep Feedforward Neural "
          "Networks"};

  template <class V>
  V forward(const V& x) const {
    if constexpr (FloatLanes<V>) {
      return x / (V(1.0f) + abs(x));
    } else {
      // In this form the derivatives do not cancel far out.
      const V r = V(1.0) / (V(1.0) + abs(x));
      return select(abs(x) < V(1.0), x * r, select(x < V(0.0), r - V(1.0), V(1.0) - r));
    }
  }
  template <class V>
  V derivative(const V& x) const {
    const auto wide = widened(x);
    const auto r = decltype(wide)(1.0) / (decltype(wide)(1.0) + abs(wide));
    return narrowed<V>(r * r - (wide - wide));
  }
};

/// Arc tangent.
struct Arctan {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "arctan",
      .name = "Arctan",
      .family = Family::kSigmoidal,
      .formula = R"(\arctan(x))",
      .derivative = R"(\frac{1}{1 + x^2})",
      .range = {-1.5707964f, 1.5707964f},
      .properties =
          kSmooth | kContinuous | kMonotonic | kBounded | kZeroCentered | kSaturating | kIdentityAtZero,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .summary = "S-shaped like tanh with limits of a quarter turn, and tails that flatten slowly.",
      .code = {.pytorch = "torch.atan(x)", .module = "", .numpy = "np.arctan(x)", .cpp = "std::atan(x)"},
      .example = kOneToThree,
      .source = "https://pytorch.org/docs/stable/generated/torch.atan.html"};

  template <class W>
  W forward(const W& x) const {
    return atan(x);
  }
  template <class W>
  W derivative(const W& x) const {
    return W(1.0) / (W(1.0) + x * x);
  }
};

/// Tanhshrink: x - tanh(x), without cancellation near 0.
struct Tanhshrink {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "tanhshrink",
      .name = "Tanhshrink",
      .family = Family::kSigmoidal,
      .formula = R"(x - \tanh(x))",
      .derivative = R"(\tanh^2(x))",
      .range = {-kInfinity, kInfinity},
      .properties = kSmooth | kContinuous | kMonotonic | kZeroCentered,
      .max_ulp = 0.507f,
      .derivative_max_ulp = 0.514f,
      .summary = "What tanh leaves over: nearly flat around zero, so small signals are suppressed.",
      .code = {.pytorch = "F.tanhshrink(x)",
               .module = "nn.Tanhshrink()",
               .numpy = "x - np.tanh(x)",
               .cpp = "x - std::tanh(x)"},
      .example = kOneToThree,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html"};

  template <class W>
  W forward(const W& x) const {
    const W z = x * x;
    // Minimax fit of (x - tanh x) / x^3 on 0..0.5, relative error 8e-11.
    W series = W(0x1.049a0d07f07dfp-10);
    for (const double c : {-0x1.c0da97be9f781p-9, 0x1.215f0ecbcdd79p-7, -0x1.66411dbe460b7p-6,
                           0x1.ba1b42619bd13p-5, -0x1.11111095b5d1dp-3, 0x1.5555555555555p-2}) {
      series = W(c) + z * series;
    }
    return select(abs(x) < W(0.5), x * (z * series), x - tanh(x));
  }
  template <class W>
  W derivative(const W& x) const {
    const W t = tanh(x);
    return t * t;
  }
};

/// Gaussian bell: e^(-x^2).
struct Gaussian {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "gaussian",
      .name = "Gaussian",
      .family = Family::kSigmoidal,
      .formula = R"(e^{-x^2})",
      .derivative = R"(-2x\,e^{-x^2})",
      .range = {0.0f, 1.0f},
      .properties = kSmooth | kContinuous | kBounded | kSaturating,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.502f,
      .summary = "Answers only to inputs near zero: a unit that marks a place, as in radial basis networks.",
      .code = {.pytorch = "torch.exp(-x ** 2)",
               .module = "",
               .numpy = "np.exp(-x ** 2)",
               .cpp = "std::exp(-x * x)"},
      .example = kOneToThree,
      .source = "Broomhead and Lowe 1988, Multivariable Functional Interpolation and Adaptive Networks"};

  template <class W>
  W forward(const W& x) const {
    return exp(-(x * x));
  }
  template <class W>
  W derivative(const W& x) const {
    const W near = max(min(x, W(40.0)), W(-40.0));
    return W(-2.0) * near * exp(-(near * near));
  }
};

/// Sine; accurate for |x| up to 1e6, NaN at infinity.
struct Sin {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "sin",
      .name = "Sine",
      .family = Family::kSigmoidal,
      .formula = R"(\sin(x))",
      .derivative = R"(\cos(x))",
      .range = {-1.0f, 1.0f},
      .properties = kSmooth | kContinuous | kBounded | kZeroCentered | kIdentityAtZero,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .domain = 1e5f,
      .summary =
          "Periodic, so it never saturates; networks of it represent images and sounds in fine detail.",
      .code = {.pytorch = "torch.sin(x)", .module = "", .numpy = "np.sin(x)", .cpp = "std::sin(x)"},
      .example = kOneToThree,
      .source = "Sitzmann et al. 2020, SIREN, arXiv:2006.09661"};

  template <class W>
  W forward(const W& x) const {
    return sin(x);
  }
  template <class W>
  W derivative(const W& x) const {
    return cos(x);
  }
};

/// Bent identity: (sqrt(x^2 + 1) - 1) / 2 + x, without cancellation near 0.
struct BentIdentity {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "bent_identity",
      .name = "Bent identity",
      .family = Family::kSigmoidal,
      .formula = R"(\frac{\sqrt{x^2 + 1} - 1}{2} + x)",
      .derivative = R"(\frac{x}{2\sqrt{x^2 + 1}} + 1)",
      .range = {-kInfinity, kInfinity},
      .properties = kSmooth | kContinuous | kMonotonic | kIdentityAtZero,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .summary = "A line with a soft bend: slope 1/2 far left, 3/2 far right, and never flat.",
      .code = {.pytorch = "(torch.sqrt(x ** 2 + 1) - 1) / 2 + x",
               .module = "",
               .numpy = "(np.sqrt(x ** 2 + 1) - 1) / 2 + x",
               .cpp = "(std::sqrt(x * x + 1) - 1) / 2 + x"},
      .example = kOneToThree,
      .source = "https://en.wikipedia.org/wiki/Activation_function"};

  template <class W>
  W forward(const W& x) const {
    const W finite = max(min(x, W(1e39)), W(-1e39));
    const W z = finite * finite;
    return z / (W(2.0) * (sqrt(z + W(1.0)) + W(1.0))) + x;
  }
  template <class W>
  W derivative(const W& x) const {
    const W finite = max(min(x, W(1e39)), W(-1e39));
    return finite / (W(2.0) * sqrt(finite * finite + W(1.0))) + W(1.0);
  }
};

using SigmoidalActivations =
    ActivationList<Sigmoid, Tanh, Softsign, Arctan, Tanhshrink, Gaussian, Sin, BentIdentity>;

}  // namespace ap

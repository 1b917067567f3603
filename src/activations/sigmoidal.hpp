#pragma once
/// Smooth activations that saturate. To add one: write its struct, then its name in the list at the foot.

#include "activations/entry.hpp"

namespace ap {

/// Logistic sigmoid: 1 / (1 + e^-x).
struct Sigmoid {
  static constexpr float kExample[] = {1.0f, 2.0f, 3.0f};
  static constexpr ActivationInfo info{
      .id = "sigmoid",
      .name = "Sigmoid",
      .family = Family::kSigmoidal,
      .formula = R"(\sigma(x) = \frac{1}{1 + e^{-x}})",
      .derivative = R"(\sigma(x)\,(1 - \sigma(x)))",
      .range = {0.0f, 1.0f},
      .properties = kSmooth | kContinuous | kMonotonic | kBounded | kSaturating,
      .max_ulp = 2.0f,
      .derivative_max_ulp = 3.0f,
      .summary =
          "Squeezes any input into (0, 1), to be read as a probability; its slope is at most 1/4, so "
          "deep stacks of it learn slowly.",
      .code = {.pytorch = "torch.sigmoid(x)",
               .module = "nn.Sigmoid()",
               .numpy = "1 / (1 + np.exp(-x))",
               .cpp = "1 / (1 + std::exp(-x))"},
      .example = kExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html"};

  template <class V>
  V forward(V x) const {
    const V e = exp(-abs(x));
    return select(x < V(0.0f), e, V(1.0f)) / (V(1.0f) + e);
  }
  template <class V>
  ValueAndSlope<V> forward_derivative(V x) const {
    const V e = exp(-abs(x));
    const V d = V(1.0f) + e;
    return {select(x < V(0.0f), e, V(1.0f)) / d, (e / d) / d};
  }
};

/// Hyperbolic tangent.
struct Tanh {
  static constexpr float kExample[] = {1.0f, 2.0f, 3.0f};
  static constexpr ActivationInfo info{
      .id = "tanh",
      .name = "Tanh",
      .family = Family::kSigmoidal,
      .formula = R"(\tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}})",
      .derivative = R"(1 - \tanh^2(x))",
      .range = {-1.0f, 1.0f},
      .properties =
          kSmooth | kContinuous | kMonotonic | kBounded | kZeroCentered | kSaturating | kIdentityAtZero,
      .max_ulp = 2.0f,
      .derivative_max_ulp = 3.0f,
      .summary =
          "A sigmoid stretched to (-1, 1): its outputs centre on zero, which helps the next layer; it still "
          "saturates on both sides.",
      .code = {.pytorch = "torch.tanh(x)",
               .module = "nn.Tanh()",
               .numpy = "np.tanh(x)",
               .cpp = "std::tanh(x)"},
      .example = kExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html"};

  template <class V>
  V forward(V x) const {
    return tanh(x);
  }
  template <class V>
  ValueAndSlope<V> forward_derivative(V x) const {
    const V e = exp(V(-2.0f) * abs(x));
    const V d = V(1.0f) + e;
    return {tanh(x), (V(4.0f) * e) / (d * d)};
  }
};

using SigmoidalActivations = ActivationList<Sigmoid, Tanh>;

}  // namespace ap

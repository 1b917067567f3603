#pragma once
/// Activations made of straight pieces. To add one: write its struct, then its name in the list at the foot.

#include "activations/entry.hpp"

namespace ap {

/// Identity: the network's default when no activation is chosen. Accuracy: exact.
struct Linear {
  static constexpr float kExample[] = {1.0f, 2.0f, 3.0f};
  static constexpr ActivationInfo info{
      .id = "linear",
      .name = "Linear (Identity)",
      .family = Family::kPiecewise,
      .formula = "x",
      .derivative = "1",
      .range = {-kInfinity, kInfinity},
      .properties = kSmooth | kContinuous | kMonotonic | kZeroCentered | kIdentityAtZero,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .summary = "Passes its input on unchanged; a stack of linear layers is still one linear layer.",
      .code = {.pytorch = "x", .module = "nn.Identity()", .numpy = "x", .cpp = "x"},
      .example = kExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Identity.html"};

  template <class V>
  V forward(V x) const {
    return x;
  }
  template <class V>
  ValueAndSlope<V> forward_derivative(V x) const {
    return {x, select(is_nan(x), x, V(1.0f))};
  }
};

/// Rectified linear unit: max(x, 0). Accuracy: exact. Source: Nair and Hinton 2010.
struct Relu {
  static constexpr float kExample[] = {-1.0f, 0.0f, 1.0f, 2.0f};
  static constexpr float kKinks[] = {0.0f};
  static constexpr ActivationInfo info{
      .id = "relu",
      .name = "ReLU",
      .family = Family::kPiecewise,
      .formula = R"(\max(0, x))",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases})",
      .range = {0.0f, kInfinity},
      .properties = kContinuous | kMonotonic | kSparse,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinks,
      .summary =
          "The usual first choice for hidden layers: cheap, and never saturates for positive inputs; "
          "units stuck on the negative side stop learning.",
      .code = {.pytorch = "F.relu(x)",
               .module = "nn.ReLU()",
               .numpy = "np.maximum(x, 0)",
               .cpp = "std::max(x, 0.0)"},
      .example = kExample,
      .source = "Nair and Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines"};

  template <class V>
  V forward(V x) const {
    return select(x <= V(0.0f), V(0.0f), x);
  }
  template <class V>
  ValueAndSlope<V> forward_derivative(V x) const {
    const auto off = x <= V(0.0f);
    return {select(off, V(0.0f), x), select(off, V(0.0f), select(is_nan(x), x, V(1.0f)))};
  }
};

/// Leaky ReLU: x above 0, a small multiple of x below. Accuracy: exact. Source: Maas et al. 2013.
struct LeakyRelu {
  static constexpr float kExample[] = {-1.0f, 0.0f, 1.0f, 2.0f};
  static constexpr float kKinks[] = {0.0f};
  static constexpr ParamInfo kParams[] = {{.id = "negative_slope",
                                           .symbol = R"(\alpha)",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 0.01,
                                           .meaning = "Slope of the function for negative inputs."}};
  static constexpr ActivationInfo info{
      .id = "leaky_relu",
      .name = "Leaky ReLU",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases})",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ \alpha & x \le 0 \end{cases})",
      .range = {-kInfinity, kInfinity},
      .properties = kContinuous | kMonotonic,
      .params = kParams,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinks,
      .summary = "A ReLU that keeps a small slope for negative inputs, so that no unit can die.",
      .code = {.pytorch = "F.leaky_relu(x, negative_slope={negative_slope})",
               .module = "nn.LeakyReLU(negative_slope={negative_slope})",
               .numpy = "np.where(x > 0, x, {negative_slope} * x)",
               .cpp = "x > 0 ? x : {negative_slope} * x"},
      .example = kExample,
      .source = "Maas, Hannun and Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models"};

  float negative_slope;
  explicit LeakyRelu(const float* params) : negative_slope(params[0]) {}

  template <class V>
  V forward(V x) const {
    return select(x > V(0.0f), x, x * V(negative_slope));
  }
  template <class V>
  ValueAndSlope<V> forward_derivative(V x) const {
    const auto on = x > V(0.0f);
    return {select(on, x, x * V(negative_slope)),
            select(on, V(1.0f), select(is_nan(x), x, V(negative_slope)))};
  }
};

using PiecewiseActivations = ActivationList<Linear, Relu, LeakyRelu>;

}  // namespace ap

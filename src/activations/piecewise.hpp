#pragma once
/// Activations made of straight pieces that turn at one point. To add one: write its struct, then its name in
/// the list at the foot.

#include "activations/entry.hpp"

namespace ap {

/// Identity: no activation at all. Accuracy: exact.
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
  V forward(const V& x) const {
    return x;
  }
  template <class V>
  V derivative(const V& x) const {
    return one_or_nan(x);
  }
};

/// Rectified linear unit: max(x, 0). Accuracy: exact.
struct Relu {
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
      .kinks = kKinkAtZero,
      .summary =
          "The usual first choice for hidden layers: cheap, and never saturates for positive inputs; units "
          "stuck "
          "on the negative side stop learning.",
      .code = {.pytorch = "F.relu(x)",
               .module = "nn.ReLU()",
               .numpy = "np.maximum(x, 0)",
               .cpp = "x > 0 ? x : 0"},
      .example = kMinusOneToTwo,
      .source = "Nair and Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines"};

  template <class V>
  V forward(const V& x) const {
    return max(x, V(0.0f));
  }
  template <class V>
  V derivative(const V& x) const {
    return select(x <= V(0.0f), V(0.0f), one_or_nan(x));
  }
};

/// x above 0, slope * x below: what Leaky ReLU, PReLU and RReLU have in common. Accuracy: one rounding;
/// derivative exact.
struct TwoSlopes {
  float negative_slope;
  explicit TwoSlopes(float slope) : negative_slope(slope) {}

  template <class V>
  V forward(const V& x) const {
    return select(x > V(0.0f), x, x * V(negative_slope));
  }
  template <class V>
  V derivative(const V& x) const {
    return select(x > V(0.0f), V(1.0f), select(is_nan(x), x, V(negative_slope)));
  }
};

/// Leaky ReLU: x above 0, a small multiple of x below.
struct LeakyRelu : TwoSlopes {
  static constexpr ParamInfo kParams[] = {{.id = "negative_slope",
                                           .symbol = R"(\alpha)",
                                           .min = 0.0,
                                           .max = 2.0,
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
      .kinks = kKinkAtZero,
      .summary = "A ReLU that keeps a small slope for negative inputs, so that no unit can die.",
      .code = {.pytorch = "F.leaky_relu(x, negative_slope={negative_slope})",
               .module = "nn.LeakyReLU(negative_slope={negative_slope})",
               .numpy = "np.where(x > 0, x, {negative_slope} * x)",
               .cpp = "x > 0 ? x : {negative_slope} * x"},
      .example = kMinusOneToTwo,
      .source = "Maas, Hannun and Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models"};

  explicit LeakyRelu(const float* params) : TwoSlopes(params[0]) {}
};

/// Parametric ReLU: Leaky ReLU whose slope is learned.
struct Prelu : TwoSlopes {
  static constexpr ParamInfo kParams[] = {
      {.id = "weight",
       .symbol = "a",
       .min = -1.0,
       .max = 2.0,
       .default_value = 0.25,
       .meaning = "Slope for negative inputs; its value before training."}};
  static constexpr ActivationInfo info{
      .id = "prelu",
      .name = "PReLU",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases})",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases})",
      .range = {-kInfinity, kInfinity},
      .properties = kContinuous | kMonotonic | kLearnable,
      .params = kParams,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinkAtZero,
      .summary = "Leaky ReLU with a slope that is learned together with the weights.",
      .code = {.pytorch = "F.prelu(x, torch.tensor([{weight}]))",
               .module = "nn.PReLU(init={weight})",
               .numpy = "np.where(x > 0, x, {weight} * x)",
               .cpp = "x > 0 ? x : {weight} * x"},
      .example = kMinusOneToTwo,
      .source = "He et al. 2015, arXiv:1502.01852"};

  explicit Prelu(const float* params) : TwoSlopes(params[0]) {}
};

/// Randomized leaky ReLU in its evaluation form: the slope is the middle of the interval it is drawn from in
/// training.
struct Rrelu : TwoSlopes {
  static constexpr ParamInfo kParams[] = {{.id = "lower",
                                           .symbol = "l",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 1.0 / 8.0,
                                           .meaning = "Lower end of the interval the slope is drawn from."},
                                          {.id = "upper",
                                           .symbol = "u",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 1.0 / 3.0,
                                           .meaning = "Upper end of the interval the slope is drawn from."}};
  static constexpr ActivationInfo info{
      .id = "rrelu",
      .name = "RReLU (evaluation)",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & x > 0 \\ \frac{l + u}{2}\,x & x \le 0 \end{cases})",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ \frac{l + u}{2} & x \le 0 \end{cases})",
      .range = {-kInfinity, kInfinity},
      .properties = kContinuous | kMonotonic,
      .params = kParams,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinkAtZero,
      .summary =
          "Leaky ReLU with a random slope in training, against overfitting; outside training the slope is "
          "the "
          "mean, which is what is shown.",
      .code = {.pytorch = "F.rrelu(x, lower={lower}, upper={upper}, training=False)",
               .module = "nn.RReLU(lower={lower}, upper={upper}).eval()",
               .numpy = "np.where(x > 0, x, ({lower} + {upper}) / 2 * x)",
               .cpp = "x > 0 ? x : ({lower} + {upper}) / 2 * x"},
      .example = kMinusOneToTwo,
      .source = "Xu et al. 2015, arXiv:1505.00853"};

  explicit Rrelu(const float* params)
      : TwoSlopes(
            static_cast<float>((static_cast<double>(params[0]) + static_cast<double>(params[1])) / 2.0)) {}
};

/// Squared ReLU: max(x, 0)^2.
struct SquaredRelu {
  static constexpr ActivationInfo info{
      .id = "squared_relu",
      .name = "Squared ReLU",
      .family = Family::kPiecewise,
      .formula = R"(\max(0, x)^2)",
      .derivative = R"(2 \max(0, x))",
      .range = {0.0f, kInfinity},
      .properties = kContinuous | kMonotonic | kSparse,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.0f,
      .summary = "A ReLU without a kink that grows with the square; found by search for language models.",
      .code = {.pytorch = "F.relu(x) ** 2",
               .module = "",
               .numpy = "np.maximum(x, 0) ** 2",
               .cpp = "x > 0 ? x * x : 0"},
      .example = kMinusOneToTwo,
      .source = "So et al. 2021, Primer, arXiv:2109.08668"};

  template <class V>
  V forward(const V& x) const {
    const V r = max(x, V(0.0f));
    return r * r;
  }
  template <class V>
  V derivative(const V& x) const {
    const V r = max(x, V(0.0f));
    return r + r;
  }
};

/// x above a threshold, a fixed value up to it. Accuracy: exact.
struct Threshold {
  static constexpr float kKinks[] = {1.0f};
  static constexpr ParamInfo kParams[] = {{.id = "threshold",
                                           .symbol = R"(\theta)",
                                           .min = -10.0,
                                           .max = 10.0,
                                           .default_value = 1.0,
                                           .meaning = "Inputs above it pass unchanged."},
                                          {.id = "value",
                                           .symbol = "v",
                                           .min = -20.0,
                                           .max = 20.0,
                                           .default_value = 0.0,
                                           .meaning = "The output for all other inputs."}};
  static constexpr ActivationInfo info{
      .id = "threshold",
      .name = "Threshold",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & x > \theta \\ v & x \le \theta \end{cases})",
      .derivative = R"(\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases})",
      .range = {0.0f, kInfinity},
      .properties = kMonotonic | kSparse,
      .params = kParams,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinks,
      .summary =
          "Cuts everything up to a threshold off to one value; it jumps there, unless the value equals it.",
      .code = {.pytorch = "F.threshold(x, {threshold}, {value})",
               .module = "nn.Threshold({threshold}, {value})",
               .numpy = "np.where(x > {threshold}, x, {value})",
               .cpp = "x > {threshold} ? x : {value}"},
      .example = kMinusOneToTwo,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Threshold.html"};

  float threshold, value;
  explicit Threshold(const float* params) : threshold(params[0]), value(params[1]) {}

  template <class V>
  V forward(const V& x) const {
    return select(x <= V(threshold), V(value), x);
  }
  template <class V>
  V derivative(const V& x) const {
    return select(x <= V(threshold), V(0.0f), one_or_nan(x));
  }
};

/// Binary step: 0 below 0, 1 from 0 on. Accuracy: exact.
struct BinaryStep {
  static constexpr ActivationInfo info{
      .id = "binary_step",
      .name = "Binary step",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} 1 & x \ge 0 \\ 0 & x < 0 \end{cases})",
      .derivative = "0",
      .range = {0.0f, 1.0f},
      .properties = kMonotonic | kBounded | kSaturating | kSparse | kZeroGradient,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinkAtZero,
      .summary =
          "The neuron of 1943: on or off. Its derivative is zero everywhere but at the jump, so gradient "
          "descent "
          "cannot train through it.",
      .code = {.pytorch = "(x >= 0).to(x.dtype)",
               .module = "",
               .numpy = "np.where(x >= 0, 1.0, 0.0)",
               .cpp = "x >= 0 ? 1 : 0"},
      .example = kMinusOneToTwo,
      .source = "McCulloch and Pitts 1943, A Logical Calculus of the Ideas Immanent in Nervous Activity"};

  template <class V>
  V forward(const V& x) const {
    return select(x < V(0.0f), V(0.0f), one_or_nan(x));
  }
  template <class V>
  V derivative(const V& x) const {
    return select(is_nan(x), x, V(0.0f));
  }
};

using PiecewiseActivations =
    ActivationList<Linear, Relu, LeakyRelu, Prelu, Rrelu, SquaredRelu, Threshold, BinaryStep>;

}  // namespace ap

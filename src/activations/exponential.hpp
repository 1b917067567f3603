#pragma once
/// Activations that replace the ReLU's corner by an exponential. To add one: write its struct, then its name
/// in the list at the foot.

#include "activations/entry.hpp"

namespace ap {

inline constexpr float kMinusTwoToTwo[] = {-2.0f, -1.0f, 0.0f, 2.0f};

/// Exponential linear unit: x above 0, alpha (e^x - 1) below, without cancellation near 0.
struct Elu {
  static constexpr bool kWide = true;
  static constexpr ParamInfo kParams[] = {{.id = "alpha",
                                           .symbol = R"(\alpha)",
                                           .min = 0.0,
                                           .max = 4.0,
                                           .default_value = 1.0,
                                           .meaning = "The function tends to minus this value on the left."}};
  static constexpr ActivationInfo info{
      .id = "elu",
      .name = "ELU",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \le 0 \end{cases})",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \le 0 \end{cases})",
      .range = {-1.0f, kInfinity},
      .properties = kContinuous | kMonotonic | kIdentityAtZero,
      .params = kParams,
      .max_ulp = 0.507f,
      .derivative_max_ulp = 0.501f,
      .summary = "A ReLU with a smooth negative side, which pulls the mean of the outputs towards zero.",
      .code = {.pytorch = "F.elu(x, alpha={alpha})",
               .module = "nn.ELU(alpha={alpha})",
               .numpy = "np.where(x > 0, x, {alpha} * np.expm1(np.minimum(x, 0)))",
               .cpp = "x > 0 ? x : {alpha} * std::expm1(x)"},
      .example = kMinusTwoToTwo,
      .source = "Clevert, Unterthiner and Hochreiter 2015, arXiv:1511.07289"};

  double alpha;
  explicit Elu(const float* params) : alpha(params[0]) {}

  template <class W>
  W forward(const W& x) const {
    return select(x > W(0.0), x, W(alpha) * expm1(x));
  }
  template <class W>
  W derivative(const W& x) const {
    return select(x > W(0.0), W(1.0), W(alpha) * exp(x));
  }
};

/// Self-normalizing exponential linear unit: ELU with fixed constants.
struct Selu {
  static constexpr bool kWide = true;
  static constexpr double kAlpha = 1.6732632423543772848170429916717;
  static constexpr double kScale = 1.0507009873554804934193349852946;
  static constexpr ActivationInfo info{
      .id = "selu",
      .name = "SELU",
      .family = Family::kPiecewise,
      .formula =
          R"(s \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \le 0 \end{cases} \quad s = 1.0507,\ \alpha = 1.6733)",
      .derivative = R"(s \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \le 0 \end{cases})",
      .range = {-1.7580993f, kInfinity},
      .properties = kContinuous | kMonotonic,
      .max_ulp = 0.508f,
      .derivative_max_ulp = 0.502f,
      .kinks = kKinkAtZero,
      .summary =
          "ELU with constants chosen so that the outputs of many layers keep mean 0 and variance 1 by "
          "themselves.",
      .code = {.pytorch = "F.selu(x)",
               .module = "nn.SELU()",
               .numpy =
                   "1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))",
               .cpp = "1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * std::expm1(x))"},
      .example = kMinusTwoToTwo,
      .source = "Klambauer et al. 2017, arXiv:1706.02515"};

  template <class W>
  W forward(const W& x) const {
    return W(kScale) * select(x > W(0.0), x, W(kAlpha) * expm1(x));
  }
  template <class W>
  W derivative(const W& x) const {
    return W(kScale) * select(x > W(0.0), W(1.0), W(kAlpha) * exp(x));
  }
};

/// Continuously differentiable ELU: alpha (e^(x / alpha) - 1) below 0.
struct Celu {
  static constexpr bool kWide = true;
  static constexpr ParamInfo kParams[] = {{.id = "alpha",
                                           .symbol = R"(\alpha)",
                                           .min = 0.1,
                                           .max = 4.0,
                                           .default_value = 1.0,
                                           .meaning = "The function tends to minus this value on the left."}};
  static constexpr ActivationInfo info{
      .id = "celu",
      .name = "CELU",
      .family = Family::kPiecewise,
      .formula = R"(\max(0, x) + \min(0, \alpha\,(e^{x / \alpha} - 1)))",
      .derivative = R"(\begin{cases} 1 & x > 0 \\ e^{x / \alpha} & x \le 0 \end{cases})",
      .range = {-1.0f, kInfinity},
      .properties = kContinuous | kMonotonic | kIdentityAtZero,
      .params = kParams,
      .max_ulp = 0.508f,
      .derivative_max_ulp = 0.502f,
      .summary = "An ELU whose slope is 1 at zero whatever its limit on the left.",
      .code = {.pytorch = "F.celu(x, alpha={alpha})",
               .module = "nn.CELU(alpha={alpha})",
               .numpy = "np.maximum(x, 0) + np.minimum({alpha} * np.expm1(np.minimum(x, 0) / {alpha}), 0)",
               .cpp = "x > 0 ? x : {alpha} * std::expm1(x / {alpha})"},
      .example = kMinusTwoToTwo,
      .source = "Barron 2017, arXiv:1704.07483"};

  double alpha, inverse;
  explicit Celu(const float* params) : alpha(params[0]), inverse(1.0 / alpha) {}

  template <class W>
  W forward(const W& x) const {
    return select(x > W(0.0), x, W(alpha) * expm1(x * W(inverse)));
  }
  template <class W>
  W derivative(const W& x) const {
    return select(x > W(0.0), W(1.0), exp(x * W(inverse)));
  }
};

/// Softplus: ln(1 + e^(beta x)) / beta, and x itself where beta x exceeds the threshold, as in PyTorch.
struct Softplus {
  static constexpr bool kWide = true;
  static constexpr ParamInfo kParams[] = {{.id = "beta",
                                           .symbol = R"(\beta)",
                                           .min = 0.1,
                                           .max = 10.0,
                                           .default_value = 1.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Sharpness: the larger, the closer to ReLU."},
                                          {.id = "threshold",
                                           .symbol = R"(\theta)",
                                           .min = 1.0,
                                           .max = 100.0,
                                           .default_value = 20.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Where beta x exceeds it, PyTorch returns x itself."}};
  static constexpr ActivationInfo info{
      .id = "softplus",
      .name = "Softplus",
      .family = Family::kPiecewise,
      .formula = R"(\frac{1}{\beta} \ln(1 + e^{\beta x}))",
      .derivative = R"(\sigma(\beta x))",
      .range = {0.0f, kInfinity},
      .properties = kSmooth | kContinuous | kMonotonic,
      .params = kParams,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .summary = "A smooth ReLU whose derivative is the sigmoid; used where an output must be positive.",
      .code = {.pytorch = "F.softplus(x, beta={beta}, threshold={threshold})",
               .module = "nn.Softplus(beta={beta}, threshold={threshold})",
               .numpy = "{threshold=20?np.logaddexp(0, {beta} * x) / {beta}|"
                        "np.where({beta} * x > {threshold}, x, np.logaddexp(0, {beta} * x) / {beta})}",
               .cpp = "{threshold=20?|{beta} * x > {threshold} ? x : }"
                      "std::fmax(x, 0) + std::log1p(std::exp(-{beta} * std::fabs(x))) / {beta}"},
      .example = kMinusTwoToTwo,
      .source =
          "Dugas et al. 2001, Incorporating Second-Order Functional Knowledge for Better Option Pricing"};

  double beta, inverse, threshold;
  explicit Softplus(const float* params) : beta(params[0]), inverse(1.0 / beta), threshold(params[1]) {}

  template <class W>
  W forward(const W& x) const {
    const W z = W(beta) * x;
    return select(z > W(threshold), x, W(inverse) * softplus(z));
  }
  template <class W>
  W derivative(const W& x) const {
    const W z = W(beta) * x;
    return select(z > W(threshold), W(1.0), sigmoid(z));
  }
};

/// Logarithm of the sigmoid, without ever forming a probability of 0.
struct Logsigmoid {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "logsigmoid",
      .name = "LogSigmoid",
      .family = Family::kPiecewise,
      .formula = R"(\ln \sigma(x) = -\ln(1 + e^{-x}))",
      .derivative = R"(1 - \sigma(x) = \sigma(-x))",
      .range = {-kInfinity, 0.0f},
      .properties = kSmooth | kContinuous | kMonotonic,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .summary =
          "The logarithm of the sigmoid, exact even where the sigmoid itself would underflow; a part of "
          "losses.",
      .code = {.pytorch = "F.logsigmoid(x)",
               .module = "nn.LogSigmoid()",
               .numpy = "-np.logaddexp(0, -x)",
               .cpp = "std::fmin(x, 0) - std::log1p(std::exp(-std::fabs(x)))"},
      .example = kMinusTwoToTwo,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html"};

  template <class W>
  W forward(const W& x) const {
    return -softplus(-x);
  }
  template <class W>
  W derivative(const W& x) const {
    return sigmoid(-x);
  }
};

using ExponentialActivations = ActivationList<Elu, Selu, Celu, Softplus, Logsigmoid>;

}  // namespace ap

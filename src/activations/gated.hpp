#pragma once
/// Activations that weigh their input by a gate. To add one: write its struct, then its name in the list at
/// the foot.

#include "activations/entry.hpp"
#include "activations/glu_kernels.hpp"

namespace ap {

inline constexpr float kGatedExample[] = {-2.0f, -1.0f, 0.0f, 1.0f, 2.0f};

/// SiLU, also named Swish-1: x * sigmoid(x), relatively exact in the tail; NaN at -infinity, as in PyTorch.
struct Silu {
  static constexpr ActivationInfo info{
      .id = "silu",
      .name = "SiLU (Swish)",
      .family = Family::kGated,
      .formula = R"(x\,\sigma(x))",
      .derivative = R"(\sigma(x)\,(1 + x\,(1 - \sigma(x))))",
      .range = {-0.27846455f, kInfinity},
      .properties = kSmooth | kContinuous,
      .max_ulp = 1.999f,
      .derivative_max_ulp = 2.99f,
      .summary = "A smooth ReLU with a small dip below zero; the input is its own gate.",
      .code = {.pytorch = "F.silu(x)",
               .module = "nn.SiLU()",
               .numpy = "x / (1 + np.exp(-x))",
               .cpp = "x / (1 + std::exp(-x))"},
      .example = kGatedExample,
      .source = "Elfwing, Uchibe and Doya 2017, arXiv:1702.03118"};

  template <class V>
  V forward(const V& x) const {
    if constexpr (FloatLanes<V>) {
      return silu(x);
    } else {
      return x * sigmoid(x);
    }
  }
  template <class V>
  V derivative(const V& x) const {
    return silu_slope(x);
  }

  template <class V>
  static bool is_plain(const V& x) {
    return !any_below(x, -86.0f) && !any_below(abs(x), 0x1p-126f);
  }
  template <class V>
  V plain_value(const V& x) const {
    return plain_silu(x);
  }
  template <class V>
  static bool is_plain_for_slope(const V& x) {
    return !any_above(abs(x), 86.0f) && !any_below(abs(x), 0x1p-126f);
  }
  template <class V>
  ValueAndSlope<V> plain_value_and_slope(const V& x) const {
    return {plain_silu(x), plain_silu_slope(x)};
  }
};

/// GELU's tanh form over float lanes.
struct GeluTanhLanes {
  template <FloatLanes V>
  ValueAndSlope<V> value_and_slope(const V& x) const {
    return normal_gate_tanh_form(x);
  }
  template <FloatLanes V>
  V forward(const V& x) const {
    return normal_gate_tanh_form(x).value;
  }
};

/// GELU: x times the normal distribution function, or its tanh form; relatively exact in the tail; NaN at
/// -infinity, as in PyTorch.
struct Gelu {
  static constexpr std::string_view kForms[] = {"none", "tanh"};
  static constexpr ParamInfo kParams[] = {
      {.id = "approximate",
       .symbol = R"(\text{approximate})",
       .min = 0.0,
       .max = 1.0,
       .default_value = 0.0,
       .meaning = "The exact form, or the older one by the hyperbolic tangent.",
       .choices = kForms}};
  static constexpr ActivationInfo info{
      .id = "gelu",
      .name = "GELU",
      .family = Family::kGated,
      .formula =
          R"({approximate=none?x\,\Phi(x) = \frac{x}{2}\left(1 + \operatorname{erf}\frac{x}{\sqrt{2}}\right)|)"
          R"(\begin{array}{l} \frac{x}{2}\,(1 + \tanh u) \\ \quad u = \sqrt{2/\pi}\,(x + 0.044715\,x^3) \end{array}})",
      .derivative = R"({approximate=none?\Phi(x) + \frac{x}{\sqrt{2\pi}}\,e^{-x^2/2}|)"
                    R"(\begin{array}{l} \frac{1 + \tanh u}{2} + \frac{x}{2}\,(1 - \tanh^2 u)\,v \\ )"
                    R"(\quad v = \sqrt{2/\pi}\,(1 + 0.134145\,x^2) \end{array}})",
      .range = {-0.16997121f, kInfinity},
      .properties = kSmooth | kContinuous,
      .params = kParams,
      .max_ulp = 0.8f,
      .derivative_max_ulp = 0.805f,
      .summary =
          "The gate of most transformers: the input times the chance that a normal variable is smaller.",
      .code = {.pytorch = "F.gelu(x, approximate={approximate})",
               .module = "nn.GELU(approximate={approximate})",
               .numpy = "{approximate=none?x / 2 * (1 + np.vectorize(math.erf)(x / np.sqrt(2)))|"
                        "x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))}",
               .cpp =
                   "{approximate=none?x / 2 * std::erfc(-x / std::sqrt(2.0))|"
                   "x / 2 * (1 + std::tanh(std::sqrt(2 / 3.141592653589793) * (x + 0.044715 * x * x * x)))}"},
      .example = kGatedExample,
      .source = "Hendrycks and Gimpel 2016, arXiv:1606.08415"};
  static constexpr double kTwoSqrtTwoOverPi = 0x1.9884533d43651p0;  // 2 sqrt(2 / pi)
  static constexpr double kCubic = 0.044715;

  bool tanh_form;
  explicit Gelu(const float* params) : tanh_form(params[0] >= 0.5f) {}

  template <class V>
  V forward(const V& x) const {
    if (tanh_form) return x * sigmoid(V(kTwoSqrtTwoOverPi) * x * (V(1.0) + V(kCubic) * x * x));
    const V t = min(abs(x), V(37.0));
    return max(x, V(0.0)) - t * normal_tail(t);
  }
  template <class Run>
  static void choose(const float* params, Run run) {
    if (Gelu(params).tanh_form) {
      run(GeluTanhLanes{});
    } else {
      run(NormalGate{});
    }
  }
};

/// Mish: x tanh(softplus(x)), relatively exact in the tail; NaN at -infinity, as in PyTorch.
struct Mish {
  static constexpr bool kWide = true;
  static constexpr ActivationInfo info{
      .id = "mish",
      .name = "Mish",
      .family = Family::kGated,
      .formula = R"(x \tanh(\ln(1 + e^x)))",
      .derivative = R"(\tanh(s) + x\,(1 - \tanh^2(s))\,\sigma(x) \quad s = \ln(1 + e^x))",
      .range = {-0.30884341f, kInfinity},
      .properties = kSmooth | kContinuous,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.502f,
      .summary = "Much like SiLU with a slightly deeper dip; smooth everywhere.",
      .code = {.pytorch = "F.mish(x)",
               .module = "nn.Mish()",
               .numpy = "x * np.tanh(np.logaddexp(0, x))",
               .cpp = "x * std::tanh(std::log1p(std::exp(x)))"},
      .example = kGatedExample,
      .source = "Misra 2019, arXiv:1908.08681"};

  // With e = e^x and n = e (e + 2): tanh(ln(1 + e)) = n / (n + 2).
  template <class W>
  W forward(const W& x) const {
    const W e = exp(min(x, W(40.0)));
    const W n = e * (e + W(2.0));
    return x * (n * (W(1.0) / (n + W(2.0)))) - W(0.0) * min(x, W(0.0));
  }
  template <class W>
  W derivative(const W& x) const {
    const W e = exp(min(x, W(40.0)));
    const W n = e * (e + W(2.0));
    const W r = W(1.0) / (n + W(2.0));
    const W near = max(min(x, W(1e3)), W(-1e3));
    const W slope = select(x < W(40.0), near * (W(4.0) * e * (e + W(1.0)) * r * r), W(0.0));
    return (n * r + slope) - W(0.0) * x;
  }
};

/// Hardswish: SiLU drawn with a ruler; NaN at -infinity, as in PyTorch.
struct Hardswish {
  static constexpr bool kWide = true;
  static constexpr float kKinks[] = {-3.0f, 3.0f};
  static constexpr ActivationInfo info{
      .id = "hardswish",
      .name = "Hardswish",
      .family = Family::kGated,
      .formula = R"(x\,\frac{\min(\max(0, x + 3), 6)}{6})",
      .derivative =
          R"(\begin{cases} 0 & x < -3 \\ \frac{x}{3} + \frac{1}{2} & -3 \le x < 3 \\ 1 & x \ge 3 \end{cases})",
      .range = {-0.375f, kInfinity},
      .properties = kContinuous | kSparse,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.5f,
      .kinks = kKinks,
      .summary = "SiLU drawn with a ruler: nearly the same shape without an exponential.",
      .code = {.pytorch = "F.hardswish(x)",
               .module = "nn.Hardswish()",
               .numpy = "x * np.clip(x + 3, 0, 6) / 6",
               .cpp = "x * std::fmin(std::fmax(x + 3, 0), 6) / 6"},
      .example = kGatedExample,
      .source = "Howard et al. 2019, MobileNetV3, arXiv:1905.02244"};

  template <class W>
  W forward(const W& x) const {
    return select(x >= W(3.0), x, x * select(x < W(-3.0), W(0.0), (x + W(3.0)) * W(1.0 / 6.0)));
  }
  template <class W>
  W derivative(const W& x) const {
    const W inside = x * W(1.0 / 3.0) + W(0.5);
    return select(x >= W(3.0), W(1.0), select(x < W(-3.0), W(0.0), inside));
  }
};

/// Snake: x + sin^2(alpha x) / alpha; accurate for |alpha x| up to 1e6.
struct Snake {
  static constexpr bool kWide = true;
  static constexpr ParamInfo kParams[] = {
      {.id = "alpha",
       .symbol = R"(\alpha)",
       .min = 0.1,
       .max = 10.0,
       .default_value = 1.0,
       .scale = Scale::kLog,
       .meaning = "Frequency of the waves; their height is its inverse."}};
  static constexpr ActivationInfo info{
      .id = "snake",
      .name = "Snake",
      .family = Family::kGated,
      .formula = R"(x + \frac{1}{\alpha} \sin^2(\alpha x))",
      .derivative = R"(1 + \sin(2 \alpha x))",
      .range = {-kInfinity, kInfinity},
      .properties = kSmooth | kContinuous | kMonotonic | kIdentityAtZero,
      .params = kParams,
      .max_ulp = 0.501f,
      .derivative_max_ulp = 0.501f,
      .domain = 1e5f,
      .summary = "A line with waves on it, which lets a network learn and continue periodic data.",
      .code = {.pytorch = "x + torch.sin({alpha} * x) ** 2 / {alpha}",
               .module = "",
               .numpy = "x + np.sin({alpha} * x) ** 2 / {alpha}",
               .cpp = "x + std::pow(std::sin({alpha} * x), 2) / {alpha}"},
      .example = kGatedExample,
      .source = "Ziyin, Hartwig and Ueda 2020, arXiv:2006.08195"};

  double alpha, inverse;
  explicit Snake(const float* params) : alpha(params[0]), inverse(1.0 / alpha) {}

  template <class W>
  W forward(const W& x) const {
    const W s = sin(W(alpha) * x);
    return x + W(inverse) * (s * s);
  }
  template <class W>
  W derivative(const W& x) const {
    return W(1.0) + sin(W(2.0 * alpha) * x);
  }
};

/// GLU: the first half of a row times the sigmoid of the second. Accuracy: 0.51 ULP.
struct Glu : GluKernels {
  static constexpr float kExample[] = {1.0f, 2.0f, -1.0f, 3.0f};
  static constexpr ActivationInfo info{
      .id = "glu",
      .name = "GLU",
      .family = Family::kGated,
      .rowwise = true,
      .row_divisor = 2,
      .formula = R"(a \otimes \sigma(b) \quad (a, b) = x)",
      .derivative =
          R"(\frac{\partial y}{\partial a} = \sigma(b), \quad \frac{\partial y}{\partial b} = a\,\sigma(b)\,(1 - \sigma(b)))",
      .range = {-kInfinity, kInfinity},
      .properties = kSmooth | kContinuous,
      .max_ulp = 0.51f,
      .derivative_max_ulp = 0.51f,
      .summary = "One half of the inputs gates the other; the layer before it needs twice the units.",
      .code = {.pytorch = "F.glu(x, dim=-1)",
               .module = "nn.GLU(dim=-1)",
               .numpy = "(lambda a, b: a / (1 + np.exp(-b)))(*np.split(x, 2, axis=-1))",
               .cpp = "a / (1 + std::exp(-b))"},
      .example = kExample,
      .source = "Dauphin et al. 2016, arXiv:1612.08083"};
};

using GatedActivations = ActivationList<Silu, Gelu, Mish, Hardswish, Snake, Glu>;

}  // namespace ap

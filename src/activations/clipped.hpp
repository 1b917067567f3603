#pragma once
/// Activations made of straight pieces between two limits, and their counterparts that cut a band out around
/// zero. To add one: write its struct, then its name in the list at the foot.

#include "activations/entry.hpp"

namespace ap {

/// ReLU that stops at 6. Accuracy: exact.
struct Relu6 {
  static constexpr float kKinks[] = {0.0f, 6.0f};
  static constexpr float kExample[] = {-1.0f, 3.0f, 6.0f, 8.0f};
  static constexpr ActivationInfo info{
      .id = "relu6",
      .name = "ReLU6",
      .family = Family::kPiecewise,
      .formula = R"(\min(\max(0, x), 6))",
      .derivative = R"(\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases})",
      .range = {0.0f, 6.0f},
      .properties = kContinuous | kMonotonic | kBounded | kSaturating | kSparse,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinks,
      .summary = "A ReLU with a ceiling, so that small number formats on phones do not overflow.",
      .code = {.pytorch = "F.relu6(x)",
               .module = "nn.ReLU6()",
               .numpy = "np.clip(x, 0, 6)",
               .cpp = "std::fmin(std::fmax(x, 0), 6)"},
      .example = kExample,
      .source = "Howard et al. 2017, MobileNets, arXiv:1704.04861"};

  template <class V>
  V forward(const V& x) const {
    return min(max(x, V(0.0f)), V(6.0f));
  }
  template <class V>
  V derivative(const V& x) const {
    return select((x <= V(0.0f)) | (x >= V(6.0f)), V(0.0f), one_or_nan(x));
  }
};

/// Tanh drawn with a ruler: x between two limits. Accuracy: exact.
struct Hardtanh {
  static constexpr float kKinks[] = {-1.0f, 1.0f};
  static constexpr float kExample[] = {-2.0f, -0.5f, 0.5f, 2.0f};
  static constexpr ParamInfo kParams[] = {{.id = "min_val",
                                           .symbol = "a",
                                           .min = -10.0,
                                           .max = 0.0,
                                           .default_value = -1.0,
                                           .meaning = "The lower limit."},
                                          {.id = "max_val",
                                           .symbol = "b",
                                           .min = 0.0,
                                           .max = 10.0,
                                           .default_value = 1.0,
                                           .meaning = "The upper limit."}};
  static constexpr ActivationInfo info{
      .id = "hardtanh",
      .name = "Hardtanh",
      .family = Family::kPiecewise,
      .formula = R"(\min(\max(a, x), b))",
      .derivative = R"(\begin{cases} 1 & a < x < b \\ 0 & \text{otherwise} \end{cases})",
      .range = {-1.0f, 1.0f},
      .properties = kContinuous | kMonotonic | kBounded | kZeroCentered | kSaturating | kIdentityAtZero,
      .params = kParams,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kKinks,
      .summary = "Tanh drawn with a ruler: cheap, but its gradient is exactly zero outside the limits.",
      .code = {.pytorch = "F.hardtanh(x, min_val={min_val}, max_val={max_val})",
               .module = "nn.Hardtanh(min_val={min_val}, max_val={max_val})",
               .numpy = "np.clip(x, {min_val}, {max_val})",
               .cpp = "std::fmin(std::fmax(x, {min_val}), {max_val})"},
      .example = kExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html"};

  float min_val, max_val;
  explicit Hardtanh(const float* params) : min_val(params[0]), max_val(params[1]) {}

  template <class V>
  V forward(const V& x) const {
    return min(max(x, V(min_val)), V(max_val));
  }
  template <class V>
  V derivative(const V& x) const {
    return select((x <= V(min_val)) | (x >= V(max_val)), V(0.0f), one_or_nan(x));
  }
};

/// Sigmoid drawn with a ruler: (x + 3) / 6 between 0 and 1.
struct Hardsigmoid {
  static constexpr float kKinks[] = {-3.0f, 3.0f};
  static constexpr float kExample[] = {-4.0f, -1.0f, 0.0f, 2.0f};
  static constexpr ActivationInfo info{
      .id = "hardsigmoid",
      .name = "Hardsigmoid",
      .family = Family::kPiecewise,
      .formula = R"(\frac{\min(\max(0, x + 3), 6)}{6})",
      .derivative = R"(\begin{cases} \frac{1}{6} & -3 < x < 3 \\ 0 & \text{otherwise} \end{cases})",
      .range = {0.0f, 1.0f},
      .properties = kContinuous | kMonotonic | kBounded | kSaturating | kSparse,
      .max_ulp = 1.0f,
      .derivative_max_ulp = 0.334f,
      .kinks = kKinks,
      .summary = "Sigmoid drawn with a ruler: the cheap gate of mobile networks.",
      .code = {.pytorch = "F.hardsigmoid(x)",
               .module = "nn.Hardsigmoid()",
               .numpy = "np.clip(x + 3, 0, 6) / 6",
               .cpp = "std::fmin(std::fmax(x + 3, 0), 6) / 6"},
      .example = kExample,
      .source = "Courbariaux, Bengio and David 2015, arXiv:1511.00363"};

  template <class V>
  V forward(const V& x) const {
    return min(max(x + V(3.0f), V(0.0f)), V(6.0f)) / V(6.0f);
  }
  template <class V>
  V derivative(const V& x) const {
    return select((x <= V(-3.0f)) | (x >= V(3.0f)), V(0.0f), select(is_nan(x), x, V(1.0f / 6.0f)));
  }
};

inline constexpr float kHalfBand[] = {-0.5f, 0.5f};
inline constexpr float kShrinkExample[] = {-1.0f, -0.25f, 0.25f, 1.0f};
inline constexpr ParamInfo kShrinkParams[] = {{.id = "lambd",
                                               .symbol = R"(\lambda)",
                                               .min = 0.0,
                                               .max = 5.0,
                                               .default_value = 0.5,
                                               .meaning = "Half the width of the band that is set to zero."}};

/// Softshrink: x moved towards zero by lambda. NaN gives NaN (PyTorch 1.13 gave 0). Accuracy: one rounding.
struct Softshrink {
  static constexpr ActivationInfo info{
      .id = "softshrink",
      .name = "Softshrink",
      .family = Family::kPiecewise,
      .formula =
          R"(\begin{cases} x - \lambda & x > \lambda \\ x + \lambda & x < -\lambda \\ 0 & \text{otherwise} \end{cases})",
      .derivative = R"(\begin{cases} 1 & |x| > \lambda \\ 0 & \text{otherwise} \end{cases})",
      .range = {-kInfinity, kInfinity},
      .properties = kContinuous | kMonotonic | kZeroCentered | kSparse,
      .params = kShrinkParams,
      .max_ulp = 0.5f,
      .derivative_max_ulp = 0.0f,
      .kinks = kHalfBand,
      .summary =
          "Moves everything towards zero and sets what is small to exactly zero; known from sparse coding.",
      .code = {.pytorch = "F.softshrink(x, lambd={lambd})",
               .module = "nn.Softshrink(lambd={lambd})",
               .numpy = "np.sign(x) * np.maximum(np.abs(x) - {lambd}, 0)",
               .cpp = "std::copysign(std::fmax(std::fabs(x) - {lambd}, 0), x)"},
      .example = kShrinkExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Softshrink.html"};

  float lambd;
  explicit Softshrink(const float* params) : lambd(params[0]) {}

  template <class V>
  V forward(const V& x) const {
    const V width = V(lambd);
    return select(x > width, x - width, select(x < -width, x + width, V(0.0f) * abs(x)));
  }
  template <class V>
  V derivative(const V& x) const {
    return select(abs(x) <= V(lambd), V(0.0f), one_or_nan(x));
  }
};

/// Hardshrink: x, but 0 in a band around zero. Accuracy: exact.
struct Hardshrink {
  static constexpr ActivationInfo info{
      .id = "hardshrink",
      .name = "Hardshrink",
      .family = Family::kPiecewise,
      .formula = R"(\begin{cases} x & |x| > \lambda \\ 0 & \text{otherwise} \end{cases})",
      .derivative = R"(\begin{cases} 1 & |x| > \lambda \\ 0 & \text{otherwise} \end{cases})",
      .range = {-kInfinity, kInfinity},
      .properties = kMonotonic | kZeroCentered | kSparse,
      .params = kShrinkParams,
      .max_ulp = 0.0f,
      .derivative_max_ulp = 0.0f,
      .kinks = kHalfBand,
      .summary = "Sets what is small to exactly zero and keeps the rest as it is, at the price of two jumps.",
      .code = {.pytorch = "F.hardshrink(x, lambd={lambd})",
               .module = "nn.Hardshrink(lambd={lambd})",
               .numpy = "np.where(np.abs(x) > {lambd}, x, 0)",
               .cpp = "std::fabs(x) > {lambd} ? x : 0"},
      .example = kShrinkExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html"};

  float lambd;
  explicit Hardshrink(const float* params) : lambd(params[0]) {}

  template <class V>
  V forward(const V& x) const {
    return select(abs(x) <= V(lambd), V(0.0f), x);
  }
  template <class V>
  V derivative(const V& x) const {
    return select(abs(x) <= V(lambd), V(0.0f), one_or_nan(x));
  }
};

using ClippedActivations = ActivationList<Relu6, Hardtanh, Hardsigmoid, Softshrink, Hardshrink>;

}  // namespace ap

#pragma once
/// Activations of a whole row of logits. To add one: write its struct, then its name in the list at the foot.

#include "activations/entry.hpp"
#include "activations/normalizing_kernels.hpp"

namespace ap {

/// The one parameter of the family.
inline constexpr ParamInfo kTemperatureParams[] = {
    {.id = "temperature",
     .symbol = "T",
     .min = 0.01,
     .max = 100.0,
     .default_value = 1.0,
     .scale = Scale::kLog,
     .meaning = "Divides the logits first: below 1 the largest wins more clearly, above 1 all come closer."}};
inline constexpr float kNormalizingExample[] = {1.0f, 2.0f, 3.0f};

/// Softmax: exponentials of the logits, divided by their sum.
struct Softmax : NormalizingKernels<Softmax> {
  static constexpr float kSign = 1.0f;
  static constexpr bool kLogarithm = false;
  static constexpr ActivationInfo info{
      .id = "softmax",
      .name = "Softmax",
      .family = Family::kNormalizing,
      .rowwise = true,
      .formula = R"(\frac{e^{x_i / T}}{\sum_j e^{x_j / T}})",
      .derivative = R"(\frac{\partial y_i}{\partial x_j} = \frac{y_i\,(\delta_{ij} - y_j)}{T})",
      .range = {0.0f, 1.0f},
      .properties = kSmooth | kContinuous | kBounded,
      .params = kTemperatureParams,
      .max_ulp = 2.0f,
      .derivative_max_ulp = 2.0f,
      .summary =
          "Turns a row of logits into probabilities that add up to 1; for the output of a classifier, whose "
          "loss in PyTorch takes the logits themselves.",
      .code = {.pytorch = "F.softmax(x / {temperature}, dim=-1)",
               .module = "nn.Softmax(dim=-1)",
               .numpy = "(lambda e: e / e.sum(-1, keepdims=True))"
                        "(np.exp((x - x.max(-1, keepdims=True)) / {temperature}))",
               .cpp = "std::exp((x - max) / {temperature}) / sum"},
      .example = kNormalizingExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html"};
};

/// Log-softmax: the logarithm of softmax, without ever forming a probability of 0.
struct LogSoftmax : NormalizingKernels<LogSoftmax> {
  static constexpr float kSign = 1.0f;
  static constexpr bool kLogarithm = true;
  static constexpr ActivationInfo info{
      .id = "log_softmax",
      .name = "Log-softmax",
      .family = Family::kNormalizing,
      .rowwise = true,
      .formula = R"(\frac{x_i}{T} - \ln \sum_j e^{x_j / T})",
      .derivative = R"(\frac{\partial y_i}{\partial x_j} = \frac{\delta_{ij} - e^{y_j}}{T})",
      .range = {-kInfinity, 0.0f},
      .properties = kSmooth | kContinuous,
      .params = kTemperatureParams,
      .max_ulp = 1.4f,
      .derivative_max_ulp = 2.4f,
      .summary =
          "Logarithms of the softmax probabilities, exact even where a probability would underflow; cross "
          "entropy is its negative at the right class.",
      .code = {.pytorch = "F.log_softmax(x / {temperature}, dim=-1)",
               .module = "nn.LogSoftmax(dim=-1)",
               .numpy = "(lambda d: d - np.log(np.exp(d).sum(-1, keepdims=True)))"
                        "((x - x.max(-1, keepdims=True)) / {temperature})",
               .cpp = "(x - max) / {temperature} - std::log(sum)"},
      .example = kNormalizingExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html"};
};

/// Softmin: softmax of the negated logits.
struct Softmin : NormalizingKernels<Softmin> {
  static constexpr float kSign = -1.0f;
  static constexpr bool kLogarithm = false;
  static constexpr ActivationInfo info{
      .id = "softmin",
      .name = "Softmin",
      .family = Family::kNormalizing,
      .rowwise = true,
      .formula = R"(\frac{e^{-x_i / T}}{\sum_j e^{-x_j / T}})",
      .derivative = R"(\frac{\partial y_i}{\partial x_j} = -\frac{y_i\,(\delta_{ij} - y_j)}{T})",
      .range = {0.0f, 1.0f},
      .properties = kSmooth | kContinuous | kBounded,
      .params = kTemperatureParams,
      .max_ulp = 2.0f,
      .derivative_max_ulp = 2.0f,
      .summary = "Probabilities that favour the smallest logits: softmax of the negated row.",
      .code = {.pytorch = "F.softmin(x / {temperature}, dim=-1)",
               .module = "nn.Softmin(dim=-1)",
               .numpy = "(lambda e: e / e.sum(-1, keepdims=True))"
                        "(np.exp((x.min(-1, keepdims=True) - x) / {temperature}))",
               .cpp = "std::exp((min - x) / {temperature}) / sum"},
      .example = kNormalizingExample,
      .source = "https://pytorch.org/docs/stable/generated/torch.nn.Softmin.html"};
};

using NormalizingActivations = ActivationList<Softmax, LogSoftmax, Softmin>;

}  // namespace ap

#pragma once
/// Normalization between a Linear and its activation: nn.BatchNorm1d and nn.LayerNorm; the list is at the
/// foot.
///
/// Matrices are feature-major: unit u of sample s is at [u * stride + s]. Statistics are summed in double in
/// one order: four partial sums, of s = lane, lane + 4, ..., joined as (0 + 2) + (1 + 3), or over the units
/// from 0 up.

#include <array>

#include "nn/info.hpp"

namespace ap {

/// Which normalization; the number is the index in `kNorms`.
enum class NormKind { kNone, kBatch, kLayer };

/// No normalization.
struct NoNorm {
  static constexpr Entry info{"none", "None", "The Linear's outputs go to the activation as they are."};
};

namespace norm_detail {

inline constexpr ParamInfo eps{.id = "eps",
                               .symbol = R"(\epsilon)",
                               .min = 1e-12,
                               .max = 1.0,
                               .default_value = 1e-5,
                               .scale = Scale::kLog,
                               .meaning = "Added to the variance before its root is taken."};

}  // namespace norm_detail

/// Each unit over the samples of the batch; for evaluation with running statistics. Source:
/// torch.nn.BatchNorm1d; Ioffe and Szegedy 2015, arXiv:1502.03167.
struct BatchNorm {
  static constexpr ParamInfo kParams[] = {
      norm_detail::eps,
      {.id = "momentum",
       .symbol = "m",
       .min = 0.0,
       .max = 1.0,
       .default_value = 0.1,
       .meaning = "How fast the running statistics follow those of the batch."}};
  static constexpr Entry info{"batch_norm", "Batch norm",
                              "Each unit gets mean 0 and variance 1 over the batch, then a learned scale.",
                              kParams};
};

/// Each sample over its units. Source: torch.nn.LayerNorm; Ba et al. 2016, arXiv:1607.06450.
struct LayerNorm {
  static constexpr ParamInfo kParams[] = {norm_detail::eps};
  static constexpr Entry info{"layer_norm", "Layer norm",
                              "Each sample gets mean 0 and variance 1 over its units, then a learned scale.",
                              kParams};
};

/// The table entry of a normalization.
struct Norm {
  const Entry* info;
};

/// The normalizations in the order of the menu.
inline constexpr std::array kNorms = {Norm{&NoNorm::info}, Norm{&BatchNorm::info}, Norm{&LayerNorm::info}};

/// What the passes of one normalization share. Shapes: weight and bias [units]; normalized [units, columns];
/// scale: 1 / sqrt(variance + eps), [units] of a batch norm, [columns] of a layer norm.
struct NormPass {
  int units;
  int stride;
  int samples;
  int columns;  ///< with padding, a multiple of kLanes
  const float* weight;
  const float* bias;
  float* normalized;
  float* scale;
};

/// What a batch norm remembers for evaluation. Shapes: [units].
struct RunningStatistics {
  float* mean;
  float* variance;
};

/// What the Linear gave, in `normalized`, becomes (x - mean) * scale; out = that * weight + bias.
void layer_norm_forward(const NormPass& pass, double eps, float* out);

/// The same over the samples, of which there must be two. Unless null, `running` is moved by `momentum`
/// towards the statistics of the batch, the variance being the unbiased one.
void batch_norm_forward(const NormPass& pass, double eps, double momentum, const RunningStatistics* running,
                        float* out);

/// x = (x - mean) / sqrt(variance + eps) * weight + bias by the running statistics, in place.
void batch_norm_evaluate(const NormPass& pass, double eps, const RunningStatistics& running, float* x);

/// From the gradient by `out` in `delta` to that by the Linear's outputs, in place, and to that by weight and
/// bias, added up when `accumulate`. In the padding `delta` must be zero, and is so afterwards.
struct NormGradient {
  float* delta;
  float* weight_grad;
  float* bias_grad;
  bool accumulate;
};
void batch_norm_backward(const NormPass& pass, const NormGradient& gradient);
void layer_norm_backward(const NormPass& pass, const NormGradient& gradient);

}  // namespace ap

#pragma once
/// The gradient of one sample's loss, taken apart into its factors layer by layer.

#include <span>

#include "core/result.hpp"
#include "nn/assessment.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// What one layer has in a backtrace, in this order; the arrays of a layer follow one another.
///
/// With g for the gradient of the loss by what is named: activation_grad = sum over the units k of the layer
/// above of weight[k, u] * linear_grad[k]; pre_activation_grad = slope * activation_grad; linear_grad =
/// norm_factor * pre_activation_grad, which is the gradient of the bias, and times the unit's inputs that of
/// its weights.
enum class BacktracePart {
  kPreActivation,      ///< [units]
  kNormFactor,         ///< [units]: 1, of a batch norm weight / sqrt(variance + eps), of a layer norm NaN
  kSlope,              ///< [units]: f'(z), or NaN where the activation is of whole rows
  kPreActivationGrad,  ///< [units]
  kLinearGrad,         ///< [units]
  kActivation,         ///< [outputs]
  kActivationGrad,     ///< [outputs]; 0 of a silenced one
};
inline constexpr int kUnitParts = 5;    ///< of which those have [units]
inline constexpr int kOutputParts = 2;  ///< and those [outputs]

/// How many numbers `backtrace` writes: all parts of all layers, from the input on.
int backtrace_size(Trainer& trainer);

/// Follows row `row` of one part forwards and its loss back, as in evaluation: batch norms use their running
/// statistics and dropout does nothing. The penalty is left out. The run stays as it is.
/// Shapes: out [backtrace_size]. Errors: kOutOfRange (row), kBadShape, kOutOfMemory.
Status backtrace(Trainer& trainer, Part part, int row, std::span<float> out, double& loss);

}  // namespace ap

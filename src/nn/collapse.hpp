#pragma once
/// A network without non-linearities is one linear map; this is it.

#include <span>

#include "core/result.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// True when nothing between two Linears bends: every activation is `linear`, and no layer norm divides by
/// what it sees. Batch norm in evaluation, and dropout, which then does nothing, are straight.
bool is_linear(Trainer& trainer);

/// The product of all layers as in evaluation, biases carried along: outputs = weight * features + bias.
/// Shapes: weight [outputs, fan_in], bias [outputs]. Errors: kBadShape (not linear, or wrong lengths),
/// kOutOfMemory.
Status collapse(Trainer& trainer, std::span<double> weight, std::span<double> bias);

/// The largest difference between the network's outputs and those of the one map, over these rows, or over
/// the training rows when there are none; NaN when an output is not finite. Errors: as `collapse`,
/// kOutOfRange.
Status measure_collapse(Trainer& trainer, std::span<const double> weight, std::span<const double> bias,
                        std::span<const float> features, double& largest_difference);

}  // namespace ap

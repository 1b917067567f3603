#pragma once
/// All that changes in a run from step to step.

#include <cstdint>

#include "core/torch_generator.hpp"
#include "nn/measure.hpp"
#include "nn/optimizer.hpp"
#include "nn/stop_rules.hpp"

namespace ap {

/// A run between two steps. Arrays of numbers lie elsewhere (`Run::save_state`); the order of an epoch's
/// samples is drawn again.
struct Snapshot {
  TorchGenerator generator;
  TorchGenerator epoch_generator;  ///< as it was before it drew this epoch's order
  OptimizerClock clock;
  Measure epoch_sums;
  int epoch;
  int position;
  bool train_accuracy_pending;
  StopState stop_state;
  bool has_stopped;
};

}  // namespace ap

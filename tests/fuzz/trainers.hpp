#pragma once
/// Runs and rows for them, for the calls that take both.

#include "abi/abi.h"
#include "fuzz/input.hpp"

namespace ap::fuzz {

/// The handle of a run that can be used, or another one.
std::int32_t draw_trainer(Input& in, Handles& handles);

/// Rows for a trainer: features are as wide as it reads, when it is one.
struct DrawnPoints {
  std::int32_t trainer, rows;
  float* features;

  DrawnPoints(Input& in, Handles& handles) : trainer(draw_trainer(in, handles)), rows(in.integer(0, 10)) {
    ap_trainer_size size{};
    const bool is_alive = ap_trainer_measure(trainer, &size) == AP_OK;
    features = in.numbers<float>(std::int64_t{rows} * (is_alive ? size.fan_in : 1));
  }
};

}  // namespace ap::fuzz

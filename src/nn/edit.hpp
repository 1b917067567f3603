#pragma once
/// What a person can change in a run while it trains.

#include <cstdint>

namespace ap {

/// One change, made between two steps. A run is a function of its spec and of its edits: the same ones at the
/// same steps give the same bits.
struct Edit {
  enum class Kind : std::int32_t {
    kLearningRate = 0,  ///< the optimizer's rate becomes `value`; a schedule applies to the new one
    kParameter = 1,     ///< parameter `first` becomes `value`
    kFreeze = 2,        ///< parameters first .. first + count - 1 are frozen (value 1) or trained again (0)
    kAblate = 3,        ///< outputs first .. first + count - 1 give 0 (value 1) or what they compute (0)
  };
  Kind kind = Kind::kLearningRate;
  int first = 0;  ///< among all parameters, or among all layers' outputs from the input on
  int count = 1;  ///< 1 for kLearningRate and kParameter
  double value = 0.0;
  std::int64_t step = 0;  ///< steps made before it; set by the run
};

}  // namespace ap

#pragma once
/// What is read off the outputs of a block: the sum of the losses and the number of right answers.

#include <cstdint>

#include "core/simd.hpp"
#include "nn/blocks.hpp"
#include "nn/info.hpp"

namespace ap {

/// Sums over samples.
struct Measure {
  double loss = 0.0;
  std::int64_t correct = 0;
  std::int64_t samples = 0;

  double mean_loss() const;  ///< NaN without samples
  double accuracy() const;   ///< NaN without samples
};

/// The sum of losses[0..samples-1] in double: four partial sums, of s = lane, lane + 4, ..., joined as (0 +
/// 2) + (1 + 3).
double sum_losses(const float* losses, int samples);

/// The class that a target stands for: under Decision::kSign the nearer one of 0 and 1.
template <class V>
V class_of_target(Decision decision, V target) {
  return decision == Decision::kSign ? select(target > V(0.5f), V(1.0f), V(0.0f)) : target;
}

/// How many of the block's samples are classified as their target says; 0 for Decision::kNone.
/// Shapes: outputs [units, columns].
int count_correct(Decision decision, const float* outputs, int units, const Block& block);

}  // namespace ap

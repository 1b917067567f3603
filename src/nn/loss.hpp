#pragma once
/// From the struct that defines a loss to its entry in the table: value and gradient over a feature-major
/// batch.

#include "core/simd.hpp"
#include "nn/info.hpp"

namespace ap {

/// A batch of outputs and what they should be; unit u of sample s is at [u * stride + s].
struct LossBatch {
  const float* outputs;
  const float* targets;  ///< [1, columns] class indices as numbers, or [units, columns] numbers
  int units;
  int stride;
  int columns;  ///< with padding, a multiple of kLanes
  float scale;  ///< 1 / samples of the whole batch: what the gradient is multiplied by
  const EntryParams& params;
  float* losses;  ///< [columns]: the loss of each sample, not scaled
  float* grad;    ///< [units, columns]: the gradient of the mean loss by the outputs; null when not wanted
};

/// What a loss compares the outputs with.
enum class TargetKind { kClasses, kNumbers };

/// One loss as the trainer uses it.
struct Loss {
  const Entry* info;
  TargetKind targets;
  /// How `units` outputs are read as classes.
  Decision (*decision)(int units);
  /// Fills `losses` and `grad`, padding included (the caller clears the gradient of the padding).
  void (*evaluate)(const LossBatch& batch);
};

namespace loss_detail {

template <class L>
void evaluate_elements(const LossBatch& batch) {
  const L loss(batch.params);
  // Not a product of lanes, which a compiler computes beside lanes of chance: a subnormal one takes long.
  const float one_share = 1.0f / static_cast<float>(batch.units);
  const f32x4 share(one_share), scale(one_share * batch.scale);
  for (int s = 0; s < batch.columns; s += kLanes) {
    f32x4 sum(0.0f);
    for (int u = 0; u < batch.units; ++u) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(u) * batch.stride + s;
      const auto [value, slope] = loss.at(load(batch.outputs + at), load(batch.targets + at));
      sum = sum + value;
      if (batch.grad != nullptr) store(batch.grad + at, slope * scale);
    }
    store(batch.losses + s, sum * share);
  }
}

template <class L>
void evaluate(const LossBatch& batch) {
  if constexpr (L::kTargets == TargetKind::kNumbers) {
    evaluate_elements<L>(batch);
  } else {
    for (int s = 0; s < batch.columns; s += kLanes) L::group(batch, s);
  }
}

}  // namespace loss_detail

/// The table entry of L.
///
/// L has `static constexpr Entry info`, `static constexpr TargetKind kTargets` and `static Decision
/// decision(int units)`. With numbers as targets, the loss is the mean over the outputs of
///   ValueAndSlope<V> at(V output, V target) const        of an object made from the parameters;
/// with classes, `static void group(const LossBatch&, int s)` handles the kLanes samples from s on.
template <class L>
constexpr Loss make_loss() {
  return {&L::info, L::kTargets, &L::decision, &loss_detail::evaluate<L>};
}

}  // namespace ap

#pragma once
/// What there is to see inside a run: every layer's values for given rows, and how its units fare.
///
/// Nothing here changes the run: what is trained afterwards has the same bits.

#include <array>
#include <cstdint>
#include <span>

#include "core/result.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// The sizes of one layer.
struct LayerShape {
  int fan_in;
  int units;    ///< pre-activations
  int outputs;  ///< activations; fewer than units behind GLU
};

/// The layers of a run, from the input on.
int layer_count(Trainer& trainer);
LayerShape layer_shape(Trainer& trainer, int layer);

/// How many numbers `trace` writes for `rows` rows.
std::int64_t trace_size(Trainer& trainer, std::int64_t rows);

/// Every layer's pre-activations [units, rows] and activations [outputs, rows], one matrix after the other
/// from the input on, so that one unit's values for all rows lie together.
/// Shapes: features [rows, fan_in], out [trace_size]. Errors: kBadShape, kOutOfRange (more than kMaxRows),
/// kOutOfMemory.
Status trace(Trainer& trainer, std::span<const float> features, std::span<float> out);

/// How a unit fares over some rows, from the slope f'(z) of its activation.
///
/// Functions of whole rows (softmax, GLU) have no slope of one unit: their units count as active.
enum class UnitState : std::int32_t {
  kActive = 0,
  kDead = 1,       ///< f' is exactly 0 for every row: no gradient gets through, whatever comes from above
  kSaturated = 2,  ///< not dead, and f' is below kSaturatedSlope for more than kSaturatedShare of the rows
};

/// Share of the function's steepest slope, or of 1 where it is steeper than that. For tanh: beyond |z| = 2.2.
inline constexpr double kSaturatedSlope = 0.05;
inline constexpr double kSaturatedShare = 0.9;

inline constexpr int kHistogramBins = 32;

/// Counts of the finite values in bins of equal width; the last one includes `high`.
struct Histogram {
  double low;  ///< smallest and largest of them; NaN when there are none
  double high;
  std::array<std::int32_t, kHistogramBins> counts;
};

/// One layer. Norms are Euclidean, over its weights and biases together.
struct LayerStats {
  double gradient_norm;  ///< of the last step, as the optimizer got it; NaN before the first one
  double weight_norm;
  /// Norm of the last step's change divided by the norm before it; NaN before the first one. About 0.001 is
  /// usual. Source: Karpathy, CS231n, "ratio of weights:updates".
  double update_ratio;
  Histogram pre_activation;
  Histogram activation;
};

/// Fills `stats` [layers] and `states` [units of all layers] from these rows; no features at all stand for
/// the training rows. Errors: as `trace`; kBadShape when an output is too short.
Status measure_layers(Trainer& trainer, std::span<const float> features, std::span<LayerStats> stats,
                      std::span<UnitState> states);

}  // namespace ap

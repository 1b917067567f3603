#include "nn/measure.hpp"

#include <limits>

namespace ap {
namespace {

/// The class each of four samples is put into.
f32x4 decide(Decision decision, const float* outputs, int units, int stride) {
  f32x4 best = load(outputs), chosen(0.0f);
  if (decision == Decision::kSign) return select(best > f32x4(0.0f), f32x4(1.0f), chosen);
  for (int u = 1; u < units; ++u) {
    const f32x4 output = load(outputs + static_cast<std::ptrdiff_t>(u) * stride);
    const mask4 larger = output > best;
    best = select(larger, output, best);
    chosen = select(larger, f32x4(static_cast<float>(u)), chosen);
  }
  return chosen;
}

}  // namespace

double Measure::mean_loss() const {
  return samples == 0 ? std::numeric_limits<double>::quiet_NaN() : loss / static_cast<double>(samples);
}

double Measure::accuracy() const {
  return samples == 0 ? std::numeric_limits<double>::quiet_NaN()
                      : static_cast<double>(correct) / static_cast<double>(samples);
}

double sum_losses(const float* losses, int samples) {
  double sums[kLanes] = {};
  int s = 0;
  for (; s + kLanes <= samples; s += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) sums[lane] += static_cast<double>(losses[s + lane]);
  }
  for (int lane = 0; s + lane < samples; ++lane) sums[lane] += static_cast<double>(losses[s + lane]);
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

int count_correct(Decision decision, const float* outputs, int units, const Block& block) {
  if (decision == Decision::kNone) return 0;
  f32x4 hits(0.0f);
  for (int s = 0; s < block.samples; s += kLanes) {
    const f32x4 chosen = decide(decision, outputs + s, units, block.stride);
    const f32x4 left(static_cast<float>(block.samples - s));  // lanes from here on are padding
    const mask4 counts = f32x4(0.0f, 1.0f, 2.0f, 3.0f) < left;
    const f32x4 wanted = class_of_target(decision, load(block.targets + s));
    hits = hits + select((chosen == wanted) & counts, f32x4(1.0f), f32x4(0.0f));
  }
  return static_cast<int>(reduce_add(hits));
}

}  // namespace ap

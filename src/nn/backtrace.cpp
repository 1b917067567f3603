#include "nn/backtrace.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "nn/buffer.hpp"
#include "nn/run.hpp"

namespace ap {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

int size_of(const Layer& layer) { return kUnitParts * layer.units + kOutputParts * layer.outputs; }

/// Where one layer's parts go.
struct Parts {
  float* out;
  const Layer& layer;
  std::ptrdiff_t stride;

  float* of(BacktracePart part) const {
    const int index = static_cast<int>(part);
    const int units = std::min(index, kUnitParts), outputs = index - units;
    return out + static_cast<std::ptrdiff_t>(units) * layer.units +
           static_cast<std::ptrdiff_t>(outputs) * layer.outputs;
  }
  /// Copies the first sample of a matrix.
  void copy(BacktracePart part, const float* values) const {
    const int rows = static_cast<int>(part) < kUnitParts ? layer.units : layer.outputs;
    for (int r = 0; r < rows; ++r) of(part)[r] = values[r * stride];
  }
  void fill(BacktracePart part, float value) const { std::fill_n(of(part), layer.units, value); }
};

}  // namespace

void Network::backtrace(const Block& sample, float* out) {
  for (const Layer& layer : layers()) out += size_of(layer);
  float* delta = deltas_[0];
  float* spare = deltas_[1];
  for (int i = layer_count_ - 1; i >= 0; --i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    out -= size_of(layer);
    const Parts parts{out, layer, sample.stride};
    parts.copy(BacktracePart::kPreActivation, layer.z);
    parts.copy(BacktracePart::kActivation, layer.out);
    silence(layer, sample, delta);
    parts.copy(BacktracePart::kActivationGrad, delta);
    if (layer.is_rowwise) {
      parts.fill(BacktracePart::kSlope, kUnknown);
      if (activate_backward(layer, parameters_.data(), sample, delta, spare, nullptr, false) != delta)
        std::swap(delta, spare);
    } else {
      value_and_slope(layer, parameters_.data(), layer.z, layer.units * sample.stride, layer.out, spare);
      parts.copy(BacktracePart::kSlope, spare);
      multiply(sample, layer.units, delta, spare, delta);
    }
    parts.copy(BacktracePart::kPreActivationGrad, delta);
    trace_norm_backward(layer, sample, delta, spare, parts.of(BacktracePart::kNormFactor));
    parts.copy(BacktracePart::kLinearGrad, delta);
    if (i == 0) return;
    propagate(layer, nullptr, sample, delta, spare);
    std::swap(delta, spare);
  }
}

void Network::trace_norm_backward(const Layer& layer, const Block& sample, float* delta, float* spare,
                                  float* factors) {
  if (layer.norm == NormKind::kLayer) {
    std::fill_n(factors, layer.units, kUnknown);
    // The gradients of its own weights are not wanted, but need a place.
    layer_norm_backward(layer.norm_pass(parameters_.data(), sample),
                        {delta, spare, spare + layer.units, false});
    return;
  }
  std::fill_n(factors, layer.units, 1.0f);
  if (layer.norm == NormKind::kNone) return;
  for (int u = 0; u < layer.units; ++u) {
    const double variance = static_cast<double>(layer.running.variance[u]) + layer.norm_params[0];
    const double weight = static_cast<double>(parameters_[layer.at.norm_weight + u]);
    factors[u] = static_cast<float>(weight / sqrt(variance));
    delta[static_cast<std::ptrdiff_t>(u) * sample.stride] *= factors[u];
  }
}

double Run::backtrace(const Block& sample, float* out) {
  network_.trace(sample);
  Measure sums;
  evaluate_loss(sample, network_.layers().back().out, 1.0f, network_.output_grad(), sums);
  network_.backtrace(sample, out);
  return sums.loss;
}

int backtrace_size(Trainer& trainer) {
  int size = 0;
  for (const Layer& layer : trainer.run().network().layers()) size += size_of(layer);
  return size;
}

Status backtrace(Trainer& trainer, Part part, int row, std::span<float> out, double& loss) {
  Run& run = trainer.run();
  const BlockSet& set = part == Part::kTrain ? run.train_rows() : run.test_rows();
  if (row < 0 || row >= set.rows()) return Status::kOutOfRange;
  if (out.size() != static_cast<std::size_t>(backtrace_size(trainer))) return Status::kBadShape;
  BlockSet one;
  if (!one.assign_row(set, row)) return Status::kOutOfMemory;
  loss = run.backtrace(one.block(0), out.data());
  return Status::kOk;
}

}  // namespace ap

#include "nn/analysis.hpp"

#include <algorithm>
#include <limits>

#include "nn/run.hpp"

namespace ap {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr float kInfinite = std::numeric_limits<float>::infinity();

/// The smallest and largest finite value.
struct Range {
  float low = kInfinite, high = -kInfinite;

  void add(const float* x, int count) {
    for (int i = 0; i < count; ++i) {
      if (x[i] * 0.0f != 0.0f) continue;
      low = std::min(low, x[i]);
      high = std::max(high, x[i]);
    }
  }
};

Histogram empty_histogram(const Range& range) {
  if (range.low > range.high) return {kUnknown, kUnknown, {}};
  return {static_cast<double>(range.low), static_cast<double>(range.high), {}};
}

void count(Histogram& histogram, const float* x, int count) {
  const double width = histogram.high - histogram.low;
  const double scale = width > 0.0 ? kHistogramBins / width : 0.0;
  for (int i = 0; i < count; ++i) {
    if (x[i] * 0.0f != 0.0f) continue;
    const int bin = static_cast<int>((static_cast<double>(x[i]) - histogram.low) * scale);
    ++histogram.counts[static_cast<std::size_t>(std::min(bin, kHistogramBins - 1))];
  }
}

/// Below which a slope of this function counts as small. Its steepest slope is looked for in [-8, 8].
float small_slope(const Layer& layer, const float* parameters) {
  constexpr int kPoints = 257;
  std::array<float, kPoints> x, y, slope;
  for (int i = 0; i < kPoints; ++i) x[static_cast<std::size_t>(i)] = static_cast<float>(i - 128) / 16.0f;
  value_and_slope(layer, parameters, x.data(), kPoints, y.data(), slope.data());
  float steepest = 0.0f;
  for (const float s : slope) {
    const float size = s < 0.0f ? -s : s;
    if (size > steepest) steepest = size;
  }
  return static_cast<float>(kSaturatedSlope) * std::min(steepest, 1.0f);
}

/// How many rows a unit has had a small slope for, and a slope that is not zero.
struct SlopeCounts {
  std::int32_t small = 0, passing = 0;
};

void count_slopes(const Layer& layer, const float* parameters, float limit, const Block& block,
                  SlopeCounts* counts) {
  std::array<float, kMaxBlock> y, slope;
  for (int u = 0; u < layer.units; ++u) {
    const float* z = layer.z + static_cast<std::ptrdiff_t>(u) * block.stride;
    for (int first = 0; first < block.samples; first += kMaxBlock) {
      const int count = std::min(block.samples - first, kMaxBlock);
      value_and_slope(layer, parameters, z + first, count, y.data(), slope.data());
      for (int s = 0; s < count; ++s) {
        const float at = slope[static_cast<std::size_t>(s)];
        counts[u].small += at < limit && at > -limit;
        counts[u].passing += at != 0.0f;
      }
    }
  }
}

UnitState state_of(const SlopeCounts& counts, int rows) {
  if (counts.passing == 0) return UnitState::kDead;
  const bool is_saturated = static_cast<double>(counts.small) > kSaturatedShare * static_cast<double>(rows);
  return is_saturated ? UnitState::kSaturated : UnitState::kActive;
}

double norm(const float* x, int count) {
  double sum = 0.0;
  for (int i = 0; i < count; ++i) sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
  return sqrt(sum);
}

double distance(const float* x, const float* y, int count) {
  double sum = 0.0;
  for (int i = 0; i < count; ++i) {
    const double d = static_cast<double>(x[i]) - static_cast<double>(y[i]);
    sum += d * d;
  }
  return sqrt(sum);
}

void measure_parameters(Run& run, const Layer& layer, LayerStats& stats) {
  Network& network = run.network();
  const int count = layer.at.bias + layer.units - layer.at.weight;
  const float* values = network.parameters() + layer.at.weight;
  const float* before = run.parameters_before();
  stats.weight_norm = norm(values, count);
  stats.gradient_norm = run.steps() == 0 ? kUnknown : norm(network.grad() + layer.at.weight, count);
  stats.update_ratio = before == nullptr ? kUnknown
                                         : distance(values, before + layer.at.weight, count) /
                                               norm(before + layer.at.weight, count);
}

template <class Visit>
void visit_units(const float* values, int units, const Block& block, Visit visit) {
  for (int u = 0; u < units; ++u)
    visit(values + static_cast<std::ptrdiff_t>(u) * block.stride, block.samples);
}

/// Two passes over the rows: the ranges come first, and the slopes with them.
Status measure_rows(Network& network, const BlockSet& set, std::span<LayerStats> stats,
                    std::span<UnitState> states) {
  Buffer<SlopeCounts> counts;
  if (!counts.allocate(static_cast<std::int64_t>(states.size()))) return Status::kOutOfMemory;
  std::array<Range, kMaxLayers> before, after;
  std::array<float, kMaxLayers> limits{};
  const std::span<const Layer> layers = network.layers();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!layers[i].is_rowwise) limits[i] = small_slope(layers[i], network.parameters());
  }
  for (int b = 0; b < set.count(); ++b) {
    const Block block = set.block(b);
    network.trace(block);
    SlopeCounts* at = counts.data();
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const Layer& layer = layers[i];
      visit_units(layer.z, layer.units, block, [&](const float* x, int n) { before[i].add(x, n); });
      visit_units(layer.out, layer.outputs, block, [&](const float* x, int n) { after[i].add(x, n); });
      if (!layer.is_rowwise) count_slopes(layer, network.parameters(), limits[i], block, at);
      at += layer.units;
    }
  }
  std::size_t unit = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    stats[i].pre_activation = empty_histogram(before[i]);
    stats[i].activation = empty_histogram(after[i]);
    for (int u = 0; u < layers[i].units; ++u, ++unit) {
      states[unit] = layers[i].is_rowwise ? UnitState::kActive
                                          : state_of(counts[static_cast<std::int64_t>(unit)], set.rows());
    }
  }
  for (int b = 0; b < set.count(); ++b) {
    const Block block = set.block(b);
    if (set.count() > 1) network.trace(block);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const Layer& layer = layers[i];
      visit_units(layer.z, layer.units, block,
                  [&](const float* x, int n) { count(stats[i].pre_activation, x, n); });
      visit_units(layer.out, layer.outputs, block,
                  [&](const float* x, int n) { count(stats[i].activation, x, n); });
    }
  }
  return Status::kOk;
}

/// Writes the first `samples` columns of a block's matrix into those from `first` on of one with `rows`
/// columns.
float* copy_matrix(const float* values, int units, const Block& block, int first, int rows, float* out) {
  for (int u = 0; u < units; ++u) {
    const float* from = values + static_cast<std::ptrdiff_t>(u) * block.stride;
    std::copy(from, from + block.samples, out + static_cast<std::ptrdiff_t>(u) * rows + first);
  }
  return out + static_cast<std::ptrdiff_t>(units) * rows;
}

}  // namespace

int layer_count(Trainer& trainer) { return static_cast<int>(trainer.run().network().layers().size()); }

LayerShape layer_shape(Trainer& trainer, int layer) {
  const Layer& l = trainer.run().network().layers()[static_cast<std::size_t>(layer)];
  return {l.fan_in, l.units, l.outputs};
}

std::int64_t trace_size(Trainer& trainer, std::int64_t rows) {
  std::int64_t width = 0;
  for (const Layer& layer : trainer.run().network().layers()) width += layer.units + layer.outputs;
  return width * rows;
}

Status trace(Trainer& trainer, std::span<const float> features, std::span<float> out) {
  BlockSet set;
  const Status status = trainer.run().assign_rows(features, set);
  if (status != Status::kOk) return status;
  if (static_cast<std::int64_t>(out.size()) != trace_size(trainer, set.rows())) return Status::kBadShape;
  Network& network = trainer.run().network();
  int first = 0;
  for (int b = 0; b < set.count(); ++b) {
    const Block block = set.block(b);
    network.trace(block);
    float* to = out.data();
    for (const Layer& layer : network.layers()) {
      to = copy_matrix(layer.z, layer.units, block, first, set.rows(), to);
      to = copy_matrix(layer.out, layer.outputs, block, first, set.rows(), to);
    }
    first += block.samples;
  }
  return Status::kOk;
}

Status measure_layers(Trainer& trainer, std::span<const float> features, std::span<LayerStats> stats,
                      std::span<UnitState> states) {
  Run& run = trainer.run();
  const std::span<const Layer> layers = run.network().layers();
  std::size_t units = 0;
  for (const Layer& layer : layers) units += static_cast<std::size_t>(layer.units);
  if (stats.size() < layers.size() || states.size() < units) return Status::kBadShape;
  BlockSet set;
  if (!features.empty()) {
    const Status status = trainer.run().assign_rows(features, set);
    if (status != Status::kOk) return status;
  }
  for (std::size_t i = 0; i < layers.size(); ++i) measure_parameters(run, layers[i], stats[i]);
  return measure_rows(run.network(), features.empty() ? run.train_rows() : set, stats, states.first(units));
}

}  // namespace ap

#include "nn/collapse.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/math.hpp"
#include "nn/run.hpp"

namespace ap {
namespace {

bool is_linear_layer(const Layer& layer) {
  return layer.function == nullptr && layer.activation->info->id == std::string_view("linear") &&
         layer.norm != NormKind::kLayer;
}

/// outputs = weight * x + bias, where x is what some layer gives; layers are taken in from the last one down.
/// Sums run over the units from 0 up, so that the bits are the same everywhere.
struct Map {
  int outputs;
  int inputs;
  Buffer<double> weight;
  Buffer<double> bias;

  double* row(int o) { return weight.data() + static_cast<std::ptrdiff_t>(o) * inputs; }

  /// x = factor * x' + shift for one of the inputs.
  void substitute(int input, double factor, double shift) {
    for (int o = 0; o < outputs; ++o) {
      double& w = row(o)[input];
      bias[o] += w * shift;
      w *= factor;
    }
  }

  /// x = w * x' + b; false when out of memory.
  bool substitute_linear(const float* w, const float* b, int fan_in) {
    Map product{outputs, fan_in, {}, {}};
    if (!product.weight.allocate(std::int64_t{outputs} * fan_in)) return false;
    for (int o = 0; o < outputs; ++o) {
      double* to = product.row(o);
      for (int u = 0; u < inputs; ++u) {
        const double factor = row(o)[u];
        const float* from = w + static_cast<std::ptrdiff_t>(u) * fan_in;
        for (int i = 0; i < fan_in; ++i) to[i] += factor * static_cast<double>(from[i]);
        bias[o] += factor * static_cast<double>(b[u]);
      }
    }
    weight = std::move(product.weight);
    inputs = fan_in;
    return true;
  }
};

void substitute_norm(const Network& network, const Layer& layer, Map& map) {
  const float* gamma = network.parameters() + layer.at.norm_weight;
  const float* beta = network.parameters() + layer.at.norm_bias;
  for (int u = 0; u < layer.units; ++u) {
    const double variance = static_cast<double>(layer.running.variance[u]) + layer.norm_params[0];
    const double factor = static_cast<double>(gamma[u]) / sqrt(variance);
    map.substitute(u, factor,
                   static_cast<double>(beta[u]) - factor * static_cast<double>(layer.running.mean[u]));
  }
}

bool substitute_layer(const Network& network, const Layer& layer, Map& map) {
  for (int u = 0; u < layer.outputs; ++u) {
    if (network.is_silent(layer, u)) map.substitute(u, 0.0, 0.0);
  }
  if (layer.norm == NormKind::kBatch) substitute_norm(network, layer, map);
  const float* parameters = network.parameters();
  return map.substitute_linear(parameters + layer.at.weight, parameters + layer.at.bias, layer.fan_in);
}

/// The larger of `largest` and |difference|; not a number, once met, stays.
double larger(double largest, double difference) {
  const double size = difference < 0.0 ? -difference : difference;
  return largest != largest || size <= largest ? largest : size;
}

}  // namespace

bool is_linear(Trainer& trainer) {
  const std::span<const Layer> layers = trainer.run().network().layers();
  return std::all_of(layers.begin(), layers.end(), is_linear_layer);
}

Status collapse(Trainer& trainer, std::span<double> weight, std::span<double> bias) {
  const Network& network = trainer.run().network();
  const int outputs = trainer.outputs();
  const std::size_t size = static_cast<std::size_t>(outputs) * static_cast<std::size_t>(trainer.fan_in());
  if (!is_linear(trainer) || weight.size() != size || bias.size() != static_cast<std::size_t>(outputs))
    return Status::kBadShape;
  Map map{outputs, outputs, {}, {}};
  if (!map.weight.allocate(std::int64_t{outputs} * outputs) || !map.bias.allocate(outputs))
    return Status::kOutOfMemory;
  for (int o = 0; o < outputs; ++o) map.row(o)[o] = 1.0;
  const std::span<const Layer> layers = network.layers();
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    if (!substitute_layer(network, *layer, map)) return Status::kOutOfMemory;
  }
  std::copy_n(map.weight.data(), weight.size(), weight.begin());
  std::copy_n(map.bias.data(), bias.size(), bias.begin());
  return Status::kOk;
}

Status measure_collapse(Trainer& trainer, std::span<const double> weight, std::span<const double> bias,
                        std::span<const float> features, double& largest_difference) {
  Run& run = trainer.run();
  const int fan_in = trainer.fan_in(), outputs = trainer.outputs();
  if (weight.size() != static_cast<std::size_t>(fan_in) * static_cast<std::size_t>(outputs) ||
      bias.size() != static_cast<std::size_t>(outputs))
    return Status::kBadShape;
  BlockSet given;
  const Status status = run.assign_rows(features, given);
  if (status != Status::kOk) return status;
  const BlockSet& set = features.empty() ? run.train_rows() : given;
  largest_difference = 0.0;
  for (int b = 0; b < set.count(); ++b) {
    const Block block = set.block(b);
    const float* out = run.network().forward(block);
    for (int u = 0; u < outputs; ++u) {
      const double* row = weight.data() + static_cast<std::ptrdiff_t>(u) * fan_in;
      for (int s = 0; s < block.samples; ++s) {
        double sum = bias[static_cast<std::size_t>(u)];
        for (int f = 0; f < fan_in; ++f)
          sum +=
              row[f] * static_cast<double>(block.features[static_cast<std::ptrdiff_t>(f) * block.stride + s]);
        const double output = static_cast<double>(out[static_cast<std::ptrdiff_t>(u) * block.stride + s]);
        largest_difference = larger(largest_difference, sum - output);
      }
    }
  }
  return Status::kOk;
}

}  // namespace ap

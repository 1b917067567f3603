#include "nn/network.hpp"

#include <utility>

#include "activations/table.hpp"
#include "nn/init.hpp"
#include "nn/kernels.hpp"

namespace ap {
namespace {

bool all_finite(const float* x, int rows, int stride, int samples) {
  float zeros = 0.0f;  // x * 0 is NaN where x is not finite
  for (int r = 0; r < rows; ++r) {
    for (int s = 0; s < samples; ++s) zeros += x[static_cast<std::ptrdiff_t>(r) * stride + s] * 0.0f;
  }
  return zeros == zeros;
}

void multiply(float* x, const float* by, int count) {
  for (int i = 0; i < count; i += kLanes) store(x + i, load(x + i) * load(by + i));
}

/// Calls visit(place, count) for the runs of values that lie together: one for the matrix, or one for each
/// row.
template <class Visit>
void visit_runs(int rows, const Block& block, Visit visit) {
  if (block.columns == block.stride) {
    visit(0, rows * block.stride);
  } else {
    for (int r = 0; r < rows; ++r) visit(static_cast<std::ptrdiff_t>(r) * block.stride, block.columns);
  }
}

/// out = f(z); in place is allowed.
void activate(const Network::Layer& layer, const Block& block, float* out) {
  const Activation& f = *layer.activation;
  if (f.info->rowwise) {
    f.columns(layer.z, layer.units, block.columns, block.stride, layer.params.data(), out);
  } else {
    visit_runs(layer.units, block, [&](std::ptrdiff_t at, int count) {
      f.forward(layer.z + at, count, layer.params.data(), out + at);
    });
  }
}

/// layer.out = f(z), and of an elementwise function z = f'(z).
void activate_for_gradient(const Network::Layer& layer, const Block& block) {
  const Activation& f = *layer.activation;
  if (f.info->rowwise) {
    activate(layer, block, layer.out);
  } else {
    visit_runs(layer.units, block, [&](std::ptrdiff_t at, int count) {
      f.forward_derivative(layer.z + at, count, layer.params.data(), layer.out + at, layer.z + at);
    });
  }
}

}  // namespace

bool Network::create(int fan_in, std::span<const LayerSpec> layers, int max_columns) {
  const std::int64_t stride = block_stride(max_columns);
  std::int64_t rows = 0;
  int widest = 0, count = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerSpec& spec = layers[i];
    const Activation& f = activation(spec.activation);
    const int outputs = f.info->rowwise ? spec.units / f.info->row_divisor : spec.units;
    const int weight = count, bias = weight + spec.units * fan_in;
    layers_[i] = {&f, spec.params, fan_in, spec.units, outputs, weight, bias, nullptr, nullptr};
    count = bias + spec.units;
    rows += spec.units + outputs;
    widest = spec.units > widest ? spec.units : widest;
    fan_in = outputs;
  }
  layer_count_ = static_cast<int>(layers.size());
  parameter_count_ = count;
  if (!parameters_.allocate(padded(count)) || !grad_.allocate(padded(count)) ||
      !values_.allocate((rows + 2 * widest) * stride)) {
    return false;
  }
  float* at = values_.data();
  for (int i = 0; i < layer_count_; ++i) {
    Layer& layer = layers_[static_cast<std::size_t>(i)];
    layer.z = at;
    layer.out = at + layer.units * stride;
    at = layer.out + layer.outputs * stride;
  }
  deltas_ = {at, at + widest * stride};
  return true;
}

void Network::initialize(const EntrySpec& spec, TorchGenerator& generator) {
  const auto part = [&](int at, int count) {
    return std::span<float>(parameters_.data() + at, static_cast<std::size_t>(count));
  };
  for (const Layer& layer : layers()) {
    const double bound = 1.0 / sqrt(static_cast<double>(layer.fan_in));
    generator.uniform(part(layer.weight, layer.units * layer.fan_in), -bound, bound);
    generator.uniform(part(layer.bias, layer.units), -bound, bound);
  }
  const Initializer& initializer = kInitializers[static_cast<std::size_t>(spec.index)];
  if (initializer.fill == nullptr) return;
  for (const Layer& layer : layers()) {
    const InitTask task{part(layer.weight, layer.units * layer.fan_in), static_cast<double>(layer.fan_in),
                        static_cast<double>(layer.units)};
    initializer.fill(spec.params, task, generator);
    for (float& b : part(layer.bias, layer.units)) b = 0.0f;
  }
}

void Network::linear(const Layer& layer, const float* x, const Block& block) {
  linear_forward({parameters_.data() + layer.weight, layer.fan_in, 1}, parameters_.data() + layer.bias,
                 layer.units, layer.fan_in, x, block.stride, block.columns, layer.z);
}

const float* Network::forward(const Block& block) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    linear(layer, x, block);
    activate(layer, block, layer.z);
    x = layer.z;
  }
  return x;
}

const float* Network::forward_for_gradient(const Block& block) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    linear(layer, x, block);
    activate_for_gradient(layer, block);
    x = layer.out;
  }
  return x;
}

void Network::trace(const Block& block) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    linear(layer, x, block);
    activate(layer, block, layer.out);
    x = layer.out;
  }
}

void Network::backward(const Block& block, bool accumulate) {
  float* delta = deltas_[0];
  float* spare = deltas_[1];
  for (int i = layer_count_ - 1; i >= 0; --i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    const Activation& f = *layer.activation;
    if (f.info->rowwise) {
      float* grad = f.info->row_divisor == 1 ? delta : spare;
      f.columns_backward(layer.z, layer.out, delta, layer.units, block.columns, block.stride,
                         layer.params.data(), grad);
      if (grad != delta) std::swap(delta, spare);
    } else if (i == layer_count_ - 1) {
      visit_runs(layer.units, block,
                 [&](std::ptrdiff_t at, int values) { multiply(delta + at, layer.z + at, values); });
    }
    const Layer* below = i > 0 ? &layers_[static_cast<std::size_t>(i - 1)] : nullptr;
    const float* x = below != nullptr ? below->out : block.features;
    linear_gradient({delta, x, layer.units, layer.fan_in, block.stride, block.columns,
                     grad_.data() + layer.weight, grad_.data() + layer.bias, accumulate});
    if (below == nullptr) return;
    const float* slope = below->activation->info->rowwise ? nullptr : below->z;
    linear_backward({parameters_.data() + layer.weight, 1, layer.fan_in}, layer.fan_in, layer.units, delta,
                    slope, block.stride, block.columns, spare);
    std::swap(delta, spare);
  }
}

Fault Network::find_fault(const Block& block) {
  const float* x = block.features;
  for (int i = 0; i < layer_count_; ++i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    linear(layer, x, block);
    if (!all_finite(layer.z, layer.units, block.stride, block.samples)) {
      return {Divergence::Operation::kLinear, i + 1};
    }
    activate(layer, block, layer.out);
    if (!all_finite(layer.out, layer.outputs, block.stride, block.samples)) {
      return {Divergence::Operation::kActivation, i + 1};
    }
    x = layer.out;
  }
  return {Divergence::Operation::kLoss, layer_count_};
}

Fault Network::find_parameter_fault() const {
  for (int i = 0; i < layer_count_; ++i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    const int count = layer.bias + layer.units - layer.weight;
    if (!all_finite(parameters_.data() + layer.weight, 1, count, count)) {
      return {Divergence::Operation::kUpdate, i + 1};
    }
  }
  return {};
}

}  // namespace ap

#include "nn/network.hpp"

#include <algorithm>
#include <utility>

#include "nn/dropout.hpp"
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

/// The same over [rows, columns] of a block, padding included.
bool all_finite(const float* x, int rows, const Block& block) {
  // Four sums side by side: one would be waited for.
  const f32x4 zero(0.0f);
  f32x4 a = zero, b = zero, c = zero, d = zero;
  layer_detail::visit_runs(rows, block, [&](std::ptrdiff_t at, int count) {
    int i = 0;
    for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
      const float* from = x + at + i;
      a = a + load(from) * zero;
      b = b + load(from + kLanes) * zero;
      c = c + load(from + 2 * kLanes) * zero;
      d = d + load(from + 3 * kLanes) * zero;
    }
    for (; i < count; i += kLanes) a = a + load(x + at + i) * zero;
  });
  const f32x4 zeros = (a + b) + (c + d);
  return all(zeros == zeros);
}

/// Calls visit(first, columns) for pieces of a block that keep the kernels' operands in the cache.
template <class Visit>
void visit_pieces(const Block& block, Visit visit) {
  for (int first = 0; first < block.columns; first += kMaxBlock)
    visit(first, std::min(block.columns - first, kMaxBlock));
}

}  // namespace

bool needs_whole_batch(std::span<const LayerSpec> layers) {
  return std::any_of(layers.begin(), layers.end(), [](const LayerSpec& layer) {
    return layer.dropout > 0.0 || static_cast<NormKind>(layer.norm.index) == NormKind::kBatch;
  });
}

bool Network::create(int fan_in, std::span<const LayerSpec> layers, int max_columns) {
  layer_count_ = static_cast<int>(layers.size());
  has_modes_ = needs_whole_batch(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    layers_[i] = make_layer(layers[i], fan_in);
    place_parameters(layers_[i]);
    fan_in = layers_[i].outputs;
  }
  // The largest part comes first: a network that is too large then costs nothing.
  if (!place_memory(block_stride(max_columns)) || !parameters_.allocate(padded(parameter_count_)) ||
      !grad_.allocate(padded(parameter_count_))) {
    return false;
  }
  list_tensors();
  return true;
}

void Network::place_parameters(Layer& layer) {
  LayerPlaces& at = layer.at;
  at.weight = parameter_count_;
  at.bias = at.weight + layer.units * layer.fan_in;
  at.end = at.bias + layer.units;
  if (layer.norm != NormKind::kNone) {
    at.norm_weight = at.end;
    at.norm_bias = at.end + layer.units;
    at.end += 2 * layer.units;
  }
  if (layer.is_learned) at.slope = at.end++;
  parameter_count_ = at.end;
}

bool Network::place_memory(std::int64_t stride) {
  std::int64_t count = 0, running = 0, widest = 0;
  // The same walk counts first and gives out places then.
  const auto walk = [&](auto place, auto place_running) {
    for (int i = 0; i < layer_count_; ++i) {
      Layer& layer = layers_[static_cast<std::size_t>(i)];
      widest = std::max<std::int64_t>(widest, layer.units);
      layer.z = place(layer.units * stride);
      layer.out = layer.result = place(layer.outputs * stride);
      if (layer.norm != NormKind::kNone) {
        layer.normalized = place(layer.units * stride);
        layer.scale = place(padded(static_cast<int>(std::max<std::int64_t>(layer.units, stride))));
      }
      if (layer.dropout > 0.0) {
        layer.mask = place(layer.outputs * stride);
        layer.result = place(layer.outputs * stride);
      }
      if (layer.norm == NormKind::kBatch)
        layer.running = {place_running(layer.units), place_running(layer.units)};
    }
  };
  const auto counter = [](std::int64_t& sum) {
    return [&sum](std::int64_t size) -> float* { return sum += size, nullptr; };
  };
  const auto giver = [](float* at) {
    return [at](std::int64_t size) mutable { return std::exchange(at, at + size); };
  };
  walk(counter(count), counter(running));
  const std::int64_t total = count + 2 * widest * stride;
  if (total > kMaxNetworkValues || !values_.allocate(total) || !statistics_.allocate(running)) return false;
  walk(giver(values_.data()), giver(statistics_.data()));
  float* const deltas = values_.data() + count;
  deltas_ = {deltas, deltas + widest * stride};
  return true;
}

void Network::list_tensors() {
  const auto add = [&](const Tensor& tensor) {
    tensors_[static_cast<std::size_t>(tensor_count_++)] = tensor;
  };
  const float* const p = parameters_.data();
  for (int i = 0; i < layer_count_; ++i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    add({"fc", "weight", i + 1, layer.units, layer.fan_in, p + layer.at.weight});
    add({"fc", "bias", i + 1, layer.units, 0, p + layer.at.bias});
    if (layer.norm != NormKind::kNone) {
      add({"norm", "weight", i + 1, layer.units, 0, p + layer.at.norm_weight});
      add({"norm", "bias", i + 1, layer.units, 0, p + layer.at.norm_bias});
    }
    if (layer.is_learned) add({"act", "weight", i + 1, 1, 0, p + layer.at.slope});
  }
  for (int i = 0; i < layer_count_; ++i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    if (layer.norm != NormKind::kBatch) continue;
    add({"norm", "running_mean", i + 1, layer.units, 0, layer.running.mean});
    add({"norm", "running_var", i + 1, layer.units, 0, layer.running.variance});
  }
}

void Network::initialize(const EntrySpec& spec, TorchGenerator& generator) {
  for (const Layer& layer : layers()) {
    const double bound = 1.0 / sqrt(static_cast<double>(layer.fan_in));
    generator.uniform(part(layer.at.weight, layer.units * layer.fan_in), -bound, bound);
    generator.uniform(part(layer.at.bias, layer.units), -bound, bound);
    if (layer.norm != NormKind::kNone)
      std::fill_n(parameters_.data() + layer.at.norm_weight, layer.units, 1.0f);
    if (layer.norm == NormKind::kBatch) std::fill_n(layer.running.variance, layer.units, 1.0f);
    if (layer.is_learned) parameters_[layer.at.slope] = layer.params[0];
  }
  const Initializer& initializer = kInitializers[static_cast<std::size_t>(spec.index)];
  if (initializer.fill == nullptr) return;
  for (const Layer& layer : layers()) {
    const InitTask task{part(layer.at.weight, layer.units * layer.fan_in), static_cast<double>(layer.fan_in),
                        static_cast<double>(layer.units)};
    initializer.fill(spec.params, task, generator);
    std::fill_n(parameters_.data() + layer.at.bias, layer.units, 0.0f);
  }
}

void Network::linear(const Layer& layer, const float* x, const Block& block, float* out) {
  const WeightView weight{parameters_.data() + layer.at.weight, layer.fan_in, 1};
  visit_pieces(block, [&](int first, int columns) {
    linear_forward(weight, parameters_.data() + layer.at.bias, layer.units, layer.fan_in, x + first,
                   block.stride, columns, out + first);
  });
}

void Network::pre_activations(const Layer& layer, const float* x, const Block& block, bool follow) {
  if (layer.norm == NormKind::kNone) return linear(layer, x, block, layer.z);
  linear(layer, x, block, layer.normalized);
  const NormPass pass = layer.norm_pass(parameters_.data(), block);
  if (layer.norm == NormKind::kBatch) {
    batch_norm_forward(pass, layer.norm_params[0], layer.norm_params[1], follow ? &layer.running : nullptr,
                       layer.z);
  } else {
    layer_norm_forward(pass, layer.norm_params[0], layer.z);
  }
}

void Network::evaluated_pre_activations(const Layer& layer, const float* x, const Block& block) {
  if (layer.norm != NormKind::kBatch) return pre_activations(layer, x, block, false);
  linear(layer, x, block, layer.z);
  batch_norm_evaluate(layer.norm_pass(parameters_.data(), block), layer.norm_params[0], layer.running,
                      layer.z);
}

const float* Network::forward(const Block& block) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    evaluated_pre_activations(layer, x, block);
    activate(layer, parameters_.data(), block, layer.z);
    silence(layer, block, layer.z);
    x = layer.z;
  }
  return x;
}

const float* Network::forward_for_gradient(const Block& block, TorchGenerator& generator) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    pre_activations(layer, x, block, true);
    silence(layer, block, layer.z);
    if (!all_finite(layer.z, layer.units, block)) return nullptr;
    activate_for_gradient(layer, parameters_.data(), block);
    if (layer.mask != nullptr) {
      draw_dropout(layer.dropout, layer.outputs, block.samples, block.columns, block.stride, generator,
                   layer.mask);
      multiply(block, layer.outputs, layer.out, layer.mask, layer.result);
      if (layer.is_fused) multiply(block, layer.outputs, layer.z, layer.mask, layer.z);
    }
    silence(layer, block, layer.result);
    if (layer.is_fused) silence(layer, block, layer.z);
    x = layer.result;
  }
  return all_finite(x, outputs(), block) ? x : nullptr;
}

void Network::trace(const Block& block) {
  const float* x = block.features;
  for (const Layer& layer : layers()) {
    evaluated_pre_activations(layer, x, block);
    activate(layer, parameters_.data(), block, layer.out);
    silence(layer, block, layer.out);
    x = layer.out;
  }
}

void Network::linear_gradients(const Layer& layer, const float* x, const Block& block, const float* delta,
                               bool accumulate) {
  visit_pieces(block, [&](int first, int columns) {
    linear_gradient({delta + first, x + first, layer.units, layer.fan_in, block.stride, columns,
                     grad_.data() + layer.at.weight, grad_.data() + layer.at.bias, accumulate || first > 0});
  });
}

void Network::propagate(const Layer& layer, const float* slope, const Block& block, const float* delta,
                        float* out) {
  const WeightView weight{parameters_.data() + layer.at.weight, 1, layer.fan_in};
  visit_pieces(block, [&](int first, int columns) {
    linear_backward(weight, layer.fan_in, layer.units, delta + first,
                    slope != nullptr ? slope + first : nullptr, block.stride, columns, out + first);
  });
}

void Network::backward(const Block& block, bool accumulate) {
  float* delta = deltas_[0];
  float* spare = deltas_[1];
  for (int i = layer_count_ - 1; i >= 0; --i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    if (!layer.is_fused) {
      silence(layer, block, delta);
      if (layer.mask != nullptr) multiply(block, layer.outputs, delta, layer.mask, delta);
      const float* before =
          activate_backward(layer, parameters_.data(), block, delta, spare, grad_.data(), accumulate);
      if (before != delta) std::swap(delta, spare);
      flush_deltas(block, layer.units, delta);
    } else if (i == layer_count_ - 1) {
      multiply(block, layer.units, delta, layer.z, delta);
      flush_deltas(block, layer.units, delta);
    }
    if (layer.norm != NormKind::kNone) {
      const auto norm_backward = layer.norm == NormKind::kBatch ? &batch_norm_backward : &layer_norm_backward;
      norm_backward(
          layer.norm_pass(parameters_.data(), block),
          {delta, grad_.data() + layer.at.norm_weight, grad_.data() + layer.at.norm_bias, accumulate});
    }
    const Layer* below = i > 0 ? &layers_[static_cast<std::size_t>(i - 1)] : nullptr;
    linear_gradients(layer, below != nullptr ? below->result : block.features, block, delta, accumulate);
    if (below == nullptr) return;
    propagate(layer, below->is_fused ? below->z : nullptr, block, delta, spare);
    std::swap(delta, spare);
  }
}

void Network::add_penalty_gradient(const Penalty& penalty) {
  for (const Layer& layer : layers()) {
    const int count = layer.units * layer.fan_in;
    penalty.add_gradient(part(layer.at.weight, count),
                         {grad_.data() + layer.at.weight, static_cast<std::size_t>(count)});
  }
}

Fault Network::find_fault(const Block& block) {
  using Operation = Divergence::Operation;
  const auto is_finite = [&](const float* values, int rows) {
    return all_finite(values, rows, block.stride, block.samples);
  };
  const float* x = block.features;
  for (int i = 0; i < layer_count_; ++i) {
    const Layer& layer = layers_[static_cast<std::size_t>(i)];
    linear(layer, x, block, layer.z);
    silence(layer, block, layer.z);
    if (!is_finite(layer.z, layer.units)) return {Operation::kLinear, i + 1};
    pre_activations(layer, x, block, false);
    silence(layer, block, layer.z);
    if (!is_finite(layer.z, layer.units)) return {Operation::kNorm, i + 1};
    activate(layer, parameters_.data(), block, layer.out);
    silence(layer, block, layer.out);
    if (!is_finite(layer.out, layer.outputs))
      return {layer.function != nullptr ? Operation::kFormula : Operation::kActivation, i + 1};
    if (layer.mask != nullptr) multiply(block, layer.outputs, layer.out, layer.mask, layer.result);
    if (!is_finite(layer.result, layer.outputs)) return {Operation::kDropout, i + 1};
    x = layer.result;
  }
  return {Operation::kLoss, layer_count_};
}

Fault Network::find_update_fault(std::span<const float> slots) const {
  using Operation = Divergence::Operation;
  const auto is_finite = [this](const float* values, int layer) {
    const LayerPlaces& at = layers_[static_cast<std::size_t>(layer)].at;
    const int count = at.end - at.weight;
    return all_finite(values + at.weight, 1, count, count);
  };
  for (int i = layer_count_ - 1; i >= 0; --i) {
    if (!is_finite(grad_.data(), i)) return {Operation::kGradient, i + 1};
  }
  for (int i = 0; i < layer_count_; ++i) {
    bool is_right = is_finite(parameters_.data(), i);
    for (std::size_t at = 0; at < slots.size(); at += static_cast<std::size_t>(padded_parameter_count()))
      is_right = is_right && is_finite(slots.data() + at, i);
    if (!is_right) return {Operation::kUpdate, i + 1};
  }
  return {};
}

}  // namespace ap

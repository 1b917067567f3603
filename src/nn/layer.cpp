#include "nn/layer.hpp"

#include "activations/table.hpp"
#include "core/simd.hpp"

namespace ap {
namespace {

/// delta *= z > 0 ? 1 : slope; returns the gradient by the slope. Padding has no gradient.
double backward_through_slope(const Layer& layer, float slope, const Block& block, float* delta) {
  const f32x4 zero(0.0f);
  f64x4 sums(0.0);
  for (int u = 0; u < layer.units; ++u) {
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(u) * block.stride;
    for (int s = 0; s < block.columns; s += kLanes) {
      const f32x4 z = load(layer.z + row + s), d = load(delta + row + s);
      const mask4 positive = z > zero;
      sums = sums + widen(select(positive, zero, d)) * widen(select(positive, zero, z));
      store(delta + row + s, select(positive, d, d * f32x4(slope)));
    }
  }
  return reduce_add(sums);
}

}  // namespace

Layer make_layer(const LayerSpec& spec, int fan_in) {
  Layer layer;
  layer.function = spec.function;
  layer.units = layer.outputs = spec.units;
  layer.fan_in = fan_in;
  layer.norm = static_cast<NormKind>(spec.norm.index);
  layer.norm_params = spec.norm.params;
  layer.dropout = spec.dropout;
  if (layer.function == nullptr) {
    layer.activation = &activation(spec.activation);
    layer.params = spec.params;
    const ActivationInfo& info = *layer.activation->info;
    layer.outputs = spec.units / info.row_divisor;
    layer.is_rowwise = info.rowwise;
    layer.is_learned = (info.properties & kLearnable) != 0;
    layer.is_fused = !layer.is_rowwise && !layer.is_learned;
  }
  return layer;
}

float* activate_backward(const Layer& layer, const float* parameters, const Block& block, float* delta,
                         float* spare, float* grad, bool accumulate) {
  if (layer.is_learned) {
    float& slope_grad = grad[layer.at.slope];
    const float own =
        static_cast<float>(backward_through_slope(layer, parameters[layer.at.slope], block, delta));
    slope_grad = accumulate ? slope_grad + own : own;
    return delta;
  }
  const Activation& f = *layer.activation;
  float* to = f.info->row_divisor == 1 ? delta : spare;
  f.columns_backward(layer.z, layer.out, delta, layer.units, block.columns, block.stride, layer.params.data(),
                     to);
  return to;
}

}  // namespace ap

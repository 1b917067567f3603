#pragma once
/// One layer of a network, Linear -> norm -> activation -> dropout, and the passes of its activation.

#include <array>
#include <memory>

#include "activations/activation.hpp"
#include "core/simd.hpp"
#include "nn/blocks.hpp"
#include "nn/flush.hpp"
#include "nn/layer_function.hpp"
#include "nn/norms.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Where the parameters of a layer begin among all parameters; -1: it has none of this kind.
struct LayerPlaces {
  int weight = 0;
  int bias = 0;
  int norm_weight = -1;
  int norm_bias = -1;
  int slope = -1;  ///< PReLU's
  int end = 0;
};

/// A layer with its place in the network's memory. Units per layer, feature-major as everywhere in this room.
struct Layer {
  const Activation* activation = nullptr;  ///< null where `function` stands in its place
  int fan_in = 0;
  int units = 0;    ///< of the Linear
  int outputs = 0;  ///< of the activation: units / row_divisor
  NormKind norm = NormKind::kNone;
  /// The gradient goes through the activation by one factor for each value, which the layer above multiplies
  /// in while it works out its product.
  bool is_fused = true;
  bool is_rowwise = false;
  bool is_learned = false;  ///< PReLU: the slope for negative inputs is trained with the weights
  LayerPlaces at;
  float* z = nullptr;       ///< [units]: pre-activations; after `forward_for_gradient` slopes when `is_fused`
  float* out = nullptr;     ///< [outputs]
  float* result = nullptr;  ///< [outputs]: what the layer above reads; `out`, or with dropout out * mask
  float* mask = nullptr;    ///< [outputs], with dropout
  float* normalized = nullptr;  ///< [units], with a norm
  float* scale = nullptr;       ///< of `NormPass`, with a norm
  std::array<float, kMaxActivationParams> params{};
  std::shared_ptr<const LayerFunction> function;
  double dropout = 0.0;
  EntryParams norm_params{};
  RunningStatistics running{nullptr, nullptr};  ///< of a batch norm

  NormPass norm_pass(const float* parameters, const Block& block) const {
    return {units,
            block.stride,
            block.samples,
            block.columns,
            parameters + at.norm_weight,
            parameters + at.norm_bias,
            normalized,
            scale};
  }
};

/// Checks and copies what a spec says of a layer; places and memory are still open.
Layer make_layer(const LayerSpec& spec, int fan_in);

/// The gradient by the pre-activations of an activation that is not fused. `delta` holds that by the outputs;
/// the result is in `delta` or in `spare`, and is returned. PReLU's own gradient goes to `grad`, the gradient
/// of the whole network, and is added up when `accumulate`.
float* activate_backward(const Layer& layer, const float* parameters, const Block& block, float* delta,
                         float* spare, float* grad, bool accumulate);

namespace layer_detail {

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

inline const float* params_of(const Layer& layer, const float* parameters) {
  return layer.is_learned ? parameters + layer.at.slope : layer.params.data();
}

}  // namespace layer_detail

/// out = f(layer.z); in place is allowed. `parameters` are those of the whole network.
inline void activate(const Layer& layer, const float* parameters, const Block& block, float* out) {
  const float* params = layer_detail::params_of(layer, parameters);
  if (layer.function != nullptr) {
    layer_detail::visit_runs(layer.units, block, [&](std::ptrdiff_t at, int count) {
      layer.function->forward(layer.z + at, count, out + at);
    });
  } else if (layer.is_rowwise) {
    layer.activation->columns(layer.z, layer.units, block.columns, block.stride, params, out);
  } else {
    layer_detail::visit_runs(layer.units, block, [&](std::ptrdiff_t at, int count) {
      layer.activation->forward(layer.z + at, count, params, out + at);
    });
  }
}

/// out[i] = f(z[i]) and slope[i] = f'(z[i]) of an activation that is not of whole rows; aliases as
/// `LayerFunction`.
inline void value_and_slope(const Layer& layer, const float* parameters, const float* z, int n, float* out,
                            float* slope) {
  if (layer.function != nullptr) {
    layer.function->forward_derivative(z, n, out, slope);
  } else {
    layer.activation->forward_derivative(z, n, layer_detail::params_of(layer, parameters), out, slope);
  }
}

/// layer.out = f(z), and of a fused activation z = f'(z).
inline void activate_for_gradient(const Layer& layer, const float* parameters, const Block& block) {
  if (!layer.is_fused) return activate(layer, parameters, block, layer.out);
  layer_detail::visit_runs(layer.units, block, [&](std::ptrdiff_t at, int count) {
    value_and_slope(layer, parameters, layer.z + at, count, layer.out + at, layer.z + at);
  });
}

/// x over [rows, columns], flushed, in place.
inline void flush_deltas(const Block& block, int rows, float* x) {
  layer_detail::visit_runs(rows, block, [&](std::ptrdiff_t at, int count) {
    for (int i = 0; i < count; i += kLanes) store(x + at + i, flush(load(x + at + i), kLeastDelta));
  });
}

/// out = a * b over [rows, columns]; in place is allowed.
inline void multiply(const Block& block, int rows, const float* a, const float* b, float* out) {
  layer_detail::visit_runs(rows, block, [&](std::ptrdiff_t at, int count) {
    for (int i = 0; i < count; i += kLanes) store(out + at + i, load(a + at + i) * load(b + at + i));
  });
}

}  // namespace ap

#pragma once
/// The layers of a network, their parameters and the two passes over a block of samples.

#include <array>
#include <cstdint>
#include <span>

#include "activations/activation.hpp"
#include "core/torch_generator.hpp"
#include "nn/blocks.hpp"
#include "nn/buffer.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Where a value that is not finite was met.
struct Fault {
  Divergence::Operation operation = Divergence::Operation::kNone;
  int layer = 0;  ///< 1-based
};

/// A fully connected network: Linear, activation, Linear, activation...
///
/// Units per layer, feature-major as everywhere in this room. The parameters lie one after the other in
/// PyTorch's order and layout, so that one pass of the optimizer serves them all and nothing is repacked to
/// show them.
class Network {
 public:
  struct Layer {
    const Activation* activation;
    std::array<float, kMaxActivationParams> params;
    int fan_in;
    int units;    ///< of the Linear
    int outputs;  ///< of the activation: units / row_divisor
    int weight;   ///< place of the first weight among the parameters
    int bias;
    float*
        z;  ///< [units]: pre-activations; after `forward_for_gradient` of an elementwise function its slopes
    float* out;  ///< [outputs]
  };

  /// Lays out checked layers for blocks of up to `max_columns`; parameters are zero. False when out of
  /// memory.
  bool create(int fan_in, std::span<const LayerSpec> layers, int max_columns);

  std::span<const Layer> layers() const { return {layers_.data(), static_cast<std::size_t>(layer_count_)}; }
  int outputs() const { return layers_[static_cast<std::size_t>(layer_count_ - 1)].outputs; }

  /// Parameters, and with padding to a multiple of kLanes (zeros).
  int parameter_count() const { return parameter_count_; }
  int padded_parameter_count() const { return padded(parameter_count_); }
  float* parameters() { return parameters_.data(); }
  const float* parameters() const { return parameters_.data(); }
  float* grad() { return grad_.data(); }

  /// Draws all parameters: PyTorch's default, and then what the initializer puts in its place.
  void initialize(const EntrySpec& spec, TorchGenerator& generator);

  /// The network's outputs [outputs, columns] for a block; valid until the next pass.
  const float* forward(const Block& block);
  /// The same, keeping what `backward` needs.
  const float* forward_for_gradient(const Block& block);
  /// Where the gradient of the loss by the outputs belongs before `backward`; the padding must be zero.
  float* output_grad() { return deltas_[0]; }
  /// The gradient by all parameters after `forward_for_gradient` of the same block; added up when
  /// `accumulate`.
  void backward(const Block& block, bool accumulate);

  /// A forward pass that leaves every layer's pre-activations in z and its activations in out.
  void trace(const Block& block);

  /// The first operation of a forward pass over this block whose result is not finite.
  Fault find_fault(const Block& block);
  /// The first layer with a parameter that is not finite.
  Fault find_parameter_fault() const;

 private:
  void linear(const Layer& layer, const float* x, const Block& block);

  std::array<Layer, kMaxLayers> layers_{};
  int layer_count_ = 0;
  int parameter_count_ = 0;
  Buffer<float> parameters_;
  Buffer<float> grad_;
  Buffer<float> values_;
  std::array<float*, 2> deltas_{};
};

}  // namespace ap

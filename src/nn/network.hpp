#pragma once
/// The layers of a network, their parameters and the two passes over a block of samples.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/torch_generator.hpp"
#include "nn/blocks.hpp"
#include "nn/buffer.hpp"
#include "nn/layer.hpp"
#include "nn/penalty.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Where a value that is not finite was met.
struct Fault {
  Divergence::Operation operation = Divergence::Operation::kNone;
  int layer = 0;  ///< 1-based
};

/// A tensor by the names of PyTorch's state_dict: part "fc" of layer 1, "weight", is fc1.weight.
struct Tensor {
  std::string_view part;
  std::string_view kind;
  int layer;  ///< 1-based
  int rows;
  int cols;  ///< 0: a vector
  const float* values;
};

/// True when a pass must see its whole batch as one block: batch norm takes statistics of all of it, and
/// dropout draws layer by layer for all of it.
bool needs_whole_batch(std::span<const LayerSpec> layers);

/// A fully connected network: Linear, norm, activation, dropout, Linear...
///
/// The parameters lie one after the other in PyTorch's order and layout, so that one pass of the optimizer
/// serves them all and nothing is repacked to show them.
class Network {
 public:
  /// Lays out checked layers for blocks of up to `max_columns`; parameters are zero. False when out of
  /// memory.
  bool create(int fan_in, std::span<const LayerSpec> layers, int max_columns);

  std::span<const Layer> layers() const { return {layers_.data(), static_cast<std::size_t>(layer_count_)}; }
  int outputs() const { return layers_[static_cast<std::size_t>(layer_count_ - 1)].outputs; }
  /// False when training and evaluation give the same outputs.
  bool has_modes() const { return has_modes_; }

  /// Parameters, and with padding to a multiple of kLanes (zeros).
  int parameter_count() const { return parameter_count_; }
  int padded_parameter_count() const { return padded(parameter_count_); }
  float* parameters() { return parameters_.data(); }
  const float* parameters() const { return parameters_.data(); }
  float* grad() { return grad_.data(); }

  /// Running mean and variance of all batch norms, one after the other.
  std::span<float> statistics() { return {statistics_.data(), static_cast<std::size_t>(statistics_.size())}; }
  std::span<const float> statistics() const {
    return {statistics_.data(), static_cast<std::size_t>(statistics_.size())};
  }

  /// All parameters in the order they lie in, and behind them the running statistics.
  std::span<const Tensor> tensors() const {
    return {tensors_.data(), static_cast<std::size_t>(tensor_count_)};
  }

  /// Draws all parameters: PyTorch's default, and then what the initializer puts in its place.
  void initialize(const EntrySpec& spec, TorchGenerator& generator);

  /// The network's outputs [outputs, columns] for a block, as in evaluation; valid until the next pass.
  const float* forward(const Block& block);
  /// The same as in training, keeping what `backward` needs; dropout is drawn from the generator. Null when a
  /// value is not finite.
  const float* forward_for_gradient(const Block& block, TorchGenerator& generator);
  /// Where the gradient of the loss by the outputs belongs before `backward`; the padding must be zero.
  float* output_grad() { return deltas_[0]; }
  /// The gradient by all parameters after `forward_for_gradient` of the same block; added up when
  /// `accumulate`.
  void backward(const Block& block, bool accumulate);
  /// Adds that of the penalty.
  void add_penalty_gradient(const Penalty& penalty);

  /// Silences outputs, counted over all layers from the input on, or lets them speak again: they give 0 and
  /// pass no gradient. False when out of memory. Functions of whole rows cannot lose an output.
  bool ablate(int first, int count, bool is_ablated);
  bool can_ablate(int first, int count) const;
  void clear_ablations();
  bool is_silent(const Layer& layer, int output) const {
    return has_silent_ && silent_[first_output(layer) + output] != 0;
  }
  int output_count() const;

  /// A forward pass, as in evaluation, that leaves every layer's pre-activations in z and its activations in
  /// out.
  void trace(const Block& block);
  /// Behind `trace` of a block of one sample, whose gradient by the outputs is in `output_grad`: what there
  /// is to say of every layer's part in it, as `backtrace` of backtrace.hpp has it.
  void backtrace(const Block& sample, float* out);

  /// The first operation of the last training pass, over this block, whose result is not finite.
  Fault find_fault(const Block& block);
  /// The last layer with a gradient that is not finite, else the first one with such a parameter, or such a
  /// number among the `slots` that an optimizer keeps for each parameter.
  Fault find_update_fault(std::span<const float> slots) const;

 private:
  static constexpr int kMaxTensors = 7 * kMaxLayers;

  void place_parameters(Layer& layer);
  bool place_memory(std::int64_t stride);
  void list_tensors();
  std::span<float> part(int at, int count) {
    return {parameters_.data() + at, static_cast<std::size_t>(count)};
  }
  /// Zeros in the rows of silenced outputs. Shapes: values [outputs, columns].
  void silence(const Layer& layer, const Block& block, float* values) const {
    if (has_silent_) silence_outputs(layer, block, values);
  }
  /// The place of a layer's first output among all layers'.
  int first_output(const Layer& layer) const;
  void silence_outputs(const Layer& layer, const Block& block, float* values) const;
  void linear(const Layer& layer, const float* x, const Block& block, float* out);
  /// Linear and norm, as in training, into `layer.z`; `follow` moves the running statistics.
  void pre_activations(const Layer& layer, const float* x, const Block& block, bool follow);
  /// The same as in evaluation.
  void evaluated_pre_activations(const Layer& layer, const float* x, const Block& block);
  void linear_gradients(const Layer& layer, const float* x, const Block& block, const float* delta,
                        bool accumulate);
  void propagate(const Layer& layer, const float* slope, const Block& block, const float* delta, float* out);

  /// From the gradient by the outputs of a norm, as in evaluation, to that by its inputs, in place.
  void trace_norm_backward(const Layer& layer, const Block& sample, float* delta, float* spare,
                           float* factors);

  std::array<Layer, kMaxLayers> layers_{};
  std::array<Tensor, kMaxTensors> tensors_{};
  int layer_count_ = 0;
  int tensor_count_ = 0;
  int parameter_count_ = 0;
  bool has_modes_ = false;
  Buffer<float> parameters_;
  Buffer<float> grad_;
  Buffer<float> statistics_;
  Buffer<float> values_;
  std::array<float*, 2> deltas_{};
  Buffer<unsigned char> silent_;  // a flag for each output of each layer, once one was silenced
  bool has_silent_ = false;
};

}  // namespace ap

#pragma once
/// Parameters that training leaves as they are.

#include <cstdint>
#include <span>

#include "nn/buffer.hpp"
#include "nn/optimizer.hpp"

namespace ap {

/// A set of single parameters that the optimizer must not touch: neither their values nor what it remembers
/// of them, as with PyTorch's requires_grad = False.
class FrozenParameters {
 public:
  /// Freezes or thaws parameters first .. first + count - 1 of `total`; false, and no change, when there is
  /// no memory. `slots`: numbers the optimizer keeps for each parameter.
  bool set(int first, int count, bool is_frozen, int total, int slots);
  /// Thaws all.
  void clear() { size_ = 0; }

  bool empty() const { return size_ == 0; }
  std::span<const std::int32_t> indices() const { return {indices_.data(), static_cast<std::size_t>(size_)}; }

  /// Takes the frozen ones out of a gradient.
  void clear_gradient(float* grad) const;
  /// Remembers what an optimizer's step is about to change, and puts it back.
  void save(const ParameterArrays& arrays);
  void restore(const ParameterArrays& arrays) const;

 private:
  Buffer<std::int32_t> indices_;  // rising
  Buffer<float> saved_;           // [1 + slots][size_]
  int size_ = 0;
  int slots_ = 0;
};

}  // namespace ap

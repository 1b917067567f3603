#include "nn/frozen.hpp"

#include <utility>

namespace ap {

bool FrozenParameters::set(int first, int count, bool is_frozen, int total, int slots) {
  // At most all of these and all that were frozen before.
  const std::int64_t most = std::int64_t{size_} + count < total ? std::int64_t{size_} + count : total;
  Buffer<std::int32_t> indices;
  Buffer<float> saved;
  if (!indices.allocate(most) || !saved.allocate(most * (1 + slots))) return false;
  int size = 0, old = 0;
  for (; old < size_ && indices_[old] < first; ++old) indices[size++] = indices_[old];
  for (int i = 0; is_frozen && i < count; ++i) indices[size++] = first + i;
  while (old < size_ && indices_[old] < first + count) ++old;
  for (; old < size_; ++old) indices[size++] = indices_[old];
  indices_ = std::move(indices);
  saved_ = std::move(saved);
  size_ = size;
  slots_ = slots;
  return true;
}

void FrozenParameters::clear_gradient(float* grad) const {
  for (int i = 0; i < size_; ++i) grad[indices_[i]] = 0.0f;
}

void FrozenParameters::save(const ParameterArrays& arrays) {
  float* to = saved_.data();
  for (int i = 0; i < size_; ++i) *to++ = arrays.values[indices_[i]];
  for (int s = 0; s < slots_; ++s) {
    const float* slot = arrays.slots + static_cast<std::ptrdiff_t>(s) * arrays.count;
    for (int i = 0; i < size_; ++i) *to++ = slot[indices_[i]];
  }
}

void FrozenParameters::restore(const ParameterArrays& arrays) const {
  const float* from = saved_.data();
  for (int i = 0; i < size_; ++i) arrays.values[indices_[i]] = *from++;
  for (int s = 0; s < slots_; ++s) {
    float* slot = arrays.slots + static_cast<std::ptrdiff_t>(s) * arrays.count;
    for (int i = 0; i < size_; ++i) slot[indices_[i]] = *from++;
  }
}

}  // namespace ap

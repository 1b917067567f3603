#include "nn/blocks.hpp"

namespace ap {
namespace {

struct Source {
  const float* rows;
  int cols;
  const std::int32_t* order;
  int first, count;

  /// The row for column i; the last one stands for the padding.
  const float* row(int i) const {
    const int j = i < count ? i : count - 1;
    const std::ptrdiff_t index = order != nullptr ? order[j] : first + j;
    return rows + index * cols;
  }
};

}  // namespace

void gather(const float* rows, int cols, const std::int32_t* order, int first, int count, float* out,
            int stride) {
  const Source source{rows, cols, order, first, count};
  for (int i = 0; i < padded(count); i += kLanes) {
    const float* r0 = source.row(i);
    const float* r1 = source.row(i + 1);
    const float* r2 = source.row(i + 2);
    const float* r3 = source.row(i + 3);
    float* to = out + i;
    int c = 0;
    for (; c + kLanes <= cols; c += kLanes) {
      f32x4 a = load(r0 + c), b = load(r1 + c), d = load(r2 + c), e = load(r3 + c);
      transpose(a, b, d, e);
      store(to, a);
      store(to + stride, b);
      store(to + 2 * static_cast<std::ptrdiff_t>(stride), d);
      store(to + 3 * static_cast<std::ptrdiff_t>(stride), e);
      to += kLanes * static_cast<std::ptrdiff_t>(stride);
    }
    for (; c < cols; ++c) {
      store(to, f32x4(r0[c], r1[c], r2[c], r3[c]));
      to += stride;
    }
  }
}

bool BlockSet::assign(const float* rows, int count_of_rows, int fan_in, int target_cols, int max_block) {
  rows_ = count_of_rows;
  fan_in_ = fan_in;
  cols_ = fan_in + target_cols;
  block_ = even_block(rows_, max_block);
  const std::int64_t size = static_cast<std::int64_t>(cols_) * block_stride(block_);
  if (!values_.allocate(count() * size)) return false;
  for (int i = 0; i < count(); ++i) {
    const Block b = block(i);
    gather(rows, cols_, nullptr, i * block_, b.samples, values_.data() + i * size, b.stride);
  }
  return true;
}

bool BlockSet::assign_row(const BlockSet& set, int row) {
  Buffer<float> values;
  if (!values.allocate(set.cols_)) return false;
  const Block block = set.block(row / set.block_);
  const float* from = block.features + row % set.block_;
  for (int c = 0; c < set.cols_; ++c) values[c] = from[static_cast<std::ptrdiff_t>(c) * block.stride];
  return assign(values.data(), 1, set.fan_in_, set.cols_ - set.fan_in_, kLanes);
}

Block BlockSet::block(int index) const {
  const int stride = block_stride(block_);
  const int left = rows_ - index * block_;
  const int samples = left < block_ ? left : block_;
  const float* features = values_.data() + static_cast<std::int64_t>(index) * cols_ * stride;
  return {features, features + static_cast<std::ptrdiff_t>(fan_in_) * stride, samples, padded(samples),
          stride};
}

}  // namespace ap

#pragma once
/// Rows of samples turned into feature-major blocks, the form the kernels work on.

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/simd.hpp"
#include "nn/buffer.hpp"

namespace ap {

/// A block has no more samples than this, so that a layer's outputs stay in the cache whatever the batch is;
/// only where a whole batch must be seen at once there may be more.
inline constexpr int kMaxBlock = 256;

/// `samples` and the padding that fills the last lane group.
inline constexpr int padded(int samples) { return (samples + kLanes - 1) / kLanes * kLanes; }

/// The distance of two units' rows for blocks of up to `columns` samples.
inline constexpr int block_stride(int columns) {
  // Rows a power of two apart would compete for the same places of the cache.
  return columns % 64 == 0 ? columns + 16 : columns;
}

/// Samples per block when `rows` rows are divided evenly into blocks of at most `limit`; a multiple of
/// kLanes, as `limit` must be.
inline constexpr int even_block(int rows, int limit) {
  const int blocks = (rows + limit - 1) / limit;
  return blocks == 0 ? kLanes : padded((rows + blocks - 1) / blocks);
}

/// Some samples, feature-major: feature f of sample s is at features[f * stride + s], targets likewise.
/// Columns beyond `samples` repeat the last sample.
struct Block {
  const float* features;
  const float* targets;
  int samples;
  int columns;  ///< with padding, a multiple of kLanes
  int stride;
};

/// out[c * stride + i] = rows[order[i], c] for i < count, and the last row again up to a multiple of kLanes.
/// A null order counts as first, first + 1, ... Shapes: rows [n, cols], out [cols, stride].
void gather(const float* rows, int cols, const std::int32_t* order, int first, int count, float* out,
            int stride);

/// A whole set of samples, cut into blocks once.
class BlockSet {
 public:
  /// Shapes: rows [count, fan_in + target_cols], each row a sample's features and then its targets.
  /// False when out of memory.
  bool assign(const float* rows, int count, int fan_in, int target_cols, int max_block);

  /// One row of another set.
  bool assign_row(const BlockSet& set, int row);

  int rows() const { return rows_; }
  int count() const { return rows_ == 0 ? 0 : (rows_ + block_ - 1) / block_; }
  Block block(int index) const;

 private:
  Buffer<float> values_;
  int rows_ = 0, fan_in_ = 0, cols_ = 0, block_ = kLanes;
};

}  // namespace ap

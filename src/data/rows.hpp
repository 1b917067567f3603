#pragma once
/// Reordering of rows and columns in place, as scikit-learn's shuffle does.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ap {

/// New row i becomes old row order[i], in place; `order` is a permutation and is used up.
/// Shapes: values [order.size(), width].
template <class T>
void permute_rows(std::span<T> values, std::size_t width, std::vector<std::int32_t> order) {
  std::vector<T> first(width);
  for (std::size_t start = 0; start < order.size(); ++start) {
    if (order[start] < 0) continue;  // visited
    for (std::size_t j = 0; j < width; ++j) first[j] = values[start * width + j];
    std::size_t to = start;
    for (;;) {
      const auto from = static_cast<std::size_t>(std::exchange(order[to], -1));
      if (from == start) break;
      for (std::size_t j = 0; j < width; ++j) values[to * width + j] = values[from * width + j];
      to = from;
    }
    for (std::size_t j = 0; j < width; ++j) values[to * width + j] = first[j];
  }
}

/// New column j becomes old column order[j], in place. Shapes: values [*, order.size()].
inline void permute_columns(std::span<double> values, std::span<const std::int32_t> order) {
  const std::size_t width = order.size();
  std::vector<double> row(width);
  for (std::size_t start = 0; start + width <= values.size(); start += width) {
    for (std::size_t j = 0; j < width; ++j) row[j] = values[start + static_cast<std::size_t>(order[j])];
    for (std::size_t j = 0; j < width; ++j) values[start + j] = row[j];
  }
}

}  // namespace ap

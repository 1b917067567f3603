#pragma once
/// Checks of what comes over the boundary.

#include <cstddef>
#include <cstdint>

#include "core/result.hpp"

namespace ap {

/// True when `count` elements of T may be read or written at `p`: not null, aligned, and in WebAssembly
/// inside the memory. No elements need no place.
template <class T>
bool is_usable(const T* p, std::size_t count) {
  if (count == 0) return true;
  const auto address = reinterpret_cast<std::uintptr_t>(p);
  if (address == 0 || address % alignof(T) != 0 || count > SIZE_MAX / sizeof(T)) return false;
#ifdef __wasm__
  constexpr std::uint64_t kPageSize = 65536;
  const std::uint64_t end = std::uint64_t{address} + std::uint64_t{count} * sizeof(T);
  return end <= __builtin_wasm_memory_size(0) * kPageSize;
#else
  return true;
#endif
}

template <class T>
bool is_usable(const T* p, int count) {
  return count >= 0 && is_usable(p, static_cast<std::size_t>(count));
}

/// rows * cols when both are at least 0 and the product at most `limit`, else -1.
constexpr std::int64_t checked_area(std::int32_t rows, std::int32_t cols, std::int64_t limit) {
  if (rows < 0 || cols < 0) return -1;
  const std::int64_t area = std::int64_t{rows} * cols;
  return area <= limit ? area : -1;
}

inline bool is_finite(double x) { return x - x == 0.0; }

/// The number a status has on the boundary.
constexpr std::int32_t code(Status status) { return static_cast<std::int32_t>(status); }

}  // namespace ap

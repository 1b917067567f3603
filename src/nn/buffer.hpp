#pragma once
/// Memory for numbers that says no instead of ending the program.

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

namespace ap {

/// A fixed block of T (float, int...), zeroed, aligned to cache lines.
template <class T>
class Buffer {
 public:
  Buffer() = default;

  /// Replaces the content by `count` zeros; false, and an empty buffer, when there is no memory.
  bool allocate(std::int64_t count) {
    constexpr std::uintptr_t kLine = 64;
    size_ = 0;
    data_ = nullptr;
    const auto bytes = static_cast<std::uint64_t>(count) * sizeof(T) + kLine;
    if (count < 0 || bytes > static_cast<std::uint64_t>(PTRDIFF_MAX)) return false;
    memory_.reset(new (std::nothrow) unsigned char[static_cast<std::size_t>(bytes)]);
    if (memory_ == nullptr) return false;
    std::memset(memory_.get(), 0, static_cast<std::size_t>(bytes));
    const std::uintptr_t address = reinterpret_cast<std::uintptr_t>(memory_.get());
    data_ = reinterpret_cast<T*>(memory_.get() + (kLine - address % kLine) % kLine);
    size_ = count;
    return true;
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::int64_t size() const { return size_; }
  T& operator[](std::int64_t i) { return data_[i]; }
  const T& operator[](std::int64_t i) const { return data_[i]; }

 private:
  std::unique_ptr<unsigned char[]> memory_;
  T* data_ = nullptr;
  std::int64_t size_ = 0;
};

}  // namespace ap

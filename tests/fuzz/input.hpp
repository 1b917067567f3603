#pragma once
/// Arguments for the boundary, drawn from the bytes that the fuzzer offers: mostly sensible, now and then
/// not.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "core/param_info.hpp"

namespace ap::fuzz {

/// The objects that one input has made.
struct Handles {
  std::vector<std::int32_t> trainers, formulas;
};

/// Reads bytes as arguments; behind the last byte all numbers are from the middle of their ranges.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  bool is_empty() const { return left_ == 0; }

  std::uint32_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::uint32_t word() { return byte() | byte() << 8 | byte() << 16 | byte() << 24; }
  bool one_in(std::uint32_t n) { return byte() % n == n - 1; }

  /// A whole number within both limits, or one of the extremes. A length that is not small is above every
  /// limit, for a buffer that is really so long would take too much time.
  std::int32_t integer(std::int32_t low, std::int32_t high) {
    if (is_empty()) return low + (high - low) / 2;
    static constexpr std::array<std::int32_t, 7> kExtremes = {-1,          0,         1,        67'108'865,
                                                              100'000'001, INT32_MAX, INT32_MIN};
    if (one_in(32)) return kExtremes[byte() % kExtremes.size()];
    const std::uint32_t span = static_cast<std::uint32_t>(high - low) + 1u;
    return low + static_cast<std::int32_t>((span > 256 ? word() : byte()) % span);
  }

  /// The length of a buffer that is really so long.
  std::int32_t capacity(std::int32_t most) { return one_in(8) ? std::min(integer(0, most), most) : most; }

  /// A real number within both limits, or one that is not.
  double real(double low, double high) {
    if (is_empty()) return 0.5 * (low + high);
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    const std::array<double, 10> extremes = {
        low,       high,       low - 1.0, high + 1.0, 0.0,
        kInfinite, -kInfinite, 1e-310,    -1e308,     std::numeric_limits<double>::quiet_NaN()};
    if (one_in(16)) return extremes[byte() % extremes.size()];
    return low + (high - low) * (byte() / 255.0);
  }

  /// A value of a parameter: mostly the default, and one that takes little time.
  double param(const ParamInfo& info) {
    if (byte() < 128) return info.default_value;
    const bool is_whole = info.kind != ParamKind::kReal || !info.choices.empty();
    if (!is_whole) return real(info.min, info.max);
    const double high = info.max < 40.0 ? info.max : 40.0;
    const std::int32_t low = static_cast<std::int32_t>(info.min);
    return integer(low, high > info.min ? static_cast<std::int32_t>(high) : low);
  }

  /// Room for exactly `count` elements, so that the sanitizer sees every step beyond it; now and then no
  /// place or a crooked one. The bytes are zeros.
  template <class T>
  T* room(std::int64_t count) {
    if (one_in(64)) return nullptr;
    // What is asked for in excess is to be refused before it is touched.
    const std::size_t n = count < 0 || count > kMost ? 0 : static_cast<std::size_t>(count);
    const std::size_t crooked = alignof(T) > 1 && one_in(64) ? 1 : 0;
    blocks_.push_back(std::make_unique<unsigned char[]>(n * sizeof(T) + crooked));
    return reinterpret_cast<T*>(blocks_.back().get() + crooked);
  }

  /// The same with numbers from `draw()`.
  template <class T, class Draw>
  T* array(std::int64_t count, Draw draw) {
    T* const place = room<T>(count);
    if (place == nullptr || count > kMost) return place;
    for (std::int64_t i = 0; i < count; ++i) {
      const T value = static_cast<T>(draw());
      std::memcpy(reinterpret_cast<unsigned char*>(place) + static_cast<std::size_t>(i) * sizeof(T), &value,
                  sizeof(T));
    }
    return place;
  }

  /// Features of rows: every other number is small, the others are any.
  template <class T>
  T* numbers(std::int64_t count) {
    return array<T>(count, [this] { return is_empty() ? 0.5 : real(-3.0, 3.0); });
  }

  /// One of those, or one that never was or no longer is.
  std::int32_t handle(const std::vector<std::int32_t>& handles) {
    if (handles.empty() || one_in(32)) return static_cast<std::int32_t>(word());
    return handles[byte() % handles.size()];
  }

 private:
  static constexpr std::int64_t kMost = 4096;

  const std::uint8_t* data_;
  std::size_t left_;
  std::vector<std::unique_ptr<unsigned char[]>> blocks_;
};

/// Calls one function of the boundary with arguments from the input; the result is its status.
using Call = std::int32_t (*)(Input&, Handles&);

/// A function of the boundary and what has become of it.
struct Target {
  const char* name;
  Call call;
  std::int64_t calls = 0, successes = 0;
};

/// All functions that are called, each beside its name.
std::span<Target> data_targets();
std::span<Target> formula_targets();
std::span<Target> trainer_targets();
std::span<Target> edit_targets();
std::span<Target> insight_targets();

}  // namespace ap::fuzz

/// One row of a table of targets: `call_name` calls `name`.
#define AP_TARGET(name) \
  { #name, &call_##name }

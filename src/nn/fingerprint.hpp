#pragma once
/// A 64-bit hash of numbers by their bits.

#include <cstdint>

#include "core/simd.hpp"

namespace ap {

/// Adds numbers one by one; equal sequences give equal values on every machine, and every NaN counts as the
/// same.
class Fingerprint {
 public:
  void add(float x) { mix(x == x ? static_cast<std::uint32_t>(bits(x)) : 0x7fc00000u); }
  void add(double x) { mix(x == x ? static_cast<std::uint64_t>(bits(x)) : 0x7ff8000000000000u); }
  void add(std::int64_t x) { mix(static_cast<std::uint64_t>(x)); }
  std::uint64_t value() const { return state_; }

 private:
  // splitmix64's finalizer: every input bit reaches every bit of the state.
  void mix(std::uint64_t word) {
    std::uint64_t x = (state_ ^ word) + 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    state_ = x ^ (x >> 31);
  }

  std::uint64_t state_ = 0;
};

}  // namespace ap

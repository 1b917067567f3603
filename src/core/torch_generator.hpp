#pragma once
/// PyTorch's CPU random generator: the streams behind torch.manual_seed, uniform_, randint and randperm.

#include <cstdint>
#include <span>
#include <utility>

#include "core/fused.hpp"
#include "core/mt19937.hpp"

namespace ap {

/// The numbers that PyTorch draws on the CPU after torch.manual_seed(seed).
///
/// Errors: none. Accuracy: every bit of PyTorch 1.13 on machines with fused multiply-add, which this class
/// emulates. Source: ATen/core/DistributionsHelper.h and ATen/native/cpu/DistributionTemplates.h.
class TorchGenerator {
 public:
  /// Only the low 32 bits of the seed count, as in PyTorch.
  explicit TorchGenerator(std::uint64_t seed) : words_(static_cast<std::uint32_t>(seed)) {}

  /// Starts anew, as torch.manual_seed(seed) does.
  void manual_seed(std::uint64_t seed) { words_.seed(static_cast<std::uint32_t>(seed)); }

  /// The next 32-bit word.
  std::uint32_t next_word() { return words_.next(); }

  /// Uniform on [0, 1) with 24 bits: one word.
  float next_float() { return static_cast<float>(words_.next() & 0xffffffu) * 0x1p-24f; }

  /// Uniform on [0, 1) with 53 bits: two words.
  double next_double() { return static_cast<double>(words_.next64() & 0x1fffffffffffffull) * 0x1p-53; }

  /// tensor.uniform_(low, high), float32.
  void uniform(std::span<float> out, double low, double high) {
    const float from = static_cast<float>(low);
    const float width = static_cast<float>(high) - from;
    for (float& x : out) x = fused_multiply_add(next_float(), width, from);
  }

  /// tensor.uniform_(low, high), float64.
  void uniform(std::span<double> out, double low, double high) {
    const double width = high - low;
    for (double& x : out) x = fused_multiply_add(next_double(), width, low);
  }

  /// One element of torch.randint(low, high, ...); 0 < high - low < 2^32.
  std::int64_t randint(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(words_.next() % static_cast<std::uint64_t>(high - low));
  }

  /// torch.randperm(out.size()): a permutation of 0..size-1.
  void randperm(std::span<std::int32_t> out) {
    const std::size_t n = out.size();
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::int32_t>(i);
    for (std::size_t i = 0; i + 1 < n; ++i) std::swap(out[i], out[i + words_.next() % (n - i)]);
  }

 private:
  Mt19937 words_;
};

}  // namespace ap

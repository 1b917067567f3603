#pragma once
/// PyTorch's CPU random generator: the streams behind torch.manual_seed, uniform_, normal_, randint and
/// randperm.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "core/fused.hpp"
#include "core/math.hpp"
#include "core/mt19937.hpp"

namespace ap {

/// The numbers that PyTorch draws on the CPU after torch.manual_seed(seed).
///
/// Errors: none. Accuracy: every bit of PyTorch 1.13 on machines with fused multiply-add, which this class
/// emulates; normal numbers, whose logarithm and cosine differ from machine to machine there, as their method
/// says. Source: ATen/core/DistributionsHelper.h and ATen/native/cpu/DistributionTemplates.h.
class TorchGenerator {
 public:
  /// Only the low 32 bits of the seed count, as in PyTorch.
  explicit TorchGenerator(std::uint64_t seed) : words_(static_cast<std::uint32_t>(seed)) {}

  /// Starts anew, as torch.manual_seed(seed) does.
  void manual_seed(std::uint64_t seed) {
    words_.seed(static_cast<std::uint32_t>(seed));
    has_kept_normal_ = false;
  }

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

  /// tensor.normal_(mean, deviation); torch.randn(size) is normal(out, 0, 1). T is float or double.
  ///
  /// As in PyTorch, fewer than 16 numbers are drawn one after the other (and the second of a pair is kept for
  /// the next such call), 16 and more in blocks. Accuracy: float32 every bit for fewer than 16, otherwise
  /// 5e-7 of the deviation; float64 1e-14 of the deviation. Source: Box and Muller 1958.
  template <class T>
  void normal(std::span<T> out, double mean, double deviation) {
    if (out.size() < kBlock) {
      for (T& x : out) x = static_cast<T>(fused_multiply_add(next_normal(), deviation, mean));
      return;
    }
    const T m = static_cast<T>(mean);
    const T d = static_cast<T>(deviation);
    for (T& x : out) x = next_uniform<T>();
    for (std::size_t i = 0; i + kBlock <= out.size(); i += kBlock)
      transform_block(out.subspan(i, kBlock), m, d);
    if (out.size() % kBlock != 0) {
      // What is left over has no partner: the last 16 places are drawn anew.
      const std::span<T> last = out.last(kBlock);
      for (T& x : last) x = next_uniform<T>();
      transform_block(last, m, d);
    }
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
  static constexpr std::size_t kBlock = 16;
  static constexpr double kTwoPi = 0x1.921fb54442d18p+2;

  template <class T>
  T next_uniform() {
    if constexpr (sizeof(T) == sizeof(float)) {
      return next_float();
    } else {
      return next_double();
    }
  }

  double next_normal() {
    if (has_kept_normal_) {
      has_kept_normal_ = false;
      return kept_normal_;
    }
    const double angle = kTwoPi * next_double();
    const double radius = sqrt(-2.0 * log1p(-next_double()));
    kept_normal_ = radius * sin(angle);
    has_kept_normal_ = true;
    return radius * cos(angle);
  }

  /// 16 uniform numbers become 8 cosines and 8 sines. Functions are taken in double and rounded to T.
  template <class T>
  static void transform_block(std::span<T> block, T mean, T deviation) {
    for (std::size_t j = 0; j < kBlock / 2; ++j) {
      const double u1 = static_cast<double>(T(1) - block[j]);
      const double angle = static_cast<double>(static_cast<T>(kTwoPi) * block[j + kBlock / 2]);
      const T radius = sqrt(T(-2) * static_cast<T>(log(u1)));
      block[j] = fused_multiply_add(radius * static_cast<T>(cos(angle)), deviation, mean);
      block[j + kBlock / 2] = fused_multiply_add(radius * static_cast<T>(sin(angle)), deviation, mean);
    }
  }

  Mt19937 words_;
  double kept_normal_ = 0.0;
  bool has_kept_normal_ = false;
};

}  // namespace ap

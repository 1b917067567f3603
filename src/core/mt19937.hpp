#pragma once
/// The 32-bit Mersenne Twister that NumPy's RandomState and PyTorch's CPU generator share.

#include <array>
#include <cstdint>

namespace ap {

/// MT19937 seeded with one 32-bit integer, as `RandomState(seed)` and `torch.manual_seed(seed)` do.
/// Both libraries give the same words for the same seed; they differ in what they make of them.
/// Errors: none; every seed is valid. Source: Matsumoto and Nishimura 1998, doi:10.1145/272991.272995.
class Mt19937 {
 public:
  explicit Mt19937(std::uint32_t seed) { this->seed(seed); }

  /// Starts the stream of `seed` anew.
  void seed(std::uint32_t seed) {
    words_[0] = seed;
    for (std::uint32_t i = 1; i < kWords; ++i) {
      words_[i] = 1812433253u * (words_[i - 1] ^ (words_[i - 1] >> 30)) + i;
    }
    position_ = kWords;
  }

  /// The next word, uniform on all 32-bit integers.
  std::uint32_t next() {
    if (position_ == kWords) refill();
    std::uint32_t y = words_[position_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

  /// Two words as one integer, the first word high.
  std::uint64_t next64() {
    const std::uint64_t high = next();
    return (high << 32) | next();
  }

 private:
  static constexpr std::uint32_t kWords = 624;
  static constexpr std::uint32_t kShift = 397;

  static std::uint32_t twist(std::uint32_t upper, std::uint32_t lower) {
    const std::uint32_t y = (upper & 0x80000000u) | (lower & 0x7fffffffu);
    return (y >> 1) ^ ((y & 1u) != 0 ? 0x9908b0dfu : 0u);
  }

  void refill() {
    std::uint32_t i = 0;
    for (; i < kWords - kShift; ++i) words_[i] = words_[i + kShift] ^ twist(words_[i], words_[i + 1]);
    for (; i < kWords - 1; ++i) words_[i] = words_[i + kShift - kWords] ^ twist(words_[i], words_[i + 1]);
    words_[kWords - 1] = words_[kShift - 1] ^ twist(words_[kWords - 1], words_[0]);
    position_ = 0;
  }

  std::array<std::uint32_t, kWords> words_{};
  std::uint32_t position_ = kWords;
};

}  // namespace ap

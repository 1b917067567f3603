#pragma once
/// NumPy's RandomState: the streams behind scikit-learn's random_state arguments.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/mt19937.hpp"

namespace ap {

/// The numbers that numpy.random.RandomState(seed) draws, with its method names.
///
/// Errors: none; preconditions are stated with each method. Accuracy: every bit of NumPy on machines with
/// fused multiply-add, which glibc's logarithm uses. Source: numpy/random/mtrand.pyx and
/// src/legacy/legacy-distributions.c of NumPy 1.24.
class RandomState {
 public:
  explicit RandomState(std::uint32_t seed) : words_(seed) {}

  /// The next 32-bit word.
  std::uint32_t next_word() { return words_.next(); }

  /// Uniform on [0, 1) with 53 bits: two words.
  double random_sample() {
    const double high = static_cast<double>(words_.next() >> 5);
    const double low = static_cast<double>(words_.next() >> 6);
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /// Uniform on [low, high).
  double uniform(double low, double high) { return low + (high - low) * random_sample(); }

  /// Normal with mean 0 and variance 1 (polar method). They come in pairs: the second one is kept for the
  /// next call, whatever is drawn in between.
  double standard_normal();

  /// Normal with this mean and standard deviation.
  double normal(double mean, double deviation) { return mean + deviation * standard_normal(); }

  /// An integer in [0, max], by masked rejection; max 0 draws nothing.
  std::uint64_t interval(std::uint64_t max);

  /// An integer in [low, high); low < high.
  std::int64_t randint(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(interval(static_cast<std::uint64_t>(high - low) - 1));
  }

  /// Reorders the values in place.
  template <class T>
  void shuffle(std::span<T> values) {
    for (std::size_t i = values.size(); i-- > 1;)
      std::swap(values[i], values[static_cast<std::size_t>(interval(i))]);
  }

  /// The integers 0..n-1 in random order; n >= 0.
  std::vector<std::int32_t> permutation(int n);

  /// choice(n, count): `count` integers in [0, n) with replacement; n >= 1.
  std::vector<std::int32_t> choice(int n, int count);

  /// choice(n, count, replace=False); count <= n.
  std::vector<std::int32_t> choice_without_replacement(int n, int count);

  /// choice(p.size(), count, p=p): integers with these probabilities, whose sum is about 1.
  std::vector<std::int32_t> choice(std::span<const double> p, int count);

 private:
  Mt19937 words_;
  double kept_normal_ = 0.0;
  bool has_kept_normal_ = false;
};

}  // namespace ap

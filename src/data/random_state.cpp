#include "data/random_state.hpp"

#include <algorithm>
#include <bit>

#include "core/simd.hpp"
#include "data/c_library_log.hpp"

namespace ap {

double RandomState::standard_normal() {
  if (has_kept_normal_) {
    has_kept_normal_ = false;
    return kept_normal_;
  }
  double x1 = 0.0;
  double x2 = 0.0;
  double square = 0.0;
  do {
    x1 = 2.0 * random_sample() - 1.0;
    x2 = 2.0 * random_sample() - 1.0;
    square = x1 * x1 + x2 * x2;
  } while (square >= 1.0 || square == 0.0);
  const double factor = sqrt(-2.0 * c_library_log(square) / square);
  kept_normal_ = factor * x1;
  has_kept_normal_ = true;
  return factor * x2;
}

std::uint64_t RandomState::interval(std::uint64_t max) {
  if (max == 0) return 0;
  const std::uint64_t mask = ~std::uint64_t{0} >> std::countl_zero(max);
  const bool one_word = max <= 0xffffffffu;
  std::uint64_t value = 0;
  do {
    value = (one_word ? words_.next() : words_.next64()) & mask;
  } while (value > max);
  return value;
}

std::vector<std::int32_t> RandomState::permutation(int n) {
  std::vector<std::int32_t> order(static_cast<std::size_t>(n));
  for (std::int32_t i = 0; i < n; ++i) order[static_cast<std::size_t>(i)] = i;
  shuffle(std::span<std::int32_t>(order));
  return order;
}

std::vector<std::int32_t> RandomState::choice(int n, int count) {
  std::vector<std::int32_t> chosen(static_cast<std::size_t>(count));
  for (std::int32_t& c : chosen) c = static_cast<std::int32_t>(randint(0, n));
  return chosen;
}

std::vector<std::int32_t> RandomState::choice_without_replacement(int n, int count) {
  std::vector<std::int32_t> chosen = permutation(n);
  chosen.resize(static_cast<std::size_t>(count));
  return chosen;
}

std::vector<std::int32_t> RandomState::choice(std::span<const double> p, int count) {
  std::vector<double> cumulative(p.begin(), p.end());
  for (std::size_t i = 1; i < cumulative.size(); ++i) cumulative[i] += cumulative[i - 1];
  const double total = cumulative.back();
  for (double& c : cumulative) c /= total;
  std::vector<std::int32_t> chosen(static_cast<std::size_t>(count));
  for (std::int32_t& c : chosen) {
    const auto above = std::upper_bound(cumulative.begin(), cumulative.end(), random_sample());
    c = static_cast<std::int32_t>(above - cumulative.begin());
  }
  return chosen;
}

}  // namespace ap

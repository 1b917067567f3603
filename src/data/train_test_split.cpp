#include "data/train_test_split.hpp"

#include <algorithm>
#include <vector>

#include "data/info.hpp"
#include "data/random_state.hpp"

namespace ap {

Result<SplitSizes> split_sizes(int n_samples, double test_size) {
  if (test_size - test_size != 0.0) return Status::kNotFinite;
  if (n_samples < 2 || n_samples > kMaxSamples || test_size <= 0.0 || test_size >= 1.0)
    return Status::kOutOfRange;
  const double exact = test_size * static_cast<double>(n_samples);
  int n_test = static_cast<int>(exact);
  if (static_cast<double>(n_test) < exact) ++n_test;
  if (n_test >= n_samples) return Status::kOutOfRange;
  return SplitSizes{.n_train = n_samples - n_test, .n_test = n_test};
}

Status train_test_split(int n_samples, double test_size, std::uint32_t random_state,
                        std::span<std::int32_t> train, std::span<std::int32_t> test) {
  const Result<SplitSizes> sizes = split_sizes(n_samples, test_size);
  if (!sizes.ok()) return sizes.status();
  const auto n_train = static_cast<std::size_t>(sizes.value().n_train);
  const auto n_test = static_cast<std::size_t>(sizes.value().n_test);
  if (train.size() != n_train || test.size() != n_test) return Status::kBadShape;
  const std::vector<std::int32_t> order = RandomState(random_state).permutation(n_samples);
  const auto middle = order.begin() + sizes.value().n_test;
  std::copy(order.begin(), middle, test.begin());
  std::copy(middle, order.end(), train.begin());
  return Status::kOk;
}

}  // namespace ap

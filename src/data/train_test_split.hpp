#pragma once
/// scikit-learn's train_test_split: which rows train and which ones test.

#include <cstdint>
#include <span>

#include "core/result.hpp"

namespace ap {

/// How many rows each part gets.
struct SplitSizes {
  int n_train = 0;
  int n_test = 0;
};

/// The sizes of a split of n_samples rows: ceil(test_size * n_samples) test, all others train.
/// Errors: kNotFinite; kOutOfRange unless 0 < test_size < 1, n_samples is 2..kMaxSamples and both parts get a
/// row.
Result<SplitSizes> split_sizes(int n_samples, double test_size);

/// Draws the split: the row numbers of both parts, in scikit-learn's order.
///
/// Shapes: train and test as `split_sizes` says; otherwise kBadShape. Errors: as `split_sizes`.
/// Source: sklearn/model_selection/_split.py (ShuffleSplit).
Status train_test_split(int n_samples, double test_size, std::uint32_t random_state,
                        std::span<std::int32_t> train, std::span<std::int32_t> test);

}  // namespace ap

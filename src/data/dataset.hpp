#pragma once
/// A data set as the generators write it, and a generator as the table lists it.

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "data/arguments.hpp"
#include "data/info.hpp"

namespace ap {

/// The size of a data set. `n_classes` is 0 for regression.
struct DatasetShape {
  int n_samples = 0;
  int n_features = 0;
  int n_classes = 0;
};

/// Where a generator writes to.
///
/// Shapes: features [n_samples, n_features] row by row; labels [n_samples] for classification, targets
/// [n_samples] for regression, the other one empty.
struct DatasetView {
  std::span<double> features;
  std::span<std::int32_t> labels;
  std::span<double> targets;
};

/// A data set that owns its numbers; shapes as in `DatasetView`.
struct Dataset {
  DatasetShape shape;
  std::vector<double> features;
  std::vector<std::int32_t> labels;
  std::vector<double> targets;

  DatasetView view() { return {features, labels, targets}; }
};

/// One entry of the table.
struct DatasetGenerator {
  const DatasetInfo* info;

  /// The size of what the arguments ask for. Errors: kOutOfRange or kBadShape when arguments do not fit
  /// together.
  Result<DatasetShape> (*shape)(const DatasetArguments& arguments);

  /// Writes the data set; `shape(arguments)` was successful and `out` has exactly that size.
  void (*generate)(const DatasetArguments& arguments, const DatasetView& out);
};

/// kOutOfRange unless a data set of this size may be made.
inline Status check_size(int n_samples, int n_features) {
  const std::int64_t values = std::int64_t{n_samples} * n_features;
  const bool ok = n_samples >= 1 && n_samples <= kMaxSamples && n_features >= 1 &&
                  n_features <= kMaxFeatures && values <= kMaxFeatureValues;
  return ok ? Status::kOk : Status::kOutOfRange;
}

/// n_samples rows of this many features, when that may be made. Errors: kOutOfRange.
inline Result<DatasetShape> checked_shape(const DatasetArguments& arguments, int n_features, int n_classes) {
  const DatasetShape shape{arguments.integer("n_samples"), n_features, n_classes};
  if (const Status status = check_size(shape.n_samples, n_features); status != Status::kOk) return status;
  return shape;
}

/// Memory for a data set of this size.
inline Dataset make_empty_dataset(const DatasetShape& shape) {
  const auto rows = static_cast<std::size_t>(shape.n_samples);
  Dataset dataset;
  dataset.shape = shape;
  dataset.features.resize(rows * static_cast<std::size_t>(shape.n_features));
  if (shape.n_classes > 0) {
    dataset.labels.resize(rows);
  } else {
    dataset.targets.resize(rows);
  }
  return dataset;
}

/// The data set of generator `G` for these arguments. Errors: as `DatasetGenerator::shape`.
template <class G>
Result<Dataset> make_dataset(const DatasetArguments& arguments) {
  const Result<DatasetShape> shape = G::shape(arguments);
  if (!shape.ok()) return shape.status();
  Dataset dataset = make_empty_dataset(shape.value());
  G::generate(arguments, dataset.view());
  return dataset;
}

}  // namespace ap

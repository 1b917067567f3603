/// The part of the boundary that makes and prepares data.

#include <algorithm>
#include <span>

#include "abi/abi.h"
#include "abi/check.hpp"
#include "data/principal_axes.hpp"
#include "data/standard_scaler.hpp"
#include "data/table.hpp"
#include "data/train_test_split.hpp"

using ap::code;
using ap::Status;

namespace {

template <class T>
std::span<T> as_span(T* p, int32_t n) {
  return {p, static_cast<std::size_t>(n)};
}

/// The arguments of one call, as they come over the boundary.
struct RawArguments {
  int32_t dataset;
  const double* params;
  int32_t param_count;
  const double* list_values;
  const int32_t* list_lengths;
  int32_t list_count;
};

/// The total length of all lists, or -1.
int32_t total_length(std::span<const int32_t> lengths) {
  int64_t total = 0;
  for (const int32_t length : lengths) {
    if (length < 0) return -1;
    total += length;
  }
  return total <= AP_MAX_ELEMENTS ? static_cast<int32_t>(total) : -1;
}

Status set_arguments(const RawArguments& raw, ap::DatasetArguments& arguments) {
  const ap::DatasetInfo& info = arguments.info();
  if (raw.param_count != static_cast<int32_t>(info.params.size()) ||
      raw.list_count != static_cast<int32_t>(info.lists.size()))
    return Status::kBadShape;
  if (!ap::is_usable(raw.params, raw.param_count) || !ap::is_usable(raw.list_lengths, raw.list_count))
    return Status::kNullPointer;
  for (int i = 0; i < raw.param_count; ++i) {
    if (const Status status = arguments.set(i, raw.params[i]); status != Status::kOk) return status;
  }
  const int32_t total = total_length(as_span(raw.list_lengths, raw.list_count));
  if (total < 0) return Status::kBadShape;
  if (!ap::is_usable(raw.list_values, total)) return Status::kNullPointer;
  const double* values = raw.list_values;
  for (int i = 0; i < raw.list_count; ++i) {
    const Status status = arguments.set_list(i, as_span(values, raw.list_lengths[i]));
    if (status != Status::kOk) return status;
    values += raw.list_lengths[i];
  }
  return Status::kOk;
}

/// Calls use(generator, arguments, shape) when the arguments are good.
template <class Use>
int32_t with_arguments(const RawArguments& raw, Use use) {
  if (raw.dataset < 0 || raw.dataset >= ap::dataset_count()) return AP_UNKNOWN_ID;
  const ap::DatasetGenerator& generator = ap::dataset(raw.dataset);
  ap::DatasetArguments arguments(*generator.info);
  if (const Status status = set_arguments(raw, arguments); status != Status::kOk) return code(status);
  const ap::Result<ap::DatasetShape> shape = generator.shape(arguments);
  return shape.ok() ? use(generator, arguments, shape.value()) : code(shape.status());
}

bool are_rows_of(std::span<const int32_t> rows, int32_t n_samples) {
  return std::all_of(rows.begin(), rows.end(), [=](int32_t row) { return row >= 0 && row < n_samples; });
}

/// out = float32(features[rows]).
void take_rows(std::span<const double> features, std::span<const int32_t> rows, std::span<float> out) {
  if (rows.empty()) return;
  const std::size_t width = out.size() / rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t from = static_cast<std::size_t>(rows[i]) * width;
    for (std::size_t j = 0; j < width; ++j) out[i * width + j] = static_cast<float>(features[from + j]);
  }
}

}  // namespace

int32_t ap_dataset_measure(int32_t dataset, const double* params, int32_t param_count,
                           const double* list_values, const int32_t* list_lengths, int32_t list_count,
                           ap_dataset_shape* out) {
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_arguments({dataset, params, param_count, list_values, list_lengths, list_count},
                        [out](const auto&, const auto&, const ap::DatasetShape& shape) {
                          *out = {shape.n_samples, shape.n_features, shape.n_classes, 0};
                          return static_cast<int32_t>(AP_OK);
                        });
}

int32_t ap_dataset_make(int32_t dataset, const double* params, int32_t param_count, const double* list_values,
                        const int32_t* list_lengths, int32_t list_count, double* features,
                        int32_t features_capacity, int32_t* labels, int32_t labels_capacity, double* targets,
                        int32_t targets_capacity) {
  const RawArguments raw{dataset, params, param_count, list_values, list_lengths, list_count};
  return with_arguments(
      raw, [&](const auto& generator, const auto& arguments, const ap::DatasetShape& shape) {
        const int32_t values = shape.n_samples * shape.n_features;  // limited by ap::kMaxFeatureValues
        const int32_t n_labels = shape.n_classes > 0 ? shape.n_samples : 0;
        const int32_t n_targets = shape.n_samples - n_labels;
        if (features_capacity < values || labels_capacity < n_labels || targets_capacity < n_targets)
          return static_cast<int32_t>(AP_CAPACITY);
        if (!ap::is_usable(features, values) || !ap::is_usable(labels, n_labels) ||
            !ap::is_usable(targets, n_targets))
          return static_cast<int32_t>(AP_NULL_POINTER);
        generator.generate(arguments, {.features = as_span(features, values),
                                       .labels = as_span(labels, n_labels),
                                       .targets = as_span(targets, n_targets)});
        return static_cast<int32_t>(AP_OK);
      });
}

int32_t ap_rows_split(int32_t n_samples, double test_size, uint32_t random_state, int32_t* train_rows,
                      int32_t train_capacity, int32_t* test_rows, int32_t test_capacity,
                      int32_t* train_count) {
  const ap::Result<ap::SplitSizes> sizes = ap::split_sizes(n_samples, test_size);
  if (!sizes.ok()) return code(sizes.status());
  const auto [n_train, n_test] = sizes.value();
  if (train_capacity < n_train || test_capacity < n_test) return AP_CAPACITY;
  if (!ap::is_usable(train_rows, n_train) || !ap::is_usable(test_rows, n_test) ||
      !ap::is_usable(train_count, 1))
    return AP_NULL_POINTER;
  *train_count = n_train;
  return code(ap::train_test_split(n_samples, test_size, random_state, as_span(train_rows, n_train),
                                   as_span(test_rows, n_test)));
}

int32_t ap_rows_prepare(const double* features, int32_t n_samples, int32_t n_features,
                        const int32_t* train_rows, int32_t train_count, const int32_t* test_rows,
                        int32_t test_count, int32_t standardize, float* train_out, int32_t train_capacity,
                        float* test_out, int32_t test_capacity, double* mean, double* scale) {
  const int64_t area = ap::checked_area(n_samples, n_features, AP_MAX_ELEMENTS);
  const int64_t train_area = ap::checked_area(train_count, n_features, AP_MAX_ELEMENTS);
  const int64_t test_area = ap::checked_area(test_count, n_features, AP_MAX_ELEMENTS);
  if (area < 0 || train_area < 0 || test_area < 0 || n_features == 0 || standardize < 0 || standardize > 1)
    return AP_OUT_OF_RANGE;
  if (train_count == 0) return AP_BAD_SHAPE;
  if (train_capacity < train_area || test_capacity < test_area) return AP_CAPACITY;
  const auto n_train = static_cast<int32_t>(train_area), n_test = static_cast<int32_t>(test_area);
  if (!ap::is_usable(features, static_cast<int32_t>(area)) || !ap::is_usable(train_rows, train_count) ||
      !ap::is_usable(test_rows, test_count) || !ap::is_usable(train_out, n_train) ||
      !ap::is_usable(test_out, n_test) || (mean != nullptr && !ap::is_usable(mean, n_features)) ||
      (scale != nullptr && !ap::is_usable(scale, n_features)))
    return AP_NULL_POINTER;
  const auto train = as_span(train_rows, train_count), test = as_span(test_rows, test_count);
  if (!are_rows_of(train, n_samples) || !are_rows_of(test, n_samples)) return AP_OUT_OF_RANGE;

  const auto all = as_span(features, static_cast<int32_t>(area));
  const auto train_values = as_span(train_out, n_train), test_values = as_span(test_out, n_test);
  if (standardize == 0) {
    take_rows(all, train, train_values);
    take_rows(all, test, test_values);
    if (mean != nullptr) std::fill_n(mean, n_features, 0.0);
    if (scale != nullptr) std::fill_n(scale, n_features, 1.0);
    return AP_OK;
  }
  ap::StandardScaler scaler;
  if (const Status status = scaler.fit(all, n_features, train); status != Status::kOk) return code(status);
  if (mean != nullptr) std::copy(scaler.mean().begin(), scaler.mean().end(), mean);
  if (scale != nullptr) std::copy(scaler.scale().begin(), scaler.scale().end(), scale);
  const Status status = scaler.transform(all, train, train_values);
  return code(status == Status::kOk ? scaler.transform(all, test, test_values) : status);
}

int32_t ap_rows_principal_axes(const double* features, int32_t n_samples, int32_t n_features, double* mean,
                               double* axes, int32_t axes_capacity, double* variance, double* projected,
                               int32_t projected_capacity) {
  const int64_t area = ap::checked_area(n_samples, n_features, ap::kMaxFeatureValues);
  if (area < 0 || n_features < 1 || n_features > ap::kMaxFeatures || n_samples > ap::kMaxSamples)
    return AP_OUT_OF_RANGE;
  const int32_t n_projected = projected == nullptr ? 0 : 2 * n_samples;
  if (axes_capacity < 2 * n_features || projected_capacity < n_projected) return AP_CAPACITY;
  if (!ap::is_usable(features, static_cast<int32_t>(area)) || !ap::is_usable(mean, n_features) ||
      !ap::is_usable(axes, 2 * n_features) || !ap::is_usable(variance, 3) ||
      !ap::is_usable(projected, n_projected))
    return AP_NULL_POINTER;
  const auto rows = as_span(features, static_cast<int32_t>(area));
  const ap::Result<ap::PrincipalAxes> result = ap::principal_axes(rows, n_features);
  if (!result.ok()) return code(result.status());
  const ap::PrincipalAxes& plane = result.value();
  std::copy(plane.mean.begin(), plane.mean.end(), mean);
  for (const std::vector<double>& axis : plane.axes) axes = std::copy(axis.begin(), axis.end(), axes);
  std::copy(plane.variance.begin(), plane.variance.end(), variance);
  variance[2] = plane.total_variance;
  ap::project_rows(plane, rows, as_span(projected, n_projected));
  return AP_OK;
}

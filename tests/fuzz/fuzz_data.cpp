/// Memory, the catalogue, activations and data sets.

#include <algorithm>

#include "abi/abi.h"
#include "activations/table.hpp"
#include "data/table.hpp"
#include "fuzz/input.hpp"

namespace ap::fuzz {
namespace {

std::int32_t call_ap_abi_version(Input&, Handles&) {
  return ap_abi_version() == AP_ABI_VERSION ? AP_OK : AP_UNKNOWN_ID;
}

std::int32_t call_ap_memory_allocate(Input& in, Handles&) {
  const auto bytes = static_cast<std::size_t>(in.one_in(8) ? SIZE_MAX - in.byte() : in.byte() * 16);
  auto* const memory = static_cast<unsigned char*>(ap_memory_allocate(bytes));
  if (memory == nullptr) return AP_OUT_OF_MEMORY;
  std::fill_n(memory, bytes, static_cast<unsigned char>(1));
  return ap_memory_free(memory);
}

std::int32_t call_ap_memory_free(Input& in, Handles&) {
  return ap_memory_free(in.one_in(2) ? nullptr : ap_memory_allocate(in.byte()));
}

std::int32_t call_ap_catalog_json(Input& in, Handles&) {
  return ap_catalog_json(in.room<const char*>(1), in.room<std::int32_t>(1));
}

/// An activation with parameters for it.
struct DrawnActivation {
  std::int32_t index, param_count;
  float* params;

  explicit DrawnActivation(Input& in) : index(in.integer(0, activation_count() - 1)) {
    std::span<const ParamInfo> infos;
    if (index >= 0 && index < activation_count()) infos = activation(index).info->params;
    const auto count = static_cast<std::int32_t>(infos.size());
    param_count = in.one_in(16) ? in.integer(0, AP_MAX_ACTIVATION_PARAMS) : count;
    std::size_t at = 0;
    params = in.array<float>(param_count, [&] { return at < infos.size() ? in.param(infos[at++]) : 0.0; });
  }
};

std::int32_t call_ap_activation_sample(Input& in, Handles&) {
  const DrawnActivation f(in);
  const std::int32_t n = in.integer(0, 40);
  float* const x = in.numbers<float>(n);
  return ap_activation_sample(f.index, f.params, f.param_count, x, n, in.room<float>(n),
                              in.one_in(4) ? nullptr : in.room<float>(n));
}

std::int32_t call_ap_activation_curve(Input& in, Handles&) {
  const DrawnActivation f(in);
  const std::int32_t n = in.integer(0, 40);
  double* const x = in.numbers<double>(n);
  return ap_activation_curve(f.index, f.params, f.param_count, x, n, in.room<double>(n), in.room<double>(n),
                             in.room<double>(n));
}

std::int32_t call_ap_activation_rows(Input& in, Handles&) {
  const DrawnActivation f(in);
  const std::int32_t rows = in.integer(0, 5), cols = in.integer(0, 20);
  const std::int64_t area = std::int64_t{rows} * cols;
  const std::int32_t capacity = in.capacity(100);
  return ap_activation_rows(f.index, f.params, f.param_count, in.numbers<float>(area), rows, cols,
                            in.room<float>(capacity), capacity);
}

/// A data set's arguments.
struct DrawnDataset {
  std::int32_t index, param_count, list_count;
  double* params = nullptr;
  double* list_values = nullptr;
  std::int32_t* list_lengths = nullptr;

  explicit DrawnDataset(Input& in) : index(in.integer(0, dataset_count() - 1)) {
    const bool is_known = index >= 0 && index < dataset_count();
    const DatasetInfo* const info = is_known ? dataset(index).info : nullptr;
    param_count = info != nullptr ? static_cast<std::int32_t>(info->params.size()) : 1;
    list_count = info != nullptr ? static_cast<std::int32_t>(info->lists.size()) : 0;
    if (in.one_in(32)) param_count = in.integer(0, kMaxDatasetParams);
    std::size_t at = 0;
    params = in.array<double>(param_count, [&]() -> double {
      if (info == nullptr || at >= info->params.size()) return 0.0;
      const ParamInfo& param = info->params[at++];
      // Rows are what takes time.
      return param.id == "n_samples" ? in.integer(0, 40) : in.param(param);
    });
    std::int64_t total = 0;
    list_lengths = in.array<std::int32_t>(list_count, [&] {
      const std::int32_t length = in.one_in(2) ? 0 : in.integer(0, 4);
      total += std::max(length, 0);
      return length;
    });
    list_values = in.array<double>(total, [&] { return in.real(0.0, 1.0); });
  }
};

std::int32_t call_ap_dataset_measure(Input& in, Handles&) {
  const DrawnDataset set(in);
  return ap_dataset_measure(set.index, set.params, set.param_count, set.list_values, set.list_lengths,
                            set.list_count, in.room<ap_dataset_shape>(1));
}

std::int32_t call_ap_dataset_make(Input& in, Handles&) {
  const DrawnDataset set(in);
  const std::int32_t features = in.one_in(8) ? in.capacity(50) : 4096;
  const std::int32_t labels = in.one_in(8) ? in.capacity(50) : 100, targets = 100;
  return ap_dataset_make(set.index, set.params, set.param_count, set.list_values, set.list_lengths,
                         set.list_count, in.room<double>(features), features, in.room<std::int32_t>(labels),
                         labels, in.room<double>(targets), targets);
}

std::int32_t call_ap_rows_split(Input& in, Handles&) {
  const std::int32_t n = in.integer(0, 60);
  const std::int32_t train = in.capacity(100), test = in.capacity(100);
  const double test_size = in.real(0.0, 1.0);
  return ap_rows_split(n, test_size, in.word(), in.room<std::int32_t>(train), train,
                       in.room<std::int32_t>(test), test, in.room<std::int32_t>(1));
}

std::int32_t call_ap_rows_prepare(Input& in, Handles&) {
  const std::int32_t n = in.integer(0, 12), width = in.integer(1, 5);
  const std::int32_t train = in.integer(0, 12), test = in.integer(0, 12);
  const auto draw_row = [&] { return in.integer(0, n > 0 && n < 1000 ? n - 1 : 0); };
  const std::int32_t train_capacity = in.capacity(80), test_capacity = in.capacity(80);
  double* const features = in.numbers<double>(std::int64_t{n} * width);
  std::int32_t* const train_rows = in.array<std::int32_t>(train, draw_row);
  std::int32_t* const test_rows = in.array<std::int32_t>(test, draw_row);
  return ap_rows_prepare(features, n, width, train_rows, train, test_rows, test, in.integer(0, 1),
                         in.room<float>(train_capacity), train_capacity, in.room<float>(test_capacity),
                         test_capacity, in.room<double>(width), in.room<double>(width));
}

std::int32_t call_ap_rows_principal_axes(Input& in, Handles&) {
  const std::int32_t n = in.integer(0, 12), width = in.integer(1, 6);
  const std::int32_t axes = in.capacity(20), projected = in.capacity(40);
  double* const features = in.numbers<double>(std::int64_t{n} * width);
  return ap_rows_principal_axes(features, n, width, in.room<double>(width), in.room<double>(axes), axes,
                                in.room<double>(3), in.one_in(4) ? nullptr : in.room<double>(projected),
                                projected);
}

}  // namespace

std::span<Target> data_targets() {
  static Target targets[] = {
      AP_TARGET(ap_abi_version),     AP_TARGET(ap_memory_allocate),   AP_TARGET(ap_memory_free),
      AP_TARGET(ap_catalog_json),    AP_TARGET(ap_activation_sample), AP_TARGET(ap_activation_curve),
      AP_TARGET(ap_activation_rows), AP_TARGET(ap_dataset_measure),   AP_TARGET(ap_dataset_make),
      AP_TARGET(ap_rows_split),      AP_TARGET(ap_rows_prepare),      AP_TARGET(ap_rows_principal_axes),
  };
  return targets;
}

}  // namespace ap::fuzz

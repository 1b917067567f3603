#pragma once
/// What there is to say about one data set generator; menus, checks and the catalogue read it here.

#include <span>
#include <string_view>

#include "core/param_info.hpp"

namespace ap {

/// What is to be learnt from the data: a class for each row, or a number.
enum class Task { kClassification, kRegression };

/// The name of a task in the catalogue.
constexpr std::string_view task_name(Task task) {
  return task == Task::kClassification ? "classification" : "regression";
}

/// An argument that is a list of numbers; an empty list stands for scikit-learn's None.
struct ListInfo {
  std::string_view id;
  double min = 0.0;  ///< of each number
  double max = 1.0;
  std::span<const double> default_value = {};
  int max_length = 1;
  bool one_for_all = false;       ///< a single number may stand in for the list
  std::string_view meaning = {};  ///< one sentence for the reader
};

/// The metadata of one generator. `id`s are scikit-learn's names where it has the generator.
struct DatasetInfo {
  std::string_view id;
  std::string_view name;  ///< for people
  Task task;
  std::string_view summary;  ///< one plain sentence: what it looks like and what it teaches
  std::span<const ParamInfo> params = {};
  std::span<const ListInfo> lists = {};
  std::string_view source = {};  ///< paper or documentation
};

/// No generator has more number arguments than this.
inline constexpr int kMaxDatasetParams = 16;
/// No generator has more list arguments than this.
inline constexpr int kMaxDatasetLists = 4;

/// Most rows, columns and numbers that a data set may have.
inline constexpr int kMaxSamples = 1'000'000;
inline constexpr int kMaxFeatures = 1'000;
inline constexpr int kMaxFeatureValues = 20'000'000;
inline constexpr int kMaxClasses = 100;

// ---- arguments that most generators share -----------------------------------------------------------------

/// n_samples with this default.
constexpr ParamInfo samples_param(double default_value, double min = 1.0) {
  return {.id = "n_samples",
          .min = min,
          .max = kMaxSamples,
          .default_value = default_value,
          .scale = Scale::kLog,
          .meaning = "Number of rows.",
          .kind = ParamKind::kInteger};
}

/// n_features: the number of columns.
constexpr ParamInfo features_param(double default_value, double min = 1.0) {
  return {.id = "n_features",
          .min = min,
          .max = kMaxFeatures,
          .default_value = default_value,
          .scale = Scale::kLog,
          .meaning = "Number of columns.",
          .kind = ParamKind::kInteger};
}

/// random_state: the seed of the whole data set.
constexpr ParamInfo random_state_param() {
  return {.id = "random_state",
          .min = 0.0,
          .max = 4294967295.0,
          .default_value = 42.0,
          .meaning = "Seed: the same number gives the same data.",
          .kind = ParamKind::kInteger};
}

/// shuffle: whether rows come in random order.
constexpr ParamInfo shuffle_param() {
  return {.id = "shuffle",
          .default_value = 1.0,
          .meaning = "Whether the rows come in random order.",
          .kind = ParamKind::kFlag};
}

/// noise: standard deviation of what is added to each feature (or to the target).
constexpr ParamInfo noise_param(double max, double default_value, std::string_view meaning) {
  return {.id = "noise", .max = max, .default_value = default_value, .meaning = meaning};
}

}  // namespace ap

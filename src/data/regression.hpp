#pragma once
/// scikit-learn's regression sets.

#include "data/dataset.hpp"

namespace ap {

/// Normal features, of which some make up the target as a weighted sum.
/// Accuracy: every bit of scikit-learn 1.2 with a BLAS that sums from left to right without fused
/// multiply-add.
struct MakeRegression {
  static constexpr ParamInfo kParams[] = {
      samples_param(100),
      features_param(100),
      {.id = "n_informative",
       .max = kMaxFeatures,
       .default_value = 10,
       .meaning = "Columns that the target depends on; at most all.",
       .kind = ParamKind::kInteger},
      {.id = "bias", .min = -1e6, .max = 1e6, .meaning = "Added to each target."},
      noise_param(1e6, 0.0, "Standard deviation of what is added to each target."),
      shuffle_param(),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "make_regression",
      .name = "Linear regression",
      .task = Task::kRegression,
      .summary = "A weighted sum of a few columns among many: one linear layer is enough.",
      .params = kParams,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_regression.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, arguments.integer("n_features"), 0);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Friedman's first problem: 10 sin(pi x1 x2) + 20 (x3 - 1/2)^2 + 10 x4 + 5 x5, further columns are useless.
/// Accuracy: features every bit, targets 1e-14 relative. Source: Friedman 1991, doi:10.1214/aos/1176347963.
struct MakeFriedman1 {
  static constexpr ParamInfo kParams[] = {
      samples_param(100),
      features_param(10, 5),
      noise_param(1e6, 0.0, "Standard deviation of what is added to each target."),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "make_friedman1",
      .name = "Friedman 1",
      .task = Task::kRegression,
      .summary = "A product, a square and a sum of five columns: bends in some directions, none in others.",
      .params = kParams,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_friedman1.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, arguments.integer("n_features"), 0);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

}  // namespace ap

#pragma once
/// scikit-learn's make_classification: Gaussian clusters at the corners of a hypercube, among useless
/// features.

#include "data/dataset.hpp"

namespace ap {

/// A random classification problem with informative, redundant, repeated and useless features.
///
/// Errors: kOutOfRange when n_informative + n_redundant + n_repeated > n_features, or when
/// n_classes * n_clusters_per_class > 2^n_informative; kBadShape when a list has a wrong length.
/// Accuracy: every bit of scikit-learn 1.2 with a BLAS that sums from left to right without fused
/// multiply-add. Source: Guyon 2003, "Design of experiments for the NIPS 2003 variable selection benchmark".
struct MakeClassification {
  static constexpr ParamInfo kParams[] = {
      samples_param(100),
      features_param(20),
      {.id = "n_informative",
       .min = 1,
       .max = kMaxFeatures,
       .default_value = 2,
       .scale = Scale::kLog,
       .meaning = "Columns that tell the classes apart.",
       .kind = ParamKind::kInteger},
      {.id = "n_redundant",
       .max = kMaxFeatures,
       .default_value = 2,
       .meaning = "Columns that are random sums of the informative ones.",
       .kind = ParamKind::kInteger},
      {.id = "n_repeated",
       .max = kMaxFeatures,
       .default_value = 0,
       .meaning = "Columns that are copies of informative or redundant ones.",
       .kind = ParamKind::kInteger},
      {.id = "n_classes",
       .min = 1,
       .max = kMaxClasses,
       .default_value = 2,
       .meaning = "Number of classes.",
       .kind = ParamKind::kInteger},
      {.id = "n_clusters_per_class",
       .min = 1,
       .max = 100,
       .default_value = 2,
       .meaning = "Clusters that each class consists of.",
       .kind = ParamKind::kInteger},
      {.id = "flip_y", .default_value = 0.01, .meaning = "Share of the rows that get a random label."},
      {.id = "class_sep",
       .min = 0,
       .max = 1000,
       .default_value = 1,
       .meaning = "Half the edge of the hypercube: larger is easier."},
      {.id = "hypercube",
       .default_value = 1,
       .meaning = "Whether the clusters sit at the corners of a cube; otherwise of a random polytope.",
       .kind = ParamKind::kFlag},
      shuffle_param(),
      random_state_param(),
  };
  static constexpr double kZero[] = {0.0};
  static constexpr double kOne[] = {1.0};
  static constexpr ListInfo kLists[] = {
      {.id = "weights",
       .max_length = kMaxClasses,
       .meaning = "Share of each class; the last one may be left out. Without it all are equal."},
      {.id = "shift",
       .min = -1e6,
       .max = 1e6,
       .default_value = kZero,
       .max_length = kMaxFeatures,
       .one_for_all = true,
       .meaning = "Added to each column; null draws it at random within class_sep."},
      {.id = "scale",
       .min = -1e6,
       .max = 1e6,
       .default_value = kOne,
       .max_length = kMaxFeatures,
       .one_for_all = true,
       .meaning = "Each column is multiplied with it after the shift; null draws it between 1 and 100."},
  };
  static constexpr DatasetInfo info{
      .id = "make_classification",
      .name = "Random classification",
      .task = Task::kClassification,
      .summary = "Gaussian clusters at the corners of a cube, hidden among useless columns.",
      .params = kParams,
      .lists = kLists,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_classification.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments);
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

}  // namespace ap

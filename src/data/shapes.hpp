#pragma once
/// scikit-learn's plane shapes: two moons, two circles, round blobs.

#include "data/dataset.hpp"

namespace ap {

/// Two half circles that interlock; label 0 is the upper one.
/// Accuracy: 1e-14 (scikit-learn's sine and cosine differ from machine to machine), labels and order exact.
struct MakeMoons {
  static constexpr ParamInfo kParams[] = {
      samples_param(100, 2),
      noise_param(1.0, 0.0, "Standard deviation of what is added to each coordinate."),
      shuffle_param(),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "make_moons",
      .name = "Two moons",
      .task = Task::kClassification,
      .summary = "Two interlocking half circles: no straight line parts them, a few bends do.",
      .params = kParams,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_moons.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// A circle inside another one; label 1 is the inner one. Accuracy: as `MakeMoons`.
struct MakeCircles {
  static constexpr ParamInfo kParams[] = {
      samples_param(100, 2),
      noise_param(1.0, 0.0, "Standard deviation of what is added to each coordinate."),
      {.id = "factor",
       .default_value = 0.8,
       .meaning = "Radius of the inner circle; the outer one has radius 1."},
      shuffle_param(),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "make_circles",
      .name = "Two circles",
      .task = Task::kClassification,
      .summary = "A ring inside a ring: the network has to close a border around the inner one.",
      .params = kParams,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_circles.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Round Gaussian clusters around random centres, one class each. Accuracy: every bit.
/// Errors: kBadShape when cluster_std has neither 1 nor `centers` numbers or center_box not 2; kOutOfRange
/// when center_box is upside down.
struct MakeBlobs {
  static constexpr ParamInfo kParams[] = {
      samples_param(100),
      features_param(2),
      {.id = "centers",
       .min = 1,
       .max = kMaxClasses,
       .default_value = 3,
       .meaning = "Number of clusters, which are the classes.",
       .kind = ParamKind::kInteger},
      shuffle_param(),
      random_state_param(),
  };
  static constexpr double kOne[] = {1.0};
  static constexpr double kBox[] = {-10.0, 10.0};
  static constexpr ListInfo kLists[] = {
      {.id = "cluster_std",
       .max = 1000,
       .default_value = kOne,
       .max_length = kMaxClasses,
       .one_for_all = true,
       .meaning = "Standard deviation of each cluster."},
      {.id = "center_box",
       .min = -1e6,
       .max = 1e6,
       .default_value = kBox,
       .max_length = 2,
       .meaning = "Smallest and largest coordinate of a centre."},
  };
  static constexpr DatasetInfo info{
      .id = "make_blobs",
      .name = "Blobs",
      .task = Task::kClassification,
      .summary = "Round clusters, one for each class: straight borders are enough while they lie apart.",
      .params = kParams,
      .lists = kLists,
      .source = "https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_blobs.html"};

  static Result<DatasetShape> shape(const DatasetArguments& arguments);
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

}  // namespace ap

#pragma once
/// The plane sets of TensorFlow Playground (Apache-2.0), drawn from a seeded stream of this project.
///
/// Formulas, sizes and the meaning of noise (0 to 0.5) are the Playground's; its numbers come from an
/// unseeded Math.random, ours from RandomState(random_state), one random_sample for each of its calls, in its
/// order. Label 1 is its +1 (orange or blue is up to the page), 0 its -1. Coordinates lie within about -6..6.
/// Source: https://github.com/tensorflow/playground, src/dataset.ts.

#include "data/dataset.hpp"

namespace ap {

namespace playground {

inline constexpr ParamInfo kParams[] = {
    samples_param(500, 2),
    noise_param(0.5, 0.0, "How far points stray over the border, as a share of the picture."),
    random_state_param(),
};
inline constexpr std::string_view kSource = "https://github.com/tensorflow/playground";

}  // namespace playground

/// A disc of radius 2.5 inside a ring from 3.5 to 5.
/// Each point draws radius, angle and two numbers of noise, which move it for its label only.
struct PlaygroundCircle {
  static constexpr DatasetInfo info{
      .id = "circle",
      .name = "Circle",
      .task = Task::kClassification,
      .summary = "A disc inside a ring: three straight cuts are the least that part them.",
      .params = playground::kParams,
      .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Four quadrants, of which opposite ones share a label. Each point draws x, y and two numbers of noise.
struct PlaygroundXor {
  static constexpr DatasetInfo info{
      .id = "xor",
      .name = "Exclusive or",
      .task = Task::kClassification,
      .summary = "Opposite quadrants share a class: the problem no single layer solves.",
      .params = playground::kParams,
      .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Two Gaussian clouds at (2, 2) and (-2, -2), whose variance grows with the noise from 0.5 to 4.
struct PlaygroundGauss {
  static constexpr DatasetInfo info{.id = "gauss",
                                    .name = "Two clouds",
                                    .task = Task::kClassification,
                                    .summary = "Two round clouds: one straight line parts them.",
                                    .params = playground::kParams,
                                    .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Two arms that wind 1.75 turns around each other. Each point draws two numbers of noise, which move it.
struct PlaygroundSpiral {
  static constexpr DatasetInfo info{
      .id = "spiral",
      .name = "Spiral",
      .task = Task::kClassification,
      .summary = "Two arms wound around each other: needs width, depth and a good activation.",
      .params = playground::kParams,
      .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// (x + y) / 10 on a square. Each point draws x, y and two numbers of noise, which move it for its target
/// only.
struct PlaygroundPlane {
  static constexpr DatasetInfo info{.id = "plane",
                                    .name = "Plane",
                                    .task = Task::kRegression,
                                    .summary = "An inclined plane: a network without activations learns it.",
                                    .params = playground::kParams,
                                    .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 0);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Six cones of height +1 and -1 in two rows. Each point draws as in `PlaygroundPlane`.
struct PlaygroundHills {
  static constexpr DatasetInfo info{
      .id = "hills",
      .name = "Hills",
      .task = Task::kRegression,
      .summary = "Six cones up and down (the Playground's multi-gaussian): local features matter.",
      .params = playground::kParams,
      .source = playground::kSource};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 0);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

}  // namespace ap

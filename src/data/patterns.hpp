#pragma once
/// Sets whose true border or curve is a simple formula, so that one sees what a network makes of it.

#include <array>
#include <string_view>

#include "core/math.hpp"
#include "data/dataset.hpp"

namespace ap {

/// A chess board on the square -6..6. Each point draws x and y (uniform), then two normals that move it after
/// it has its label. Label 1 is the colour of the lower left field.
struct Checkerboard {
  static constexpr ParamInfo kParams[] = {
      samples_param(500, 2),
      {.id = "cells",
       .min = 2,
       .max = 16,
       .default_value = 4,
       .meaning = "Fields along each side.",
       .kind = ParamKind::kInteger},
      noise_param(2.0, 0.0, "Standard deviation of what is added to each coordinate."),
      random_state_param(),
  };
  static constexpr DatasetInfo info{.id = "checkerboard",
                                    .name = "Checkerboard",
                                    .task = Task::kClassification,
                                    .summary = "Fields of two colours: each field more asks for more units.",
                                    .params = kParams};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// Points of the square -6..6 above (label 1) and below the curve y = amplitude * sin(frequency * x).
/// Each point draws x and y (uniform), then two normals that move it after it has its label.
struct SineBorder {
  static constexpr ParamInfo kParams[] = {
      samples_param(500, 2),
      {.id = "amplitude", .max = 6, .default_value = 2, .meaning = "Height of the waves."},
      {.id = "frequency", .max = 4, .default_value = 1, .meaning = "Waves per 2 pi."},
      noise_param(2.0, 0.0, "Standard deviation of what is added to each coordinate."),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "sine_border",
      .name = "Sine border",
      .task = Task::kClassification,
      .summary =
          "Above or below a wave: smooth activations round it, piecewise linear ones draw it with a ruler.",
      .params = kParams};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 2, 2);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

/// A function of one variable on -4..4. Each point draws x (uniform), then one normal that is added to the
/// target.
struct OneDimensionalCurve {
  struct Named {
    std::string_view name;
    double (*value)(double x);
  };
  /// The curves; values lie within -1..1.
  static constexpr Named kCurves[] = {
      {"sine", [](double x) { return sin(x); }},
      {"two_waves", [](double x) { return 0.5 * sin(x) + 0.5 * sin(3.0 * x); }},
      {"abs", [](double x) { return 0.5 * abs(x) - 1.0; }},
      {"square", [](double x) { return 0.125 * x * x - 1.0; }},
      {"cubic", [](double x) { return 0.015625 * x * x * x; }},
      {"step", [](double x) { return x < 0.0 ? -1.0 : 1.0; }},
      {"bump", [](double x) { return exp(-x * x); }},
      {"sinc", [](double x) { return x == 0.0 ? 1.0 : sin(3.0 * x) / (3.0 * x); }},
      {"sawtooth",
       [](double x) { return x + 3.0 - 2.0 * static_cast<double>(static_cast<int>(0.5 * x + 2.0)); }},
  };
  static constexpr auto kNames = [] {
    std::array<std::string_view, std::size(kCurves)> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kCurves[i].name;
    return names;
  }();
  static constexpr ParamInfo kParams[] = {
      samples_param(200, 2),
      {.id = "function",
       .max = static_cast<double>(kNames.size() - 1),
       .meaning = "The curve to be learnt.",
       .choices = kNames},
      noise_param(1.0, 0.0, "Standard deviation of what is added to each target."),
      random_state_param(),
  };
  static constexpr DatasetInfo info{
      .id = "curve",
      .name = "Curve",
      .task = Task::kRegression,
      .summary = "One input, one output: the plainest way to see which pieces an activation builds from.",
      .params = kParams};
  static Result<DatasetShape> shape(const DatasetArguments& arguments) {
    return checked_shape(arguments, 1, 0);
  }
  static void generate(const DatasetArguments& arguments, const DatasetView& out);
};

}  // namespace ap

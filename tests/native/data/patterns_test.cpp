#include "data/patterns.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>

#include "data/dataset_case.hpp"
#include "data/playground.hpp"

namespace {

using ap::Dataset;
using ap::test::DatasetCase;

const DatasetCase kClean{"", "", {{"n_samples", 401}, {"noise", 0}}, {}};

/// Rows whose label or target differs from truth(x, y) by more than `tolerance`.
template <class Truth>
int wrong_rows(const Dataset& dataset, Truth truth, double tolerance = 0.0) {
  int wrong = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(dataset.shape.n_samples); ++i) {
    const double got = dataset.labels.empty() ? dataset.targets[i] : dataset.labels[i];
    const double expected = truth(dataset.features[2 * i], dataset.features[2 * i + 1]);
    wrong += !(std::abs(got - expected) <= tolerance);
  }
  return wrong;
}

int count_ones(const Dataset& dataset) {
  int ones = 0;
  for (const std::int32_t label : dataset.labels) ones += label;
  return ones;
}

}  // namespace

TEST_CASE("Without noise the Playground's sets follow their formulas", "[data]") {
  const Dataset circle = ap::test::make<ap::PlaygroundCircle>(kClean);
  CHECK(wrong_rows(circle, [](double x, double y) { return std::hypot(x, y) < 2.5; }) == 0);
  CHECK(count_ones(circle) == 201);
  CHECK(wrong_rows(circle, [](double x, double y) { return std::hypot(x, y) < 3.4999; }) == 0);

  CHECK(wrong_rows(ap::test::make<ap::PlaygroundXor>(kClean),
                   [](double x, double y) { return x * y >= 0; }) == 0);
  CHECK(wrong_rows(ap::test::make<ap::PlaygroundPlane>(kClean),
                   [](double x, double y) { return (x + y) / 10; }) == 0);

  const auto hills = [](double x, double y) {
    // The nearest of the six tops, whose signs alternate.
    const double column = std::round(std::fmin(std::fmax(x, -4.0), 4.0) / 4.0);
    const double distance = std::hypot(x - 4.0 * column, std::abs(y) - 2.5);
    const double sign = (std::abs(column) > 0.5) == (y > 0) ? 1.0 : -1.0;
    return sign * std::fmax(0.0, 1.0 - distance / 2.0);
  };
  CHECK(wrong_rows(ap::test::make<ap::PlaygroundHills>(kClean), hills, 1e-12) == 0);

  const auto spiral = [](double x, double y) {
    const double turn = std::hypot(x, y) / 5.0 * 1.75 * 2.0 * 3.14159265358979324;
    return x * std::sin(turn) + y * std::cos(turn) >= 0.0;
  };
  // Both arms begin in the origin, where the formula cannot tell them apart.
  CHECK(wrong_rows(ap::test::make<ap::PlaygroundSpiral>(kClean), spiral) <= 1);
}

TEST_CASE("The Playground's clouds have their centres and variance", "[data]") {
  const double noise = GENERATE(0.0, 0.5);
  const Dataset gauss =
      ap::test::make<ap::PlaygroundGauss>({"", "", {{"n_samples", 20000}, {"noise", noise}}, {}});
  double mean = 0.0, variance = 0.0;
  for (std::size_t i = 0; i < gauss.labels.size(); ++i)
    mean += gauss.labels[i] == 1 ? gauss.features[2 * i] : 0.0;
  mean /= count_ones(gauss);
  for (std::size_t i = 0; i < gauss.labels.size(); ++i) {
    const double d = gauss.features[2 * i] - 2.0;
    variance += gauss.labels[i] == 1 ? d * d : 0.0;
  }
  variance /= count_ones(gauss);
  const double expected = 0.5 + 7.0 * noise;
  // Four standard errors of 10,000 draws.
  CHECK(std::abs(mean - 2.0) < 0.04 * std::sqrt(expected));
  CHECK(std::abs(variance - expected) < 0.06 * expected);
}

TEST_CASE("Noise moves some labels of the Playground's sets and keeps their points", "[data]") {
  const DatasetCase noisy{"", "", {{"n_samples", 401}, {"noise", 0.3}}, {}};
  const Dataset clean = ap::test::make<ap::PlaygroundXor>(kClean);
  const Dataset strayed = ap::test::make<ap::PlaygroundXor>(noisy);
  CHECK(clean.features == strayed.features);
  const int wrong = wrong_rows(strayed, [](double x, double y) { return x * y >= 0; });
  CHECK(wrong > 10);
  CHECK(wrong < 200);
}

TEST_CASE("Without noise the patterns follow their formulas", "[data]") {
  const Dataset board = ap::test::make<ap::Checkerboard>(kClean);
  const auto field = [](double v) { return static_cast<int>(std::floor((v + 6.0) / 3.0)); };
  CHECK(wrong_rows(board, [&](double x, double y) { return (field(x) + field(y)) % 2 == 0; }) == 0);
  const Dataset border = ap::test::make<ap::SineBorder>(kClean);
  CHECK(wrong_rows(border, [](double x, double y) { return y > 2.0 * std::sin(x); }) == 0);
}

TEST_CASE("Every named curve stays within -1..1 and goes into its data set", "[data]") {
  const auto& curves = ap::OneDimensionalCurve::kCurves;
  for (std::size_t k = 0; k < std::size(curves); ++k) {
    CAPTURE(std::string(curves[k].name));
    const DatasetCase example{"", "", {{"n_samples", 300}, {"function", static_cast<double>(k)}}, {}};
    const Dataset dataset = ap::test::make<ap::OneDimensionalCurve>(example);
    int wrong = 0;
    for (std::size_t i = 0; i < dataset.targets.size(); ++i) {
      wrong += dataset.targets[i] != curves[k].value(dataset.features[i]);
      wrong += std::abs(dataset.targets[i]) > 1.0;
    }
    CHECK(wrong == 0);
  }
}

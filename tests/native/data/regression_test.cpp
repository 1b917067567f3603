#include "data/regression.hpp"

#include <catch_amalgamated.hpp>

#include "data/dataset_case.hpp"
#include "fixture.hpp"

using ap::Dataset;
using ap::test::DatasetCase;

TEST_CASE("make_regression equals scikit-learn's, bit for bit", "[data]") {
  static const std::vector<DatasetCase> kCases = {
      {"data/sklearn",
       "regression_default",
       {{"n_samples", 30}, {"n_features", 12}, {"random_state", 5}},
       {}},
      {"data/sklearn",
       "regression_noise",
       {{"n_samples", 25},
        {"n_features", 4},
        {"n_informative", 3},
        {"bias", 7.5},
        {"noise", 2.5},
        {"random_state", 6}},
       {}},
      {"data/sklearn",
       "regression_noshuffle",
       {{"n_samples", 20}, {"n_features", 3}, {"n_informative", 2}, {"shuffle", 0}, {"random_state", 7}},
       {}},
  };
  const DatasetCase& example = GENERATE(from_range(kCases));
  CAPTURE(example.name);
  const Dataset dataset = ap::test::make<ap::MakeRegression>(example);
  const ap::test::Fixture fixture(example.fixture);
  CHECK(dataset.features == fixture.f64(example.name + "/X"));
  CHECK(dataset.targets == fixture.f64(example.name + "/y"));
}

TEST_CASE("make_friedman1 equals scikit-learn's", "[data]") {
  static const std::vector<DatasetCase> kCases = {
      {"data/sklearn", "friedman1", {{"n_samples", 40}, {"n_features", 7}, {"random_state", 8}}, {}},
      {"data/sklearn", "friedman1_noise", {{"n_samples", 40}, {"noise", 0.5}, {"random_state", 9}}, {}},
  };
  const DatasetCase& example = GENERATE(from_range(kCases));
  CAPTURE(example.name);
  const Dataset dataset = ap::test::make<ap::MakeFriedman1>(example);
  const ap::test::Fixture fixture(example.fixture);
  CHECK(dataset.features == fixture.f64(example.name + "/X"));
  // Targets reach 30, and NumPy's sine is one unit off in some places.
  CHECK(ap::test::largest_difference(dataset.targets, fixture.f64(example.name + "/y")) <= 30e-14);
}

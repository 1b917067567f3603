#include "data/shapes.hpp"

#include <catch_amalgamated.hpp>

#include "data/dataset_case.hpp"
#include "fixture.hpp"

namespace {

using ap::Dataset;
using ap::DatasetArguments;
using ap::Status;
using ap::test::DatasetCase;

/// NumPy's vectorised sine and cosine differ from every libm in their last bits.
constexpr double kTolerance = 1e-14;

template <class G>
void check_against_fixture(const DatasetCase& example, double tolerance) {
  CAPTURE(example.name);
  const Dataset dataset = ap::test::make<G>(example);
  const ap::test::Fixture fixture(example.fixture);
  CHECK(ap::test::largest_difference(dataset.features, fixture.f64(example.name + "/X")) <= tolerance);
  CHECK(dataset.labels == fixture.i32(example.name + "/y"));
}

}  // namespace

TEST_CASE("make_moons equals scikit-learn's", "[data]") {
  static const std::vector<DatasetCase> kCases = {
      {"data/datasets", "moons_clean", {{"n_samples", 100}, {"random_state", 42}}, {}},
      {"data/datasets", "moons_noise", {{"n_samples", 101}, {"noise", 0.1}, {"random_state", 42}}, {}},
      {"data/datasets",
       "moons_noshuffle",
       {{"n_samples", 40}, {"noise", 0.05}, {"shuffle", 0}, {"random_state", 1}},
       {}},
  };
  check_against_fixture<ap::MakeMoons>(GENERATE(from_range(kCases)), kTolerance);
}

TEST_CASE("make_circles equals scikit-learn's", "[data]") {
  static const std::vector<DatasetCase> kCases = {
      {"data/datasets", "circles_clean", {{"n_samples", 100}, {"random_state", 42}}, {}},
      {"data/datasets",
       "circles_noise",
       {{"n_samples", 101}, {"noise", 0.05}, {"factor", 0.5}, {"random_state", 42}},
       {}},
  };
  check_against_fixture<ap::MakeCircles>(GENERATE(from_range(kCases)), kTolerance);
}

TEST_CASE("make_blobs equals scikit-learn's, bit for bit", "[data]") {
  static const std::vector<DatasetCase> kCases = {
      {"data/datasets",
       "blobs",
       {{"n_samples", 100}, {"centers", 3}, {"n_features", 2}, {"random_state", 42}},
       {}},
      {"data/datasets",
       "blobs_std",
       {{"n_samples", 50}, {"centers", 4}, {"n_features", 3}, {"random_state", 0}},
       {{"cluster_std", {0.5, 1.0, 1.5, 2.0}}, {"center_box", {-5.0, 5.0}}}},
  };
  check_against_fixture<ap::MakeBlobs>(GENERATE(from_range(kCases)), 0.0);
}

TEST_CASE("The smallest shapes have finite points", "[data]") {
  const DatasetCase two{"", "", {{"n_samples", 2}}, {}};
  CHECK(ap::test::make<ap::MakeMoons>(two).features.size() == 4);
  for (const double x : ap::test::make<ap::MakeMoons>(two).features) CHECK(x - x == 0.0);
  for (const double x : ap::test::make<ap::MakeCircles>(two).features) CHECK(x - x == 0.0);
}

TEST_CASE("make_blobs refuses lists that do not fit", "[data]") {
  DatasetArguments arguments(ap::MakeBlobs::info);
  const double two[] = {3.0, 1.0};
  SECTION("deviations") {
    REQUIRE(arguments.set_list("cluster_std", two) == Status::kOk);
    CHECK(ap::MakeBlobs::shape(arguments).status() == Status::kBadShape);
  }
  SECTION("no box") {
    REQUIRE(arguments.set_list("center_box", {}) == Status::kOk);
    CHECK(ap::MakeBlobs::shape(arguments).status() == Status::kBadShape);
  }
  SECTION("box upside down") {
    REQUIRE(arguments.set_list("center_box", two) == Status::kOk);
    CHECK(ap::MakeBlobs::shape(arguments).status() == Status::kOutOfRange);
  }
}

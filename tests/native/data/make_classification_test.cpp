#include "data/make_classification.hpp"

#include <catch_amalgamated.hpp>
#include <limits>

#include "data/dataset_case.hpp"
#include "fixture.hpp"

namespace {

using ap::Dataset;
using ap::DatasetArguments;
using ap::MakeClassification;
using ap::Status;

void set(DatasetArguments& arguments, const char* id, double value) {
  REQUIRE(arguments.set(id, value) == Status::kOk);
}

Dataset tutorial_set() {
  return ap::test::make<MakeClassification>({"", "", {{"n_samples", 1000}, {"random_state", 42}}, {}});
}

}  // namespace

TEST_CASE("make_classification equals scikit-learn's, bit for bit", "[data]") {
  const ap::test::Fixture fixture("data/make_classification_42");
  const Dataset dataset = tutorial_set();
  CHECK(dataset.shape.n_features == 20);
  CHECK(dataset.features == fixture.f64("X"));
  CHECK(dataset.labels == fixture.i32("y"));
}

TEST_CASE("make_classification has the same bits in every build", "[data]") {
  CHECK(ap::test::hash_of(tutorial_set().features) == 0x457e03ce663dcab5u);
}

TEST_CASE("make_classification with other arguments equals scikit-learn's, bit for bit", "[data]") {
  static const std::vector<ap::test::DatasetCase> kCases = {
      {"data/datasets",
       "mc_3inf",
       {{"n_samples", 60},
        {"n_features", 8},
        {"n_informative", 3},
        {"n_repeated", 1},
        {"n_classes", 3},
        {"n_clusters_per_class", 1},
        {"random_state", 7}},
       {}},
      {"data/datasets",
       "mc_polytope",
       {{"n_samples", 50},
        {"n_features", 6},
        {"n_informative", 4},
        {"n_redundant", 0},
        {"hypercube", 0},
        {"class_sep", 2},
        {"flip_y", 0.2},
        {"random_state", 1}},
       {}},
      {"data/datasets",
       "mc_shift_scale",
       {{"n_samples", 40}, {"n_features", 5}, {"random_state", 3}},
       {{"shift", {}}, {"scale", {}}, {"weights", {0.7}}}},
      {"data/datasets",
       "mc_noshuffle",
       {{"n_samples", 30},
        {"n_features", 2},
        {"n_redundant", 0},
        {"n_clusters_per_class", 1},
        {"shuffle", 0},
        {"flip_y", 0},
        {"random_state", 4}},
       {}},
      {"data/datasets",
       "mc_many_informative",
       {{"n_samples", 40}, {"n_features", 12}, {"n_informative", 10}, {"random_state", 11}},
       {}},
      {"data/sklearn",
       "mc_few_corners",
       {{"n_samples", 64},
        {"n_features", 11},
        {"n_informative", 10},
        {"n_redundant", 0},
        {"n_classes", 4},
        {"random_state", 21}},
       {}},
      {"data/sklearn",
       "mc_all_corners",
       {{"n_samples", 50},
        {"n_features", 5},
        {"n_informative", 3},
        {"n_classes", 4},
        {"flip_y", 0.5},
        {"random_state", 22}},
       {}},
      {"data/sklearn",
       "mc_reservoir",
       {{"n_samples", 300},
        {"n_features", 8},
        {"n_informative", 8},
        {"n_redundant", 0},
        {"n_classes", 85},
        {"n_clusters_per_class", 3},
        {"random_state", 23}},
       {}},
      {"data/sklearn",
       "mc_many_dimensions",
       {{"n_samples", 24},
        {"n_features", 40},
        {"n_informative", 33},
        {"n_redundant", 3},
        {"n_repeated", 2},
        {"n_classes", 3},
        {"random_state", 24}},
       {}},
      {"data/sklearn",
       "mc_lists",
       {{"n_samples", 45},
        {"n_features", 5},
        {"n_informative", 3},
        {"n_redundant", 1},
        {"n_repeated", 1},
        {"n_classes", 3},
        {"random_state", 25}},
       {{"weights", {0.2, 0.3, 0.5}},
        {"shift", {1.0, -2.0, 0.0, 8.0, 0.25}},
        {"scale", {2.0, 1.0, -4.0, 0.5, 3.0}}}},
      {"data/sklearn",
       "mc_heavy_weights",
       {{"n_samples", 40}, {"n_features", 4}, {"flip_y", 0}, {"random_state", 26}},
       {{"weights", {0.9, 0.9}}}},
      {"data/sklearn",
       "mc_light_weights",
       {{"n_samples", 41}, {"n_features", 4}, {"flip_y", 0}, {"random_state", 27}},
       {{"weights", {0.1, 0.2}}}},
  };
  const ap::test::DatasetCase& example = GENERATE(from_range(kCases));
  CAPTURE(example.name);
  const Dataset dataset = ap::test::make<MakeClassification>(example);
  const ap::test::Fixture fixture(example.fixture);
  CHECK(dataset.features == fixture.f64(example.name + "/X"));
  CHECK(dataset.labels == fixture.i32(example.name + "/y"));
}

TEST_CASE("make_classification refuses arguments that do not fit together", "[data]") {
  DatasetArguments arguments(MakeClassification::info);
  const auto status = [&] { return ap::make_dataset<MakeClassification>(arguments).status(); };
  SECTION("more kinds of columns than columns") {
    set(arguments, "n_features", 4);
    set(arguments, "n_repeated", 1);
    CHECK(status() == Status::kOutOfRange);
  }
  SECTION("more clusters than corners") {
    set(arguments, "n_classes", 3);
    CHECK(status() == Status::kOutOfRange);
  }
  SECTION("too many numbers") {
    set(arguments, "n_samples", 1000000);
    set(arguments, "n_features", 21);
    CHECK(status() == Status::kOutOfRange);
  }
  SECTION("lists of a wrong length") {
    static const double kThree[] = {0.3, 0.3, 0.3};
    const char* id = GENERATE("weights", "shift", "scale");
    REQUIRE(arguments.set_list(id, kThree) == Status::kOk);
    CHECK(status() == Status::kBadShape);
  }
  SECTION("shares above one") {
    static const double kTooMuch[] = {0.8, 0.8};
    set(arguments, "n_informative", 3);
    set(arguments, "n_classes", 3);
    REQUIRE(arguments.set_list("weights", kTooMuch) == Status::kOk);
    CHECK(status() == Status::kOutOfRange);
  }
}

TEST_CASE("Arguments are checked against their limits as they are set", "[data]") {
  DatasetArguments arguments(MakeClassification::info);
  CHECK(arguments.set("n_sample", 5) == Status::kUnknownId);
  CHECK(arguments.set(-1, 5) == Status::kUnknownId);
  CHECK(arguments.set(1000, 5) == Status::kUnknownId);
  CHECK(arguments.set("n_samples", 0) == Status::kOutOfRange);
  CHECK(arguments.set("n_samples", 2000000) == Status::kOutOfRange);
  CHECK(arguments.set("n_samples", 10.5) == Status::kOutOfRange);
  CHECK(arguments.set("hypercube", 0.5) == Status::kOutOfRange);
  CHECK(arguments.set("random_state", 4294967296.0) == Status::kOutOfRange);
  CHECK(arguments.set("class_sep", std::numeric_limits<double>::quiet_NaN()) == Status::kNotFinite);
  CHECK(arguments.set("class_sep", std::numeric_limits<double>::infinity()) == Status::kNotFinite);
  const double bad[] = {2.0};
  const double infinite[] = {std::numeric_limits<double>::infinity()};
  const std::vector<double> many(5000);
  CHECK(arguments.set_list("weights", bad) == Status::kOutOfRange);
  CHECK(arguments.set_list("shift", infinite) == Status::kNotFinite);
  CHECK(arguments.set_list("shift", many) == Status::kBadShape);
  CHECK(arguments.set_list("colour", bad) == Status::kUnknownId);
  CHECK(arguments.set_list(17, bad) == Status::kUnknownId);
  CHECK(arguments.integer("n_samples") == 100);
}

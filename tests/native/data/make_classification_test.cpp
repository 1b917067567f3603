#include "data/make_classification.hpp"

#include <catch_amalgamated.hpp>
#include <functional>
#include <limits>
#include <set>
#include <string>

#include "data/table.hpp"
#include "fixture.hpp"

namespace {

using ap::Dataset;
using ap::DatasetArguments;
using ap::MakeClassification;
using ap::Status;

Dataset make(const DatasetArguments& arguments) {
  ap::Result<Dataset> dataset = ap::make_dataset<MakeClassification>(arguments);
  REQUIRE(dataset.status() == Status::kOk);
  return std::move(dataset.value());
}

void set(DatasetArguments& arguments, const char* id, double value) {
  REQUIRE(arguments.set(id, value) == Status::kOk);
}

Dataset tutorial_set() {
  DatasetArguments arguments(MakeClassification::info);
  set(arguments, "n_samples", 1000);
  set(arguments, "random_state", 42);
  return make(arguments);
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
  static const double kWeights[] = {0.7};
  using Change = std::function<void(DatasetArguments&)>;
  const auto [name, change] = GENERATE(table<const char*, Change>({
      {"mc_3inf",
       [](DatasetArguments& a) {
         set(a, "n_samples", 60);
         set(a, "n_features", 8);
         set(a, "n_informative", 3);
         set(a, "n_repeated", 1);
         set(a, "n_classes", 3);
         set(a, "n_clusters_per_class", 1);
         set(a, "random_state", 7);
       }},
      {"mc_polytope",
       [](DatasetArguments& a) {
         set(a, "n_samples", 50);
         set(a, "n_features", 6);
         set(a, "n_informative", 4);
         set(a, "n_redundant", 0);
         set(a, "hypercube", 0);
         set(a, "class_sep", 2.0);
         set(a, "flip_y", 0.2);
         set(a, "random_state", 1);
       }},
      {"mc_shift_scale",
       [](DatasetArguments& a) {
         set(a, "n_samples", 40);
         set(a, "n_features", 5);
         set(a, "random_state", 3);
         REQUIRE(a.set_list("shift", {}) == Status::kOk);
         REQUIRE(a.set_list("scale", {}) == Status::kOk);
         REQUIRE(a.set_list("weights", kWeights) == Status::kOk);
       }},
      {"mc_noshuffle",
       [](DatasetArguments& a) {
         set(a, "n_samples", 30);
         set(a, "n_features", 2);
         set(a, "n_redundant", 0);
         set(a, "n_clusters_per_class", 1);
         set(a, "shuffle", 0);
         set(a, "flip_y", 0);
         set(a, "random_state", 4);
       }},
      {"mc_many_informative",
       [](DatasetArguments& a) {
         set(a, "n_samples", 40);
         set(a, "n_features", 12);
         set(a, "n_informative", 10);
         set(a, "random_state", 11);
       }},
  }));
  CAPTURE(name);
  const ap::test::Fixture fixture("data/datasets");
  DatasetArguments arguments(MakeClassification::info);
  change(arguments);
  const Dataset dataset = make(arguments);
  CHECK(dataset.features == fixture.f64(std::string(name) + "/X"));
  CHECK(dataset.labels == fixture.i32(std::string(name) + "/y"));
}

TEST_CASE("make_classification takes shift and scale as numbers for each feature", "[data]") {
  DatasetArguments arguments(MakeClassification::info);
  set(arguments, "n_features", 4);
  set(arguments, "shuffle", 0);
  const Dataset plain = make(arguments);
  const double shift[] = {1.0, -2.0, 0.0, 8.0};
  const double scale[] = {2.0, 1.0, -4.0, 0.5};
  REQUIRE(arguments.set_list("shift", shift) == Status::kOk);
  REQUIRE(arguments.set_list("scale", scale) == Status::kOk);
  const Dataset moved = make(arguments);
  for (std::size_t i = 0; i < plain.features.size(); ++i) {
    CHECK(moved.features[i] == (plain.features[i] + shift[i % 4]) * scale[i % 4]);
  }
}

TEST_CASE("make_classification places clusters in more than 30 dimensions", "[data]") {
  DatasetArguments arguments(MakeClassification::info);
  set(arguments, "n_features", 40);
  set(arguments, "n_informative", 35);
  set(arguments, "n_classes", 7);
  const Dataset dataset = make(arguments);
  CHECK(std::set<std::int32_t>(dataset.labels.begin(), dataset.labels.end()).size() == 7);
}

TEST_CASE("make_classification survives weights that do not sum to one", "[data]") {
  DatasetArguments arguments(MakeClassification::info);
  const std::vector<double> weights = GENERATE(std::vector<double>{0.9, 0.9}, std::vector<double>{0.0, 0.0},
                                               std::vector<double>{1.0, 0.0}, std::vector<double>{1.0});
  REQUIRE(arguments.set_list("weights", weights) == Status::kOk);
  set(arguments, "flip_y", 0);
  const Dataset dataset = make(arguments);
  CHECK(dataset.labels.size() == 100);
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

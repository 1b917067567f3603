#include <catch_amalgamated.hpp>
#include <limits>
#include <numeric>
#include <string>

#include "data/standard_scaler.hpp"
#include "data/train_test_split.hpp"
#include "fixture.hpp"

namespace {

using ap::Status;
using Rows = std::vector<std::int32_t>;

struct Split {
  Rows train;
  Rows test;
};

Split split(int n_samples, double test_size, std::uint32_t random_state) {
  const ap::Result<ap::SplitSizes> sizes = ap::split_sizes(n_samples, test_size);
  REQUIRE(sizes.ok());
  Split parts{Rows(static_cast<std::size_t>(sizes.value().n_train)),
              Rows(static_cast<std::size_t>(sizes.value().n_test))};
  REQUIRE(ap::train_test_split(n_samples, test_size, random_state, parts.train, parts.test) == Status::kOk);
  return parts;
}

std::vector<double> first(const Rows& rows, std::size_t count) {
  return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(count, rows.size()))};
}

}  // namespace

TEST_CASE("train_test_split equals scikit-learn's", "[data]") {
  const ap::test::Fixture fixture("data/datasets");
  const std::string key = "split/" + std::to_string(GENERATE(0, 1, 2, 3)) + "/";
  CAPTURE(key);
  const auto number = [&](const char* name) { return fixture.f64(key + name)[0]; };
  const Split parts = split(static_cast<int>(number("n")), number("test_size"),
                            static_cast<std::uint32_t>(number("random_state")));
  CHECK(static_cast<double>(parts.train.size()) == number("n_train"));
  CHECK(static_cast<double>(parts.test.size()) == number("n_test"));
  CHECK(first(parts.test, 200) == fixture.f64(key + "test"));
  CHECK(first(parts.train, 20) == fixture.f64(key + "train_first_20"));
}

TEST_CASE("train_test_split refuses empty parts and wrong buffers", "[data]") {
  CHECK(ap::split_sizes(1, 0.5).status() == Status::kOutOfRange);
  CHECK(ap::split_sizes(10, 0.0).status() == Status::kOutOfRange);
  CHECK(ap::split_sizes(10, 1.0).status() == Status::kOutOfRange);
  CHECK(ap::split_sizes(10, 0.95).status() == Status::kOutOfRange);
  CHECK(ap::split_sizes(2000000, 0.2).status() == Status::kOutOfRange);
  CHECK(ap::split_sizes(10, std::numeric_limits<double>::quiet_NaN()).status() == Status::kNotFinite);
  Rows train(8), test(3);
  CHECK(ap::train_test_split(10, 0.2, 0, train, test) == Status::kBadShape);
}

TEST_CASE("The tutorial's split and scaler equal scikit-learn's, bit for bit", "[data]") {
  const ap::test::Fixture fixture("data/make_classification_42");
  const Split parts = split(1000, 0.2, 42);
  CHECK(parts.train == fixture.i32("train_index"));
  CHECK(parts.test == fixture.i32("test_index"));

  const std::vector<double> features = fixture.f64("X");
  ap::StandardScaler scaler;
  REQUIRE(scaler.fit(features, 20, parts.train) == Status::kOk);
  const auto copy = [](std::span<const double> values) {
    return std::vector<double>(values.begin(), values.end());
  };
  CHECK(copy(scaler.mean()) == fixture.f64("scaler_mean"));
  CHECK(copy(scaler.var()) == fixture.f64("scaler_var"));
  CHECK(copy(scaler.scale()) == fixture.f64("scaler_scale"));
  std::vector<float> train(800 * 20), test(200 * 20);
  REQUIRE(scaler.transform(features, parts.train, train) == Status::kOk);
  REQUIRE(scaler.transform(features, parts.test, test) == Status::kOk);
  CHECK(train == fixture.f32("X_train"));
  CHECK(test == fixture.f32("X_test"));
}

TEST_CASE("A feature that is constant but for rounding keeps its scale", "[data]") {
  std::vector<double> features;
  for (int i = 0; i < 100; ++i) features.insert(features.end(), {0.1, 7.0, i % 2 == 0 ? 1.0 : 3.0});
  Rows rows(100);
  std::iota(rows.begin(), rows.end(), 0);
  ap::StandardScaler scaler;
  REQUIRE(scaler.fit(features, 3, rows) == Status::kOk);
  CHECK(scaler.scale()[0] == 1.0);
  CHECK(scaler.scale()[1] == 1.0);
  CHECK(scaler.mean()[2] == 2.0);
  CHECK(scaler.scale()[2] == 1.0);
}

TEST_CASE("StandardScaler refuses shapes that do not fit and values that are not finite", "[data]") {
  ap::StandardScaler scaler;
  const Rows rows = {0, 1};
  std::vector<double> features = {1, 2, 3, 4};
  std::vector<float> out(4);
  CHECK(scaler.transform(features, rows, out) == Status::kBadShape);
  CHECK(scaler.fit(features, 0, rows) == Status::kBadShape);
  CHECK(scaler.fit(features, 3, rows) == Status::kBadShape);
  CHECK(scaler.fit(features, 2, {}) == Status::kBadShape);
  CHECK(scaler.fit(features, 2, Rows{0, 2}) == Status::kBadShape);
  CHECK(scaler.fit(features, 2, Rows{-1}) == Status::kBadShape);
  REQUIRE(scaler.fit(features, 2, rows) == Status::kOk);
  CHECK(scaler.transform(features, Rows{5, 0}, out) == Status::kBadShape);
  CHECK(scaler.transform(features, Rows{0}, out) == Status::kBadShape);
  features[3] = std::numeric_limits<double>::infinity();
  CHECK(scaler.fit(features, 2, rows) == Status::kNotFinite);
  CHECK(scaler.mean()[0] == 2.0);
}

#include "data/table.hpp"

#include <catch_amalgamated.hpp>
#include <limits>
#include <set>
#include <string>

#include "fixture.hpp"

namespace {

using ap::Dataset;
using ap::DatasetArguments;
using ap::DatasetGenerator;
using ap::ParamInfo;
using ap::Status;

Dataset make(const DatasetGenerator& generator, const DatasetArguments& arguments) {
  const ap::Result<ap::DatasetShape> shape = generator.shape(arguments);
  REQUIRE(shape.status() == Status::kOk);
  Dataset dataset = ap::make_empty_dataset(shape.value());
  // What a generator forgets to write shows up as NaN or as a label that is no class.
  dataset.features.assign(dataset.features.size(), std::numeric_limits<double>::quiet_NaN());
  dataset.targets.assign(dataset.targets.size(), std::numeric_limits<double>::quiet_NaN());
  dataset.labels.assign(dataset.labels.size(), -1);
  generator.generate(arguments, dataset.view());
  return dataset;
}

void check_complete(const Dataset& dataset) {
  int bad = 0;
  for (const double x : dataset.features) bad += x - x != 0.0;
  for (const double y : dataset.targets) bad += y - y != 0.0;
  for (const std::int32_t label : dataset.labels) bad += label < 0 || label >= dataset.shape.n_classes;
  CHECK(bad == 0);
}

}  // namespace

TEST_CASE("Every generator has a complete and consistent info", "[data]") {
  std::set<std::string_view> ids;
  for (const DatasetGenerator& generator : ap::datasets()) {
    const ap::DatasetInfo& info = *generator.info;
    CAPTURE(std::string(info.id));
    CHECK(ids.insert(info.id).second);
    CHECK(ap::find_dataset(info.id) == &generator);
    CHECK(!info.name.empty());
    CHECK(!info.summary.empty());
    CHECK(info.params.size() <= ap::kMaxDatasetParams);
    CHECK(info.lists.size() <= ap::kMaxDatasetLists);
    DatasetArguments arguments(info);
    for (const ParamInfo& param : info.params) {
      CAPTURE(std::string(param.id));
      CHECK(!param.meaning.empty());
      CHECK(arguments.set(param.id, param.default_value) == Status::kOk);
      CHECK(arguments.set(param.id, param.max + 1.0) == Status::kOutOfRange);
      CHECK(arguments.set(param.id, param.min - 1.0) == Status::kOutOfRange);
      if (!param.choices.empty()) CHECK(param.max == static_cast<double>(param.choices.size() - 1));
    }
    for (const ap::ListInfo& list : info.lists) {
      CHECK(!list.meaning.empty());
      CHECK(arguments.set_list(list.id, list.default_value) == Status::kOk);
    }
  }
  CHECK(ap::find_dataset("no_such_set") == nullptr);
}

TEST_CASE("Every generator fills its data set, at the defaults and at each limit of its parameters",
          "[data]") {
  for (const DatasetGenerator& generator : ap::datasets()) {
    CAPTURE(std::string(generator.info->id));
    DatasetArguments arguments(*generator.info);
    const Dataset dataset = make(generator, arguments);
    check_complete(dataset);
    CHECK((dataset.shape.n_classes > 0) == (generator.info->task == ap::Task::kClassification));
    for (const ParamInfo& param : generator.info->params) {
      CAPTURE(std::string(param.id));
      for (const double value : {param.min, param.max}) {
        if (param.id == "n_samples" && value > 1000) continue;  // the other limits are quick enough
        DatasetArguments changed(*generator.info);
        REQUIRE(changed.set(param.id, value) == Status::kOk);
        if (generator.shape(changed).ok()) check_complete(make(generator, changed));
      }
    }
  }
}

TEST_CASE("The seed alone decides about the data", "[data]") {
  for (const DatasetGenerator& generator : ap::datasets()) {
    CAPTURE(std::string(generator.info->id));
    DatasetArguments arguments(*generator.info);
    // Without noise the moons, circles and spirals are the same for every seed but for their order.
    if (arguments.set("noise", 0.1) != Status::kOk) REQUIRE(generator.info->lists.size() > 0);
    const Dataset once = make(generator, arguments);
    CHECK(make(generator, arguments).features == once.features);
    REQUIRE(arguments.set("random_state", 43) == Status::kOk);
    CHECK(make(generator, arguments).features != once.features);
  }
}

TEST_CASE("Every generator has the same bits in every build", "[data]") {
  std::uint64_t hash = 0;
  for (const DatasetGenerator& generator : ap::datasets()) {
    DatasetArguments arguments(*generator.info);
    static_cast<void>(arguments.set("noise", 0.1));  // not all have it
    const Dataset dataset = make(generator, arguments);
    hash = hash * 31 + ap::test::hash_of(dataset.features) + ap::test::hash_of(dataset.targets) +
           ap::test::hash_of(dataset.labels);
  }
  CHECK(hash == 0xcce38277fb7e0204u);
}

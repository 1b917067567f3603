// One spec, one fingerprint, in every build: the recorded values are of no particular build.

#include <fstream>
#include <iomanip>
#include <sstream>

#include "nn/training.hpp"

namespace ap::test {
namespace {

/// Changes the tutorial's spec as a line of the fixture says: "hidden gelu", "optimizer sgd momentum 0.9"...
void change_spec(const std::string& change, ExerciseSpec& spec) {
  std::istringstream words(change);
  std::string what, id, param;
  double value = 0.0;
  words >> what >> id;
  if (what == "hidden") {
    spec.layers()[0] = layer(50, id);
    if (id == "glu") spec.layers()[0] = layer(100, id);
  } else if (what == "output") {
    spec.layers().back() = layer(2, id);
  } else if (what == "layer") {
    words >> value;
    spec.layers().insert(spec.layers().end() - 1, layer(static_cast<int>(value), id));
  } else if (what == "optimizer") {
    spec.spec.optimizer = entry(optimizers(), id);
    while (words >> param >> value)
      spec.spec.optimizer = with(optimizers(), spec.spec.optimizer, param, value);
  } else if (what == "loss") {
    spec.spec.loss = entry(losses(), id);
  } else if (what == "batch") {
    spec.spec.batch_size = std::stoi(id);
  } else if (what == "seed") {
    spec.spec.seed = std::stoull(id);
  } else {
    FAIL("unknown change " << change);
  }
}

TEST_CASE("fingerprints are those recorded", "[nn]") {
  std::ifstream file(std::string(AP_FIXTURES) + "/nn/fingerprints.txt");
  REQUIRE(file.good());
  int runs = 0;
  std::string failed;
  for (std::string line; std::getline(file, line); ++runs) {
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    ExerciseSpec spec;
    std::istringstream changes(line.substr(tab + 1));
    for (std::string change; std::getline(changes, change, ',');) change_spec(change, spec);
    Rows train = exercise_data().train, test = exercise_data().test;
    for (Rows* rows : {&train, &test}) {
      for (const std::int32_t label : rows->labels) {
        rows->targets.push_back(label == 0 ? 1.0f : 0.0f);
        rows->targets.push_back(label == 0 ? 0.0f : 1.0f);
      }
    }
    const auto trainer = spec.create(train, test);
    REQUIRE(trainer->train(4) == Status::kOk);
    std::ostringstream actual;
    actual << std::hex << std::setw(16) << std::setfill('0') << trainer->fingerprint();
    if (actual.str() != line.substr(0, tab)) failed += actual.str() + line.substr(tab) + "\n";
  }
  REQUIRE(runs >= 30);
  INFO("what is computed instead of what is recorded:\n" << failed);
  REQUIRE(failed.empty());
}

}  // namespace
}  // namespace ap::test

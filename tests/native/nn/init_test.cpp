// Initializers by what their papers promise, and by PyTorch's order of draws.

#include "core/torch_generator.hpp"
#include "nn/training.hpp"

namespace ap::test {
namespace {

std::unique_ptr<Trainer> create(std::string_view id) {
  ExerciseSpec spec("relu", "linear", 9);
  spec.layers()[0].units = 400;
  spec.spec.init = entry(initializers(), id);
  return spec.create();
}

TEST_CASE("initializers give the deviation they promise and no bias", "[nn]") {
  const std::pair<const char*, double> expected[] = {
      {"kaiming_uniform", std::sqrt(2.0 / 20)}, {"kaiming_normal", std::sqrt(2.0 / 20)},
      {"xavier_uniform", std::sqrt(2.0 / 420)}, {"xavier_normal", std::sqrt(2.0 / 420)},
      {"lecun_normal", std::sqrt(1.0 / 20)},    {"zeros", 0.0}};
  for (const auto& [id, deviation] : expected) {
    INFO(id);
    const auto trainer = create(id);
    double sum = 0.0, squares = 0.0;
    for (const float w : trainer->parameter(0).values) {
      sum += static_cast<double>(w);
      squares += static_cast<double>(w) * static_cast<double>(w);
    }
    const double mean = sum / 8000, actual = std::sqrt(squares / 8000 - mean * mean);
    REQUIRE(std::abs(mean) <= 0.04 * deviation);
    REQUIRE(std::abs(actual - deviation) <= 0.03 * deviation);
    for (const float b : trainer->parameter(1).values) REQUIRE(b == 0.0f);
    REQUIRE(trainer->train(1) == Status::kOk);
  }
  const auto constant = create("constant");  // outlives the loop over its values
  for (const float w : constant->parameter(2).values) REQUIRE(w == 0.1f);
}

TEST_CASE("initializers draw after the model is built, as a script does", "[nn]") {
  const auto trainer = create("xavier_uniform");
  TorchGenerator generator(9);
  std::vector<float> built(400 * 20 + 400 + 2 * 400 + 2), weight(400 * 20);
  generator.uniform(std::span<float>(built), -1.0, 1.0);
  const double bound = std::sqrt(3.0) * std::sqrt(2.0 / 420);
  generator.uniform(std::span<float>(weight), -bound, bound);
  const std::span<const float> actual = trainer->parameter(0).values;
  REQUIRE(std::equal(weight.begin(), weight.end(), actual.begin(), actual.end()));
}

}  // namespace
}  // namespace ap::test

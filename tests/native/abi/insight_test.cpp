// Looking inside a run through the boundary: the same numbers as within, and every bad argument.

#include <limits>

#include "abi/abi_call.hpp"

namespace ap::test {
namespace {

/// A run of the tutorial's exercise for the time of a test.
struct AbiRun {
  ap_trainer trainer = 0;
  AbiRun() { REQUIRE(TrainerCall().create(&trainer) == AP_OK); }
  ~AbiRun() { ap_trainer_destroy(trainer); }
};

TEST_CASE("a trainer tells the sizes of its layers", "[abi]") {
  const AbiRun run;
  ap_layer_shape shapes[3] = {};
  int32_t count = 0;
  REQUIRE(ap_trainer_layers(run.trainer, shapes, 3, &count) == AP_OK);
  CHECK(count == 2);
  CHECK((shapes[0].fan_in == 20 && shapes[0].units == 50 && shapes[0].outputs == 50));
  CHECK((shapes[1].fan_in == 50 && shapes[1].units == 2 && shapes[1].outputs == 2));
  CHECK(ap_trainer_layers(run.trainer, shapes, 1, &count) == AP_CAPACITY);
  CHECK(ap_trainer_layers(run.trainer, shapes, -1, &count) == AP_CAPACITY);
  CHECK(ap_trainer_layers(run.trainer, nullptr, 2, &count) == AP_NULL_POINTER);
  CHECK(ap_trainer_layers(run.trainer, shapes, 2, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_layers(run.trainer + 1, shapes, 2, &count) == AP_BAD_HANDLE);
}

TEST_CASE("a trace ends in what the network predicts, and refuses bad arguments", "[abi]") {
  const AbiRun run;
  REQUIRE(ap_trainer_run(run.trainer, 2) == AP_OK);
  std::vector<float> features(20 * 3), out(3 * 104), predicted(6);
  for (std::size_t i = 0; i < features.size(); ++i) features[i] = static_cast<float>(i % 7) - 3.0f;
  REQUIRE(ap_trainer_trace(run.trainer, features.data(), 3, out.data(), 312) == AP_OK);
  REQUIRE(ap_trainer_predict(run.trainer, features.data(), 3, predicted.data(), 6) == AP_OK);
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t unit = 0; unit < 2; ++unit) {
      CHECK(out[3 * 102 + 3 * unit + row] == predicted[2 * row + unit]);
    }
  }
  const float* const rows = features.data();
  float* const to = out.data();
  CHECK(ap_trainer_trace(run.trainer, nullptr, 0, nullptr, 0) == AP_OK);
  CHECK(ap_trainer_trace(run.trainer, rows, 3, to, 311) == AP_CAPACITY);
  CHECK(ap_trainer_trace(run.trainer, rows, 3, to, -1) == AP_CAPACITY);
  CHECK(ap_trainer_trace(run.trainer, rows, -1, to, 312) == AP_OUT_OF_RANGE);
  for (const int32_t many : {700'000, 4'000'000, INT32_MAX})  // of 104 numbers: more than crosses
    CHECK(ap_trainer_trace(run.trainer, rows, many, to, INT32_MAX) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_trace(run.trainer, nullptr, 3, to, 312) == AP_NULL_POINTER);
  CHECK(ap_trainer_trace(run.trainer, rows, 3, nullptr, 312) == AP_NULL_POINTER);
  CHECK(ap_trainer_trace(0, rows, 3, to, 312) == AP_BAD_HANDLE);
}

TEST_CASE("the counts of a layer refuse bad arguments", "[abi]") {
  const AbiRun run;
  ap_layer_stats stats[2] = {};
  std::vector<int32_t> states(52);
  std::vector<float> features(60, std::numeric_limits<float>::quiet_NaN());
  const float* const rows = features.data();
  int32_t* const units = states.data();
  REQUIRE(ap_trainer_layer_stats(run.trainer, nullptr, 0, stats, 2, units, 52) == AP_OK);
  CHECK(stats[0].weight_norm > 0.0);
  CHECK(stats[0].activation_low == 0.0);
  REQUIRE(ap_trainer_layer_stats(run.trainer, rows, 3, stats, 2, units, 52) == AP_OK);  // NaN is a value
  CHECK(stats[0].activation_counts[0] == 0);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, 0, stats, 2, units, 52) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_layer_stats(run.trainer, nullptr, 3, stats, 2, units, 52) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, -3, stats, 2, units, 52) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, INT32_MAX, stats, 2, units, 52) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, 3, stats, 1, units, 52) == AP_CAPACITY);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, 3, stats, 2, units, 51) == AP_CAPACITY);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, 3, nullptr, 2, units, 52) == AP_NULL_POINTER);
  CHECK(ap_trainer_layer_stats(run.trainer, rows, 3, stats, 2, nullptr, 52) == AP_NULL_POINTER);
  CHECK(ap_trainer_layer_stats(-5, rows, 3, stats, 2, units, 52) == AP_BAD_HANDLE);
}

}  // namespace
}  // namespace ap::test

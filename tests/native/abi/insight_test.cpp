// Looking inside a run through the boundary: the same numbers as within, and every bad argument.

#include <cmath>
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

TEST_CASE("a run is assessed through the boundary", "[abi]") {
  const AbiRun run;
  REQUIRE(ap_trainer_run(run.trainer, 5) == AP_OK);
  ap_epoch_record last{};
  int32_t count = 0, confusion[4] = {};
  REQUIRE(ap_trainer_history(run.trainer, 4, &last, 1, &count) == AP_OK);
  ap_assessment out{};
  REQUIRE(ap_trainer_assess(run.trainer, 1, &out, confusion, 4) == AP_OK);
  CHECK(out.loss == last.test_loss);
  CHECK(out.accuracy == last.test_accuracy);
  CHECK((out.rows == 200 && out.classes == 2 && out.is_calibrated == 1 && out.reserved == 0));
  CHECK(confusion[0] + confusion[1] + confusion[2] + confusion[3] == 200);
  CHECK(double(confusion[0] + confusion[3]) / 200.0 == last.test_accuracy);
  int32_t counted = 0;
  for (const int32_t bin : out.bin_counts) counted += bin;
  CHECK(counted == 200);
  CHECK(std::isnan(out.r_squared));
  REQUIRE(ap_trainer_assess(run.trainer, 0, &out, confusion, 4) == AP_OK);
  CHECK(out.rows == 800);
  CHECK(out.accuracy == last.train_accuracy);
  for (const int32_t part : {-1, 2, INT32_MIN, INT32_MAX})
    CHECK(ap_trainer_assess(run.trainer, part, &out, confusion, 4) == AP_OUT_OF_RANGE);
  for (const int32_t capacity : {3, 0, -1, INT32_MIN})
    CHECK(ap_trainer_assess(run.trainer, 0, &out, confusion, capacity) == AP_CAPACITY);
  CHECK(ap_trainer_assess(run.trainer, 0, nullptr, confusion, 4) == AP_NULL_POINTER);
  CHECK(ap_trainer_assess(run.trainer, 0, &out, nullptr, 4) == AP_NULL_POINTER);
  CHECK(ap_trainer_assess(0, 0, &out, confusion, 4) == AP_BAD_HANDLE);
}

TEST_CASE("a linear network is collapsed through the boundary", "[abi]") {
  const AbiRun bent;
  ap_trainer straight = 0;
  REQUIRE(TrainerCall("linear", "linear").create(&straight) == AP_OK);
  double weight[40] = {}, bias[2] = {}, difference = -1.0;
  int32_t linear = -1;
  const auto call = [&](ap_trainer trainer, const float* rows, int32_t count) {
    return ap_trainer_collapse(trainer, rows, count, weight, 40, bias, 2, &difference, &linear);
  };
  REQUIRE(call(bent.trainer, nullptr, 0) == AP_OK);
  CHECK((linear == 0 && weight[0] == 0.0 && difference == -1.0));
  REQUIRE(call(straight, nullptr, 0) == AP_OK);
  CHECK((linear == 1 && difference > 0.0 && difference < 1e-6));
  std::vector<float> rows(20), out(2);
  rows[3] = 1.0f;
  REQUIRE(call(straight, rows.data(), 1) == AP_OK);
  REQUIRE(ap_trainer_predict(straight, rows.data(), 1, out.data(), 2) == AP_OK);
  for (std::size_t o = 0; o < 2; ++o)
    CHECK(std::abs(weight[20 * o + 3] + bias[o] - double(out[o])) <= difference);
  CHECK(call(straight, rows.data(), 0) == AP_OUT_OF_RANGE);
  CHECK(call(straight, nullptr, 1) == AP_OUT_OF_RANGE);
  CHECK(call(straight, rows.data(), -1) == AP_OUT_OF_RANGE);
  CHECK(call(straight, rows.data(), INT32_MAX) == AP_OUT_OF_RANGE);
  CHECK(call(0, nullptr, 0) == AP_BAD_HANDLE);
  const auto with = [&](double* w, int32_t ws, double* b, int32_t bs, double* d, int32_t* l) {
    return ap_trainer_collapse(straight, nullptr, 0, w, ws, b, bs, d, l);
  };
  CHECK(with(weight, 39, bias, 2, &difference, &linear) == AP_CAPACITY);
  CHECK(with(weight, 40, bias, 1, &difference, &linear) == AP_CAPACITY);
  CHECK(with(weight, -1, bias, -1, &difference, &linear) == AP_CAPACITY);
  CHECK(with(nullptr, 40, bias, 2, &difference, &linear) == AP_NULL_POINTER);
  CHECK(with(weight, 40, nullptr, 2, &difference, &linear) == AP_NULL_POINTER);
  CHECK(with(weight, 40, bias, 2, nullptr, &linear) == AP_NULL_POINTER);
  CHECK(with(weight, 40, bias, 2, &difference, nullptr) == AP_NULL_POINTER);
  ap_trainer_destroy(straight);
}

TEST_CASE("the loss around a run is measured through the boundary", "[abi]") {
  const AbiRun run;
  constexpr int32_t kValues = 1152;
  std::vector<float> center(kValues), first(kValues), second(kValues);
  const auto directions = [&](ap_trainer trainer, float* a, float* b, int32_t capacity) {
    return ap_trainer_directions(trainer, 3, a, b, capacity);
  };
  REQUIRE(ap_trainer_run(run.trainer, 3) == AP_OK);
  REQUIRE(ap_trainer_parameters(run.trainer, center.data(), kValues) == AP_OK);
  REQUIRE(directions(run.trainer, first.data(), second.data(), kValues) == AP_OK);
  ap_epoch_record last{};
  int32_t count = 0;
  REQUIRE(ap_trainer_history(run.trainer, 2, &last, 1, &count) == AP_OK);
  const double u[] = {0.0, 1.0, 1e300}, v[] = {0.0, -1.0, 0.0};
  double losses[3] = {};
  const auto call = [&](int32_t part, int32_t values, int32_t n) {
    return ap_trainer_losses(run.trainer, part, center.data(), first.data(), second.data(), values, u, v, n,
                             losses);
  };
  REQUIRE(call(1, kValues, 3) == AP_OK);
  CHECK(losses[0] == last.test_loss);
  CHECK(losses[1] != last.test_loss);
  CHECK(call(0, kValues, 0) == AP_OK);
  CHECK(directions(run.trainer, first.data(), second.data(), kValues - 1) == AP_CAPACITY);
  CHECK(directions(run.trainer, first.data(), second.data(), INT32_MIN) == AP_CAPACITY);
  CHECK(directions(run.trainer, nullptr, second.data(), kValues) == AP_NULL_POINTER);
  CHECK(directions(run.trainer, first.data(), nullptr, kValues) == AP_NULL_POINTER);
  CHECK(directions(0, first.data(), second.data(), kValues) == AP_BAD_HANDLE);
  for (const int32_t part : {-1, 2, INT32_MAX}) CHECK(call(part, kValues, 1) == AP_OUT_OF_RANGE);
  for (const int32_t n : {-1, INT32_MIN, INT32_MAX}) CHECK(call(0, kValues, n) == AP_OUT_OF_RANGE);
  for (const int32_t values : {kValues - 1, kValues + 1, 0, -1}) CHECK(call(0, values, 1) == AP_BAD_SHAPE);
  for (int32_t missing = 0; missing < 6; ++missing) {
    const float* const planes[] = {center.data(), first.data(), second.data()};
    const float* of[3];
    for (int32_t i = 0; i < 3; ++i) of[i] = i == missing ? nullptr : planes[i];
    CHECK(ap_trainer_losses(run.trainer, 0, of[0], of[1], of[2], kValues, missing == 3 ? nullptr : u,
                            missing == 4 ? nullptr : v, 1,
                            missing == 5 ? nullptr : losses) == AP_NULL_POINTER);
  }
  CHECK(ap_trainer_losses(0, 0, center.data(), first.data(), second.data(), kValues, u, v, 1, losses) ==
        AP_BAD_HANDLE);
}

TEST_CASE("a sample is traced back through the boundary", "[abi]") {
  const AbiRun run;
  constexpr int32_t kSize = 7 * 52;
  std::vector<float> out(kSize), trace(104),
      row(abi_exercise().train.begin() + 60, abi_exercise().train.begin() + 80);
  double loss = -1.0;
  const auto call = [&](int32_t part, int32_t at, int32_t capacity) {
    return ap_trainer_backtrace(run.trainer, part, at, out.data(), capacity, &loss);
  };
  REQUIRE(call(0, 3, kSize) == AP_OK);
  CHECK(loss > 0.0);
  REQUIRE(ap_trainer_trace(run.trainer, row.data(), 1, trace.data(), 104) == AP_OK);
  for (std::size_t u = 0; u < 50; ++u) {
    CHECK(out[u] == trace[u]);
    CHECK(out[50 + u] == 1.0f);
    CHECK(out[100 + u] == (trace[u] > 0.0f ? 1.0f : 0.0f));
    CHECK(out[250 + u] == trace[50 + u]);
  }
  CHECK(call(1, 199, kSize) == AP_OK);
  for (const int32_t part : {-1, 2}) CHECK(call(part, 0, kSize) == AP_OUT_OF_RANGE);
  for (const int32_t at : {-1, 200, INT32_MAX, INT32_MIN}) CHECK(call(1, at, kSize) == AP_OUT_OF_RANGE);
  for (const int32_t capacity : {kSize - 1, 0, -1}) CHECK(call(0, 0, capacity) == AP_CAPACITY);
  CHECK(ap_trainer_backtrace(run.trainer, 0, 0, nullptr, kSize, &loss) == AP_NULL_POINTER);
  CHECK(ap_trainer_backtrace(run.trainer, 0, 0, out.data(), kSize, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_backtrace(7, 0, 0, out.data(), kSize, &loss) == AP_BAD_HANDLE);
}

TEST_CASE("the rows of the next step come through the boundary", "[abi]") {
  const AbiRun run;
  std::vector<int32_t> rows(800, -1);
  int32_t count = 0;
  REQUIRE(ap_trainer_next_batch(run.trainer, rows.data(), 800, &count) == AP_OK);
  CHECK(count == 800);
  CHECK((rows[0] == 0 && rows[799] == 799));
  for (const int32_t capacity : {799, 0, -1, INT32_MIN})
    CHECK(ap_trainer_next_batch(run.trainer, rows.data(), capacity, &count) == AP_CAPACITY);
  CHECK(ap_trainer_next_batch(run.trainer, nullptr, 800, &count) == AP_NULL_POINTER);
  CHECK(ap_trainer_next_batch(run.trainer, rows.data(), 800, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_next_batch(0, rows.data(), 800, &count) == AP_BAD_HANDLE);
}

}  // namespace
}  // namespace ap::test

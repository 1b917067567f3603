// Training through the boundary: what a trainer tells, and every bad argument.

#include <cmath>
#include <limits>

#include "abi/abi_call.hpp"

namespace ap::test {
namespace {

TEST_CASE("a trainer tells its sizes, progress, history and parameters", "[abi]") {
  ap_trainer trainer = 0;
  REQUIRE(TrainerCall().create(&trainer) == AP_OK);
  ap_trainer_size size{};
  REQUIRE(ap_trainer_measure(trainer, &size) == AP_OK);
  CHECK(size.fan_in == 20);
  CHECK(size.outputs == 2);
  CHECK(size.tensors == 4);
  CHECK(size.values == 1152);

  REQUIRE(ap_trainer_run(trainer, 3) == AP_OK);
  REQUIRE(ap_trainer_advance(trainer, 2) == AP_OK);
  ap_progress progress{};
  REQUIRE(ap_trainer_progress(trainer, &progress) == AP_OK);
  CHECK(progress.epoch == 5);
  CHECK(progress.step == 5.0);
  CHECK(progress.steps_per_epoch == 1);
  CHECK(progress.diverged_step == 0.0);

  ap_epoch_record records[8] = {};
  int32_t count = 0;
  REQUIRE(ap_trainer_history(trainer, 0, records, 8, &count) == AP_OK);
  CHECK(count == 5);
  ap_epoch_record later[2] = {};
  REQUIRE(ap_trainer_history(trainer, 3, later, 2, &count) == AP_OK);
  CHECK(count == 2);
  CHECK(later[1].train_loss == records[4].train_loss);
  REQUIRE(ap_trainer_history(trainer, 5, nullptr, 0, &count) == AP_OK);
  CHECK(count == 0);
  CHECK(ap_trainer_history(trainer, 6, records, 8, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_history(trainer, -1, records, 8, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_history(trainer, 0, records, -1, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_history(trainer, 0, nullptr, 8, &count) == AP_NULL_POINTER);
  CHECK(ap_trainer_history(trainer, 0, records, 8, nullptr) == AP_NULL_POINTER);

  int32_t next = 0;
  for (int32_t i = 0; i < size.tensors; ++i) {
    ap_parameter_info info{};
    REQUIRE(ap_trainer_parameter_info(trainer, i, &info) == AP_OK);
    CHECK(std::string(info.name).substr(0, 2) == "fc");
    CHECK(info.offset == next);
    CHECK(info.length == info.rows * std::max(info.cols, 1));
    next += info.length;
  }
  CHECK(next == size.values);
  std::vector<float> values(static_cast<std::size_t>(size.values));
  CHECK(ap_trainer_parameters(trainer, values.data(), size.values) == AP_OK);
  CHECK(ap_trainer_parameters(trainer, values.data(), size.values - 1) == AP_CAPACITY);
  CHECK(ap_trainer_parameters(trainer, nullptr, size.values) == AP_NULL_POINTER);
  ap_parameter_info info{};
  for (const int32_t index : {-1, size.tensors, INT32_MAX})
    CHECK(ap_trainer_parameter_info(trainer, index, &info) == AP_OUT_OF_RANGE);

  std::vector<float> out(400);
  const float* features = abi_exercise().test.data();
  CHECK(ap_trainer_predict(trainer, features, 200, out.data(), 400) == AP_OK);
  CHECK(std::abs(out[0] + out[1] - 1.0f) < 1e-6f);
  CHECK(ap_trainer_predict(trainer, nullptr, 0, nullptr, 0) == AP_OK);
  CHECK(ap_trainer_predict(trainer, features, 200, out.data(), 399) == AP_CAPACITY);
  CHECK(ap_trainer_predict(trainer, features, -1, out.data(), 400) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_predict(trainer, features, INT32_MAX, out.data(), INT32_MAX) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_predict(trainer, nullptr, 200, out.data(), 400) == AP_NULL_POINTER);

  for (const int32_t wrong : {-1, INT32_MIN, INT32_MAX}) {
    CHECK(ap_trainer_run(trainer, wrong) == AP_OUT_OF_RANGE);
    CHECK(ap_trainer_advance(trainer, wrong) == AP_OUT_OF_RANGE);
  }
  REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
}

TEST_CASE("a stale handle is an error for every function", "[abi]") {
  ap_trainer trainer = 0;
  REQUIRE(TrainerCall().create(&trainer) == AP_OK);
  REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
  for (const ap_trainer stale : {trainer, 0, -1, INT32_MAX, INT32_MIN}) {
    ap_trainer_size size{};
    ap_progress progress{};
    ap_epoch_record record{};
    ap_parameter_info info{};
    int32_t count = 0;
    uint32_t low = 0, high = 0;
    float values[2] = {};
    CHECK(ap_trainer_destroy(stale) == AP_BAD_HANDLE);
    CHECK(ap_trainer_run(stale, 1) == AP_BAD_HANDLE);
    CHECK(ap_trainer_advance(stale, 1) == AP_BAD_HANDLE);
    CHECK(ap_trainer_measure(stale, &size) == AP_BAD_HANDLE);
    CHECK(ap_trainer_progress(stale, &progress) == AP_BAD_HANDLE);
    CHECK(ap_trainer_history(stale, 0, &record, 1, &count) == AP_BAD_HANDLE);
    CHECK(ap_trainer_parameter_info(stale, 0, &info) == AP_BAD_HANDLE);
    CHECK(ap_trainer_parameters(stale, values, 2) == AP_BAD_HANDLE);
    CHECK(ap_trainer_predict(stale, values, 0, values, 2) == AP_BAD_HANDLE);
    CHECK(ap_trainer_fingerprint(stale, &low, &high) == AP_BAD_HANDLE);
  }
}

TEST_CASE("a trainer is not made from a bad spec", "[abi]") {
  ap_trainer trainer = 0;
  const auto with = [&](auto change) {
    TrainerCall call;
    change(call);
    const int32_t status = call.create(&trainer);
    if (status == AP_OK) ap_trainer_destroy(trainer);
    return status;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(with([](TrainerCall&) {}) == AP_OK);
  CHECK(with([](TrainerCall& c) { c.layers.clear(); }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.layers.resize(1000); }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.layers[0].units = 0; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.layers[0].units = INT32_MAX; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.layers[0].activation = -1; }) == AP_UNKNOWN_ID);
  CHECK(with([](TrainerCall& c) { c.layers[0].activation = INT32_MAX; }) == AP_UNKNOWN_ID);
  CHECK(with([&](TrainerCall& c) {
          c.layers[0] = abi_layer(50, "leaky_relu");
          c.layers[0].params[0] = static_cast<float>(nan);
        }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.layers.back().units = 1; }) == AP_OUT_OF_RANGE);  // labels up to 1
  CHECK(with([](TrainerCall& c) { c.spec.loss.index = -1; }) == AP_UNKNOWN_ID);
  CHECK(with([](TrainerCall& c) { c.spec.optimizer.index = INT32_MAX; }) == AP_UNKNOWN_ID);
  CHECK(with([&](TrainerCall& c) { c.spec.optimizer.params[0] = nan; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.optimizer.params[0] = -1.0; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.optimizer.params[5] = 0.5; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.fan_in = 0; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.fan_in = INT32_MAX; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.batch_size = -1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.drop_last = 2; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.evaluate_every = -1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.reserved = 1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](TrainerCall& c) { c.spec.batch_size = 900, c.spec.drop_last = 1; }) == AP_BAD_SHAPE);
}

TEST_CASE("a trainer is not made from bad rows", "[abi]") {
  const TrainerCall call;
  std::vector<float> features(40, 0.5f);
  std::vector<int32_t> labels{0, 1};
  ap_trainer trainer = 0;
  const auto create = [&](const float* x, const int32_t* y, int32_t rows, ap_trainer* out) {
    return ap_trainer_create(&call.spec, call.layers.data(), 2, x, y, nullptr, rows, nullptr, nullptr,
                             nullptr, 0, out);
  };
  REQUIRE(create(features.data(), labels.data(), 2, &trainer) == AP_OK);
  REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
  CHECK(create(nullptr, labels.data(), 2, &trainer) == AP_NULL_POINTER);
  CHECK(create(features.data(), nullptr, 2, &trainer) == AP_BAD_SHAPE);
  CHECK(create(features.data(), labels.data(), 0, &trainer) == AP_BAD_SHAPE);
  CHECK(create(features.data(), labels.data(), -1, &trainer) == AP_OUT_OF_RANGE);
  CHECK(create(features.data(), labels.data(), INT32_MAX, &trainer) == AP_OUT_OF_RANGE);
  CHECK(create(features.data(), labels.data(), 2, nullptr) == AP_NULL_POINTER);
  labels[1] = 2;
  CHECK(create(features.data(), labels.data(), 2, &trainer) == AP_OUT_OF_RANGE);
  labels[1] = -1;
  CHECK(create(features.data(), labels.data(), 2, &trainer) == AP_OUT_OF_RANGE);
  labels[1] = 1;
  features[7] = std::numeric_limits<float>::infinity();
  CHECK(create(features.data(), labels.data(), 2, &trainer) == AP_NOT_FINITE);
  CHECK(ap_trainer_create(nullptr, call.layers.data(), 2, features.data(), labels.data(), nullptr, 2, nullptr,
                          nullptr, nullptr, 0, &trainer) == AP_NULL_POINTER);
  CHECK(ap_trainer_create(&call.spec, nullptr, 2, features.data(), labels.data(), nullptr, 2, nullptr,
                          nullptr, nullptr, 0, &trainer) == AP_NULL_POINTER);
}

}  // namespace
}  // namespace ap::test

// Layers, entries and stop rules as they come over the boundary.

#include <cmath>
#include <limits>
#include <string>

#include "abi/abi_call.hpp"

namespace ap::test {
namespace {

/// A formula that ends with its scope.
class OwnedFormula {
 public:
  explicit OwnedFormula(std::string_view text) {
    ap_formula_error error{};
    REQUIRE(ap_formula_parse(text.data(), static_cast<int32_t>(text.size()), &handle_, &error) == AP_OK);
  }
  ~OwnedFormula() { destroy(); }
  OwnedFormula(const OwnedFormula&) = delete;
  OwnedFormula& operator=(const OwnedFormula&) = delete;
  ap_formula handle() const { return handle_; }
  void destroy() {
    if (handle_ != 0) ap_formula_destroy(handle_);
    handle_ = 0;
  }

 private:
  ap_formula handle_ = 0;
};

std::vector<ap_epoch_record> train(const TrainerCall& call, int32_t epochs, ap_progress& progress) {
  ap_trainer trainer = 0;
  REQUIRE(call.create(&trainer) == AP_OK);
  REQUIRE(ap_trainer_run(trainer, epochs) == AP_OK);
  REQUIRE(ap_trainer_progress(trainer, &progress) == AP_OK);
  std::vector<ap_epoch_record> records(static_cast<std::size_t>(progress.epoch));
  int32_t count = 0;
  REQUIRE(ap_trainer_history(trainer, 0, records.data(), progress.epoch, &count) == AP_OK);
  REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
  return records;
}

TEST_CASE("a typed formula trains as the activation it spells, and is copied", "[abi]") {
  TrainerCall built_in("leaky_relu", "linear"), typed = built_in;
  OwnedFormula formula("max(0, x) + a * min(0, x)");
  typed.layers[0].activation = -1;
  typed.layers[0].formula = formula.handle();
  typed.layers[0].params[0] = built_in.layers[0].params[0];
  ap_trainer trainer = 0;
  REQUIRE(typed.create(&trainer) == AP_OK);
  formula.destroy();
  REQUIRE(ap_trainer_run(trainer, 5) == AP_OK);
  ap_epoch_record last{};
  int32_t count = 0;
  REQUIRE(ap_trainer_history(trainer, 4, &last, 1, &count) == AP_OK);
  REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
  ap_progress progress{};
  const std::vector<ap_epoch_record> expected = train(built_in, 5, progress);
  REQUIRE(std::abs(last.train_loss - expected[4].train_loss) <= 1e-6);
  REQUIRE(last.test_accuracy == expected[4].test_accuracy);
}

TEST_CASE("a layer is not made from bad numbers", "[abi]") {
  const OwnedFormula formula("x * sigmoid(b * x)");
  ap_trainer trainer = 0;
  const auto with = [&](auto change) {
    TrainerCall call;
    change(call.layers[0]);
    const int32_t status = call.create(&trainer);
    if (status == AP_OK) ap_trainer_destroy(trainer);
    return status;
  };
  const auto typed = [&](ap_layer& layer) {
    layer.activation = -1;
    layer.formula = formula.handle();
    layer.params[0] = 1.7f;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(with(typed) == AP_OK);
  CHECK(with([&](ap_layer& l) { typed(l), l.params[0] = static_cast<float>(nan); }) == AP_NOT_FINITE);
  CHECK(with([&](ap_layer& l) { typed(l), l.activation = 0; }) == AP_OUT_OF_RANGE);
  CHECK(with([&](ap_layer& l) { typed(l), l.formula += AP_MAX_FORMULAS; }) == AP_BAD_HANDLE);
  CHECK(with([](ap_layer& l) { l.formula = -1; }) == AP_BAD_HANDLE);
  CHECK(with([](ap_layer& l) { l.activation = -1; }) == AP_UNKNOWN_ID);
  CHECK(with([](ap_layer& l) { l.reserved = 1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_layer& l) { l.dropout = 1.0; }) == AP_OK);
  CHECK(with([](ap_layer& l) { l.dropout = -0.1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_layer& l) { l.dropout = 1.1; }) == AP_OUT_OF_RANGE);
  CHECK(with([&](ap_layer& l) { l.dropout = nan; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_layer& l) { l.norm = abi_entry(norms(), "batch_norm"); }) == AP_OK);
  CHECK(with([](ap_layer& l) { l.norm.index = 3; }) == AP_UNKNOWN_ID);
  CHECK(with([](ap_layer& l) { l.norm.reserved = 1; }) == AP_OUT_OF_RANGE);
  CHECK(with([&](ap_layer& l) {
          l.norm = abi_entry(norms(), "layer_norm");
          l.norm.params[0] = nan;
        }) == AP_OUT_OF_RANGE);
}

TEST_CASE("schedules, initializers, penalties and limits are checked", "[abi]") {
  ap_trainer trainer = 0;
  const auto with = [&](auto change) {
    TrainerCall call;
    change(call.spec);
    const int32_t status = call.create(&trainer);
    if (status == AP_OK) ap_trainer_destroy(trainer);
    return status;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(with([](ap_trainer_spec& s) { s.schedule = abi_entry(schedules(), "one_cycle"); }) == AP_OK);
  CHECK(with([](ap_trainer_spec& s) { s.schedule.index = -1; }) == AP_UNKNOWN_ID);
  CHECK(with([](ap_trainer_spec& s) { s.schedule.reserved = 7; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_trainer_spec& s) { s.init = abi_entry(initializers(), "kaiming_normal"); }) == AP_OK);
  CHECK(with([](ap_trainer_spec& s) { s.init.index = 99; }) == AP_UNKNOWN_ID);
  CHECK(with([](ap_trainer_spec& s) { s.clip_grad_norm = 1.0; }) == AP_OK);
  CHECK(with([](ap_trainer_spec& s) { s.clip_grad_norm = -1.0; }) == AP_OUT_OF_RANGE);
  CHECK(with([&](ap_trainer_spec& s) { s.l1 = nan; }) == AP_OUT_OF_RANGE);
  CHECK(with([&](ap_trainer_spec& s) { s.l2 = -1e-9; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_trainer_spec& s) { s.stop.index = 3; }) == AP_UNKNOWN_ID);
  CHECK(with([](ap_trainer_spec& s) {
          s.stop = abi_entry(stop_rules(), "target");
          s.evaluate_every = 0;
        }) == AP_BAD_SHAPE);
}

TEST_CASE("a run that has reached its target says so and trains no further", "[abi]") {
  TrainerCall call("relu", "linear");
  ap_progress progress{};
  const std::vector<ap_epoch_record> whole = train(call, 30, progress);
  REQUIRE(progress.stopped == 0);
  call.spec.stop = abi_entry(stop_rules(), "target");
  call.spec.stop.params[0] = 0.0;  // train_loss
  call.spec.stop.params[1] = whole[11].train_loss;
  const std::vector<ap_epoch_record> stopped = train(call, 30, progress);
  REQUIRE(progress.stopped == call.spec.stop.index);
  REQUIRE(stopped.size() == 12);
  REQUIRE(stopped[11].train_loss == whole[11].train_loss);
  REQUIRE(stopped[11].train_accuracy == whole[11].train_accuracy);
}

}  // namespace
}  // namespace ap::test

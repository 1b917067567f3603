// Edits and the way back through the boundary: the same as within, and every bad argument.

#include <limits>

#include "abi/abi_call.hpp"

namespace ap::test {
namespace {

struct AbiRun {
  ap_trainer trainer = 0;
  AbiRun() { REQUIRE(TrainerCall().create(&trainer) == AP_OK); }
  ~AbiRun() { ap_trainer_destroy(trainer); }
};

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("a run is edited and rewound through the boundary", "[abi]") {
  const AbiRun run;
  const ap_edit rate{.step = 99.0, .value = 0.25, .kind = 0, .first = 0, .count = 1, .reserved = 0};
  const ap_edit freeze{.step = 0.0, .value = 1.0, .kind = 2, .first = 5, .count = 3, .reserved = 0};
  REQUIRE(ap_trainer_run(run.trainer, 4) == AP_OK);
  REQUIRE(ap_trainer_edit(run.trainer, &rate) == AP_OK);
  REQUIRE(ap_trainer_edit(run.trainer, &freeze) == AP_OK);
  double next = 0.0, base = 0.0;
  REQUIRE(ap_trainer_learning_rate(run.trainer, &next, &base) == AP_OK);
  CHECK(next == 0.25);
  CHECK(base == 0.25);
  ap_edit edits[2] = {};
  int32_t count = 0;
  REQUIRE(ap_trainer_edits(run.trainer, 0, edits, 2, &count) == AP_OK);
  CHECK(count == 2);
  CHECK((edits[0].step == 4.0 && edits[0].value == 0.25 && edits[0].kind == 0));
  CHECK((edits[1].step == 4.0 && edits[1].first == 5 && edits[1].count == 3));
  REQUIRE(ap_trainer_edits(run.trainer, 1, edits, 2, &count) == AP_OK);
  CHECK(count == 1);

  REQUIRE(ap_trainer_run(run.trainer, 4) == AP_OK);
  uint32_t low = 0, high = 0, low_again = 0, high_again = 0;
  REQUIRE(ap_trainer_fingerprint(run.trainer, &low, &high) == AP_OK);
  REQUIRE(ap_trainer_run(run.trainer, 4) == AP_OK);
  REQUIRE(ap_trainer_restore(run.trainer, 8.0) == AP_OK);
  REQUIRE(ap_trainer_advance(run.trainer, 8) == AP_OK);  // without kept states it went to the start
  REQUIRE(ap_trainer_fingerprint(run.trainer, &low_again, &high_again) == AP_OK);
  CHECK((low == low_again && high == high_again));
}

TEST_CASE("edits through the boundary refuse bad arguments", "[abi]") {
  const AbiRun run;
  const auto status = [&](ap_edit edit) { return ap_trainer_edit(run.trainer, &edit); };
  const ap_edit good{.step = 0.0, .value = 1.0, .kind = 2, .first = 0, .count = 1, .reserved = 0};
  const auto with = [&](auto change) {
    ap_edit edit = good;
    change(edit);
    return status(edit);
  };
  for (const int32_t kind : {-1, 4, INT32_MAX})
    CHECK(with([&](ap_edit& e) { e.kind = kind; }) == AP_OUT_OF_RANGE);
  for (const int32_t first : {-1, 1152, INT32_MAX})
    CHECK(with([&](ap_edit& e) { e.first = first; }) == AP_OUT_OF_RANGE);
  for (const int32_t count : {-1, 0, 1153, INT32_MAX})
    CHECK(with([&](ap_edit& e) { e.count = count; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_edit& e) { e.reserved = 1; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_edit& e) { e.value = kNan; }) == AP_OUT_OF_RANGE);
  CHECK(with([](ap_edit& e) { e.kind = 1, e.value = kNan; }) == AP_NOT_FINITE);
  CHECK(with([](ap_edit& e) { e.kind = 3, e.first = 50; }) == AP_BAD_SHAPE);
  CHECK(ap_trainer_edit(run.trainer, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_edit(-1, &good) == AP_BAD_HANDLE);

  ap_edit out{};
  int32_t count = 0;
  CHECK(ap_trainer_edits(run.trainer, 1, &out, 1, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_edits(run.trainer, -1, &out, 1, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_edits(run.trainer, 0, &out, -1, &count) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_edits(run.trainer, 0, nullptr, 1, &count) == AP_NULL_POINTER);
  CHECK(ap_trainer_edits(run.trainer, 0, &out, 1, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_edits(0, 0, &out, 1, &count) == AP_BAD_HANDLE);
  CHECK(ap_trainer_learning_rate(run.trainer, nullptr, &out.value) == AP_NULL_POINTER);
  CHECK(ap_trainer_learning_rate(run.trainer, &out.value, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_learning_rate(0, &out.value, &out.step) == AP_BAD_HANDLE);
}

TEST_CASE("a run takes so many edits and no more", "[abi]") {
  const AbiRun run;
  ap_edit edit{.step = 0.0, .value = 1.0, .kind = 1, .first = 0, .count = 1, .reserved = 0};
  for (int32_t i = 0; i < 65536; ++i) {
    edit.first = i % 2;  // not the same place twice in a row, which would be one edit
    REQUIRE(ap_trainer_edit(run.trainer, &edit) == AP_OK);
  }
  edit.first = 0;
  CHECK(ap_trainer_edit(run.trainer, &edit) == AP_CAPACITY);
  edit.first = 1;  // the last one once more
  CHECK(ap_trainer_edit(run.trainer, &edit) == AP_OK);
}

TEST_CASE("kept states and the way back refuse bad arguments", "[abi]") {
  const AbiRun run;
  REQUIRE(ap_trainer_run(run.trainer, 3) == AP_OK);
  for (const double step : {4.0, -1.0, 1.5, 1e300, kNan, std::numeric_limits<double>::infinity()})
    CHECK(ap_trainer_restore(run.trainer, step) == AP_OUT_OF_RANGE);
  CHECK(ap_trainer_restore(0, 0.0) == AP_BAD_HANDLE);
  ap_kept_states kept{};
  REQUIRE(ap_trainer_kept_states(run.trainer, &kept) == AP_OK);
  CHECK(kept.capacity == 0);
  CHECK(kept.fewest == 4);
  CHECK(ap_trainer_keep_states(run.trainer, 4.0 * kept.state_size - 1.0) == AP_CAPACITY);
  CHECK(ap_trainer_keep_states(run.trainer, 4.0 * kept.state_size) == AP_OK);
  for (const double bytes : {-1.0, 1e300, kNan})
    CHECK(ap_trainer_keep_states(run.trainer, bytes) == AP_OUT_OF_RANGE);
  REQUIRE(ap_trainer_kept_states(run.trainer, &kept) == AP_OK);
  CHECK(kept.capacity == 4);
  CHECK(ap_trainer_kept_states(run.trainer, nullptr) == AP_NULL_POINTER);
  CHECK(ap_trainer_kept_states(0, &kept) == AP_BAD_HANDLE);
  CHECK(ap_trainer_keep_states(0, 0.0) == AP_BAD_HANDLE);
}

}  // namespace
}  // namespace ap::test

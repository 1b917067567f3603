/// Changes of a run, and its way back.

#include "fuzz/trainers.hpp"

namespace ap::fuzz {
namespace {

std::int32_t call_ap_trainer_edit(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles);
  const ap_edit edit{.step = in.one_in(8) ? in.real(-1.0, 3.0) : 0.0,
                     .value = in.one_in(2) ? in.real(0.0, 1.0) : in.integer(0, 1),
                     .kind = in.integer(0, 3),
                     .first = in.integer(0, 8),
                     .count = in.one_in(2) ? 1 : in.integer(0, 4),
                     .reserved = in.one_in(64) ? 1 : 0};
  return ap_trainer_edit(trainer, in.one_in(64) ? nullptr : &edit);
}

std::int32_t call_ap_trainer_edits(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), first = in.integer(0, 2);
  const std::int32_t capacity = in.capacity(8);
  return ap_trainer_edits(trainer, first, in.room<ap_edit>(capacity), capacity, in.room<std::int32_t>(1));
}

std::int32_t call_ap_trainer_learning_rate(Input& in, Handles& handles) {
  return ap_trainer_learning_rate(draw_trainer(in, handles), in.room<double>(1), in.room<double>(1));
}

std::int32_t call_ap_trainer_keep_states(Input& in, Handles& handles) {
  return ap_trainer_keep_states(draw_trainer(in, handles), in.one_in(2) ? in.real(0.0, 1e4) : 1e5);
}

std::int32_t call_ap_trainer_kept_states(Input& in, Handles& handles) {
  return ap_trainer_kept_states(draw_trainer(in, handles), in.room<ap_kept_states>(1));
}

std::int32_t call_ap_trainer_restore(Input& in, Handles& handles) {
  return ap_trainer_restore(draw_trainer(in, handles), in.one_in(4) ? in.real(0.0, 4.0) : in.integer(0, 3));
}

}  // namespace

std::span<Target> edit_targets() {
  static Target targets[] = {
      AP_TARGET(ap_trainer_edit),          AP_TARGET(ap_trainer_edits),
      AP_TARGET(ap_trainer_learning_rate), AP_TARGET(ap_trainer_keep_states),
      AP_TARGET(ap_trainer_kept_states),   AP_TARGET(ap_trainer_restore),
  };
  return targets;
}

}  // namespace ap::fuzz

/// What is measured of a run.

#include "fuzz/trainers.hpp"

namespace ap::fuzz {
namespace {

std::int32_t call_ap_trainer_trace(Input& in, Handles& handles) {
  const DrawnPoints points(in, handles);
  const std::int32_t capacity = in.capacity(600);
  return ap_trainer_trace(points.trainer, points.features, points.rows, in.room<float>(capacity), capacity);
}

std::int32_t call_ap_trainer_layer_stats(Input& in, Handles& handles) {
  const DrawnPoints points(in, handles);
  const bool of_training = in.one_in(4);
  const std::int32_t capacity = in.capacity(20), states = in.capacity(100);
  return ap_trainer_layer_stats(points.trainer, of_training ? nullptr : points.features,
                                of_training ? 0 : points.rows, in.room<ap_layer_stats>(capacity), capacity,
                                in.room<std::int32_t>(states), states);
}

std::int32_t call_ap_trainer_assess(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), part = in.integer(0, 1);
  const std::int32_t capacity = in.capacity(100);
  return ap_trainer_assess(trainer, part, in.room<ap_assessment>(1), in.room<std::int32_t>(capacity),
                           capacity);
}

std::int32_t call_ap_trainer_collapse(Input& in, Handles& handles) {
  const DrawnPoints points(in, handles);
  const bool of_training = in.one_in(4);
  const std::int32_t weights = in.capacity(64), biases = in.capacity(16);
  return ap_trainer_collapse(points.trainer, of_training ? nullptr : points.features,
                             of_training ? 0 : points.rows, in.room<double>(weights), weights,
                             in.room<double>(biases), biases, in.room<double>(1), in.room<std::int32_t>(1));
}

std::int32_t call_ap_trainer_directions(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), capacity = in.capacity(400);
  return ap_trainer_directions(trainer, in.byte(), in.room<float>(capacity), in.room<float>(capacity),
                               capacity);
}

std::int32_t call_ap_trainer_losses(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), part = in.integer(0, 1), n = in.integer(0, 3);
  ap_trainer_size size{};
  const bool is_alive = ap_trainer_measure(trainer, &size) == AP_OK;
  const std::int32_t values = is_alive && !in.one_in(16) ? size.values : in.integer(0, 40);
  float* const center = in.numbers<float>(values);
  float* const first = in.numbers<float>(values);
  float* const second = in.numbers<float>(values);
  double* const u = in.numbers<double>(n);
  double* const v = in.numbers<double>(n);
  return ap_trainer_losses(trainer, part, center, first, second, values, u, v, n, in.room<double>(n));
}

std::int32_t call_ap_trainer_backtrace(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), part = in.integer(0, 1), row = in.integer(0, 3);
  const std::int32_t capacity = in.capacity(600);
  return ap_trainer_backtrace(trainer, part, row, in.room<float>(capacity), capacity, in.room<double>(1));
}

std::int32_t call_ap_trainer_next_batch(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), capacity = in.capacity(100);
  return ap_trainer_next_batch(trainer, in.room<std::int32_t>(capacity), capacity, in.room<std::int32_t>(1));
}

}  // namespace

std::span<Target> insight_targets() {
  static Target targets[] = {
      AP_TARGET(ap_trainer_trace),     AP_TARGET(ap_trainer_layer_stats), AP_TARGET(ap_trainer_assess),
      AP_TARGET(ap_trainer_collapse),  AP_TARGET(ap_trainer_directions),  AP_TARGET(ap_trainer_losses),
      AP_TARGET(ap_trainer_backtrace), AP_TARGET(ap_trainer_next_batch),
  };
  return targets;
}

}  // namespace ap::fuzz

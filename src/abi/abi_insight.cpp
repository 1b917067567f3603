/// The part of the boundary that looks inside a run.

#include <algorithm>
#include <array>
#include <span>

#include "abi/abi.h"
#include "abi/check.hpp"
#include "abi/trainers.hpp"
#include "nn/analysis.hpp"
#include "nn/assessment.hpp"
#include "nn/backtrace.hpp"
#include "nn/buffer.hpp"
#include "nn/collapse.hpp"
#include "nn/landscape.hpp"

using ap::code;
using ap::with_trainer;

static_assert(sizeof(ap_layer_shape) == 16 && sizeof(ap_layer_stats) == 312);
static_assert(AP_CALIBRATION_BINS == ap::kCalibrationBins && sizeof(ap_assessment) == 248);
static_assert(AP_HISTOGRAM_BINS == ap::kHistogramBins && sizeof(ap::UnitState) == sizeof(int32_t));

namespace {

bool is_part(int32_t part) { return part == 0 || part == 1; }

int32_t total_units(ap::Trainer& trainer) {
  int32_t total = 0;
  for (int i = 0; i < ap::layer_count(trainer); ++i) total += ap::layer_shape(trainer, i).units;
  return total;
}

ap_layer_stats to_stats(const ap::LayerStats& stats) {
  ap_layer_stats out{.gradient_norm = stats.gradient_norm,
                     .weight_norm = stats.weight_norm,
                     .update_ratio = stats.update_ratio,
                     .pre_activation_low = stats.pre_activation.low,
                     .pre_activation_high = stats.pre_activation.high,
                     .activation_low = stats.activation.low,
                     .activation_high = stats.activation.high,
                     .pre_activation_counts = {},
                     .activation_counts = {}};
  const auto& before = stats.pre_activation.counts;
  const auto& after = stats.activation.counts;
  std::copy(before.begin(), before.end(), out.pre_activation_counts);
  std::copy(after.begin(), after.end(), out.activation_counts);
  return out;
}

ap_assessment to_assessment(const ap::Assessment& from, int32_t classes) {
  ap_assessment out{};
  out.loss = from.loss;
  out.accuracy = from.accuracy;
  out.r_squared = from.r_squared;
  out.expected_error = from.expected_error;
  for (std::size_t i = 0; i < from.bins.size(); ++i) {
    out.bin_confidence[i] = from.bins[i].confidence;
    out.bin_accuracy[i] = from.bins[i].accuracy;
    out.bin_counts[i] = static_cast<int32_t>(from.bins[i].count);
  }
  out.rows = static_cast<int32_t>(from.rows);
  out.classes = classes;
  out.is_calibrated = from.is_calibrated ? 1 : 0;
  return out;
}

}  // namespace

int32_t ap_trainer_layers(ap_trainer trainer, ap_layer_shape* out, int32_t capacity, int32_t* count) {
  if (!ap::is_usable(count, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const int32_t layers = ap::layer_count(t);
    if (capacity < layers) return AP_CAPACITY;
    if (!ap::is_usable(out, layers)) return AP_NULL_POINTER;
    for (int32_t i = 0; i < layers; ++i) {
      const ap::LayerShape shape = ap::layer_shape(t, i);
      out[i] = {shape.fan_in, shape.units, shape.outputs, 0};
    }
    *count = layers;
    return AP_OK;
  });
}

int32_t ap_trainer_trace(ap_trainer trainer, const float* features, int32_t rows, float* out,
                         int32_t capacity) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int64_t area = ap::checked_area(rows, t.fan_in(), AP_MAX_ELEMENTS);
    if (area < 0 || ap::trace_size(t, rows) > AP_MAX_ELEMENTS) return AP_OUT_OF_RANGE;
    const auto values = static_cast<std::size_t>(area);
    const auto places = static_cast<std::size_t>(ap::trace_size(t, rows));
    if (capacity < 0 || static_cast<std::size_t>(capacity) < places) return AP_CAPACITY;
    if (!ap::is_usable(features, values) || !ap::is_usable(out, places)) return AP_NULL_POINTER;
    return code(ap::trace(t, {features, values}, {out, places}));
  });
}

int32_t ap_trainer_layer_stats(ap_trainer trainer, const float* features, int32_t rows, ap_layer_stats* out,
                               int32_t capacity, int32_t* unit_states, int32_t states_capacity) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int64_t area = ap::checked_area(rows, t.fan_in(), AP_MAX_ELEMENTS);
    if (area < 0 || (rows == 0) != (features == nullptr)) return AP_OUT_OF_RANGE;
    const int32_t layers = ap::layer_count(t), units = total_units(t);
    if (capacity < layers || states_capacity < units) return AP_CAPACITY;
    const auto values = static_cast<std::size_t>(area);
    if (!ap::is_usable(features, values) || !ap::is_usable(out, layers) || !ap::is_usable(unit_states, units))
      return AP_NULL_POINTER;
    std::array<ap::LayerStats, ap::kMaxLayers> stats;
    ap::Buffer<ap::UnitState> states;
    if (!states.allocate(units)) return AP_OUT_OF_MEMORY;
    const ap::Status status =
        ap::measure_layers(t, {features, values}, stats, {states.data(), static_cast<std::size_t>(units)});
    if (status != ap::Status::kOk) return code(status);
    for (int32_t i = 0; i < layers; ++i) out[i] = to_stats(stats[static_cast<std::size_t>(i)]);
    for (int32_t i = 0; i < units; ++i) unit_states[i] = static_cast<int32_t>(states[i]);
    return AP_OK;
  });
}

int32_t ap_trainer_assess(ap_trainer trainer, int32_t part, ap_assessment* out, int32_t* confusion,
                          int32_t capacity) {
  if (!is_part(part)) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int32_t classes = ap::class_count(t);
    const std::size_t size = static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes);
    if (capacity < 0 || static_cast<std::size_t>(capacity) < size) return AP_CAPACITY;
    if (!ap::is_usable(confusion, size)) return AP_NULL_POINTER;
    ap::Assessment assessment;
    const ap::Status status = ap::assess(t, static_cast<ap::Part>(part), assessment, {confusion, size});
    if (status == ap::Status::kOk) *out = to_assessment(assessment, classes);
    return code(status);
  });
}

int32_t ap_trainer_collapse(ap_trainer trainer, const float* features, int32_t rows, double* weight,
                            int32_t weight_capacity, double* bias, int32_t bias_capacity,
                            double* largest_difference, int32_t* linear) {
  if (!ap::is_usable(largest_difference, 1) || !ap::is_usable(linear, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int64_t area = ap::checked_area(rows, t.fan_in(), AP_MAX_ELEMENTS);
    if (area < 0 || (rows == 0) != (features == nullptr)) return AP_OUT_OF_RANGE;
    const int32_t outputs = t.outputs(), size = outputs * t.fan_in();
    if (weight_capacity < size || bias_capacity < outputs) return AP_CAPACITY;
    const std::span<const float> given(features, static_cast<std::size_t>(area));
    if (!ap::is_usable(features, given.size()) || !ap::is_usable(weight, size) ||
        !ap::is_usable(bias, outputs))
      return AP_NULL_POINTER;
    *linear = ap::is_linear(t) ? 1 : 0;
    if (*linear == 0) return AP_OK;
    const std::span product(weight, static_cast<std::size_t>(size));
    const std::span shift(bias, static_cast<std::size_t>(outputs));
    const ap::Status status = ap::collapse(t, product, shift);
    if (status != ap::Status::kOk) return code(status);
    return code(ap::measure_collapse(t, product, shift, given, *largest_difference));
  });
}

int32_t ap_trainer_directions(ap_trainer trainer, uint32_t seed, float* first, float* second,
                              int32_t capacity) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int32_t size = ap::plane_size(t);
    if (capacity < size) return AP_CAPACITY;
    if (!ap::is_usable(first, size) || !ap::is_usable(second, size)) return AP_NULL_POINTER;
    const auto length = static_cast<std::size_t>(size);
    return code(ap::random_directions(t, seed, {first, length}, {second, length}));
  });
}

int32_t ap_trainer_losses(ap_trainer trainer, int32_t part, const float* center, const float* first,
                          const float* second, int32_t values, const double* u, const double* v, int32_t n,
                          double* losses) {
  if (!is_part(part) || n < 0 || n > AP_MAX_ELEMENTS) return AP_OUT_OF_RANGE;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    if (values != ap::plane_size(t)) return AP_BAD_SHAPE;
    if (!ap::is_usable(center, values) || !ap::is_usable(first, values) || !ap::is_usable(second, values) ||
        !ap::is_usable(u, n) || !ap::is_usable(v, n) || !ap::is_usable(losses, n))
      return AP_NULL_POINTER;
    const auto size = static_cast<std::size_t>(values), count = static_cast<std::size_t>(n);
    const ap::Plane plane{{center, size}, {first, size}, {second, size}};
    return code(
        ap::measure_losses(t, static_cast<ap::Part>(part), plane, {u, count}, {v, count}, {losses, count}));
  });
}

int32_t ap_trainer_backtrace(ap_trainer trainer, int32_t part, int32_t row, float* out, int32_t capacity,
                             double* loss) {
  if (!is_part(part)) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(loss, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int32_t size = ap::backtrace_size(t);
    if (capacity < size) return AP_CAPACITY;
    if (!ap::is_usable(out, size)) return AP_NULL_POINTER;
    return code(
        ap::backtrace(t, static_cast<ap::Part>(part), row, {out, static_cast<std::size_t>(size)}, *loss));
  });
}

int32_t ap_trainer_next_batch(ap_trainer trainer, int32_t* rows, int32_t capacity, int32_t* count) {
  if (!ap::is_usable(count, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int32_t size = t.next_batch_size();
    if (capacity < size) return AP_CAPACITY;
    if (!ap::is_usable(rows, size)) return AP_NULL_POINTER;
    const ap::Status status = t.next_batch({rows, static_cast<std::size_t>(size)});
    if (status == ap::Status::kOk) *count = size;
    return code(status);
  });
}

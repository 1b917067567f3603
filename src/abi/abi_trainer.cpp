/// The part of the boundary that trains.

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>

#include "abi/abi.h"
#include "abi/check.hpp"
#include "abi/layers.hpp"
#include "abi/trainers.hpp"
#include "nn/checks.hpp"

using ap::code;
using ap::Status;
using ap::trainers;
using ap::with_trainer;

static_assert(sizeof(ap_trainer_spec) == 408);
static_assert(sizeof(ap_dataset_shape) == 16 && sizeof(ap_epoch_record) == 32 &&
              sizeof(ap_parameter_info) == 40);
static_assert(sizeof(ap_trainer_size) == 16 && sizeof(ap_progress) == 40);

namespace {

/// The rows of one part, as they come over the boundary.
struct RawSamples {
  const float* features;
  const int32_t* labels;
  const float* targets;
  int32_t rows;
};

Status to_samples(const RawSamples& raw, int32_t fan_in, int32_t outputs, ap::Samples& out) {
  const int64_t area = ap::checked_area(raw.rows, fan_in, AP_MAX_ELEMENTS);
  const int64_t target_area = ap::checked_area(raw.rows, outputs, AP_MAX_ELEMENTS);
  if (area < 0 || target_area < 0) return Status::kOutOfRange;
  const auto values = static_cast<std::size_t>(area), rows = static_cast<std::size_t>(raw.rows);
  const auto target_values = static_cast<std::size_t>(target_area);
  if (!ap::is_usable(raw.features, values) || (raw.labels != nullptr && !ap::is_usable(raw.labels, rows)) ||
      (raw.targets != nullptr && !ap::is_usable(raw.targets, target_values)))
    return Status::kNullPointer;
  out.features = {raw.features, values};
  if (raw.labels != nullptr) out.labels = {raw.labels, rows};
  if (raw.targets != nullptr) out.targets = {raw.targets, target_values};
  return Status::kOk;
}

bool is_flag(int32_t value) { return value == 0 || value == 1; }

/// Everything but the layers.
Status read_spec(const ap_trainer_spec& spec, ap::TrainerSpec& out) {
  if (!is_flag(spec.drop_last) || spec.reserved != 0) return Status::kOutOfRange;
  for (const auto& [from, to] : {std::pair{&spec.loss, &out.loss}, std::pair{&spec.optimizer, &out.optimizer},
                                 std::pair{&spec.schedule, &out.schedule}, std::pair{&spec.init, &out.init},
                                 std::pair{&spec.stop, &out.stop}}) {
    const Status status = ap::read_entry(*from, *to);
    if (status != Status::kOk) return status;
  }
  out.clip_norm = spec.clip_grad_norm;
  out.penalty = {spec.l1, spec.l2};
  out.fan_in = spec.fan_in;
  out.batch_size = spec.batch_size;
  out.drop_last = spec.drop_last == 1;
  out.evaluate_every = spec.evaluate_every;
  out.seed = spec.seed;
  return Status::kOk;
}

/// Within the limits of one run, whichever function trains it.
Status check_epochs(const ap::Trainer& trainer, int64_t steps) {
  const int64_t limit = int64_t{AP_MAX_EPOCHS} * trainer.steps_per_epoch();
  return steps >= 0 && steps <= limit - trainer.step() ? Status::kOk : Status::kOutOfRange;
}

int32_t total_values(const ap::Trainer& trainer) {
  std::size_t total = 0;
  for (int i = 0; i < trainer.parameter_count(); ++i) total += trainer.parameter(i).values.size();
  return static_cast<int32_t>(total);
}

}  // namespace

int32_t ap_trainer_create(const ap_trainer_spec* spec, const ap_layer* layers, int32_t layer_count,
                          const float* train_features, const int32_t* train_labels,
                          const float* train_targets, int32_t train_rows, const float* test_features,
                          const int32_t* test_labels, const float* test_targets, int32_t test_rows,
                          ap_trainer* out) {
  if (!ap::is_usable(spec, 1) || !ap::is_usable(out, 1)) return AP_NULL_POINTER;
  if (layer_count < 1 || layer_count > ap::kMaxLayers) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(layers, layer_count)) return AP_NULL_POINTER;
  ap::TrainerSpec trainer_spec;
  Status status = read_spec(*spec, trainer_spec);
  std::array<ap::LayerSpec, ap::kMaxLayers> layer_specs;
  for (int i = 0; i < layer_count && status == Status::kOk; ++i)
    status = ap::read_layer(layers[i], layer_specs[static_cast<std::size_t>(i)]);
  if (status != Status::kOk) return code(status);
  trainer_spec.layers = {layer_specs.data(), static_cast<std::size_t>(layer_count)};

  // Targets are as wide as the outputs, which a rowwise activation at the end may have fewer of than units.
  status = ap::check_spec(trainer_spec);
  if (status != Status::kOk) return code(status);
  const int outputs = ap::output_count(trainer_spec);
  ap::Samples train, test;
  status =
      to_samples({train_features, train_labels, train_targets, train_rows}, spec->fan_in, outputs, train);
  if (status != Status::kOk) return code(status);
  status = to_samples({test_features, test_labels, test_targets, test_rows}, spec->fan_in, outputs, test);
  if (status != Status::kOk) return code(status);

  ap::Result<std::unique_ptr<ap::Trainer>> trainer = ap::Trainer::create(trainer_spec, train, test);
  if (!trainer.ok()) return code(trainer.status());
  const ap_trainer handle = trainers.add(std::move(trainer.value()));
  if (handle == 0) return AP_CAPACITY;
  *out = handle;
  return AP_OK;
}

int32_t ap_trainer_run(ap_trainer trainer, int32_t epochs) {
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const Status status = check_epochs(t, int64_t{epochs} * t.steps_per_epoch());
    return code(status == Status::kOk ? t.train(epochs) : status);
  });
}

int32_t ap_trainer_advance(ap_trainer trainer, int32_t steps) {
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const Status status = check_epochs(t, steps);
    return code(status == Status::kOk ? t.advance(steps) : status);
  });
}

int32_t ap_trainer_measure(ap_trainer trainer, ap_trainer_size* out) {
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    *out = {t.fan_in(), t.outputs(), t.parameter_count(), total_values(t)};
    return AP_OK;
  });
}

int32_t ap_trainer_progress(ap_trainer trainer, ap_progress* out) {
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const ap::Divergence& divergence = t.divergence();
    *out = {.step = static_cast<double>(t.step()),
            .diverged_step = static_cast<double>(divergence.step),
            .epoch = t.epoch(),
            .steps_per_epoch = t.steps_per_epoch(),
            .diverged_layer = divergence.layer,
            .diverged_operation = static_cast<int32_t>(divergence.operation),
            .stopped = t.stopped(),
            .reserved = 0};
    return AP_OK;
  });
}

int32_t ap_trainer_history(ap_trainer trainer, int32_t first, ap_epoch_record* out, int32_t capacity,
                           int32_t* count) {
  if (capacity < 0) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(count, 1) || !ap::is_usable(out, capacity)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const std::span<const ap::EpochRecord> records = t.history();
    const auto total = static_cast<int32_t>(records.size());
    if (first < 0 || first > total) return AP_OUT_OF_RANGE;
    const int32_t n = std::min(total - first, capacity);
    for (int32_t i = 0; i < n; ++i) {
      const ap::EpochRecord& r = records[static_cast<std::size_t>(first + i)];
      out[i] = {r.train_loss, r.train_accuracy, r.test_loss, r.test_accuracy};
    }
    *count = n;
    return AP_OK;
  });
}

int32_t ap_trainer_parameter_info(ap_trainer trainer, int32_t index, ap_parameter_info* out) {
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    if (index < 0 || index >= t.parameter_count()) return AP_OUT_OF_RANGE;
    std::size_t offset = 0;
    for (int i = 0; i < index; ++i) offset += t.parameter(i).values.size();
    const ap::ParameterView view = t.parameter(index);
    static_assert(sizeof(view.name) == AP_NAME_LENGTH);
    std::copy(view.name.begin(), view.name.end(), out->name);
    out->rows = view.rows;
    out->cols = view.cols;
    out->offset = static_cast<int32_t>(offset);
    out->length = static_cast<int32_t>(view.values.size());
    return AP_OK;
  });
}

int32_t ap_trainer_parameters(ap_trainer trainer, float* out, int32_t capacity) {
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const int32_t total = total_values(t);
    if (capacity < total) return AP_CAPACITY;
    if (!ap::is_usable(out, total)) return AP_NULL_POINTER;
    float* place = out;
    for (int i = 0; i < t.parameter_count(); ++i) {
      const std::span<const float> values = t.parameter(i).values;
      place = std::copy(values.begin(), values.end(), place);
    }
    return AP_OK;
  });
}

int32_t ap_trainer_predict(ap_trainer trainer, const float* features, int32_t rows, float* out,
                           int32_t capacity) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    const int64_t area = ap::checked_area(rows, t.fan_in(), AP_MAX_ELEMENTS);
    const int64_t results = ap::checked_area(rows, t.outputs(), AP_MAX_ELEMENTS);
    if (area < 0 || results < 0) return AP_OUT_OF_RANGE;
    if (capacity < results) return AP_CAPACITY;
    const auto values = static_cast<std::size_t>(area), places = static_cast<std::size_t>(results);
    if (!ap::is_usable(features, values) || !ap::is_usable(out, places)) return AP_NULL_POINTER;
    return code(t.predict({features, values}, {out, places}));
  });
}

int32_t ap_trainer_fingerprint(ap_trainer trainer, uint32_t* low, uint32_t* high) {
  if (!ap::is_usable(low, 1) || !ap::is_usable(high, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const uint64_t hash = t.fingerprint();
    *low = static_cast<uint32_t>(hash);
    *high = static_cast<uint32_t>(hash >> 32);
    return AP_OK;
  });
}

int32_t ap_trainer_destroy(ap_trainer trainer) { return trainers.remove(trainer) ? AP_OK : AP_BAD_HANDLE; }

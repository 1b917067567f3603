/// Training, and what can be seen of it.

#include <algorithm>
#include <vector>

#include "abi/abi.h"
#include "activations/table.hpp"
#include "fuzz/trainers.hpp"
#include "nn/table.hpp"

namespace ap::fuzz {

std::int32_t draw_trainer(Input& in, Handles& handles) {
  if (handles.trainers.empty()) {
    static constexpr float kFeatures[] = {0.5f, -1.0f, 1.5f, 2.0f, -0.5f, 0.0f, 1.0f, -2.0f};
    static constexpr std::int32_t kLabels[] = {0, 1, 1, 0};
    const auto start = [](std::span<const Entry* const> table) {
      ap_entry entry{};
      std::ranges::copy(default_params(*table[0]), entry.params);
      return entry;
    };
    ap_layer layer{};
    layer.units = 2;
    ap_trainer_spec spec{};
    spec.loss = start(losses());
    spec.optimizer = start(optimizers());
    spec.fan_in = 2;
    spec.evaluate_every = 1;
    ap_trainer made = 0;
    if (ap_trainer_create(&spec, &layer, 1, kFeatures, kLabels, nullptr, 4, kFeatures, kLabels, nullptr, 2,
                          &made) == AP_OK)
      handles.trainers.push_back(made);
  }
  return in.handle(handles.trainers);
}

namespace {

ap_entry draw_entry(Input& in, std::span<const Entry* const> table) {
  ap_entry entry{};
  entry.index = in.integer(0, static_cast<std::int32_t>(table.size()) - 1);
  if (entry.index >= 0 && entry.index < static_cast<std::int32_t>(table.size())) {
    std::size_t at = 0;
    for (const ParamInfo& param : table[static_cast<std::size_t>(entry.index)]->params)
      entry.params[at++] = in.param(param);
  }
  entry.reserved = in.one_in(64) ? 1 : 0;
  return entry;
}

ap_layer draw_layer(Input& in, const Handles& handles) {
  ap_layer layer{};
  layer.norm = in.one_in(2) ? draw_entry(in, norms()) : ap_entry{};
  layer.dropout = in.one_in(4) ? in.real(0.0, 1.0) : 0.0;
  layer.units = in.integer(1, 8);
  layer.activation = in.integer(0, activation_count() - 1);
  if (layer.activation >= 0 && layer.activation < activation_count()) {
    std::size_t at = 0;
    for (const ParamInfo& param : activation(layer.activation).info->params)
      layer.params[at++] = static_cast<float>(in.param(param));
  }
  if (in.one_in(8)) {
    layer.formula = in.handle(handles.formulas);
    layer.activation = in.one_in(8) ? layer.activation : -1;
  }
  return layer;
}

ap_trainer_spec draw_spec(Input& in, std::int32_t fan_in) {
  ap_trainer_spec spec{};
  spec.loss = draw_entry(in, losses());
  spec.optimizer = draw_entry(in, optimizers());
  if (in.one_in(2)) spec.schedule = draw_entry(in, schedules());
  if (in.one_in(2)) spec.init = draw_entry(in, initializers());
  if (in.one_in(2)) spec.stop = draw_entry(in, stop_rules());
  spec.clip_grad_norm = in.one_in(4) ? in.real(0.0, 2.0) : 0.0;
  spec.l1 = in.one_in(4) ? in.real(0.0, 1.0) : 0.0;
  spec.l2 = in.one_in(4) ? in.real(0.0, 1.0) : 0.0;
  spec.fan_in = fan_in;
  spec.batch_size = in.one_in(2) ? 0 : in.integer(1, 8);
  spec.drop_last = in.integer(0, 1);
  spec.evaluate_every = in.integer(0, 2);
  spec.seed = in.word();
  return spec;
}

/// The last layer's outputs, as far as they can be told from the layer alone.
std::int32_t outputs_of(const ap_layer& layer) {
  if (layer.activation < 0 || layer.activation >= activation_count()) return layer.units;
  return layer.units / activation(layer.activation).info->row_divisor;
}

/// One part of the rows.
struct DrawnRows {
  std::int32_t rows;
  float* features;
  std::int32_t* labels = nullptr;
  float* targets = nullptr;

  DrawnRows(Input& in, std::int32_t fan_in, std::int32_t outputs) : rows(in.integer(0, 12)) {
    features = in.numbers<float>(std::int64_t{rows} * fan_in);
    if (in.one_in(4)) {
      targets = in.numbers<float>(std::int64_t{rows} * outputs);
    } else {
      labels = in.array<std::int32_t>(rows, [&] { return in.integer(0, 1); });
    }
  }
};

std::int32_t call_ap_trainer_create(Input& in, Handles& handles) {
  const std::int32_t fan_in = in.integer(1, 4);
  const ap_trainer_spec spec = draw_spec(in, fan_in);
  const std::int32_t layer_count = in.one_in(32) ? in.integer(0, 20) : in.integer(1, 3);
  std::vector<ap_layer> layers(static_cast<std::size_t>(std::clamp(layer_count, 1, 20)));
  for (ap_layer& layer : layers) layer = draw_layer(in, handles);
  const std::int32_t outputs = outputs_of(layers.back());
  const DrawnRows train(in, fan_in, outputs), test(in, fan_in, outputs);
  auto* const out = in.room<ap_trainer>(1);
  const std::int32_t status = ap_trainer_create(
      in.one_in(64) ? nullptr : &spec, in.one_in(64) ? nullptr : layers.data(), layer_count, train.features,
      train.labels, train.targets, train.rows, test.features, test.labels, test.targets, test.rows, out);
  if (status == AP_OK) handles.trainers.push_back(*out);
  return status;
}

/// Few enough that an input takes no time, or more than there may be.
std::int32_t draw_count(Input& in) {
  return in.one_in(32) ? (in.one_in(2) ? -1 : INT32_MIN) : in.integer(0, 4);
}

std::int32_t call_ap_trainer_run(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), epochs = draw_count(in);
  return ap_trainer_run(trainer, epochs == 1 ? INT32_MAX : std::min(epochs, 4));
}

std::int32_t call_ap_trainer_advance(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles);
  return ap_trainer_advance(trainer, std::min(draw_count(in), 9));
}

std::int32_t call_ap_trainer_progress(Input& in, Handles& handles) {
  return ap_trainer_progress(draw_trainer(in, handles), in.room<ap_progress>(1));
}

std::int32_t call_ap_trainer_history(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), first = in.integer(0, 4);
  const std::int32_t capacity = in.capacity(8);
  return ap_trainer_history(trainer, first, in.room<ap_epoch_record>(capacity), capacity,
                            in.room<std::int32_t>(1));
}

std::int32_t call_ap_trainer_measure(Input& in, Handles& handles) {
  return ap_trainer_measure(draw_trainer(in, handles), in.room<ap_trainer_size>(1));
}

std::int32_t call_ap_trainer_parameter_info(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), index = in.integer(0, 12);
  return ap_trainer_parameter_info(trainer, index, in.room<ap_parameter_info>(1));
}

std::int32_t call_ap_trainer_parameters(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), capacity = in.capacity(400);
  return ap_trainer_parameters(trainer, in.room<float>(capacity), capacity);
}

std::int32_t call_ap_trainer_predict(Input& in, Handles& handles) {
  const DrawnPoints points(in, handles);
  const std::int32_t capacity = in.capacity(100);
  return ap_trainer_predict(points.trainer, points.features, points.rows, in.room<float>(capacity), capacity);
}

std::int32_t call_ap_trainer_fingerprint(Input& in, Handles& handles) {
  return ap_trainer_fingerprint(draw_trainer(in, handles), in.room<std::uint32_t>(1),
                                in.room<std::uint32_t>(1));
}

std::int32_t call_ap_trainer_destroy(Input& in, Handles& handles) {
  return ap_trainer_destroy(draw_trainer(in, handles));
}

std::int32_t call_ap_trainer_layers(Input& in, Handles& handles) {
  const std::int32_t trainer = draw_trainer(in, handles), capacity = in.capacity(20);
  return ap_trainer_layers(trainer, in.room<ap_layer_shape>(capacity), capacity, in.room<std::int32_t>(1));
}

}  // namespace

std::span<Target> trainer_targets() {
  static Target targets[] = {
      AP_TARGET(ap_trainer_create),         AP_TARGET(ap_trainer_run),        AP_TARGET(ap_trainer_advance),
      AP_TARGET(ap_trainer_progress),       AP_TARGET(ap_trainer_history),    AP_TARGET(ap_trainer_measure),
      AP_TARGET(ap_trainer_parameter_info), AP_TARGET(ap_trainer_parameters), AP_TARGET(ap_trainer_predict),
      AP_TARGET(ap_trainer_fingerprint),    AP_TARGET(ap_trainer_destroy),    AP_TARGET(ap_trainer_layers),
  };
  return targets;
}

}  // namespace ap::fuzz

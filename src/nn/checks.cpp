#include "nn/checks.hpp"

#include <utility>

#include "activations/table.hpp"
#include "nn/table.hpp"

namespace ap {
namespace {

bool within(int value, int low, int high) { return value >= low && value <= high; }

bool all_finite(std::span<const float> values) {
  for (const float x : values) {
    if (!(x * 0.0f == 0.0f)) return false;
  }
  return true;
}

Status check_layer(const LayerSpec& layer) {
  if (!within(layer.units, 1, kMaxUnits)) return Status::kOutOfRange;
  if (!within(layer.activation, 0, activation_count() - 1)) return Status::kUnknownId;
  const ActivationInfo& info = *activation(layer.activation).info;
  if (info.rowwise && layer.units % info.row_divisor != 0) return Status::kBadShape;
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    const double value = static_cast<double>(layer.params[i]);
    // A limit such as 0.1 may lie a rounding away from the same number as float.
    if (!(value >= static_cast<double>(static_cast<float>(info.params[i].min)))) return Status::kOutOfRange;
    if (!(value <= static_cast<double>(static_cast<float>(info.params[i].max)))) return Status::kOutOfRange;
  }
  return Status::kOk;
}

}  // namespace

Status check_spec(const TrainerSpec& spec) {
  if (!within(spec.fan_in, 1, kMaxFanIn)) return Status::kOutOfRange;
  if (spec.layers.empty() || spec.layers.size() > static_cast<std::size_t>(kMaxLayers))
    return Status::kOutOfRange;
  for (const LayerSpec& layer : spec.layers) {
    const Status status = check_layer(layer);
    if (status != Status::kOk) return status;
  }
  for (const auto& [table, entry] :
       {std::pair{losses(), &spec.loss}, std::pair{optimizers(), &spec.optimizer},
        std::pair{schedules(), &spec.schedule}, std::pair{initializers(), &spec.init}}) {
    if (!within(entry->index, 0, static_cast<int>(table.size()) - 1)) return Status::kUnknownId;
    if (!params_in_range(*table[static_cast<std::size_t>(entry->index)], entry->params))
      return Status::kOutOfRange;
  }
  if (!(spec.clip_norm >= 0.0 && spec.clip_norm * 0.0 == 0.0)) return Status::kOutOfRange;
  if (!within(spec.batch_size, 0, kMaxRows) || spec.evaluate_every < 0) return Status::kOutOfRange;
  return Status::kOk;
}

int output_count(const TrainerSpec& spec) {
  const LayerSpec& last = spec.layers.back();
  const ActivationInfo& info = *activation(last.activation).info;
  return info.rowwise ? last.units / info.row_divisor : last.units;
}

Status check_samples(const Samples& samples, int fan_in, int outputs, const Loss& loss, int& rows) {
  const std::size_t width = static_cast<std::size_t>(fan_in);
  if (samples.features.size() > static_cast<std::size_t>(kMaxValues)) return Status::kOutOfRange;
  const std::size_t n = samples.features.size() / width;
  if (n * width != samples.features.size()) return Status::kBadShape;
  if (n > static_cast<std::size_t>(kMaxRows)) return Status::kOutOfRange;
  rows = static_cast<int>(n);
  if (!all_finite(samples.features)) return Status::kNotFinite;

  if (loss.targets == TargetKind::kNumbers && !samples.targets.empty()) {
    if (samples.targets.size() > static_cast<std::size_t>(kMaxValues)) return Status::kOutOfRange;
    if (samples.targets.size() != n * static_cast<std::size_t>(outputs)) return Status::kBadShape;
    return all_finite(samples.targets) ? Status::kOk : Status::kNotFinite;
  }
  if (samples.labels.size() != n) return Status::kBadShape;
  if (loss.targets == TargetKind::kNumbers && outputs != 1) return n == 0 ? Status::kOk : Status::kBadShape;
  const int classes = loss.decision(outputs) == Decision::kSign ? 2 : outputs;
  if (loss.targets == TargetKind::kClasses || loss.decision(outputs) == Decision::kSign) {
    for (const std::int32_t label : samples.labels) {
      if (!within(label, 0, classes - 1)) return Status::kOutOfRange;
    }
  }
  return Status::kOk;
}

}  // namespace ap

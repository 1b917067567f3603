#include "nn/checks.hpp"

#include <algorithm>
#include <utility>

#include "activations/table.hpp"
#include "nn/norms.hpp"
#include "nn/stop_rules.hpp"
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

Status check_entry(std::span<const Entry* const> table, const EntrySpec& entry) {
  if (!within(entry.index, 0, static_cast<int>(table.size()) - 1)) return Status::kUnknownId;
  const Entry& info = *table[static_cast<std::size_t>(entry.index)];
  return params_in_range(info, entry.params) ? Status::kOk : Status::kOutOfRange;
}

Status check_layer(const LayerSpec& layer) {
  if (!within(layer.units, 1, kMaxUnits)) return Status::kOutOfRange;
  if (!(layer.dropout >= 0.0 && layer.dropout <= 1.0)) return Status::kOutOfRange;
  const Status status = check_entry(norms(), layer.norm);
  if (status != Status::kOk || layer.function != nullptr) return status;
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
        std::pair{schedules(), &spec.schedule}, std::pair{initializers(), &spec.init},
        std::pair{stop_rules(), &spec.stop}}) {
    const Status status = check_entry(table, *entry);
    if (status != Status::kOk) return status;
  }
  for (const double amount : {spec.clip_norm, spec.penalty.l1, spec.penalty.l2}) {
    if (!(amount >= 0.0 && amount * 0.0 == 0.0)) return Status::kOutOfRange;
  }
  if (!within(spec.batch_size, 0, kMaxRows) || spec.evaluate_every < 0) return Status::kOutOfRange;
  return Status::kOk;
}

Status check_rows(const TrainerSpec& spec, int train_rows, int test_rows) {
  if (train_rows == 0) return Status::kBadShape;
  const int rest = spec.batch_size == 0 ? train_rows : train_rows % spec.batch_size;
  const int smallest = rest != 0 && !spec.drop_last ? rest : spec.batch_size;
  const auto is_batch_norm = [](const LayerSpec& layer) {
    return static_cast<NormKind>(layer.norm.index) == NormKind::kBatch;
  };
  // The variance of one sample is no variance.
  if (smallest < 2 && std::any_of(spec.layers.begin(), spec.layers.end(), is_batch_norm))
    return Status::kBadShape;
  if (kStopRules[static_cast<std::size_t>(spec.stop.index)].ends == nullptr) return Status::kOk;

  const Metric metric = static_cast<Metric>(static_cast<int>(spec.stop.params[0]));
  const bool is_measured = metric == Metric::kTrainLoss || spec.evaluate_every > 0;
  const bool is_test = metric == Metric::kTestLoss || metric == Metric::kTestAccuracy;
  const bool is_decided = loss(spec.loss.index).decision(output_count(spec)) != Decision::kNone;
  if (!is_measured || (is_test && test_rows == 0) || (is_accuracy(metric) && !is_decided))
    return Status::kBadShape;
  return Status::kOk;
}

int output_count(const TrainerSpec& spec) {
  const LayerSpec& last = spec.layers.back();
  if (last.function != nullptr) return last.units;
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
    if (!all_finite(samples.targets)) return Status::kNotFinite;
    const auto is_share = [](float target) { return target >= 0.0f && target <= 1.0f; };
    return loss.decision(outputs) != Decision::kSign ||
                   std::all_of(samples.targets.begin(), samples.targets.end(), is_share)
               ? Status::kOk
               : Status::kOutOfRange;
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

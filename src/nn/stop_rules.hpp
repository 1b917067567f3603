#pragma once
/// When a run ends before its last epoch, one struct for each rule; the list is at the foot. Rules look at
/// the record of a whole epoch, so that a run ends after the same step however it is sliced.

#include <array>
#include <cstdint>

#include "nn/info.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// What a rule remembers from epoch to epoch.
struct StopState {
  double best = 0.0;
  bool has_best = false;
  int waited = 0;  ///< measured epochs since `best`
};

/// One rule as the trainer uses it.
struct StopRule {
  const Entry* info;
  /// True when the run ends with this epoch; null: it does not.
  bool (*ends)(const EntryParams& params, const EpochRecord& record, StopState& state);
};

/// The measured quantities, in the order of `EpochRecord`; the first parameter of a rule is the index of one.
inline constexpr std::string_view kMetrics[] = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"};

enum class Metric { kTrainLoss, kTrainAccuracy, kTestLoss, kTestAccuracy };

constexpr bool is_accuracy(Metric metric) {
  return metric == Metric::kTrainAccuracy || metric == Metric::kTestAccuracy;
}

constexpr double metric_of(const EpochRecord& record, Metric metric) {
  switch (metric) {
    case Metric::kTrainLoss:
      return record.train_loss;
    case Metric::kTrainAccuracy:
      return record.train_accuracy;
    case Metric::kTestLoss:
      return record.test_loss;
    case Metric::kTestAccuracy:
      return record.test_accuracy;
  }
  return record.train_loss;
}

namespace stop_detail {

inline constexpr ParamInfo metric(Metric value, std::string_view meaning) {
  return {.id = "metric",
          .min = 0.0,
          .max = 3.0,
          .default_value = static_cast<double>(value),
          .meaning = meaning,
          .choices = kMetrics};
}

/// The metric, turned over where less is better: more is always better.
inline double goodness(const EntryParams& params, const EpochRecord& record) {
  const Metric metric = static_cast<Metric>(static_cast<int>(params[0]));
  return is_accuracy(metric) ? metric_of(record, metric) : -metric_of(record, metric);
}

}  // namespace stop_detail

/// No rule: the run ends with its last epoch.
struct EpochsOnly {
  static constexpr Entry info{"epochs", "After all epochs", "Trains to the last epoch."};
};

/// Ends when a loss is as small, or an accuracy as large, as asked for.
struct TargetRule {
  static constexpr ParamInfo kParams[] = {
      stop_detail::metric(Metric::kTestAccuracy, "What is to reach the target."),
      {.id = "target",
       .min = -1e6,
       .max = 1e6,
       .default_value = 0.95,
       .meaning = "A loss of at most this, or an accuracy of at least this, ends the run."}};
  static constexpr Entry info{"target", "At a target", "Ends as soon as a loss or accuracy is good enough.",
                              kParams};
  static bool ends(const EntryParams& p, const EpochRecord& record, StopState&) {
    const Metric metric = static_cast<Metric>(static_cast<int>(p[0]));
    return stop_detail::goodness(p, record) >= (is_accuracy(metric) ? p[1] : -p[1]);
  }
};

/// Ends when nothing has become better for a while. Epochs that were not measured do not count.
struct PlateauRule {
  static constexpr ParamInfo kParams[] = {stop_detail::metric(Metric::kTestLoss, "What is to become better."),
                                          {.id = "patience",
                                           .min = 1.0,
                                           .max = 1e6,
                                           .default_value = 10.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Measured epochs without improvement that end the run.",
                                           .kind = ParamKind::kInteger},
                                          {.id = "min_delta",
                                           .min = 0.0,
                                           .max = 1e6,
                                           .default_value = 0.0,
                                           .meaning = "Only a change by more than this is an improvement."}};
  static constexpr Entry info{"plateau", "At a plateau", "Ends when nothing has become better for a while.",
                              kParams};
  static bool ends(const EntryParams& p, const EpochRecord& record, StopState& state) {
    const double now = stop_detail::goodness(p, record);
    if (now != now) return false;
    if (!state.has_best || now > state.best + p[2]) {
      state = {now, true, 0};
      return false;
    }
    return ++state.waited >= static_cast<int>(p[1]);
  }
};

/// The rules in the order of the menu.
inline constexpr std::array kStopRules = {StopRule{&EpochsOnly::info, nullptr},
                                          StopRule{&TargetRule::info, &TargetRule::ends},
                                          StopRule{&PlateauRule::info, &PlateauRule::ends}};

}  // namespace ap

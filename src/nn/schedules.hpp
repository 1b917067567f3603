#pragma once
/// Learning-rate schedules, one struct each, in closed form; the list is at the foot.

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/math.hpp"
#include "nn/info.hpp"

namespace ap {

/// When a step happens.
struct ScheduleTime {
  int epoch = 0;          ///< 0-based
  std::int64_t step = 0;  ///< 0-based, counted over all epochs
  int steps_per_epoch = 1;
};

/// One schedule as the trainer uses it.
struct Schedule {
  const Entry* info;
  /// The learning rate of a step; `base` is the optimizer's.
  double (*rate)(const EntryParams& params, double base, const ScheduleTime& time);
};

namespace schedule_detail {

inline constexpr double kPi = 3.14159265358979323846;

/// base to the power of n >= 0.
inline double power(double base, std::int64_t n) {
  double result = 1.0;
  for (; n > 0; n >>= 1, base *= base) {
    if ((n & 1) != 0) result *= base;
  }
  return result;
}

/// From `start` at 0 to `end` at 1 along half a cosine wave.
inline double cosine(double start, double end, double progress) {
  return end + (start - end) / 2.0 * (1.0 + cos(kPi * progress));
}

}  // namespace schedule_detail

/// The optimizer's own rate throughout.
struct ConstantRate {
  static constexpr Entry info{"constant", "Constant", "The same learning rate throughout."};
  static double rate(const EntryParams&, double base, const ScheduleTime&) { return base; }
};

/// Multiplied by gamma every step_size epochs. Source: torch.optim.lr_scheduler.StepLR.
struct StepRate {
  static constexpr ParamInfo kParams[] = {{.id = "step_size",
                                           .symbol = "s",
                                           .min = 1.0,
                                           .max = 100000.0,
                                           .default_value = 30.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Epochs between two falls.",
                                           .kind = ParamKind::kInteger},
                                          {.id = "gamma",
                                           .symbol = R"(\gamma)",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 0.1,
                                           .meaning = "What each fall multiplies by."}};
  static constexpr Entry info{"step", "Steps", "Falls by a factor every so many epochs.", kParams};
  static double rate(const EntryParams& p, double base, const ScheduleTime& time) {
    return base * schedule_detail::power(p[1], time.epoch / static_cast<int>(p[0]));
  }
};

/// Multiplied by gamma every epoch. Source: torch.optim.lr_scheduler.ExponentialLR.
struct ExponentialRate {
  static constexpr ParamInfo kParams[] = {{.id = "gamma",
                                           .symbol = R"(\gamma)",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 0.95,
                                           .meaning = "What each epoch multiplies by."}};
  static constexpr Entry info{"exponential", "Exponential", "Falls by the same factor every epoch.", kParams};
  static double rate(const EntryParams& p, double base, const ScheduleTime& time) {
    return base * schedule_detail::power(p[0], time.epoch);
  }
};

/// Half a cosine wave down to eta_min in T_max epochs, and up again. Source:
/// torch.optim.lr_scheduler.CosineAnnealingLR.
struct CosineRate {
  static constexpr ParamInfo kParams[] = {{.id = "T_max",
                                           .symbol = "T",
                                           .min = 1.0,
                                           .max = 100000.0,
                                           .default_value = 20.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Epochs from the top to the bottom.",
                                           .kind = ParamKind::kInteger},
                                          {.id = "eta_min",
                                           .symbol = R"(\eta_{min})",
                                           .min = 0.0,
                                           .max = 10.0,
                                           .default_value = 0.0,
                                           .meaning = "The smallest rate."}};
  static constexpr Entry info{"cosine", "Cosine", "Falls slowly, then fast, then slowly.", kParams};
  static double rate(const EntryParams& p, double base, const ScheduleTime& time) {
    return schedule_detail::cosine(base, p[1], static_cast<double>(time.epoch) / p[0]);
  }
};

/// Rises in a line from start_factor to the full rate in total_iters epochs. Source:
/// torch.optim.lr_scheduler.LinearLR.
struct WarmUpRate {
  static constexpr ParamInfo kParams[] = {{.id = "start_factor",
                                           .symbol = "f",
                                           .min = 1e-6,
                                           .max = 1.0,
                                           .default_value = 1.0 / 3.0,
                                           .meaning = "Share of the full rate to start with."},
                                          {.id = "total_iters",
                                           .symbol = "n",
                                           .min = 1.0,
                                           .max = 100000.0,
                                           .default_value = 5.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Epochs until the full rate.",
                                           .kind = ParamKind::kInteger}};
  static constexpr Entry info{"warm_up", "Warm-up", "Rises to the full rate in the first epochs.", kParams};
  static double rate(const EntryParams& p, double base, const ScheduleTime& time) {
    return base * (p[0] + (1.0 - p[0]) * std::min(static_cast<double>(time.epoch) / p[1], 1.0));
  }
};

/// Up to the optimizer's rate and down to almost nothing, step by step, once. After the last epoch it stays
/// there. Source: torch.optim.lr_scheduler.OneCycleLR with cosine annealing and cycle_momentum=False.
struct OneCycleRate {
  static constexpr ParamInfo kParams[] = {{.id = "epochs",
                                           .symbol = "n",
                                           .min = 1.0,
                                           .max = 100000.0,
                                           .default_value = 20.0,
                                           .scale = Scale::kLog,
                                           .meaning = "Epochs of the whole cycle.",
                                           .kind = ParamKind::kInteger},
                                          {.id = "pct_start",
                                           .symbol = "p",
                                           .min = 0.0,
                                           .max = 1.0,
                                           .default_value = 0.3,
                                           .meaning = "Share of the cycle that rises."},
                                          {.id = "div_factor",
                                           .symbol = "d",
                                           .min = 1.0,
                                           .max = 1e6,
                                           .default_value = 25.0,
                                           .scale = Scale::kLog,
                                           .meaning = "The first rate is the largest divided by this."},
                                          {.id = "final_div_factor",
                                           .symbol = "f",
                                           .min = 1.0,
                                           .max = 1e8,
                                           .default_value = 1e4,
                                           .scale = Scale::kLog,
                                           .meaning = "The last rate is the first divided by this."}};
  static constexpr Entry info{"one_cycle", "One cycle",
                              "Rises to the full rate, then falls to almost nothing.", kParams};
  static double rate(const EntryParams& p, double base, const ScheduleTime& time) {
    const double first = base / p[2], last = first / p[3];
    const double total = p[0] * static_cast<double>(time.steps_per_epoch);
    const double top = p[1] * total - 1.0, end = total - 1.0;
    const double step = std::min(static_cast<double>(time.step), end);
    if (step <= top) return schedule_detail::cosine(first, base, top > 0.0 ? step / top : 1.0);
    return schedule_detail::cosine(base, last, (step - top) / (end - top));
  }
};

/// The table entry of S.
template <class S>
constexpr Schedule make_schedule() {
  return {&S::info, &S::rate};
}

/// The schedules in the order of the menu.
inline constexpr std::array kSchedules = {make_schedule<ConstantRate>(),    make_schedule<StepRate>(),
                                          make_schedule<ExponentialRate>(), make_schedule<CosineRate>(),
                                          make_schedule<WarmUpRate>(),      make_schedule<OneCycleRate>()};

}  // namespace ap

/// What changes a run from outside, and how it is put back to where it was.

#include <algorithm>
#include <limits>

#include "nn/run.hpp"

namespace ap {
namespace {

bool is_within(const Edit& edit, std::int64_t total) {
  return edit.first >= 0 && edit.count >= 1 && std::int64_t{edit.first} + edit.count <= total;
}

bool is_flag(double value) { return value == 0.0 || value == 1.0; }

}  // namespace

Status Run::check(const Edit& edit) const {
  switch (edit.kind) {
    case Edit::Kind::kLearningRate: {
      EntryParams params = optimizer_params_;
      params[0] = edit.value;
      const bool is_right = edit.first == 0 && edit.count == 1 && params_in_range(*optimizer_->info, params);
      return is_right ? Status::kOk : Status::kOutOfRange;
    }
    case Edit::Kind::kParameter: {
      constexpr double kLargest = static_cast<double>(std::numeric_limits<float>::max());
      if (!is_within(edit, network_.parameter_count()) || edit.count != 1) return Status::kOutOfRange;
      return edit.value >= -kLargest && edit.value <= kLargest ? Status::kOk : Status::kNotFinite;
    }
    case Edit::Kind::kFreeze:
      return is_within(edit, network_.parameter_count()) && is_flag(edit.value) ? Status::kOk
                                                                                : Status::kOutOfRange;
    case Edit::Kind::kAblate:
      if (!is_within(edit, network_.output_count()) || !is_flag(edit.value)) return Status::kOutOfRange;
      return network_.can_ablate(edit.first, edit.count) ? Status::kOk : Status::kBadShape;
  }
  return Status::kOutOfRange;
}

bool Run::apply(const Edit& edit) {
  switch (edit.kind) {
    case Edit::Kind::kLearningRate:
      optimizer_params_[0] = edit.value;
      return true;
    case Edit::Kind::kParameter:
      complete_history();  // the epoch before ended without it
      network_.parameters()[edit.first] = static_cast<float>(edit.value);
      return true;
    case Edit::Kind::kFreeze:
      return frozen_.set(edit.first, edit.count, edit.value == 1.0, network_.parameter_count(),
                         optimizer_->slot_count(optimizer_params_));
    case Edit::Kind::kAblate:
      complete_history();
      return network_.ablate(edit.first, edit.count, edit.value == 1.0);
  }
  return false;
}

void Run::reset() {
  generator_ = TorchGenerator(seed_);
  clock_ = {};
  optimizer_params_[0] = first_rate_;
  frozen_.clear();
  network_.clear_ablations();
  const float initial = optimizer_->initial(optimizer_params_);
  for (std::int64_t i = 0; i < slots_.size(); ++i) slots_[i] = initial;
  std::fill_n(network_.parameters(), network_.parameter_count(), 0.0f);
  const std::span<float> statistics = network_.statistics();
  std::fill(statistics.begin(), statistics.end(), 0.0f);
  network_.initialize(init_, generator_);
  epoch_ = 0;
  position_ = 0;
  epoch_sums_ = {};
  train_accuracy_pending_ = false;
  stop_state_ = {};
  has_stopped_ = false;
  divergence_ = {};
  kept_step_ = -1;
}

std::int64_t Run::value_count() const {
  return network_.padded_parameter_count() + slots_.size() +
         static_cast<std::int64_t>(network_.statistics().size());
}

Snapshot Run::save_state(float* values) const {
  const std::span<const float> statistics = network_.statistics();
  values = std::copy_n(network_.parameters(), network_.padded_parameter_count(), values);
  values = std::copy_n(slots_.data(), slots_.size(), values);
  std::copy(statistics.begin(), statistics.end(), values);
  return {.generator = generator_,
          .epoch_generator = epoch_generator_,
          .clock = clock_,
          .epoch_sums = epoch_sums_,
          .epoch = epoch_,
          .position = position_,
          .train_accuracy_pending = train_accuracy_pending_,
          .stop_state = stop_state_,
          .has_stopped = has_stopped_};
}

void Run::load_state(const Snapshot& state, const float* values) {
  if (batch_size_ > 0 && state.position > 0) {
    generator_ = state.epoch_generator;
    begin_epoch();
  }
  generator_ = state.generator;
  clock_ = state.clock;
  epoch_sums_ = state.epoch_sums;
  epoch_ = state.epoch;
  position_ = state.position;
  train_accuracy_pending_ = state.train_accuracy_pending;
  stop_state_ = state.stop_state;
  has_stopped_ = state.has_stopped;
  const std::span<float> statistics = network_.statistics();
  const auto take = [&values](float* to, std::int64_t count) {
    std::copy_n(values, count, to);
    values += count;
  };
  take(network_.parameters(), network_.padded_parameter_count());
  take(slots_.data(), slots_.size());
  take(statistics.data(), static_cast<std::int64_t>(statistics.size()));
}

}  // namespace ap

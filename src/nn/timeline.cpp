#include "nn/timeline.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "nn/run.hpp"

namespace ap {

// States are copied byte by byte into zeroed memory.
static_assert(std::is_trivially_copyable_v<Snapshot> && std::is_trivially_copyable_v<Edit>);

std::int64_t Timeline::snapshot_size(const Run& run) {
  return static_cast<std::int64_t>(sizeof(Kept)) +
         run.value_count() * static_cast<std::int64_t>(sizeof(float));
}

Status Timeline::keep(Run& run, std::int64_t max_bytes) {
  const std::int64_t fit = std::min<std::int64_t>(max_bytes / snapshot_size(run), kMaxSnapshots);
  if (max_bytes != 0 && fit < kFewest) return Status::kCapacity;
  Buffer<Kept> kept;
  Buffer<float> values;
  if (!kept.allocate(fit) || !values.allocate(fit * run.value_count())) return Status::kOutOfMemory;
  kept_ = std::move(kept);
  values_ = std::move(values);
  capacity_ = static_cast<int>(fit);
  kept_count_ = 0;
  spacing_ = 1;
  set_due(run.steps());
  return Status::kOk;
}

bool Timeline::reserve_edit() {
  if (log_size_ < log_.size()) return true;
  Buffer<Edit> grown;
  if (!grown.allocate(std::max<std::int64_t>(16, 2 * log_.size()))) return false;
  std::copy(log_.data(), log_.data() + log_size_, grown.data());
  log_ = std::move(grown);
  return true;
}

Status Timeline::edit(Run& run, Edit edit) {
  edit.step = run.steps();
  const Status status = run.check(edit);
  if (status != Status::kOk) return status;
  const int in_states = kept_count_ == 0 ? 0 : kept_[kept_count_ - 1].edits;
  const auto is_same = [&](const Edit& other) {
    return other.step == edit.step && other.kind == edit.kind && other.first == edit.first &&
           other.count == edit.count;
  };
  // A slider that is moved between two steps makes one edit.
  const bool replaces = applied_ > in_states && is_same(log_[applied_ - 1]);
  if (!replaces && applied_ == kMaxEdits) return Status::kCapacity;
  if (!reserve_edit() || !run.apply(edit)) return Status::kOutOfMemory;
  if (!replaces) ++applied_;
  log_[applied_ - 1] = edit;
  log_size_ = applied_;
  return Status::kOk;
}

std::int64_t Timeline::next_stop(std::int64_t step) const {
  std::int64_t stop = std::numeric_limits<std::int64_t>::max();
  if (applied_ < log_size_) stop = log_[applied_].step;
  if (capacity_ > 0) stop = std::min(stop, due_);
  return std::max(stop, step + 1);
}

Status Timeline::arrive(Run& run) {
  if (capacity_ > 0 && run.steps() >= due_) take(run);
  while (applied_ < log_size_ && log_[applied_].step <= run.steps()) {
    if (!run.apply(log_[applied_])) return Status::kOutOfMemory;
    ++applied_;
  }
  return Status::kOk;
}

void Timeline::take(Run& run) {
  const std::int64_t values = run.value_count();
  if (kept_count_ == capacity_) thin_out(values);
  if (run.steps() % spacing_ == 0) {
    kept_[kept_count_] = {run.steps(), applied_, run.save_state(values_.data() + kept_count_ * values)};
    ++kept_count_;
  }
  set_due(run.steps());
}

void Timeline::thin_out(std::int64_t values) {
  spacing_ *= 2;
  int count = 0;
  for (int i = 0; i < kept_count_; ++i) {
    if (kept_[i].step % spacing_ != 0) continue;
    kept_[count] = kept_[i];
    if (count != i)
      std::copy(values_.data() + i * values, values_.data() + (i + 1) * values,
                values_.data() + count * values);
    ++count;
  }
  kept_count_ = count;
}

void Timeline::set_due(std::int64_t step) {
  const std::int64_t last = kept_count_ == 0 ? 0 : kept_[kept_count_ - 1].step;
  due_ = (std::max(step, last) / spacing_ + 1) * spacing_;
}

Status Timeline::restore(Run& run, std::int64_t step) {
  if (step < 0 || step > run.steps()) return Status::kOutOfRange;
  while (log_size_ > 0 && log_[log_size_ - 1].step > step) --log_size_;
  while (kept_count_ > 0 && kept_[kept_count_ - 1].step > step) --kept_count_;
  // One before it, so that the last step's gradient and change are there again as well.
  int from = kept_count_ - 1;
  if (from >= 0 && kept_[from].step == step) --from;
  applied_ = from >= 0 ? kept_[from].edits : 0;
  run.reset();
  for (int i = 0; i < applied_; ++i) {
    if (!run.apply(log_[i])) return Status::kOutOfMemory;
  }
  if (from >= 0) run.load_state(kept_[from].state, values_.data() + from * run.value_count());
  run.history().truncate(run.epoch());
  set_due(run.steps());
  return arrive(run);
}

}  // namespace ap

#pragma once
/// The state of a training run and its one step; trainer.cpp puts the public face on it.

#include <cstdint>

#include "core/torch_generator.hpp"
#include "nn/blocks.hpp"
#include "nn/buffer.hpp"
#include "nn/edit.hpp"
#include "nn/frozen.hpp"
#include "nn/loss.hpp"
#include "nn/measure.hpp"
#include "nn/network.hpp"
#include "nn/optimizer.hpp"
#include "nn/schedules.hpp"
#include "nn/snapshot.hpp"
#include "nn/stop_rules.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// All records of a run so far, in memory that grows.
class History {
 public:
  /// Makes room for `count` more records; false when there is no memory.
  bool reserve(std::int64_t count);
  void push(const EpochRecord& record) { records_[size_++] = record; }
  bool empty() const { return size_ == 0; }
  /// Keeps the first `count` records.
  void truncate(std::int64_t count) { size_ = count; }
  EpochRecord& last() { return records_[size_ - 1]; }
  std::span<const EpochRecord> records() const { return {records_.data(), static_cast<std::size_t>(size_)}; }

 private:
  Buffer<EpochRecord> records_;
  std::int64_t size_ = 0;
};

/// A run in progress.
class Run {
 public:
  explicit Run(std::uint64_t seed) : seed_(seed), generator_(seed), epoch_generator_(seed) {}

  /// Errors: kOutOfMemory. The spec and the samples must have passed their checks.
  Status create(const TrainerSpec& spec, const Samples& train, int train_rows, const Samples& test,
                int test_rows);

  /// One optimizer step; the last of an epoch writes its record. Errors: kDiverged, kOutOfMemory.
  Status step();

  /// Keeps the parameters as they are, so that the step to come can be told by its change.
  void keep_parameters();
  /// What they were before the last step, or nullptr when that was not kept.
  const float* parameters_before() const;

  /// Fills in what the last record still lacks.
  void complete_history();

  /// The network's outputs, row by row. Shapes: features [n, fan_in], out [n, outputs].
  void predict(const float* features, int rows, float* out);

  /// How many of the training rows the next step learns from, and which, in their order: `rows` has room for
  /// that many. False when out of memory.
  int next_batch_size() const;
  bool next_batch(std::int32_t* rows) const;

  /// The rate of the next step.
  double learning_rate() const;
  /// The optimizer's, which a schedule makes the rate of a step from.
  double base_rate() const { return optimizer_params_[0]; }

  /// Whether an edit can be made. Errors: kOutOfRange, kNotFinite, kBadShape (ablation of an output that a
  /// function of whole rows gives).
  Status check(const Edit& edit) const;
  /// Makes a checked edit; false when out of memory.
  bool apply(const Edit& edit);

  /// Back to the first step, without edits. Records stay.
  void reset();
  /// All that steps change: numbers go to `values` [value_count].
  Snapshot save_state(float* values) const;
  /// Back to that, edits apart, which are as they are now. Records stay.
  void load_state(const Snapshot& state, const float* values);
  std::int64_t value_count() const;

  Network& network() { return network_; }
  const Network& network() const { return network_; }
  const BlockSet& train_rows() const { return train_; }
  const BlockSet& test_rows() const { return test_; }
  /// Rows of features as blocks, without targets. Errors: kBadShape, kOutOfRange, kOutOfMemory.
  Status assign_rows(std::span<const float> features, BlockSet& set) const;
  const Loss& loss() const { return *loss_; }
  /// Losses and right answers over a set, as in evaluation.
  Measure evaluate(const BlockSet& set);
  /// The loss of one sample, and what `backtrace` says of its gradient.
  double backtrace(const Block& sample, float* out);
  History& history() { return history_; }
  const Divergence& divergence() const { return divergence_; }
  /// The index of the rule that has ended the run; 0: none has.
  int stopped() const { return has_stopped_ ? static_cast<int>(stop_rule_ - kStopRules.data()) : 0; }
  bool has_stopped() const { return has_stopped_; }
  int fan_in() const { return fan_in_; }
  int epoch() const { return epoch_; }
  int steps_per_epoch() const { return steps_per_epoch_; }
  int position() const { return position_; }
  std::int64_t steps() const { return static_cast<std::int64_t>(epoch_) * steps_per_epoch_ + position_; }

 private:
  bool place_rows(const Samples& train, int train_rows, const Samples& test, int test_rows);
  bool copy_rows(const Samples& samples, int count, Buffer<float>& rows) const;
  void begin_epoch();
  void end_epoch();
  /// Forward and backward over the batch at `position_`; false when the loss is not finite.
  bool compute_gradient(Measure& batch);
  bool learn_block(const Block& block, float scale, bool accumulate, Measure& batch);
  /// Shortens the gradient to `clip_norm_`.
  void clip_gradient();
  Block gather_block(int first, int samples);
  double accuracy(const Measure& sums) const;
  void evaluate_loss(const Block& block, const float* outputs, float scale, float* grad, Measure& sums);
  Status fail(const Fault& fault);

  int fan_in_ = 0;
  int target_cols_ = 1;
  int batch_size_ = 0;         // 0: the full batch
  int max_block_ = kMaxBlock;  // samples that the network sees at once
  int evaluate_every_ = 1;
  const Loss* loss_ = nullptr;
  EntryParams loss_params_{};
  const Optimizer* optimizer_ = nullptr;
  EntryParams optimizer_params_{};
  const Schedule* schedule_ = nullptr;
  EntryParams schedule_params_{};
  double clip_norm_ = 0.0;
  Penalty penalty_;
  const StopRule* stop_rule_ = nullptr;
  EntryParams stop_params_{};
  EntrySpec init_;
  double first_rate_ = 0.0;  // the optimizer's, before edits
  std::uint64_t seed_;

  TorchGenerator generator_;
  TorchGenerator epoch_generator_;  // mini-batches: as it was before it drew this epoch's order
  Network network_;
  OptimizerClock clock_;
  Buffer<float> slots_;
  FrozenParameters frozen_;
  Buffer<float> kept_;           // parameters
  std::int64_t kept_step_ = -1;  // how many steps had been made

  BlockSet train_, test_;
  Buffer<float> rows_;          // mini-batches: features and targets of each sample
  Buffer<std::int32_t> order_;  // of this epoch
  Buffer<float> block_;         // the batch, or the rows to predict
  Buffer<float> losses_;

  int steps_per_epoch_ = 1;
  int epoch_ = 0;
  int position_ = 0;  // of the next batch in its epoch
  Measure epoch_sums_;
  bool train_accuracy_pending_ = false;  // full batch: the next step's forward pass gives it
  History history_;
  StopState stop_state_;
  bool has_stopped_ = false;
  Divergence divergence_;
};

}  // namespace ap

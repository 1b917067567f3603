#include "nn/run.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "nn/losses.hpp"
#include "nn/optimizers.hpp"

namespace ap {
namespace {

bool is_finite(double x) { return x * 0.0 == 0.0; }

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

bool History::reserve(std::int64_t count) {
  if (size_ + count <= records_.size()) return true;
  Buffer<EpochRecord> grown;
  const std::int64_t doubled = 2 * records_.size();
  if (!grown.allocate(size_ + count > doubled ? size_ + count : doubled)) return false;
  for (std::int64_t i = 0; i < size_; ++i) grown[i] = records_[i];
  records_ = std::move(grown);
  return true;
}

Status Run::create(const TrainerSpec& spec, const Samples& train, int train_rows, const Samples& test,
                   int test_rows) {
  loss_ = &kLosses[static_cast<std::size_t>(spec.loss.index)];
  loss_params_ = spec.loss.params;
  optimizer_ = &kOptimizers[static_cast<std::size_t>(spec.optimizer.index)];
  optimizer_params_ = spec.optimizer.params;
  schedule_ = &kSchedules[static_cast<std::size_t>(spec.schedule.index)];
  schedule_params_ = spec.schedule.params;
  clip_norm_ = spec.clip_norm;
  penalty_ = spec.penalty;
  stop_rule_ = &kStopRules[static_cast<std::size_t>(spec.stop.index)];
  stop_params_ = spec.stop.params;
  fan_in_ = spec.fan_in;
  batch_size_ = spec.batch_size;
  evaluate_every_ = spec.evaluate_every;
  if (batch_size_ > 0) {
    steps_per_epoch_ =
        spec.drop_last ? train_rows / batch_size_ : (train_rows + batch_size_ - 1) / batch_size_;
    if (steps_per_epoch_ == 0) return Status::kBadShape;
  }
  const int batch_rows = batch_size_ > 0 && batch_size_ < train_rows ? batch_size_ : train_rows;
  if (needs_whole_batch(spec.layers)) max_block_ = std::max(kMaxBlock, padded(batch_rows));
  if (!network_.create(fan_in_, spec.layers, max_block_)) return Status::kOutOfMemory;
  target_cols_ = loss_->targets == TargetKind::kNumbers ? network_.outputs() : 1;
  if (!place_rows(train, train_rows, test, test_rows)) return Status::kOutOfMemory;
  const std::int64_t slots = optimizer_->slot_count(optimizer_params_);
  if (!slots_.allocate(slots * network_.padded_parameter_count())) return Status::kOutOfMemory;
  if (!kept_.allocate(network_.parameter_count())) return Status::kOutOfMemory;
  init_ = spec.init;
  first_rate_ = optimizer_params_[0];
  reset();
  return Status::kOk;
}

Status Run::assign_rows(std::span<const float> features, BlockSet& set) const {
  const std::size_t width = static_cast<std::size_t>(fan_in_);
  const std::size_t rows = features.size() / width;
  if (rows * width != features.size()) return Status::kBadShape;
  if (rows > static_cast<std::size_t>(kMaxRows)) return Status::kOutOfRange;
  return set.assign(features.data(), static_cast<int>(rows), fan_in_, 0, kMaxBlock) ? Status::kOk
                                                                                    : Status::kOutOfMemory;
}

bool Run::place_rows(const Samples& train, int train_rows, const Samples& test, int test_rows) {
  const std::int64_t widest = block_stride(max_block_);
  Buffer<float> test_matrix;
  if (!copy_rows(train, train_rows, rows_) ||
      !train_.assign(rows_.data(), train_rows, fan_in_, target_cols_, max_block_) ||
      !copy_rows(test, test_rows, test_matrix) ||
      !test_.assign(test_matrix.data(), test_rows, fan_in_, target_cols_, kMaxBlock) ||
      !losses_.allocate(widest) || !block_.allocate(widest * (fan_in_ + target_cols_))) {
    return false;
  }
  if (batch_size_ > 0) return order_.allocate(train_rows);
  rows_ = {};  // the blocks are enough
  return true;
}

bool Run::copy_rows(const Samples& samples, int count, Buffer<float>& rows) const {
  if (!rows.allocate(static_cast<std::int64_t>(count) * (fan_in_ + target_cols_))) return false;
  const bool has_numbers = loss_->targets == TargetKind::kNumbers && !samples.targets.empty();
  float* to = rows.data();
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const std::size_t fan_in = static_cast<std::size_t>(fan_in_),
                      cols = static_cast<std::size_t>(target_cols_);
    for (std::size_t f = 0; f < fan_in; ++f) *to++ = samples.features[i * fan_in + f];
    for (std::size_t t = 0; t < cols; ++t) {
      *to++ = has_numbers ? samples.targets[i * cols + t] : static_cast<float>(samples.labels[i]);
    }
  }
  return true;
}

Status Run::step() {
  if (divergence_.operation != Divergence::Operation::kNone) return Status::kDiverged;
  if (position_ == 0) {
    if (!history_.reserve(1)) return Status::kOutOfMemory;
    begin_epoch();
  }
  Measure batch;
  if (!compute_gradient(batch)) return Status::kDiverged;
  if (train_accuracy_pending_) {
    history_.last().train_accuracy = accuracy(batch);
    train_accuracy_pending_ = false;
  }
  if (penalty_.is_active()) network_.add_penalty_gradient(penalty_);
  const bool has_frozen = !frozen_.empty();
  if (has_frozen) frozen_.clear_gradient(network_.grad());
  if (clip_norm_ > 0.0) clip_gradient();
  const ParameterArrays arrays{network_.parameters(), network_.grad(), slots_.data(),
                               network_.padded_parameter_count()};
  if (has_frozen) frozen_.save(arrays);
  const bool is_finite = optimizer_->step(optimizer_params_, learning_rate(), clock_, arrays);
  if (has_frozen) frozen_.restore(arrays);
  if (!is_finite)
    return fail(network_.find_update_fault({slots_.data(), static_cast<std::size_t>(slots_.size())}));
  epoch_sums_.loss += batch.loss;
  epoch_sums_.samples += batch.samples;
  if (++position_ == steps_per_epoch_) end_epoch();
  return Status::kOk;
}

void Run::keep_parameters() {
  std::copy(network_.parameters(), network_.parameters() + network_.parameter_count(), kept_.data());
  kept_step_ = steps();
}

const float* Run::parameters_before() const {
  return kept_step_ >= 0 && kept_step_ == steps() - 1 ? kept_.data() : nullptr;
}

void Run::begin_epoch() {
  epoch_sums_ = {};
  if (batch_size_ == 0) return;
  epoch_generator_ = generator_;
  generator_.randperm({order_.data(), static_cast<std::size_t>(order_.size())});
}

void Run::end_epoch() {
  position_ = 0;
  ++epoch_;
  EpochRecord record{epoch_sums_.mean_loss(), kUnknown, kUnknown, kUnknown};
  if (evaluate_every_ > 0 && epoch_ % evaluate_every_ == 0) {
    const Measure test = evaluate(test_);
    record.test_loss = test.mean_loss();
    record.test_accuracy = accuracy(test);
    // The next step's forward pass gives it for nothing, unless training differs from evaluation.
    train_accuracy_pending_ = batch_size_ == 0 && !network_.has_modes();
    if (!train_accuracy_pending_) record.train_accuracy = accuracy(evaluate(train_));
  }
  history_.push(record);
  if (stop_rule_->ends == nullptr) return;
  complete_history();
  has_stopped_ = stop_rule_->ends(stop_params_, history_.last(), stop_state_);
}

void Run::complete_history() {
  if (!train_accuracy_pending_) return;
  history_.last().train_accuracy = accuracy(evaluate(train_));
  train_accuracy_pending_ = false;
}

bool Run::compute_gradient(Measure& batch) {
  if (batch_size_ == 0) {
    const float scale = static_cast<float>(1.0 / static_cast<double>(train_.rows()));
    for (int i = 0; i < train_.count(); ++i) {
      if (!learn_block(train_.block(i), scale, i > 0, batch)) return false;
    }
    return true;
  }
  const int first = position_ * batch_size_;
  const int left = train_.rows() - first;
  const int samples = left < batch_size_ ? left : batch_size_;
  const float scale = static_cast<float>(1.0 / static_cast<double>(samples));
  const int block = even_block(samples, max_block_);
  for (int at = 0; at < samples; at += block) {
    const int count = samples - at < block ? samples - at : block;
    if (!learn_block(gather_block(first + at, count), scale, at > 0, batch)) return false;
  }
  return true;
}

bool Run::learn_block(const Block& block, float scale, bool accumulate, Measure& batch) {
  const float* outputs = network_.forward_for_gradient(block, generator_);
  if (outputs != nullptr) evaluate_loss(block, outputs, scale, network_.output_grad(), batch);
  if (outputs == nullptr || !is_finite(batch.loss)) {
    fail(network_.find_fault(block));
    return false;
  }
  network_.backward(block, accumulate);
  return true;
}

void Run::clip_gradient() {
  float* grad = network_.grad();
  double sums[kLanes] = {};
  for (int i = 0; i < network_.padded_parameter_count(); i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
      const double g = static_cast<double>(grad[i + lane]);
      sums[lane] += g * g;
    }
  }
  const double norm = sqrt((sums[0] + sums[2]) + (sums[1] + sums[3]));
  const double coefficient = clip_norm_ / (norm + 1e-6);
  if (!(coefficient < 1.0)) return;
  const f32x4 factor(static_cast<float>(coefficient));
  for (int i = 0; i < network_.padded_parameter_count(); i += kLanes)
    store(grad + i, load(grad + i) * factor);
}

double Run::learning_rate() const {
  return schedule_->rate(schedule_params_, optimizer_params_[0], {epoch_, steps(), steps_per_epoch_});
}

int Run::next_batch_size() const {
  if (batch_size_ == 0) return train_.rows();
  return std::min(batch_size_, train_.rows() - position_ * batch_size_);
}

bool Run::next_batch(std::int32_t* rows) const {
  const int count = next_batch_size();
  if (batch_size_ == 0) {
    for (int i = 0; i < count; ++i) rows[i] = i;
    return true;
  }
  if (position_ > 0) {
    std::copy_n(order_.data() + static_cast<std::ptrdiff_t>(position_) * batch_size_, count, rows);
    return true;
  }
  // The order of the epoch to come is not drawn yet: a copy of the generator tells.
  Buffer<std::int32_t> order;
  if (!order.allocate(order_.size())) return false;
  TorchGenerator generator = generator_;
  generator.randperm({order.data(), static_cast<std::size_t>(order.size())});
  std::copy_n(order.data(), count, rows);
  return true;
}

Block Run::gather_block(int first, int samples) {
  const int stride = block_stride(padded(samples));
  gather(rows_.data(), fan_in_ + target_cols_, order_.data() + first, 0, samples, block_.data(), stride);
  const float* targets = block_.data() + static_cast<std::ptrdiff_t>(fan_in_) * stride;
  return {block_.data(), targets, samples, padded(samples), stride};
}

Measure Run::evaluate(const BlockSet& set) {
  Measure sums;
  for (int i = 0; i < set.count(); ++i) {
    const Block block = set.block(i);
    evaluate_loss(block, network_.forward(block), 1.0f, nullptr, sums);
  }
  return sums;
}

void Run::evaluate_loss(const Block& block, const float* outputs, float scale, float* grad, Measure& sums) {
  const int units = network_.outputs();
  loss_->evaluate({outputs, block.targets, units, block.stride, block.columns, scale, loss_params_,
                   losses_.data(), grad});
  if (grad != nullptr) {
    for (int s = block.samples; s < block.columns; ++s) {
      for (int u = 0; u < units; ++u) grad[static_cast<std::ptrdiff_t>(u) * block.stride + s] = 0.0f;
    }
  }
  sums.loss += sum_losses(losses_.data(), block.samples);
  sums.correct += count_correct(loss_->decision(units), outputs, units, block);
  sums.samples += block.samples;
}

double Run::accuracy(const Measure& sums) const {
  return loss_->decision(network_.outputs()) == Decision::kNone ? kUnknown : sums.accuracy();
}

void Run::predict(const float* features, int rows, float* out) {
  const int units = network_.outputs();
  const int size = even_block(rows, kMaxBlock);
  for (int first = 0; first < rows; first += size) {
    const int samples = rows - first < size ? rows - first : size;
    const int stride = block_stride(padded(samples));
    gather(features, fan_in_, nullptr, first, samples, block_.data(), stride);
    const float* outputs = network_.forward({block_.data(), nullptr, samples, padded(samples), stride});
    for (int s = 0; s < samples; ++s) {
      for (int u = 0; u < units; ++u) *out++ = outputs[static_cast<std::ptrdiff_t>(u) * stride + s];
    }
  }
}

Status Run::fail(const Fault& fault) {
  divergence_ = {fault.operation, fault.layer, steps() + 1};
  return Status::kDiverged;
}

}  // namespace ap

#include "nn/trainer.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "nn/checks.hpp"
#include "nn/fingerprint.hpp"
#include "nn/losses.hpp"
#include "nn/run.hpp"
#include "nn/timeline.hpp"

namespace ap {

struct Trainer::State {
  explicit State(std::uint64_t seed) : run(seed) {}
  Run run;
  Timeline timeline;
};

Trainer::Trainer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Trainer::~Trainer() = default;

Result<std::unique_ptr<Trainer>> Trainer::create(const TrainerSpec& spec, const Samples& train,
                                                 const Samples& test) {
  Status status = check_spec(spec);
  if (status != Status::kOk) return status;
  const Loss& loss = kLosses[static_cast<std::size_t>(spec.loss.index)];
  int train_rows = 0, test_rows = 0;
  status = check_samples(train, spec.fan_in, output_count(spec), loss, train_rows);
  if (status != Status::kOk) return status;
  status = check_samples(test, spec.fan_in, output_count(spec), loss, test_rows);
  if (status != Status::kOk) return status;
  status = check_rows(spec, train_rows, test_rows);
  if (status != Status::kOk) return status;

  std::unique_ptr<State> state(new (std::nothrow) State(spec.seed));
  if (state == nullptr) return Status::kOutOfMemory;
  status = state->run.create(spec, train, train_rows, test, test_rows);
  if (status != Status::kOk) return status;
  std::unique_ptr<Trainer> trainer(new (std::nothrow) Trainer(std::move(state)));
  if (trainer == nullptr) return Status::kOutOfMemory;
  return trainer;
}

Status Trainer::train(int epochs) {
  if (epochs < 0) return Status::kOutOfRange;
  const std::int64_t steps = static_cast<std::int64_t>(epochs) * steps_per_epoch() - state_->run.position();
  return advance(steps > 0 ? steps : 0);
}

Status Trainer::advance(std::int64_t steps) {
  if (steps < 0) return Status::kOutOfRange;
  Run& run = state_->run;
  Timeline& timeline = state_->timeline;
  const std::int64_t goal = run.steps() + steps;
  Status status =
      run.divergence().operation == Divergence::Operation::kNone ? Status::kOk : Status::kDiverged;
  while (status == Status::kOk && run.steps() < goal && !run.has_stopped()) {
    const std::int64_t next = std::min(goal, timeline.next_stop(run.steps()));
    for (std::int64_t left = next - run.steps(); status == Status::kOk && left > 0 && !run.has_stopped();
         --left) {
      if (left == 1) run.keep_parameters();
      status = run.step();
    }
    if (status == Status::kOk) status = timeline.arrive(run);
  }
  return status;
}

Run& Trainer::run() { return state_->run; }

int Trainer::epoch() const { return state_->run.epoch(); }

std::int64_t Trainer::step() const { return state_->run.steps(); }

int Trainer::steps_per_epoch() const { return state_->run.steps_per_epoch(); }

double Trainer::learning_rate() const { return state_->run.learning_rate(); }

int Trainer::fan_in() const { return state_->run.fan_in(); }

int Trainer::outputs() const { return state_->run.network().outputs(); }

int Trainer::next_batch_size() const { return state_->run.next_batch_size(); }

Status Trainer::next_batch(std::span<std::int32_t> rows) const {
  if (rows.size() != static_cast<std::size_t>(next_batch_size())) return Status::kBadShape;
  return state_->run.next_batch(rows.data()) ? Status::kOk : Status::kOutOfMemory;
}

Status Trainer::set_learning_rate(double rate) {
  return edit({.kind = Edit::Kind::kLearningRate, .value = rate});
}

double Trainer::base_learning_rate() const { return state_->run.base_rate(); }

Status Trainer::edit(const Edit& edit) { return state_->timeline.edit(state_->run, edit); }

std::span<const Edit> Trainer::edits() const { return state_->timeline.edits(); }

Status Trainer::keep_states(std::int64_t max_bytes) { return state_->timeline.keep(state_->run, max_bytes); }

int Trainer::kept_states() const { return state_->timeline.capacity(); }

std::int64_t Trainer::state_size() const { return Timeline::snapshot_size(state_->run); }

Status Trainer::restore(std::int64_t step) { return state_->timeline.restore(state_->run, step); }

Status Trainer::rewind(std::int64_t step) {
  const Status status = restore(step);
  return status == Status::kOk ? advance(step - state_->run.steps()) : status;
}

std::span<const EpochRecord> Trainer::history() {
  state_->run.complete_history();
  return state_->run.history().records();
}

int Trainer::parameter_count() const { return static_cast<int>(state_->run.network().tensors().size()); }

ParameterView Trainer::parameter(int index) const {
  const Tensor& tensor = state_->run.network().tensors()[static_cast<std::size_t>(index)];
  const int count = tensor.rows * (tensor.cols == 0 ? 1 : tensor.cols);
  ParameterView view{{}, tensor.rows, tensor.cols, {tensor.values, static_cast<std::size_t>(count)}};
  std::size_t at = 0;
  const auto append = [&](std::string_view text) {
    for (const char c : text) view.name[at++] = c;
  };
  append(tensor.part);
  if (tensor.layer >= 10) view.name[at++] = static_cast<char>('0' + tensor.layer / 10);
  view.name[at++] = static_cast<char>('0' + tensor.layer % 10);
  append(".");
  append(tensor.kind);
  return view;
}

std::span<float> Trainer::parameter_values() {
  state_->run.complete_history();  // what the caller changes must not count for the epoch before
  Network& network = state_->run.network();
  return {network.parameters(), static_cast<std::size_t>(network.parameter_count())};
}

Status Trainer::predict(std::span<const float> features, std::span<float> out) {
  const std::size_t width = static_cast<std::size_t>(fan_in());
  const std::size_t rows = features.size() / width;
  if (rows * width != features.size() || out.size() != rows * static_cast<std::size_t>(outputs())) {
    return Status::kBadShape;
  }
  if (rows > static_cast<std::size_t>(kMaxRows)) return Status::kOutOfRange;
  state_->run.predict(features.data(), static_cast<int>(rows), out.data());
  return Status::kOk;
}

std::uint64_t Trainer::fingerprint() {
  Fingerprint hash;
  const Network& network = state_->run.network();
  for (int i = 0; i < network.parameter_count(); ++i) hash.add(network.parameters()[i]);
  for (const EpochRecord& record : history()) {
    hash.add(record.train_loss);
    hash.add(record.train_accuracy);
    hash.add(record.test_loss);
    hash.add(record.test_accuracy);
  }
  return hash.value();
}

int Trainer::stopped() const { return state_->run.stopped(); }

const Divergence& Trainer::divergence() const { return state_->run.divergence(); }

}  // namespace ap

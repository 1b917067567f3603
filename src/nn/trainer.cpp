#include "nn/trainer.hpp"

#include <new>
#include <utility>

#include "nn/checks.hpp"
#include "nn/fingerprint.hpp"
#include "nn/losses.hpp"
#include "nn/run.hpp"

namespace ap {

struct Trainer::State {
  explicit State(std::uint64_t seed) : run(seed) {}
  Run run;
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
  Status status =
      state_->run.divergence().operation == Divergence::Operation::kNone ? Status::kOk : Status::kDiverged;
  for (; status == Status::kOk && steps > 0 && !state_->run.has_stopped(); --steps) {
    if (steps == 1) state_->run.keep_parameters();
    status = state_->run.step();
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

Status Trainer::set_learning_rate(double rate) {
  return state_->run.set_learning_rate(rate) ? Status::kOk : Status::kOutOfRange;
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

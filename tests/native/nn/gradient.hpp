#pragma once
/// What the tests of gradients share: small problems, and the comparison with finite differences in double.

#include "nn/losses.hpp"
#include "nn/reference.hpp"

namespace ap::test {

/// Reproducible numbers in (-1, 1) that no library shares.
class Numbers {
 public:
  double next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 40) * 0x1p-23 - 1.0;
  }

 private:
  std::uint64_t state_ = 7;
};

struct Problem {
  std::vector<LayerSpec> layers;
  std::string loss;
  Rows rows;
  std::size_t fan_in = 3;
  std::vector<Matrix> masks = {};  ///< of the first step, for each layer with dropout

  std::size_t count() const { return rows.features.size() / fan_in; }

  double mean_loss(const std::vector<double>& parameters) const {
    Matrix x(count());
    for (std::size_t i = 0; i < count(); ++i) {
      const auto first = rows.features.begin() + static_cast<std::ptrdiff_t>(i * fan_in);
      x[i].assign(first, first + static_cast<std::ptrdiff_t>(fan_in));
    }
    const Matrix outputs = reference_outputs(layers, parameters, std::move(x), masks);
    double sum = 0.0;
    for (std::size_t i = 0; i < count(); ++i) {
      std::vector<double> target{static_cast<double>(rows.labels[i])};
      if (!rows.targets.empty()) {
        const auto t = rows.targets.begin() + static_cast<std::ptrdiff_t>(i * outputs[i].size());
        target.assign(t, t + static_cast<std::ptrdiff_t>(outputs[i].size()));
      }
      sum += reference_loss(loss, outputs[i], target);
    }
    return sum / static_cast<double>(count());
  }
};

inline Problem make_problem(std::vector<LayerSpec> layers, std::string loss, int outputs,
                            std::size_t rows = 11) {
  Numbers numbers;
  Problem problem{std::move(layers), std::move(loss), {}};
  for (std::size_t i = 0; i < rows * problem.fan_in; ++i) {
    problem.rows.features.push_back(static_cast<float>(1.5 * numbers.next()));
  }
  const int index = find_entry(losses(), problem.loss);
  const bool numeric = kLosses[static_cast<std::size_t>(index)].targets == TargetKind::kNumbers;
  for (std::size_t i = 0; i < rows; ++i) {
    problem.rows.labels.push_back(static_cast<std::int32_t>(i) % (outputs == 1 ? 2 : outputs));
    for (int u = 0; numeric && u < outputs; ++u) {
      const double x = numbers.next();
      problem.rows.targets.push_back(problem.loss == "bce_with_logits" ? x > 0.0 ? 1.0f : 0.0f
                                                                       : static_cast<float>(2.0 * x));
    }
  }
  return problem;
}

/// The penalty on the weights of all Linears.
inline double reference_penalty(const Problem& problem, const std::vector<double>& parameters,
                                const Penalty& penalty) {
  std::size_t at = 0, fan_in = problem.fan_in;
  double sum = 0.0;
  for (const LayerSpec& spec : problem.layers) {
    const std::size_t units = static_cast<std::size_t>(spec.units);
    for (const std::size_t end = at + units * fan_in; at < end; ++at)
      sum += penalty.l1 * std::abs(parameters[at]) + penalty.l2 * parameters[at] * parameters[at];
    const ActivationInfo& info = *activation(spec.activation).info;
    at += units + (spec.norm.index != 0 ? 2 * units : 0) + (info.id == "prelu" ? 1 : 0);
    fan_in = units / static_cast<std::size_t>(info.row_divisor);
  }
  return sum;
}

/// The step of gradient descent at rate 1 against central differences of the double reference.
inline void check_gradient(const Problem& problem, const Penalty& penalty = {}) {
  TrainerSpec spec;
  spec.fan_in = static_cast<int>(problem.fan_in);
  spec.layers = problem.layers;
  spec.loss = entry(losses(), problem.loss);
  spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  spec.penalty = penalty;
  spec.seed = 5;
  auto created = Trainer::create(spec, problem.rows.samples(), {});
  REQUIRE(created.status() == Status::kOk);
  Trainer& trainer = *created.value();
  const std::span<float> values = trainer.parameter_values();
  const std::vector<double> before(values.begin(), values.end());
  REQUIRE(trainer.train(1) == Status::kOk);
  REQUIRE(std::abs(trainer.history()[0].train_loss - problem.mean_loss(before)) <= 2e-6);

  const auto minimized = [&](const std::vector<double>& at) {
    return problem.mean_loss(at) + reference_penalty(problem, at, penalty);
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    constexpr double kStep = 1e-6;
    std::vector<double> moved = before;
    moved[i] = before[i] + kStep;
    const double above = minimized(moved);
    moved[i] = before[i] - kStep;
    const double expected = (above - minimized(moved)) / (2.0 * kStep);
    const double grad = before[i] - static_cast<double>(values[i]);
    CAPTURE(i, grad, expected);
    REQUIRE(std::abs(grad - expected) <= 3e-6 * std::max(1.0, std::abs(expected)));
  }
}

}  // namespace ap::test

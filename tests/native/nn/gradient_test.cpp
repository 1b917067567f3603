// Gradients of every activation and every loss against finite differences in double, and losses against
// PyTorch.

#include "nn/losses.hpp"
#include "nn/reference.hpp"

namespace ap::test {
namespace {

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

  std::size_t count() const { return rows.features.size() / fan_in; }

  double mean_loss(const std::vector<double>& parameters) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < count(); ++i) {
      const auto first = rows.features.begin() + static_cast<std::ptrdiff_t>(i * fan_in);
      const std::vector<double> outputs =
          reference_outputs(layers, parameters, {first, first + static_cast<std::ptrdiff_t>(fan_in)});
      std::vector<double> target{static_cast<double>(rows.labels[i])};
      if (!rows.targets.empty()) {
        const auto t = rows.targets.begin() + static_cast<std::ptrdiff_t>(i * outputs.size());
        target.assign(t, t + static_cast<std::ptrdiff_t>(outputs.size()));
      }
      sum += reference_loss(loss, outputs, target);
    }
    return sum / static_cast<double>(count());
  }
};

Problem make_problem(std::vector<LayerSpec> layers, std::string loss, int outputs, std::size_t rows = 11) {
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

/// The step of gradient descent at rate 1 against central differences of the double reference.
void check_gradient(const Problem& problem) {
  TrainerSpec spec;
  spec.fan_in = static_cast<int>(problem.fan_in);
  spec.layers = problem.layers;
  spec.loss = entry(losses(), problem.loss);
  spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  spec.seed = 5;
  auto created = Trainer::create(spec, problem.rows.samples(), {});
  REQUIRE(created.status() == Status::kOk);
  Trainer& trainer = *created.value();
  const std::span<float> values = trainer.parameter_values();
  const std::vector<double> before(values.begin(), values.end());
  REQUIRE(trainer.train(1) == Status::kOk);
  REQUIRE(std::abs(trainer.history()[0].train_loss - problem.mean_loss(before)) <= 2e-6);

  for (std::size_t i = 0; i < before.size(); ++i) {
    constexpr double kStep = 1e-6;
    std::vector<double> moved = before;
    moved[i] = before[i] + kStep;
    const double above = problem.mean_loss(moved);
    moved[i] = before[i] - kStep;
    const double expected = (above - problem.mean_loss(moved)) / (2.0 * kStep);
    const double grad = before[i] - static_cast<double>(values[i]);
    CAPTURE(i, grad, expected);
    REQUIRE(std::abs(grad - expected) <= 3e-6 * std::max(1.0, std::abs(expected)));
  }
}

TEST_CASE("every activation has the right gradient, hidden and as output", "[nn]") {
  for (const Activation& f : activations()) {
    const std::string id(f.info->id);
    INFO(id);
    const int divisor = f.info->row_divisor;
    check_gradient(make_problem({layer(6, id), layer(5, "linear"), layer(4 * divisor, id)}, "mse", 4));
    check_gradient(make_problem({layer(4, "tanh"), layer(8, id), layer(3, "linear")}, "cross_entropy", 3));
  }
}

TEST_CASE("every loss has the right value and gradient", "[nn]") {
  for (const Loss& loss : kLosses) {
    const std::string id(loss.info->id);
    INFO(id);
    for (const int outputs : {1, 2, 5}) {
      if (outputs == 1 && loss.decision(1) == Decision::kArgmax) continue;  // one class: nothing to learn
      const char* output = id == "nll" ? "log_softmax" : "linear";
      check_gradient(make_problem({layer(4, "tanh"), layer(outputs, output)}, id, outputs));
      if (outputs > 1)
        check_gradient(make_problem({layer(4, "tanh"), layer(outputs, "softmax")}, id, outputs));
    }
  }
}

TEST_CASE("batches of every size, with and without padding, have the right gradient", "[nn]") {
  for (const std::size_t rows : {1u, 2u, 3u, 4u, 5u, 8u, 63u, 255u, 256u, 257u, 600u}) {
    INFO(rows);
    check_gradient(
        make_problem({layer(9, "tanh"), layer(6, "sigmoid"), layer(3, "linear")}, "cross_entropy", 3, rows));
  }
}

TEST_CASE("losses agree with PyTorch", "[nn]") {
  const Fixture reference("nn/optimizers");
  for (const Loss& loss : kLosses) {
    const std::string path = "loss/" + std::string(loss.info->id);
    if (!reference.has(path + "/input")) continue;
    INFO(path);
    const std::vector<double> input = reference.f64(path + "/input"),
                              target = reference.f64(path + "/target");
    const int samples = static_cast<int>(target.size()), units = static_cast<int>(input.size()) / samples;
    std::vector<float> outputs(input.size()), targets(target.begin(), target.end());
    for (int s = 0; s < samples; ++s) {
      for (int u = 0; u < units; ++u) {
        outputs[static_cast<std::size_t>(u * samples + s)] =
            static_cast<float>(input[static_cast<std::size_t>(s * units + u)]);
      }
    }
    std::vector<float> values(targets.size()), grad(outputs.size());
    const EntryParams params = default_params(*loss.info);
    loss.evaluate({outputs.data(), targets.data(), units, samples, samples,
                   1.0f / static_cast<float>(samples), params, values.data(), grad.data()});
    double sum = 0.0;
    for (const float value : values) sum += static_cast<double>(value);
    const double mean = reference.f64(path + "/value")[0];
    REQUIRE(std::abs(sum / samples - mean) <= 1e-6 * std::max(1.0, mean));
    const std::vector<double> expected = reference.f64(path + "/grad");
    for (int s = 0; s < samples; ++s) {
      for (int u = 0; u < units; ++u) {
        const double want = expected[static_cast<std::size_t>(s * units + u)];
        const double got = static_cast<double>(grad[static_cast<std::size_t>(u * samples + s)]);
        REQUIRE(std::abs(got - want) <= 1e-7 * std::max(1.0, std::abs(want)));
      }
    }
  }
}

}  // namespace
}  // namespace ap::test

// Every optimizer against PyTorch's trajectories: with given gradients, and on a small network.

#include "nn/optimizers.hpp"

#include "nn/training.hpp"

namespace ap::test {
namespace {

const Fixture& reference() {
  static const Fixture fixture("nn/optimizers");
  return fixture;
}

/// PyTorch's defaults, changed by the settings that the reference run names.
EntryParams settings(const Entry& info, const std::string& run) {
  EntryParams params = default_params(info);
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    const std::string key = run + "/settings/" + std::string(info.params[i].id);
    if (reference().has(key)) params[i] = reference().f64(key)[0];
  }
  return params;
}

/// Calls test(optimizer, params, run) for every run of the reference.
template <class Test>
void for_each_run(Test test) {
  int runs = 0;
  for (const Optimizer& optimizer : kOptimizers) {
    for (int i = 0;; ++i) {
      const std::string run = std::string(optimizer.info->id) + "/" + std::to_string(i);
      if (!reference().has(run + "/given")) break;
      INFO(run);
      test(optimizer, settings(*optimizer.info, run), run);
      ++runs;
    }
  }
  REQUIRE(runs == 17);
}

TEST_CASE("optimizers follow PyTorch's trajectories for given gradients", "[nn]") {
  for_each_run([](const Optimizer& optimizer, const EntryParams& params, const std::string& run) {
    constexpr std::size_t kCount = 7, kPadded = 8;
    const std::vector<double> start = reference().f64("given/start");
    const std::vector<double> grads = reference().f64("given/grads");
    const std::vector<double> expected = reference().f64(run + "/given");
    std::vector<float> values(start.begin(), start.end());
    values.resize(kPadded);
    std::vector<float> grad(kPadded);
    std::vector<float> slots(kPadded * static_cast<std::size_t>(optimizer.slot_count(params)),
                             optimizer.initial(params));
    OptimizerClock clock;
    for (std::size_t step = 0; step < 10; ++step) {
      for (std::size_t i = 0; i < kCount; ++i) grad[i] = static_cast<float>(grads[step * kCount + i]);
      REQUIRE(optimizer.step(params, params[0], clock,
                             {values.data(), grad.data(), slots.data(), static_cast<int>(kPadded)}));
      for (std::size_t i = 0; i < kCount; ++i) {
        const double want = expected[step * kCount + i];
        CAPTURE(step, i, want, values[i]);
        REQUIRE(std::abs(static_cast<double>(values[i]) - want) <= 1e-6 * std::max(1.0, std::abs(want)));
      }
      REQUIRE(values[kCount] == 0.0f);
    }
  });
}

TEST_CASE("optimizers train a small network as PyTorch does", "[nn]") {
  for_each_run([](const Optimizer& optimizer, const EntryParams& params, const std::string& run) {
    const std::vector<LayerSpec> layers{layer(4, "tanh"), layer(2, "linear")};
    Rows rows;
    for (const double x : reference().f64("net/X")) rows.features.push_back(static_cast<float>(x));
    for (const double y : reference().f64("net/y")) rows.labels.push_back(static_cast<std::int32_t>(y));
    TrainerSpec spec;
    spec.fan_in = 3;
    spec.layers = layers;
    spec.loss = entry(losses(), "cross_entropy");
    spec.optimizer = {static_cast<int>(&optimizer - kOptimizers.data()), params};
    auto created = Trainer::create(spec, rows.samples(), {});
    REQUIRE(created.status() == Status::kOk);
    Trainer& trainer = *created.value();
    const std::vector<double> start = reference().f64("net/start");
    const std::span<float> values = trainer.parameter_values();
    REQUIRE(values.size() == start.size());
    for (std::size_t i = 0; i < start.size(); ++i) values[i] = static_cast<float>(start[i]);

    REQUIRE(trainer.train(10) == Status::kOk);
    const std::vector<double> expected_losses = reference().f64(run + "/losses");
    const std::vector<double> expected = reference().f64(run + "/net");
    for (std::size_t e = 0; e < expected_losses.size(); ++e) {
      REQUIRE(std::abs(trainer.history()[e].train_loss - expected_losses[e]) <= 2e-6);
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
      REQUIRE(std::abs(static_cast<double>(values[i]) - expected[i]) <= 2e-6);
    }
  });
}

TEST_CASE("moments that fade away become zero, not subnormal", "[nn]") {
  for (const Optimizer& optimizer : kOptimizers) {
    INFO(optimizer.info->id);
    EntryParams params = default_params(*optimizer.info);
    for (std::size_t i = 0; i < optimizer.info->params.size(); ++i) {
      if (optimizer.info->params[i].id == "momentum") params[i] = 0.9;
    }
    std::vector<float> values(4, 1.0f), grad(4, 1e-12f);
    std::vector<float> slots(4 * static_cast<std::size_t>(optimizer.slot_count(params)));
    OptimizerClock clock;
    for (int step = 0; step < 60000; ++step) {
      if (step == 1) grad.assign(4, 0.0f);
      REQUIRE(optimizer.step(params, params[0], clock, {values.data(), grad.data(), slots.data(), 4}));
    }
    for (const float slot : slots) REQUIRE((slot == 0.0f || std::abs(slot) > 1e-37f));
  }
}

TEST_CASE("an update that is not finite is noticed", "[nn]") {
  for (const Optimizer& optimizer : kOptimizers) {
    const EntryParams params = default_params(*optimizer.info);
    std::vector<float> values(8, 1.0f), grad(8),
        slots(8 * static_cast<std::size_t>(optimizer.slot_count(params)));
    grad[5] = std::numeric_limits<float>::quiet_NaN();
    OptimizerClock clock;
    REQUIRE_FALSE(optimizer.step(params, params[0], clock, {values.data(), grad.data(), slots.data(), 8}));
  }
}

}  // namespace
}  // namespace ap::test

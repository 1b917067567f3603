// The tutorial's exercise and its relatives against PyTorch: initial weights, gradients, losses, accuracy,
// final weights.

#include "nn/training.hpp"

namespace ap::test {
namespace {

const Fixture& reference() {
  static const Fixture fixture("nn/exercise");
  return fixture;
}

/// Compares every parameter with the arrays `prefix` + name; `tolerance` 0 asks for equal bits.
void check_parameters(const Trainer& trainer, const std::string& prefix, float tolerance) {
  for (int i = 0; i < trainer.parameter_count(); ++i) {
    const ParameterView view = trainer.parameter(i);
    const std::vector<float> expected = reference().f32(prefix + view.name.data());
    REQUIRE(expected.size() == view.values.size());
    REQUIRE(static_cast<std::size_t>(view.rows * std::max(view.cols, 1)) == expected.size());
    std::size_t far = 0;
    for (std::size_t j = 0; j < expected.size(); ++j) {
      const float difference = std::abs(view.values[j] - expected[j]);
      REQUIRE(difference <= tolerance);
      far += difference > 1e-6f ? 1u : 0u;
    }
    // A gradient near zero may change its sign, and Adam divides its size out: that happens to a few weights
    // only.
    REQUIRE(far <= 3);
  }
}

void check_losses(const Trainer& trainer, std::span<const EpochRecord> history, const std::string& name) {
  const std::vector<double> losses = reference().f64(name + "/losses");
  REQUIRE(history.size() == losses.size());
  for (std::size_t e = 0; e < losses.size(); ++e) {
    CAPTURE(e);
    REQUIRE(std::abs(history[e].train_loss - losses[e]) <= 2e-6);
  }
  const double correct = reference().f64(name + "/correct")[0];
  REQUIRE(history.back().test_accuracy == correct / 200.0);
  REQUIRE(trainer.epoch() == static_cast<int>(losses.size()));
}

TEST_CASE("initial parameters are PyTorch's, bit for bit", "[nn]") {
  for (const int seed : {0, 42}) {
    const auto trainer = ExerciseSpec("relu", "softmax", static_cast<std::uint64_t>(seed)).create();
    check_parameters(*trainer, "init/seed" + std::to_string(seed) + "/20-50-2/", 0.0f);
  }
  ExerciseSpec deep("tanh", "linear", 1);
  deep.layers() = {layer(32, "tanh"), layer(16, "tanh"), layer(2, "linear")};
  check_parameters(*deep.create(), "init/seed1/20-32-16-2/", 0.0f);
}

TEST_CASE("the exercise gives PyTorch's losses, accuracy and weights", "[nn]") {
  int cases = 0;
  for (const Activation& hidden : activations()) {
    for (const char* output : {"softmax", "linear"}) {
      for (const int seed : {0, 42}) {
        const std::string id(hidden.info->id);
        const std::string name = "make_classification_42_seed" + std::to_string(seed) + "_20-50-2_" + id +
                                 "_" + (output == std::string("linear") ? "logits" : output) + "_adam";
        if (!reference().has(name + "/losses")) continue;
        INFO(name);
        const auto trainer = ExerciseSpec(id, output, static_cast<std::uint64_t>(seed)).create();
        REQUIRE(trainer->train(20) == Status::kOk);
        check_losses(*trainer, trainer->history(), name);
        check_parameters(*trainer, "final/" + name + "/", 2e-4f);
        ++cases;
      }
    }
  }
  REQUIRE(cases == 32);  // eight functions, two outputs, two seeds: all of them
}

TEST_CASE("the first step has PyTorch's gradients and result", "[nn]") {
  for (const std::string output : {"softmax", "linear"}) {
    const std::string name =
        "make_classification_42_seed42_20-50-2_relu_" + (output == "linear" ? "logits" : output) + "_adam/";
    ExerciseSpec spec("relu", output, 42);
    const auto adam = spec.create();
    REQUIRE(adam->train(1) == Status::kOk);
    check_parameters(*adam, "step1/" + name, 2e-4f);

    // With plain gradient descent at rate 1, the step is the gradient.
    spec.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
    const auto sgd = spec.create();
    const auto before = spec.create();
    REQUIRE(sgd->train(1) == Status::kOk);
    for (int i = 0; i < sgd->parameter_count(); ++i) {
      const ParameterView after = sgd->parameter(i);
      const std::vector<float> grad = reference().f32("grad/" + name + after.name.data());
      for (std::size_t j = 0; j < grad.size(); ++j) {
        REQUIRE(std::abs(before->parameter(i).values[j] - after.values[j] - grad[j]) <= 1e-7f);
      }
    }
  }
}

TEST_CASE("a deeper network with momentum follows PyTorch", "[nn]") {
  ExerciseSpec deep("tanh", "linear", 1);
  deep.layers() = {layer(32, "tanh"), layer(16, "tanh"), layer(2, "linear")};
  deep.spec.optimizer =
      with(optimizers(), with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.1), "momentum", 0.9);
  const auto trainer = deep.create();
  REQUIRE(trainer->train(10) == Status::kOk);
  const std::string name = "make_classification_42_seed1_20-32-16-2_tanh_logits_sgd";
  check_losses(*trainer, trainer->history(), name);
  check_parameters(*trainer, "final/" + name + "/", 2e-6f);
}

TEST_CASE("mini-batches follow PyTorch", "[nn]") {
  ExerciseSpec spec("relu", "linear", 2);
  spec.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.05);
  spec.spec.batch_size = 64;
  const auto trainer = spec.create();
  REQUIRE(trainer->steps_per_epoch() == 13);
  REQUIRE(trainer->train(5) == Status::kOk);
  const std::string name = "make_classification_42_seed2_20-50-2_relu_logits_sgd_batch64";
  check_losses(*trainer, trainer->history(), name);
  check_parameters(*trainer, "final/" + name + "/", 2e-6f);
}

}  // namespace
}  // namespace ap::test

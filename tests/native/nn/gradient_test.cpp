// Gradients of every activation and every loss against finite differences in double, and losses against
// PyTorch.

#include "nn/gradient.hpp"
#include "nn/losses.hpp"

namespace ap::test {
namespace {

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

TEST_CASE("a gradient too small to change anything is 0, so that no step computes with subnormals", "[nn]") {
  const auto last = GENERATE("linear", "softmax");
  const auto loss = GENERATE("cross_entropy", "bce_with_logits");
  if (std::string(last) == "softmax" && std::string(loss) != "cross_entropy") return;
  // 1 where the network is as sure as float can tell; the gradient is e^-85 / 40.
  Problem problem{{layer(2, last)}, loss, {}, 1};
  for (int i = 0; i < 40; ++i) {
    problem.rows.features.push_back(1.0f);
    problem.rows.labels.push_back(0);
    problem.rows.targets.push_back(1.0f);
    problem.rows.targets.push_back(0.0f);
  }
  if (std::string(loss) == "cross_entropy") problem.rows.targets.clear();
  TrainerSpec spec;
  spec.fan_in = 1;
  spec.layers = problem.layers;
  spec.loss = entry(losses(), loss);
  spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  auto created = Trainer::create(spec, problem.rows.samples(), {});
  REQUIRE(created.status() == Status::kOk);
  const std::span<float> values = created.value()->parameter_values();
  REQUIRE(values.size() == 4);
  values[0] = 42.5f;
  values[1] = -42.5f;
  if (std::string(loss) == "bce_with_logits") values[0] = -(values[1] = -85.0f);
  values[2] = values[3] = 0.0f;
  REQUIRE(created.value()->train(1) == Status::kOk);
  CHECK(values[2] == 0.0f);
  CHECK(values[3] == 0.0f);
}

TEST_CASE("penalties have the right gradient, on weights alone", "[nn]") {
  for (const Penalty& penalty : {Penalty{0.3, 0.0}, Penalty{0.0, 0.2}, Penalty{0.1, 0.4}}) {
    for (const char* norm : {"none", "batch_norm", "layer_norm"}) {
      CAPTURE(penalty.l1, penalty.l2, norm);
      std::vector<LayerSpec> layers{layer(6, "tanh"), layer(4, "prelu"), layer(4, "glu"), layer(3, "linear")};
      for (LayerSpec& spec : layers) spec.norm = entry(norms(), norm);
      check_gradient(make_problem(layers, "cross_entropy", 3), penalty);
    }
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

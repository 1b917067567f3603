// The trainer as its users see it: slices, prediction, limits, divergence, labels and targets.

#include <cstring>
#include <limits>

#include "nn/training.hpp"

namespace ap::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

bool same_history(Trainer& a, Trainer& b) {
  const auto x = a.history(), y = b.history();
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size_bytes()) == 0;
}

TEST_CASE("slices give the bits of one call, whenever the history is read", "[nn]") {
  for (const int batch_size : {0, 64}) {
    ExerciseSpec spec;
    spec.spec.batch_size = batch_size;
    const auto whole = spec.create(), epochs = spec.create(), steps = spec.create();
    REQUIRE(whole->train(6) == Status::kOk);
    for (int i = 0; i < 6; ++i) {
      REQUIRE(epochs->train(1) == Status::kOk);
      REQUIRE(epochs->history().size() == static_cast<std::size_t>(i + 1));
      REQUIRE(epochs->history().back().train_accuracy > 0.0);
    }
    while (steps->epoch() < 6)
      REQUIRE(steps->advance(std::min<std::int64_t>(5, 6 * steps->steps_per_epoch() - steps->step())) ==
              Status::kOk);
    REQUIRE(whole->fingerprint() == epochs->fingerprint());
    REQUIRE(whole->fingerprint() == steps->fingerprint());
    REQUIRE(same_history(*whole, *epochs));
    REQUIRE(same_history(*whole, *steps));
    REQUIRE(whole->epoch() == 6);
    REQUIRE(whole->step() == 6 * whole->steps_per_epoch());
  }
}

TEST_CASE("train finishes an epoch that steps have begun", "[nn]") {
  ExerciseSpec spec;
  spec.spec.batch_size = 64;
  const auto trainer = spec.create();
  REQUIRE(trainer->advance(3) == Status::kOk);
  REQUIRE(trainer->train(1) == Status::kOk);
  REQUIRE(trainer->epoch() == 1);
  REQUIRE(trainer->history().size() == 1);
}

TEST_CASE("history and prediction agree", "[nn]") {
  ExerciseSpec spec("tanh", "linear", 3);
  const auto trainer = spec.create();
  REQUIRE(trainer->train(3) == Status::kOk);
  const Rows& test = exercise_data().test;
  std::vector<float> outputs(test.labels.size() * 2);
  REQUIRE(trainer->predict(test.features, outputs) == Status::kOk);
  int correct = 0;
  double loss = 0.0;
  for (std::size_t i = 0; i < test.labels.size(); ++i) {
    const double a = static_cast<double>(outputs[2 * i]), b = static_cast<double>(outputs[2 * i + 1]);
    correct += (b > a) == (test.labels[i] == 1) ? 1 : 0;
    loss += std::log(std::exp(a) + std::exp(b)) - (test.labels[i] == 1 ? b : a);
  }
  REQUIRE(trainer->history().back().test_accuracy == correct / 200.0);
  REQUIRE(std::abs(trainer->history().back().test_loss - loss / 200.0) <= 1e-6);

  // A row's outputs do not depend on the rows it is asked together with.
  for (const std::size_t i : {0u, 7u, 199u}) {
    float alone[2];
    REQUIRE(trainer->predict({test.features.data() + 20 * i, 20}, alone) == Status::kOk);
    REQUIRE(alone[0] == outputs[2 * i]);
    REQUIRE(alone[1] == outputs[2 * i + 1]);
  }
  REQUIRE(trainer->predict({}, {}) == Status::kOk);
  REQUIRE(trainer->predict(test.features, {outputs.data(), 3}) == Status::kBadShape);
  REQUIRE(trainer->predict({test.features.data(), 19}, {outputs.data(), 2}) == Status::kBadShape);
}

TEST_CASE("evaluation can be left out or made rarer", "[nn]") {
  ExerciseSpec spec;
  const auto always = spec.create();
  spec.spec.evaluate_every = 2;
  const auto sometimes = spec.create();
  spec.spec.evaluate_every = 0;
  const auto never = spec.create();
  for (const auto& trainer : {always.get(), sometimes.get(), never.get()})
    REQUIRE(trainer->train(4) == Status::kOk);
  for (std::size_t e = 0; e < 4; ++e) {
    REQUIRE(never->history()[e].train_loss == always->history()[e].train_loss);
    REQUIRE(std::isnan(never->history()[e].test_loss));
    REQUIRE(std::isnan(never->history()[e].train_accuracy));
    if (e % 2 == 1) REQUIRE(sometimes->history()[e].train_accuracy == always->history()[e].train_accuracy);
    if (e % 2 == 0) REQUIRE(std::isnan(sometimes->history()[e].test_accuracy));
  }
}

TEST_CASE("drop_last leaves the short batch out", "[nn]") {
  ExerciseSpec spec;
  spec.spec.batch_size = 300;
  REQUIRE(spec.create()->steps_per_epoch() == 3);
  spec.spec.drop_last = true;
  const auto trainer = spec.create();
  REQUIRE(trainer->steps_per_epoch() == 2);
  REQUIRE(trainer->train(2) == Status::kOk);
}

TEST_CASE("labels can stand for targets, and one output can decide between two classes", "[nn]") {
  Rows rows{{-2.0f, -1.0f, 1.0f, 2.0f, 3.0f}, {0, 0, 1, 1, 1}};
  Rows numbers{rows.features, {}, {0.0f, 0.0f, 1.0f, 1.0f, 1.0f}};
  for (const char* loss : {"bce_with_logits", "mse", "huber", "hinge"}) {
    const std::vector<LayerSpec> layers{layer(1, "linear")};
    TrainerSpec spec;
    spec.fan_in = 1;
    spec.layers = layers;
    spec.loss = entry(losses(), loss);
    spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.05);
    auto a = Trainer::create(spec, rows.samples(), rows.samples());
    REQUIRE(a.status() == Status::kOk);
    REQUIRE(a.value()->train(200) == Status::kOk);
    const EpochRecord& last = a.value()->history().back();
    const bool decides = loss == std::string("bce_with_logits") || loss == std::string("hinge");
    REQUIRE((decides ? last.test_accuracy == 1.0 : std::isnan(last.test_accuracy)));
    REQUIRE(last.train_loss < a.value()->history()[0].train_loss);
    if (loss == std::string("hinge")) continue;
    auto b = Trainer::create(spec, numbers.samples(), numbers.samples());
    REQUIRE(b.status() == Status::kOk);
    REQUIRE(b.value()->train(200) == Status::kOk);
    REQUIRE(b.value()->history().back().train_loss == last.train_loss);
  }
}

TEST_CASE("divergence stops the run and names its place", "[nn]") {
  SECTION("an update that overflows") {
    ExerciseSpec spec("linear", "linear");
    spec.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 10.0);
    spec.spec.loss = entry(losses(), "mse");
    Rows rows = exercise_data().train;
    rows.targets.assign(1600, 1.0f);
    const auto trainer = spec.create(rows, {});
    Status status = Status::kOk;
    int calls = 0;
    while (status == Status::kOk && ++calls < 10000) status = trainer->train(1);
    REQUIRE(status == Status::kDiverged);
    const Divergence fault = trainer->divergence();
    REQUIRE(fault.operation != Divergence::Operation::kNone);
    REQUIRE(fault.step == trainer->step() + 1);
    REQUIRE(trainer->history().size() == static_cast<std::size_t>(trainer->epoch()));
    REQUIRE(trainer->train(1) == Status::kDiverged);
    REQUIRE(trainer->fingerprint() == trainer->fingerprint());
  }
  SECTION("a weight that is not a number") {
    ExerciseSpec spec;
    const auto trainer = spec.create();
    REQUIRE(trainer->train(2) == Status::kOk);
    trainer->parameter_values()[1100] = kNan;  // fc2.weight
    REQUIRE(trainer->train(1) == Status::kDiverged);
    REQUIRE(trainer->divergence().operation == Divergence::Operation::kLinear);
    REQUIRE(trainer->divergence().layer == 2);
    REQUIRE(trainer->divergence().step == 3);
    REQUIRE(trainer->history().size() == 2);
    REQUIRE(trainer->history()[1].train_accuracy > 0.0);
  }
}

TEST_CASE("what cannot be trained is refused", "[nn]") {
  const auto status_of = [](auto change) {
    ExerciseSpec spec;
    Rows train = exercise_data().train;
    change(spec, train);
    spec.spec.layers = spec.layers();
    return Trainer::create(spec.spec, train.samples(), exercise_data().test.samples()).status();
  };
  REQUIRE(status_of([](ExerciseSpec&, Rows&) {}) == Status::kOk);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.fan_in = 0; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.fan_in = 7; }) == Status::kBadShape);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers().clear(); }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers().assign(18, layer(2, "relu")); }) ==
          Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers()[0].units = 1025; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers()[0].units = 0; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers()[0].activation = 10000; }) == Status::kUnknownId);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.layers()[0].activation = -1; }) == Status::kUnknownId);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) {
            s.layers()[0] = layer(50, "leaky_relu");
            s.layers()[0].params[0] = kNan;
          }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.loss.index = 99; }) == Status::kUnknownId);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.optimizer.index = -1; }) == Status::kUnknownId);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.optimizer.params[0] = -1.0; }) ==
          Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.optimizer.params[5] = 0.5; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) { s.spec.batch_size = -1; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec& s, Rows&) {
            s.spec.batch_size = 801;
            s.spec.drop_last = true;
          }) == Status::kBadShape);
  REQUIRE(status_of([](ExerciseSpec&, Rows& r) { r.labels[3] = 2; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec&, Rows& r) { r.labels[3] = -1; }) == Status::kOutOfRange);
  REQUIRE(status_of([](ExerciseSpec&, Rows& r) { r.labels.pop_back(); }) == Status::kBadShape);
  REQUIRE(status_of([](ExerciseSpec&, Rows& r) { r.features[5] = kNan; }) == Status::kNotFinite);
  REQUIRE(status_of([](ExerciseSpec&, Rows& r) { r = {}; }) == Status::kBadShape);
  REQUIRE(status_of([](ExerciseSpec& s, Rows& r) {
            s.spec.loss = entry(losses(), "mse");
            r.targets.assign(1599, 0.0f);
          }) == Status::kBadShape);
}

TEST_CASE("parameters have PyTorch's names and shapes", "[nn]") {
  ExerciseSpec spec;
  spec.layers().assign(11, layer(3, "relu"));
  const auto trainer = spec.create();
  REQUIRE(trainer->parameter_count() == 22);
  REQUIRE(std::string(trainer->parameter(0).name.data()) == "fc1.weight");
  REQUIRE(trainer->parameter(0).rows == 3);
  REQUIRE(trainer->parameter(0).cols == 20);
  REQUIRE(std::string(trainer->parameter(21).name.data()) == "fc11.bias");
  REQUIRE(trainer->parameter(21).cols == 0);
  REQUIRE(trainer->parameter(0).values.data() == trainer->parameter_values().data());
}

}  // namespace
}  // namespace ap::test

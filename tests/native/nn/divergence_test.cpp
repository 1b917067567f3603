// A run stops at the first value that is not finite, says where that was, and can go back to before it.

#include <functional>
#include <limits>

#include "nn/training.hpp"

namespace ap::test {
namespace {

using Operation = Divergence::Operation;

/// exp(x), as a formula may be.
class Explosion : public LayerFunction {
 public:
  void forward(const float* z, int n, float* out) const override {
    for (int i = 0; i < n; ++i) out[i] = std::exp(z[i]);
  }
  void forward_derivative(const float* z, int n, float* out, float* slope) const override {
    forward(z, n, out);
    for (int i = 0; i < n; ++i) slope[i] = 1.0f;
  }
};

/// A run whose parameters are edited after some steps, so that the next step leaves the finite numbers.
struct Case {
  std::string name;
  Operation operation;
  int layer;
  std::vector<LayerSpec> layers;
  EntrySpec optimizer;
  const char* loss = "cross_entropy";
  float feature = 1.0f;
  float target = 1.0f;
  std::vector<std::pair<int, double>> edits;  ///< parameter and its value
  double clip_norm = 0.0;
};

LayerSpec normed(LayerSpec spec, const char* norm) {
  spec.norm = entry(norms(), norm);
  return spec;
}

LayerSpec dropped(LayerSpec spec) {
  spec.dropout = 0.5;
  return spec;
}

EntrySpec sgd(double rate, double decay = 0.0) {
  return with(optimizers(), with(optimizers(), entry(optimizers(), "sgd"), "lr", rate), "weight_decay",
              decay);
}

/// Networks of 2 features and 2 hidden units, so fc1.weight is 0..3, fc1.bias 4..5, fc2 begins at 6.
std::vector<Case> cases() {
  const double huge = 3e38;
  LayerSpec formula = layer(2, "linear");
  formula.function = std::make_shared<Explosion>();
  const auto two = [](LayerSpec first, const char* last = "linear") {
    return std::vector<LayerSpec>{std::move(first), layer(2, last)};
  };
  std::vector<Case> out{
      {"a sum that relu would hide",
       Operation::kLinear,
       1,
       two(layer(2, "relu")),
       sgd(1e-6),
       "cross_entropy",
       2.0f,
       1.0f,
       {{0, -huge}, {1, -huge}}},
      {"a sum that tanh would hide",
       Operation::kLinear,
       1,
       two(layer(2, "tanh")),
       sgd(1e-6),
       "cross_entropy",
       2.0f,
       1.0f,
       {{2, huge}, {3, huge}}},
      {"a sum that hinge would hide",
       Operation::kLinear,
       2,
       two(layer(2, "linear")),
       sgd(1e-6),
       "hinge",
       2.0f,
       1.0f,
       {{4, 10.0}, {5, 10.0}, {6, huge}, {7, huge}}},
      {"a batch norm's product",
       Operation::kNorm,
       1,
       two(normed(layer(2, "tanh"), "batch_norm")),
       sgd(1e-6),
       "cross_entropy",
       1.0f,
       1.0f,
       {{6, huge}}},
      {"a layer norm's sum",
       Operation::kNorm,
       1,
       two(normed(layer(2, "relu"), "layer_norm")),
       sgd(1e-6),
       "cross_entropy",
       1.0f,
       1.0f,
       {{6, -huge}, {8, -huge}, {7, -huge}, {9, -huge}}},
      {"an activation",
       Operation::kActivation,
       1,
       two(layer(2, "squared_relu")),
       sgd(1e-6),
       "cross_entropy",
       1.0f,
       1.0f,
       {{4, 1e30}, {6, 0.0}, {8, 0.0}}},
      {"the last activation",
       Operation::kActivation,
       2,
       two(layer(2, "tanh"), "squared_relu"),
       sgd(1e-6),
       "hinge",
       1.0f,
       1.0f,
       {{11, 1e30}}},
      {"a formula", Operation::kFormula, 1, two(formula), sgd(1e-6), "cross_entropy", 1.0f, 1.0f, {{4, 1e3}}},
      {"a dropout's scaling",
       Operation::kDropout,
       1,
       two(dropped(layer(2, "linear"))),
       sgd(1e-6),
       "cross_entropy",
       1.0f,
       1.0f,
       {{4, huge}, {5, huge}}},
      {"a squared error",
       Operation::kLoss,
       2,
       two(layer(2, "tanh")),
       sgd(1e-6),
       "mse",
       1.0f,
       1.0f,
       {{10, 1e30}}},
      {"a gradient",
       Operation::kGradient,
       1,
       {layer(2, "linear")},
       sgd(1e-6),
       "mse",
       1e25f,
       1.0f,
       {{0, 0.0}, {1, 0.0}, {2, 0.0}, {3, 0.0}, {4, 1e18}}},
      {"a clipped gradient",
       Operation::kGradient,
       1,
       {layer(2, "linear")},
       sgd(1e-6),
       "mse",
       1e25f,
       1.0f,
       {{0, 0.0}, {1, 0.0}, {2, 0.0}, {3, 0.0}, {4, 1e18}},
       1.0},
      {"a gradient on its way down",
       Operation::kGradient,
       1,
       two(layer(2, "linear")),
       sgd(1e-6),
       "mse",
       1.0f,
       1.0f,
       {{0, 0.0}, {1, 0.0}, {2, 0.0}, {3, 0.0}, {4, 0.0}, {5, 0.0}, {6, 1e25}, {7, 1e25}, {10, 1e18}}},
      {"an update",
       Operation::kUpdate,
       1,
       two(layer(2, "tanh")),
       sgd(10.0, 1.0),
       "cross_entropy",
       0.0f,
       1.0f,
       {{1, huge}}},
  };
  for (const char* id : {"rmsprop", "adagrad", "adam", "adamw"})
    out.push_back({std::string("what ") + id + " remembers",
                   Operation::kUpdate,
                   1,
                   {layer(2, "linear")},
                   entry(optimizers(), id),
                   "mse",
                   1e10f,
                   1.0f,
                   {{0, 0.0}, {1, 0.0}, {2, 0.0}, {3, 0.0}, {4, 1e15}}});
  return out;
}

std::unique_ptr<Trainer> create(const Case& c, int batch_size) {
  TrainerSpec spec;
  spec.fan_in = 2;
  spec.layers = c.layers;
  spec.loss = entry(losses(), c.loss);
  spec.optimizer = c.optimizer;
  spec.clip_norm = c.clip_norm;
  spec.batch_size = batch_size;
  Rows rows;
  for (int i = 0; i < 12; ++i) {
    rows.features.push_back(c.feature * (1.0f + 0.25f * float(i % 3)));
    rows.features.push_back(c.feature * (1.0f + 0.25f * float(i % 4)));
    rows.labels.push_back(i % 2);
    rows.targets.insert(rows.targets.end(), 2, c.target);
  }
  auto created = Trainer::create(spec, rows.samples(), rows.samples());
  REQUIRE(created.status() == Status::kOk);
  return std::move(created.value());
}

TEST_CASE("every operation that can leave the finite numbers is named", "[nn][divergence]") {
  for (const Case& c : cases()) {
    for (const int batch_size : {0, 4}) {
      CAPTURE(c.name, batch_size);
      auto trainer = create(c, batch_size);
      if (c.feature < 1e3f) {
        REQUIRE(trainer->advance(4) == Status::kOk);
      }
      const std::int64_t before = trainer->step();
      const std::uint64_t fingerprint = trainer->fingerprint();
      for (const auto& [parameter, value] : c.edits)
        REQUIRE(trainer->edit({Edit::Kind::kParameter, parameter, 1, value}) == Status::kOk);
      REQUIRE(trainer->advance(3) == Status::kDiverged);
      const Divergence found = trainer->divergence();
      REQUIRE(found.operation == c.operation);
      REQUIRE(found.layer == c.layer);
      REQUIRE(found.step == before + 1);
      REQUIRE(trainer->step() == before);
      REQUIRE(trainer->advance(1) == Status::kDiverged);

      // Back to before the edits, where the run goes on as if nothing had been.
      if (before == 0) continue;
      REQUIRE(trainer->rewind(before) == Status::kOk);
      REQUIRE(trainer->divergence().operation == Operation::kNone);
      REQUIRE(trainer->advance(1) == Status::kDiverged);  // edits made at that step stay
      REQUIRE(trainer->divergence().operation == c.operation);
      REQUIRE(trainer->rewind(before - 1) == Status::kOk);
      REQUIRE(trainer->advance(1) == Status::kOk);
      REQUIRE(trainer->fingerprint() == fingerprint);
      REQUIRE(trainer->advance(3) == Status::kOk);
    }
  }
}

TEST_CASE("a silenced unit may be what it likes", "[nn][divergence]") {
  auto trainer = create(cases()[0], 0);
  REQUIRE(trainer->edit({Edit::Kind::kAblate, 0, 1, 1.0}) == Status::kOk);
  for (const int parameter : {0, 1})
    REQUIRE(trainer->edit({Edit::Kind::kParameter, parameter, 1, -3e38}) == Status::kOk);
  REQUIRE(trainer->advance(2) == Status::kOk);
  REQUIRE(trainer->edit({Edit::Kind::kAblate, 0, 1, 0.0}) == Status::kOk);
  REQUIRE(trainer->advance(1) == Status::kDiverged);
  REQUIRE(trainer->divergence().operation == Operation::kLinear);
}

}  // namespace
}  // namespace ap::test

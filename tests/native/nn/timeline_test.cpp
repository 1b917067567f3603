// Going back: every step of a run is found again with the same bits, edits and all.

#include "nn/timeline.hpp"

#include "nn/analysis.hpp"
#include "nn/training.hpp"

namespace ap::test {
namespace {

/// Everything that must be the same again.
struct Moment {
  std::uint64_t fingerprint;
  double rate;
  std::size_t records;
  double gradient_norm, update_ratio;

  explicit Moment(Trainer& trainer)
      : fingerprint(trainer.fingerprint()), rate(trainer.learning_rate()), records(trainer.history().size()) {
    std::array<LayerStats, kMaxLayers> stats;
    std::vector<UnitState> states(200);
    REQUIRE(measure_layers(trainer, {}, stats, states) == Status::kOk);
    gradient_norm = stats[0].gradient_norm;
    update_ratio = stats[0].update_ratio;
  }
};

bool same(double a, double b) { return a == b || (a != a && b != b); }

void check_same(const Moment& a, const Moment& b) {
  REQUIRE(a.fingerprint == b.fingerprint);
  REQUIRE(a.rate == b.rate);
  REQUIRE(a.records == b.records);
  REQUIRE(same(a.gradient_norm, b.gradient_norm));
  REQUIRE(same(a.update_ratio, b.update_ratio));
}

/// The exercise on its first 90 rows, which is quick.
Rows few_rows() {
  Rows rows = exercise_data().train;
  rows.features.resize(90 * 20);
  rows.labels.resize(90);
  return rows;
}

std::unique_ptr<Trainer> create(const char* optimizer, int batch_size, const char* schedule = "constant") {
  ExerciseSpec exercise("tanh");
  exercise.spec.optimizer = entry(optimizers(), optimizer);
  if (std::string(optimizer) == "sgd") {
    exercise.spec.optimizer = with(optimizers(), exercise.spec.optimizer, "momentum", 0.9);
  }
  exercise.spec.schedule = entry(schedules(), schedule);
  exercise.spec.batch_size = batch_size;
  return exercise.create(few_rows(), few_rows());
}

void check_rewind(const char* optimizer, int batch_size, const char* schedule, std::int64_t bytes) {
  CAPTURE(optimizer, batch_size, schedule, bytes);
  constexpr std::int64_t kSteps = 150;
  auto trainer = create(optimizer, batch_size, schedule);
  if (bytes > 0) REQUIRE(trainer->keep_states(bytes) == Status::kOk);
  std::vector<Moment> past{Moment(*trainer)};
  for (std::int64_t i = 0; i < kSteps; ++i) {
    REQUIRE(trainer->advance(1) == Status::kOk);
    past.emplace_back(*trainer);
  }
  for (const std::int64_t step : {150, 149, 140, 96, 95, 64, 17, 16, 5, 1, 0}) {
    CAPTURE(step);
    REQUIRE(trainer->rewind(step) == Status::kOk);
    REQUIRE(trainer->step() == step);
    check_same(Moment(*trainer), past[static_cast<std::size_t>(step)]);
  }
  for (const std::int64_t step : {70, 150}) {  // forth in one go, and back to somewhere on the way
    REQUIRE(trainer->advance(step - trainer->step()) == Status::kOk);
    check_same(Moment(*trainer), past[static_cast<std::size_t>(step)]);
    REQUIRE(trainer->rewind(step - 33) == Status::kOk);
    check_same(Moment(*trainer), past[static_cast<std::size_t>(step - 33)]);
  }
}

TEST_CASE("a run goes back to any step, with the same bits", "[nn][timeline]") {
  for (const char* optimizer : {"sgd", "adam", "rmsprop"}) {
    for (const int batch_size : {0, 25}) {
      for (const std::int64_t bytes : {0, 200'000, 10'000'000})
        check_rewind(optimizer, batch_size, "cosine", bytes);
    }
  }
}

/// All tensors one after the other, running statistics included.
std::vector<float> tensors_of(const Trainer& trainer) {
  std::vector<float> values;
  for (int i = 0; i < trainer.parameter_count(); ++i) {
    const std::span<const float> tensor = trainer.parameter(i).values;
    values.insert(values.end(), tensor.begin(), tensor.end());
  }
  return values;
}

/// Everything a layer can have: two kinds of norm, dropout, a learned slope; a penalty, a limit of the norm.
ExerciseSpec rich_spec(int batch_size) {
  ExerciseSpec exercise("prelu", "linear");
  exercise.layers().insert(exercise.layers().begin(), layer(16, "tanh"));
  exercise.layers()[0].norm = entry(norms(), "batch_norm");
  exercise.layers()[0].dropout = 0.25;
  exercise.layers()[1].norm = entry(norms(), "layer_norm");
  exercise.layers()[1].dropout = 0.5;
  exercise.spec.penalty = {.l1 = 1e-4, .l2 = 1e-3};
  exercise.spec.clip_norm = 0.5;
  exercise.spec.batch_size = batch_size;
  return exercise;
}

TEST_CASE("norms, dropout and learned slopes go back with the rest", "[nn][timeline]") {
  for (const int batch_size : {0, 25}) {
    for (const std::int64_t bytes : {0, 10'000'000}) {
      CAPTURE(batch_size, bytes);
      auto trainer = rich_spec(batch_size).create(few_rows(), few_rows());
      if (bytes > 0) REQUIRE(trainer->keep_states(bytes) == Status::kOk);
      std::vector<std::vector<float>> past;
      std::vector<std::uint64_t> prints;
      for (int i = 0; i < 100; ++i) {
        // The outputs are 16 of fc1, 50 of fc2, 2 of fc3.
        if (i == 30)
          REQUIRE(trainer->edit({.kind = Edit::Kind::kAblate, .first = 15, .count = 2, .value = 1.0}) ==
                  Status::kOk);
        past.push_back(tensors_of(*trainer));
        prints.push_back(trainer->fingerprint());
        REQUIRE(trainer->advance(1) == Status::kOk);
      }
      REQUIRE(past[99] != past[98]);
      for (const std::size_t step : {99u, 73u, 70u, 31u, 30u, 29u, 2u, 0u}) {
        CAPTURE(step);
        REQUIRE(trainer->rewind(static_cast<std::int64_t>(step)) == Status::kOk);
        REQUIRE(tensors_of(*trainer) == past[step]);
        REQUIRE(trainer->fingerprint() == prints[step]);
      }
    }
  }
}

TEST_CASE("a run that its stop rule has ended goes back and ends again after the same step",
          "[nn][timeline]") {
  for (const char* rule : {"target", "plateau"}) {
    for (const int batch_size : {0, 25}) {
      CAPTURE(rule, batch_size);
      ExerciseSpec exercise("tanh");
      exercise.spec.batch_size = batch_size;
      exercise.spec.stop = entry(stop_rules(), rule);
      exercise.spec.stop.params[0] = 3.0;  // test_accuracy
      exercise.spec.stop.params[1] = rule == std::string("target") ? 0.9 : 5.0;
      auto trainer = exercise.create(few_rows(), few_rows());
      REQUIRE(trainer->keep_states(10'000'000) == Status::kOk);
      REQUIRE(trainer->train(2000) == Status::kOk);
      REQUIRE(trainer->stopped() != 0);
      const std::int64_t end = trainer->step();
      const std::uint64_t fingerprint = trainer->fingerprint();
      REQUIRE(end > 3);
      for (const std::int64_t step : {end, end - 1, end - 3}) {
        REQUIRE(trainer->rewind(step) == Status::kOk);
        REQUIRE(trainer->step() == step);
        REQUIRE((trainer->stopped() != 0) == (step == end));
        REQUIRE(trainer->train(2000) == Status::kOk);
        REQUIRE(trainer->step() == end);
        REQUIRE(trainer->fingerprint() == fingerprint);
      }
    }
  }
}

TEST_CASE("kept states stay within their limit, and it is said when none fit", "[nn][timeline]") {
  auto trainer = create("adam", 25);
  const std::int64_t size = trainer->state_size();
  REQUIRE(size > 1152 * 3 * 4);
  REQUIRE(size < 1152 * 3 * 4 + 8000);
  REQUIRE(trainer->keep_states(4 * size - 1) == Status::kCapacity);
  REQUIRE(trainer->kept_states() == 0);
  REQUIRE(trainer->keep_states(4 * size) == Status::kOk);
  REQUIRE(trainer->kept_states() == 4);
  REQUIRE(trainer->keep_states(std::int64_t{1} << 40) == Status::kOk);
  REQUIRE(trainer->kept_states() == kMaxSnapshots);
  REQUIRE(trainer->keep_states(0) == Status::kOk);
  REQUIRE(trainer->kept_states() == 0);
  REQUIRE(trainer->keep_states(-1) == Status::kCapacity);
}

TEST_CASE("a run goes back no further than its start and not into the future", "[nn][timeline]") {
  auto trainer = create("sgd", 0);
  REQUIRE(trainer->advance(10) == Status::kOk);
  REQUIRE(trainer->rewind(11) == Status::kOutOfRange);
  REQUIRE(trainer->rewind(-1) == Status::kOutOfRange);
  REQUIRE(trainer->step() == 10);
  REQUIRE(trainer->rewind(10) == Status::kOk);
  REQUIRE(trainer->step() == 10);
}

/// Edits of every kind at several steps; `at` calls it before each step.
void make_edits(Trainer& trainer) {
  using Kind = Edit::Kind;
  const auto edit = [&](const Edit& e) { REQUIRE(trainer.edit(e) == Status::kOk); };
  switch (trainer.step()) {
    case 0:
      edit({.kind = Kind::kFreeze, .first = 1000, .count = 10, .value = 1.0});
      break;
    case 12:
      edit({.kind = Kind::kLearningRate, .value = 0.02});
      edit({.kind = Kind::kLearningRate, .value = 0.03});  // takes the place of the one before
      break;
    case 20:
      edit({.kind = Kind::kParameter, .first = 3, .value = 0.75});
      edit({.kind = Kind::kAblate, .first = 7, .count = 2, .value = 1.0});
      break;
    case 31:
      edit({.kind = Kind::kFreeze, .first = 1003, .count = 1, .value = 0.0});
      edit({.kind = Kind::kAblate, .first = 8, .count = 1, .value = 0.0});
      break;
    default:
      break;
  }
}

TEST_CASE("edits are repeated on the way, and later ones are dropped", "[nn][timeline]") {
  for (const int batch_size : {0, 25}) {
    for (const std::int64_t bytes : {0, 10'000'000}) {
      CAPTURE(batch_size, bytes);
      auto trainer = create("adam", batch_size);
      if (bytes > 0) REQUIRE(trainer->keep_states(bytes) == Status::kOk);
      std::vector<Moment> past;  // after the edits of each step
      std::vector<std::size_t> edits;
      for (int i = 0; i <= 40; ++i) {
        make_edits(*trainer);
        past.emplace_back(*trainer);
        edits.push_back(trainer->edits().size());
        REQUIRE(trainer->advance(1) == Status::kOk);
      }
      REQUIRE(edits.back() == 6);
      REQUIRE(trainer->edits()[1].value == 0.03);
      for (const std::size_t step : {40u, 32u, 31u, 30u, 21u, 20u, 13u, 12u, 2u, 0u}) {
        CAPTURE(step);
        REQUIRE(trainer->rewind(static_cast<std::int64_t>(step)) == Status::kOk);
        check_same(Moment(*trainer), past[step]);
        REQUIRE(trainer->edits().size() == edits[step]);
      }
      // Once more in larger steps, with the same edits.
      for (const int next : {12, 20, 31, 40}) {
        REQUIRE(trainer->advance(next - trainer->step()) == Status::kOk);
        make_edits(*trainer);
        check_same(Moment(*trainer), past[static_cast<std::size_t>(next)]);
      }
    }
  }
}

TEST_CASE("an edit on the way back drops those that were still to come", "[nn][timeline]") {
  auto trainer = create("adam", 0);
  REQUIRE(trainer->advance(10) == Status::kOk);
  REQUIRE(trainer->set_learning_rate(0.05) == Status::kOk);
  REQUIRE(trainer->advance(10) == Status::kOk);
  REQUIRE(trainer->restore(15) == Status::kOk);  // to the start
  REQUIRE(trainer->step() == 0);
  REQUIRE(trainer->edits().size() == 1);
  REQUIRE(trainer->advance(4) == Status::kOk);
  REQUIRE(trainer->set_learning_rate(0.5) == Status::kOk);
  REQUIRE(trainer->edits().size() == 1);
  REQUIRE(trainer->advance(10) == Status::kOk);
  REQUIRE(trainer->learning_rate() == 0.5);
}

TEST_CASE("edits that cannot be made change nothing", "[nn][timeline]") {
  using Kind = Edit::Kind;
  ExerciseSpec exercise("relu", "softmax");
  auto trainer = exercise.create(few_rows(), {});
  const std::uint64_t before = trainer->fingerprint();
  const auto status = [&](const Edit& edit) { return trainer->edit(edit); };
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  for (const double rate : {0.0, -1.0, 11.0, kNan})
    REQUIRE(status({.kind = Kind::kLearningRate, .value = rate}) == Status::kOutOfRange);
  REQUIRE(status({.kind = Kind::kLearningRate, .first = 1, .value = 0.1}) == Status::kOutOfRange);
  for (const int first : {-1, 1152, std::numeric_limits<int>::max()}) {
    REQUIRE(status({.kind = Kind::kParameter, .first = first}) == Status::kOutOfRange);
    REQUIRE(status({.kind = Kind::kFreeze, .first = first, .value = 1.0}) == Status::kOutOfRange);
    REQUIRE(status({.kind = Kind::kAblate, .first = first, .value = 1.0}) == Status::kOutOfRange);
  }
  for (const double value : {1e39, -1e39, kNan})
    REQUIRE(status({.kind = Kind::kParameter, .first = 0, .value = value}) == Status::kNotFinite);
  REQUIRE(status({.kind = Kind::kParameter, .first = 0, .count = 2}) == Status::kOutOfRange);
  REQUIRE(status({.kind = Kind::kFreeze, .first = 1, .count = 1152, .value = 1.0}) == Status::kOutOfRange);
  REQUIRE(status({.kind = Kind::kFreeze, .first = 1, .count = 0, .value = 1.0}) == Status::kOutOfRange);
  REQUIRE(status({.kind = Kind::kFreeze, .first = 1, .count = 1, .value = 0.5}) == Status::kOutOfRange);
  REQUIRE(status({.kind = Kind::kAblate, .first = 49, .count = 2, .value = 1.0}) == Status::kBadShape);
  REQUIRE(status({.kind = static_cast<Kind>(9)}) == Status::kOutOfRange);
  REQUIRE(trainer->edits().empty());
  REQUIRE(trainer->fingerprint() == before);
}

TEST_CASE("frozen parameters stay, and the others learn as without them", "[nn][timeline]") {
  for (const char* optimizer : {"sgd", "adam", "adamw", "rmsprop", "adagrad"}) {
    CAPTURE(optimizer);
    auto trainer = create(optimizer, 25);
    REQUIRE(trainer->advance(3) == Status::kOk);
    const std::vector<float> before(trainer->parameter_values().begin(), trainer->parameter_values().end());
    // All of fc1: then fc2 learns on features that stay.
    REQUIRE(trainer->edit({.kind = Edit::Kind::kFreeze, .first = 0, .count = 1050, .value = 1.0}) ==
            Status::kOk);
    REQUIRE(trainer->advance(20) == Status::kOk);
    std::vector<float> after(trainer->parameter_values().begin(), trainer->parameter_values().end());
    for (std::size_t i = 0; i < after.size(); ++i) REQUIRE((after[i] == before[i]) == (i < 1050));
    // Thawed, each moves again; frozen one by one in any order, each stays.
    REQUIRE(trainer->edit({.kind = Edit::Kind::kFreeze, .first = 0, .count = 1152, .value = 0.0}) ==
            Status::kOk);
    for (const int i : {700, 3, 5, 4, 1151, 3}) {
      REQUIRE(trainer->edit({.kind = Edit::Kind::kFreeze, .first = i, .value = 1.0}) == Status::kOk);
    }
    REQUIRE(trainer->edit({.kind = Edit::Kind::kFreeze, .first = 4, .value = 0.0}) == Status::kOk);
    const std::vector<float> thawed = after;
    REQUIRE(trainer->advance(5) == Status::kOk);
    after.assign(trainer->parameter_values().begin(), trainer->parameter_values().end());
    for (const std::size_t i : {700u, 3u, 5u, 1151u}) REQUIRE(after[i] == thawed[i]);
    for (const std::size_t i : {699u, 4u, 6u, 1150u}) REQUIRE(after[i] != thawed[i]);
  }
}

TEST_CASE("an ablated unit is as if its weights above were zero and its own did not exist",
          "[nn][timeline]") {
  for (const char* hidden : {"relu", "tanh", "sigmoid"}) {
    CAPTURE(hidden);
    ExerciseSpec exercise(hidden, "linear");
    auto ablated = exercise.create(few_rows(), few_rows()), other = exercise.create(few_rows(), few_rows());
    REQUIRE(ablated->edit({.kind = Edit::Kind::kAblate, .first = 11, .value = 1.0}) == Status::kOk);
    const std::vector<float>& features = exercise_data().test.features;
    for (const std::size_t row : {11u, 50u + 11u})  // fc2.weight[:, 11]
      other->parameter_values()[1050 + row] = 0.0f;
    std::vector<float> out(400), expected(400);
    REQUIRE(ablated->predict(features, out) == Status::kOk);
    REQUIRE(other->predict(features, expected) == Status::kOk);
    REQUIRE(out == expected);
    std::vector<float> values(static_cast<std::size_t>(trace_size(*ablated, 200)));
    REQUIRE(trace(*ablated, features, values) == Status::kOk);
    for (std::size_t row = 0; row < 200; ++row) REQUIRE(values[(50 + 11) * 200 + row] == 0.0f);

    // Its weights get no gradient, nor do those that read it; all others do.
    const std::vector<float> before(ablated->parameter_values().begin(), ablated->parameter_values().end());
    REQUIRE(ablated->advance(5) == Status::kOk);
    const std::span<const float> after = ablated->parameter_values();
    for (std::size_t i = 0; i < 1000; ++i) {
      if (i / 20 == 11) REQUIRE(after[i] == before[i]);
    }
    REQUIRE(after[1000 + 11] == before[1000 + 11]);
    REQUIRE(after[1050 + 11] == before[1050 + 11]);
    REQUIRE(after[1050 + 61] == before[1050 + 61]);
    REQUIRE(after[1050 + 12] != before[1050 + 12]);
    // Given back, it speaks again.
    REQUIRE(ablated->edit({.kind = Edit::Kind::kAblate, .first = 11, .value = 0.0}) == Status::kOk);
    REQUIRE(ablated->advance(1) == Status::kOk);
    REQUIRE(ablated->parameter_values()[1050 + 11] != before[1050 + 11]);
  }
}

TEST_CASE("an ablated unit with a learned slope, dropout and norms passes no gradient", "[nn][timeline]") {
  for (const int batch_size : {0, 25}) {
    CAPTURE(batch_size);
    ExerciseSpec exercise = rich_spec(batch_size);
    exercise.spec.penalty = {};
    auto trainer = exercise.create(few_rows(), few_rows());
    // Unit 3 of fc2: its scale in norm2 has no gradient, nor has what fc3 reads of it.
    REQUIRE(trainer->edit({.kind = Edit::Kind::kAblate, .first = 16 + 3, .value = 1.0}) == Status::kOk);
    const auto at = [&](std::string_view name, std::size_t index) {
      for (int i = 0; i < trainer->parameter_count(); ++i) {
        const ParameterView view = trainer->parameter(i);
        if (view.name.data() == name) return view.values[index];
      }
      FAIL("no such parameter");
      return 0.0f;
    };
    const float scale = at("norm2.weight", 3), above = at("fc3.weight", 3), other = at("fc3.weight", 4);
    const float slope = at("act2.weight", 0);
    REQUIRE(trainer->advance(5) == Status::kOk);
    REQUIRE(at("norm2.weight", 3) == scale);
    REQUIRE(at("fc3.weight", 3) == above);
    REQUIRE(at("fc3.weight", 4) != other);
    REQUIRE(at("act2.weight", 0) != slope);
  }
}

TEST_CASE("a run that has diverged goes back to before that, and diverges again", "[nn][timeline]") {
  ExerciseSpec exercise("linear", "linear");
  exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 10.0);
  exercise.spec.loss = entry(losses(), "mse");
  exercise.layers()[1].units = 1;
  auto trainer = exercise.create(few_rows(), few_rows());
  REQUIRE(trainer->keep_states(10'000'000) == Status::kOk);
  REQUIRE(trainer->train(500) == Status::kDiverged);
  const Divergence divergence = trainer->divergence();
  REQUIRE(divergence.step == trainer->step() + 1);
  REQUIRE(trainer->rewind(trainer->step() - 3) == Status::kOk);
  REQUIRE(trainer->divergence().operation == Divergence::Operation::kNone);
  auto again = exercise.create(few_rows(), few_rows());
  REQUIRE(again->advance(divergence.step - 4) == Status::kOk);
  REQUIRE(trainer->fingerprint() == again->fingerprint());
  REQUIRE(trainer->train(500) == Status::kDiverged);
  REQUIRE(trainer->divergence().step == divergence.step);
  REQUIRE(trainer->divergence().layer == divergence.layer);
  REQUIRE(trainer->divergence().operation == divergence.operation);
  // With a smaller rate it goes on.
  REQUIRE(trainer->rewind(trainer->step() > 5 ? trainer->step() - 5 : 0) == Status::kOk);
  REQUIRE(trainer->set_learning_rate(1e-6) == Status::kOk);
  REQUIRE(trainer->train(500) == Status::kOk);
}

}  // namespace
}  // namespace ap::test

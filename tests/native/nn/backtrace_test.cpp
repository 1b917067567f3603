// The factors of one sample's gradient, against finite differences of the double reference and each other.

#include "nn/backtrace.hpp"

#include "nn/analysis.hpp"
#include "nn/gradient.hpp"

namespace ap::test {
namespace {

/// The parts of one layer.
struct LayerParts {
  std::vector<float> pre_activation, norm_factor, slope, pre_activation_grad, linear_grad, activation,
      activation_grad;
};

struct Backtrace {
  std::vector<LayerParts> layers;
  double loss = -1.0;

  Backtrace(Trainer& trainer, Part part, int row) {
    std::vector<float> out(static_cast<std::size_t>(backtrace_size(trainer)));
    REQUIRE(backtrace(trainer, part, row, out, loss) == Status::kOk);
    auto at = out.begin();
    const auto take = [&](std::vector<float>& to, int count) {
      to.assign(at, at + count);
      at += count;
    };
    for (int i = 0; i < layer_count(trainer); ++i) {
      const LayerShape shape = layer_shape(trainer, i);
      LayerParts& layer = layers.emplace_back();
      for (auto* to : {&layer.pre_activation, &layer.norm_factor, &layer.slope, &layer.pre_activation_grad,
                       &layer.linear_grad})
        take(*to, shape.units);
      take(layer.activation, shape.outputs);
      take(layer.activation_grad, shape.outputs);
    }
    REQUIRE(at == out.end());
  }
};

std::unique_ptr<Trainer> train(const Problem& problem, int epochs) {
  TrainerSpec spec;
  spec.fan_in = static_cast<int>(problem.fan_in);
  spec.layers = problem.layers;
  spec.loss = entry(losses(), problem.loss);
  spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.05);
  spec.seed = 3;
  auto created = Trainer::create(spec, problem.rows.samples(), problem.rows.samples());
  REQUIRE(created.status() == Status::kOk);
  REQUIRE(created.value()->train(epochs) == Status::kOk);
  return std::move(created.value());
}

/// The same problem with one row.
Problem only(const Problem& problem, std::size_t row) {
  Problem one = problem;
  const auto pick = [&](auto& values) {
    const std::size_t width = values.size() / problem.count();
    std::rotate(values.begin(), values.begin() + std::ptrdiff_t(row * width), values.end());
    values.resize(width);
  };
  pick(one.rows.features);
  pick(one.rows.labels);
  pick(one.rows.targets);
  return one;
}

/// Batch norms taken into the Linears before them, by their running statistics.
Problem fold(Problem problem, Trainer& trainer, std::vector<double>& parameters) {
  const auto tensor = [&](const std::string& name) {
    for (int i = 0; i < trainer.parameter_count(); ++i) {
      const ParameterView view = trainer.parameter(i);
      if (name == view.name.data()) return std::vector<double>(view.values.begin(), view.values.end());
    }
    FAIL(name);
    return std::vector<double>{};
  };
  parameters.clear();
  for (std::size_t i = 0; i < problem.layers.size(); ++i) {
    LayerSpec& spec = problem.layers[i];
    spec.dropout = 0.0;
    const std::string number = std::to_string(i + 1);
    std::vector<double> weight = tensor("fc" + number + ".weight"), bias = tensor("fc" + number + ".bias"),
                        rest;
    if (spec.norm.index != 0)
      for (const char* kind : {".weight", ".bias"}) {
        const std::vector<double> values = tensor("norm" + number + kind);
        rest.insert(rest.end(), values.begin(), values.end());
      }
    if (spec.norm.index == find_entry(norms(), "batch_norm")) {
      const std::vector<double> mean = tensor("norm" + number + ".running_mean");
      const std::vector<double> variance = tensor("norm" + number + ".running_var");
      const std::size_t fan_in = weight.size() / bias.size();
      for (std::size_t u = 0; u < bias.size(); ++u) {
        const double factor = rest[u] / std::sqrt(variance[u] + spec.norm.params[0]);
        for (std::size_t f = 0; f < fan_in; ++f) weight[u * fan_in + f] *= factor;
        bias[u] = (bias[u] - mean[u]) * factor + rest[bias.size() + u];
      }
      rest.clear();
      spec.norm = {};
    }
    for (const auto* values : {&weight, &bias, &rest})
      parameters.insert(parameters.end(), values->begin(), values->end());
    if (activation(spec.activation).info->id == "prelu") {
      const std::vector<double> slope = tensor("act" + number + ".weight");
      parameters.insert(parameters.end(), slope.begin(), slope.end());
    }
  }
  return problem;
}

/// The gradient by each bias against central differences, and the factors against each other.
void check_backtrace(const Problem& problem) {
  auto trainer = train(problem, 3);
  const std::uint64_t before = trainer->fingerprint();
  for (const std::size_t row : {std::size_t(0), problem.count() / 2, problem.count() - 1}) {
    const Backtrace trace(*trainer, Part::kTest, int(row));
    std::vector<double> parameters;
    const Problem one = fold(only(problem, row), *trainer, parameters);
    REQUIRE(std::abs(trace.loss - one.mean_loss(parameters)) <= 3e-6);
    std::size_t fan_in = problem.fan_in, at = 0;
    for (std::size_t l = 0; l < problem.layers.size(); ++l) {
      const LayerParts& layer = trace.layers[l];
      const std::size_t units = layer.slope.size();
      at += units * fan_in;  // to the bias
      for (std::size_t u = 0; u < units; ++u, ++at) {
        constexpr double kStep = 1e-6;
        std::vector<double> moved = parameters;
        moved[at] = parameters[at] + kStep;
        const double above = one.mean_loss(moved);
        moved[at] = parameters[at] - kStep;
        const double expected = (above - one.mean_loss(moved)) / (2.0 * kStep);
        const bool is_layer_norm = one.layers[l].norm.index != 0;
        const float grad = is_layer_norm ? layer.linear_grad[u] : layer.pre_activation_grad[u];
        CAPTURE(row, l, u, grad, expected);
        REQUIRE(std::abs(double(grad) - expected) <= 4e-6 * std::max(1.0, std::abs(expected)));
        if (!std::isnan(layer.norm_factor[u]))
          REQUIRE(layer.linear_grad[u] == layer.norm_factor[u] * layer.pre_activation_grad[u]);
        REQUIRE(std::isnan(layer.norm_factor[u]) == is_layer_norm);
        REQUIRE(std::isnan(layer.slope[u]) == activation(problem.layers[l].activation).info->rowwise);
        if (!std::isnan(layer.slope[u]))
          REQUIRE(layer.pre_activation_grad[u] == layer.slope[u] * layer.activation_grad[u]);
      }
      if (one.layers[l].norm.index != 0) at += 2 * units;
      if (activation(problem.layers[l].activation).info->id == "prelu") ++at;
      fan_in = layer.activation.size();
      if (l + 1 == problem.layers.size()) continue;
      // What comes down is the sum over the units above.
      const LayerParts& above = trace.layers[l + 1];
      const ParameterView weight = [&] {
        const std::string name = "fc" + std::to_string(l + 2) + ".weight";
        int i = 0;
        while (name != trainer->parameter(i).name.data()) ++i;
        return trainer->parameter(i);
      }();
      for (std::size_t u = 0; u < fan_in; ++u) {
        double sum = 0.0;
        for (std::size_t k = 0; k < above.linear_grad.size(); ++k)
          sum += double(weight.values[k * fan_in + u]) * double(above.linear_grad[k]);
        REQUIRE(std::abs(sum - double(layer.activation_grad[u])) <= 2e-6);
      }
    }
    REQUIRE(at == parameters.size());
  }
  REQUIRE(trainer->fingerprint() == before);
}

TEST_CASE("a backtrace is the gradient of one sample, for every activation", "[nn][backtrace]") {
  for (const Activation& f : activations()) {
    CAPTURE(f.info->id);
    const std::string id(f.info->id);
    check_backtrace(make_problem({layer(6, id), layer(4, id), layer(3, "linear")}, "cross_entropy", 3));
    if (f.info->row_divisor == 1) check_backtrace(make_problem({layer(5, "tanh"), layer(3, id)}, "mse", 3));
  }
}

TEST_CASE("a backtrace goes through every loss and norm", "[nn][backtrace]") {
  for (const Entry* loss : losses()) {
    const std::string id(loss->id);
    CAPTURE(id);
    check_backtrace(
        make_problem({layer(5, "tanh"), layer(3, "log_softmax")}, id == "bce_with_logits" ? "mse" : id, 3));
    if (id == "mse" || id == "bce_with_logits" || id == "hinge" || id == "huber")
      check_backtrace(make_problem({layer(5, "sigmoid"), layer(1, "linear")}, id, 1));
  }
  for (const char* norm : {"batch_norm", "layer_norm"}) {
    for (const char* hidden : {"tanh", "softmax", "prelu", "glu"}) {
      Problem problem =
          make_problem({layer(6, hidden), layer(4, "tanh"), layer(3, "linear")}, "cross_entropy", 3);
      for (LayerSpec& spec : problem.layers) spec.norm = entry(norms(), norm);
      problem.layers[1].dropout = 0.5;
      CAPTURE(norm, hidden);
      check_backtrace(problem);
    }
  }
}

TEST_CASE("the mean of all backtraces is the gradient of a step", "[nn][backtrace]") {
  ExerciseSpec exercise("gelu");
  exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  auto trainer = exercise.create();
  const std::span<float> values = trainer->parameter_values();
  const std::vector<float> before(values.begin(), values.end());
  std::vector<double> sums(50);
  for (int row = 0; row < 800; ++row) {
    const Backtrace trace(*trainer, Part::kTrain, row);
    for (std::size_t u = 0; u < 50; ++u) sums[u] += double(trace.layers[0].linear_grad[u]) / 800.0;
  }
  REQUIRE(trainer->train(1) == Status::kOk);
  for (std::size_t u = 0; u < 50; ++u)
    REQUIRE(std::abs(double(before[1000 + u]) - double(values[1000 + u]) - sums[u]) <= 1e-7);
}

TEST_CASE("a step of a batch is the mean of its samples' gradients, one by one", "[nn][backtrace]") {
  ExerciseSpec exercise("tanh");
  exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  exercise.spec.batch_size = 300;  // the last one is short
  auto trainer = exercise.create();
  std::vector<int> seen(800);
  for (int step = 0; step < 6; ++step) {
    std::vector<std::int32_t> batch(static_cast<std::size_t>(trainer->next_batch_size()));
    REQUIRE(batch.size() == (step % 3 == 2 ? 200 : 300));
    REQUIRE(trainer->next_batch(std::span(batch).first(1)) == Status::kBadShape);
    REQUIRE(trainer->next_batch(batch) == Status::kOk);
    std::vector<double> sums(50);
    for (const std::int32_t row : batch) {
      ++seen[static_cast<std::size_t>(row)];
      const Backtrace trace(*trainer, Part::kTrain, row);
      for (std::size_t u = 0; u < 50; ++u)
        sums[u] += double(trace.layers[0].linear_grad[u]) / double(batch.size());
    }
    const std::span<float> values = trainer->parameter_values();
    const std::vector<float> before(values.begin(), values.end());
    REQUIRE(trainer->advance(1) == Status::kOk);
    for (std::size_t u = 0; u < 50; ++u)
      REQUIRE(std::abs(double(before[1000 + u]) - double(values[1000 + u]) - sums[u]) <= 1e-7);
  }
  REQUIRE(seen == std::vector<int>(800, 2));  // twice in two epochs
}

TEST_CASE("no gradient passes a silenced unit, and looking changes no bit", "[nn][backtrace]") {
  auto trainer = ExerciseSpec("tanh").create(), blind = ExerciseSpec("tanh").create();
  const Edit silence{Edit::Kind::kAblate, 7, 1, 1.0};
  for (auto* run : {trainer.get(), blind.get()}) {
    REQUIRE(run->train(2) == Status::kOk);
    REQUIRE(run->edit(silence) == Status::kOk);
  }
  const Backtrace trace(*trainer, Part::kTrain, 799);
  REQUIRE(trace.layers[0].activation[7] == 0.0f);
  REQUIRE(trace.layers[0].activation_grad[7] == 0.0f);
  REQUIRE(trace.layers[0].linear_grad[7] == 0.0f);
  REQUIRE(trace.layers[0].linear_grad[8] != 0.0f);
  std::vector<LayerStats> one(2), two(2);
  std::vector<UnitState> states(52);
  REQUIRE(measure_layers(*trainer, {}, one, states) == Status::kOk);
  REQUIRE(measure_layers(*blind, {}, two, states) == Status::kOk);
  REQUIRE(one[0].gradient_norm == two[0].gradient_norm);
  REQUIRE(trainer->train(2) == Status::kOk);
  REQUIRE(blind->train(2) == Status::kOk);
  REQUIRE(trainer->fingerprint() == blind->fingerprint());
}

TEST_CASE("a backtrace refuses rows that are not there", "[nn][backtrace]") {
  auto trainer = ExerciseSpec().create();
  std::vector<float> out(static_cast<std::size_t>(backtrace_size(*trainer)));
  double loss = 0.0;
  REQUIRE(backtrace(*trainer, Part::kTest, 199, out, loss) == Status::kOk);
  for (const int row : {-1, 200, INT32_MAX})
    REQUIRE(backtrace(*trainer, Part::kTest, row, out, loss) == Status::kOutOfRange);
  REQUIRE(backtrace(*trainer, Part::kTest, 0, std::span(out).first(5), loss) == Status::kBadShape);
}

}  // namespace
}  // namespace ap::test

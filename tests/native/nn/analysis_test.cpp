// What the inside of a run looks like, against the double reference and by counting.

#include "nn/analysis.hpp"

#include "nn/reference.hpp"

namespace ap::test {
namespace {

std::vector<float> wavy(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(std::sin(1.0 + 1.7 * double(i)));
  return values;
}

std::vector<double> parameters_of(Trainer& trainer) {
  const std::span<float> values = trainer.parameter_values();
  return {values.begin(), values.end()};
}

std::vector<LayerStats> stats_of(Trainer& trainer, std::span<const float> features,
                                 std::vector<UnitState>& states) {
  std::vector<LayerStats> stats(static_cast<std::size_t>(layer_count(trainer)));
  std::size_t units = 0;
  for (int i = 0; i < layer_count(trainer); ++i)
    units += static_cast<std::size_t>(layer_shape(trainer, i).units);
  states.assign(units, UnitState::kActive);
  REQUIRE(measure_layers(trainer, features, stats, states) == Status::kOk);
  return stats;
}

TEST_CASE("a trace holds every layer's values, unit by unit", "[nn][analysis]") {
  for (const char* output : {"softmax", "glu", "tanh"}) {
    ExerciseSpec exercise("gelu", output);
    const int units = std::string(output) == "glu" ? 4 : 2;
    exercise.layers()[1].units = units;
    auto trainer = exercise.create();
    REQUIRE(trainer->train(3) == Status::kOk);
    const std::vector<double> parameters = parameters_of(*trainer);
    REQUIRE(layer_shape(*trainer, 1).units == units);
    REQUIRE(layer_shape(*trainer, 1).outputs == 2);
    for (const std::size_t rows : {1u, 5u, 256u, 700u}) {
      const std::vector<float> features = wavy(20 * rows);
      std::vector<float> out(static_cast<std::size_t>(trace_size(*trainer, std::int64_t(rows))));
      REQUIRE(out.size() == rows * (50 + 50 + static_cast<std::size_t>(units) + 2));
      REQUIRE(trace(*trainer, features, out) == Status::kOk);
      // The double reference, cut off behind each layer and before its activation.
      const std::vector<LayerSpec> linear{layer(50, "linear")}, hidden{layer(50, "gelu")};
      const std::vector<LayerSpec> last{layer(50, "gelu"), layer(units, "linear")};
      const std::vector<LayerSpec> all{layer(50, "gelu"), layer(units, output)};
      std::size_t at = 0;
      for (const std::vector<LayerSpec>& part : {linear, hidden, last, all}) {
        double worst = 0.0;
        std::size_t width = 0;
        for (std::size_t row = 0; row < rows; ++row) {
          const auto first = features.begin() + std::ptrdiff_t(20 * row);
          const std::vector<double> expected = reference_outputs(part, parameters, {{first, first + 20}})[0];
          width = expected.size();
          for (std::size_t u = 0; u < width; ++u) {
            worst = std::max(worst, std::abs(double(out[at + u * rows + row]) - expected[u]));
          }
        }
        CAPTURE(output, rows, width);
        REQUIRE(worst <= 2e-6);
        at += width * rows;
      }
      REQUIRE(at == out.size());
    }
  }
}

TEST_CASE("a trace refuses what is no whole row, and room that does not fit", "[nn][analysis]") {
  auto trainer = ExerciseSpec().create();
  std::vector<float> features(40), out(2 * 104);
  REQUIRE(trace(*trainer, std::span(features).first(39), out) == Status::kBadShape);
  REQUIRE(trace(*trainer, features, std::span(out).first(207)) == Status::kBadShape);
  REQUIRE(trace(*trainer, {}, {}) == Status::kOk);
}

TEST_CASE("dead and saturated units are those whose slope says so", "[nn][analysis]") {
  for (const char* id : {"relu", "tanh", "sigmoid", "squared_relu", "linear", "hardtanh", "binary_step"}) {
    ExerciseSpec exercise(id, "softmax");
    auto trainer = exercise.create();
    const std::span<float> values = trainer->parameter_values();
    // Biases of -40, 3.5 and so on push some units to where the function is flat.
    for (std::size_t u = 0; u < 10; ++u) values[1000 + u] = -40.0f;
    for (std::size_t u = 10; u < 20; ++u) values[1000 + u] = 3.5f;
    for (std::size_t u = 20; u < 30; ++u) values[1000 + u] = -1.6f;
    const std::vector<float>& features = exercise_data().train.features;
    std::vector<UnitState> states;
    stats_of(*trainer, features, states);
    std::vector<float> out(static_cast<std::size_t>(trace_size(*trainer, 800)));
    REQUIRE(trace(*trainer, features, out) == Status::kOk);

    const Activation& f = activation(activation_index(id));
    const std::string name(id);
    const double steepest = name == "sigmoid" ? 0.25 : name == "binary_step" ? 0.0 : 1.0;
    int dead = 0, saturated = 0;
    for (std::size_t u = 0; u < 50; ++u) {
      int zero = 0, small = 0;
      for (std::size_t row = 0; row < 800; ++row) {
        const double z = double(out[u * 800 + row]);
        double y = 0.0, first = 0.0, second = 0.0;
        f.curve(&z, 1, exercise.layers()[0].params.data(), &y, &first, &second);
        zero += float(first) == 0.0f;
        small += std::abs(first) < 0.05 * steepest;
      }
      const UnitState expected = zero == 800                           ? UnitState::kDead
                                 : small > static_cast<int>(0.9 * 800) ? UnitState::kSaturated
                                                                       : UnitState::kActive;
      CAPTURE(id, u, zero, small);
      REQUIRE(states[u] == expected);
      dead += expected == UnitState::kDead;
      saturated += expected == UnitState::kSaturated;
    }
    CAPTURE(id, dead, saturated);
    if (name == "relu" || name == "hardtanh") REQUIRE(dead >= 10);
    if (name == "binary_step") REQUIRE(dead == 50);
    if (name == "tanh") REQUIRE((saturated >= 10 && saturated < 50));
    if (name == "sigmoid") REQUIRE(saturated >= 10);
    if (name == "linear") REQUIRE(dead + saturated == 0);
    REQUIRE((states[50] == UnitState::kActive && states[51] == UnitState::kActive));  // softmax
  }
}

TEST_CASE("histograms count every finite value once, in its bin", "[nn][analysis]") {
  auto trainer = ExerciseSpec("tanh").create();
  const std::vector<float>& features = exercise_data().train.features;
  std::vector<UnitState> states;
  const std::vector<LayerStats> stats = stats_of(*trainer, {}, states);  // the training rows
  std::vector<float> out(static_cast<std::size_t>(trace_size(*trainer, 800)));
  REQUIRE(trace(*trainer, features, out) == Status::kOk);
  auto from = out.begin();
  for (const auto& [histogram, size] :
       {std::pair{stats[0].pre_activation, 50 * 800}, std::pair{stats[0].activation, 50 * 800},
        std::pair{stats[1].pre_activation, 2 * 800}, std::pair{stats[1].activation, 2 * 800}}) {
    const std::vector<float> values(from, from + size);
    from += size;
    REQUIRE(histogram.low == double(*std::min_element(values.begin(), values.end())));
    REQUIRE(histogram.high == double(*std::max_element(values.begin(), values.end())));
    std::array<std::int32_t, kHistogramBins> expected{};
    for (const float x : values) {
      const double place = (double(x) - histogram.low) / (histogram.high - histogram.low) * kHistogramBins;
      ++expected[std::min(std::size_t(place), std::size_t(kHistogramBins - 1))];
    }
    int moved = 0, total = 0;
    for (std::size_t i = 0; i < kHistogramBins; ++i) {
      moved += std::abs(histogram.counts[i] - expected[i]);
      total += histogram.counts[i];
    }
    REQUIRE(total == size);
    REQUIRE(moved <= 2);  // a value on the border of two bins may be rounded to either
  }
}

TEST_CASE("a histogram leaves out what is not finite, and one value fills one bin", "[nn][analysis]") {
  auto trainer = ExerciseSpec("linear", "linear").create();
  for (float& x : trainer->parameter_values()) x = 0.0f;
  std::vector<UnitState> states;
  std::vector<LayerStats> stats = stats_of(*trainer, {}, states);
  REQUIRE(stats[0].activation.low == 0.0);
  REQUIRE(stats[0].activation.high == 0.0);
  REQUIRE(stats[0].activation.counts[0] == 50 * 800);
  trainer->parameter_values()[1000] = std::numeric_limits<float>::infinity();
  stats = stats_of(*trainer, {}, states);
  REQUIRE(stats[0].activation.counts[0] == 49 * 800);
  for (float& x : trainer->parameter_values()) x = std::numeric_limits<float>::quiet_NaN();
  stats = stats_of(*trainer, {}, states);
  REQUIRE(std::isnan(stats[0].activation.low));
  REQUIRE(stats[0].activation.counts[0] == 0);
}

TEST_CASE("norms are those of the last step, and looking changes no bit", "[nn][analysis]") {
  ExerciseSpec exercise("relu");
  exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.5);
  exercise.spec.batch_size = 64;
  auto trainer = exercise.create(), other = exercise.create();
  std::vector<UnitState> states;
  std::vector<LayerStats> stats = stats_of(*trainer, {}, states);
  REQUIRE(std::isnan(stats[0].gradient_norm));
  REQUIRE(std::isnan(stats[0].update_ratio));
  for (const std::int64_t steps : {1, 2, 20, 1}) {
    REQUIRE(trainer->advance(steps) == Status::kOk);
    REQUIRE(other->advance(steps - 1) == Status::kOk);
    const std::vector<double> before = parameters_of(*other);
    REQUIRE(other->advance(1) == Status::kOk);
    const std::vector<double> after = parameters_of(*other);
    stats = stats_of(*trainer, {}, states);
    std::size_t at = 0;
    for (const std::size_t count : {1050u, 102u}) {
      double update = 0.0, old_norm = 0.0, new_norm = 0.0;
      for (std::size_t i = 0; i < count; ++i, ++at) {
        update += (after[at] - before[at]) * (after[at] - before[at]);
        old_norm += before[at] * before[at];
        new_norm += after[at] * after[at];
      }
      const LayerStats& layer = stats[count == 1050 ? 0 : 1];
      REQUIRE(std::abs(layer.weight_norm - std::sqrt(new_norm)) <= 1e-12 * layer.weight_norm);
      REQUIRE(std::abs(layer.update_ratio - std::sqrt(update / old_norm)) <= 1e-12);
      // At rate 0.5 the gradient is twice the change, but for the rounding of the weights.
      REQUIRE(std::abs(layer.gradient_norm - 2.0 * std::sqrt(update)) <= 1e-5);
    }
  }
  REQUIRE(trainer->fingerprint() == other->fingerprint());
}

}  // namespace
}  // namespace ap::test

// The product of all layers of a linear network, against the double reference.

#include "nn/collapse.hpp"

#include "nn/reference.hpp"

namespace ap::test {
namespace {

struct Product {
  std::vector<double> weight, bias;
  double difference = -1.0;
};

Product product_of(Trainer& trainer, std::span<const float> features) {
  Product out;
  out.weight.resize(std::size_t(trainer.fan_in() * trainer.outputs()));
  out.bias.resize(std::size_t(trainer.outputs()));
  REQUIRE(collapse(trainer, out.weight, out.bias) == Status::kOk);
  REQUIRE(measure_collapse(trainer, out.weight, out.bias, features, out.difference) == Status::kOk);
  return out;
}

std::vector<LayerSpec> linear_layers(std::initializer_list<int> units) {
  std::vector<LayerSpec> layers;
  for (const int count : units) layers.push_back(layer(count, "linear"));
  return layers;
}

/// The outputs of the one map in double.
std::vector<double> apply(const Product& map, const float* x, std::size_t fan_in) {
  std::vector<double> out = map.bias;
  for (std::size_t o = 0; o < out.size(); ++o) {
    for (std::size_t f = 0; f < fan_in; ++f) out[o] += map.weight[o * fan_in + f] * double(x[f]);
  }
  return out;
}

TEST_CASE("layers without a bend are one map", "[nn][collapse]") {
  for (const auto& units : {std::vector<int>{2}, {50, 2}, {7, 1, 5, 2}, {16, 16, 16, 16, 2}}) {
    ExerciseSpec exercise;
    exercise.layers().clear();
    for (const int count : units) exercise.layers().push_back(layer(count, "linear"));
    auto trainer = exercise.create();
    REQUIRE(trainer->train(5) == Status::kOk);
    REQUIRE(is_linear(*trainer));
    const std::vector<float>& features = exercise_data().test.features;
    const Product map = product_of(*trainer, features);
    const std::span<float> values = trainer->parameter_values();
    const std::vector<double> parameters(values.begin(), values.end());
    double of_reference = 0.0, of_network = 0.0;
    std::vector<float> outputs(400);
    REQUIRE(trainer->predict(features, outputs) == Status::kOk);
    for (std::size_t row = 0; row < 200; ++row) {
      const float* x = &features[20 * row];
      const std::vector<double> product = apply(map, x, 20);
      const std::vector<double> expected =
          reference_outputs(exercise.layers(), parameters, {std::vector<double>(x, x + 20)})[0];
      for (std::size_t o = 0; o < 2; ++o) {
        of_reference = std::max(of_reference, std::abs(product[o] - expected[o]));
        of_network = std::max(of_network, std::abs(product[o] - double(outputs[2 * row + o])));
      }
    }
    CAPTURE(units.size());
    REQUIRE(of_reference <= 1e-14);
    REQUIRE(std::abs(map.difference - of_network) <= 1e-15);
    REQUIRE(map.difference > 0.0);
    REQUIRE(map.difference <= 3e-6);
    REQUIRE(product_of(*trainer, {}).difference > 0.0);  // the training rows
  }
}

TEST_CASE("batch norm, dropout and silent units are straight, too", "[nn][collapse]") {
  ExerciseSpec exercise;
  exercise.layers() = linear_layers({12, 9, 2});
  exercise.layers()[0].norm = entry(norms(), "batch_norm");
  exercise.layers()[1].norm = entry(norms(), "batch_norm");
  exercise.layers()[1].dropout = 0.3;
  exercise.spec.batch_size = 100;
  auto trainer = exercise.create();
  REQUIRE(trainer->train(4) == Status::kOk);
  const std::vector<float>& features = exercise_data().train.features;
  for (int silent = 0; silent < 3; ++silent) {
    REQUIRE(product_of(*trainer, features).difference <= 3e-6);
    std::vector<double> before = product_of(*trainer, features).weight;
    REQUIRE(trainer->edit({Edit::Kind::kAblate, 7 * silent, 1, 1.0}) == Status::kOk);
    REQUIRE(product_of(*trainer, features).weight != before);
  }
}

TEST_CASE("a network with a bend has no product", "[nn][collapse]") {
  std::vector<double> weight(40), bias(2);
  const auto try_layers = [&](std::vector<LayerSpec> layers) {
    ExerciseSpec exercise;
    exercise.layers() = std::move(layers);
    auto trainer = exercise.create();
    return is_linear(*trainer) ? Status::kOk : collapse(*trainer, weight, bias);
  };
  std::vector<LayerSpec> normed = linear_layers({5, 2});
  REQUIRE(try_layers(normed) == Status::kOk);
  normed[0].norm = entry(norms(), "layer_norm");
  REQUIRE(try_layers(normed) == Status::kBadShape);
  REQUIRE(try_layers({layer(5, "relu"), layer(2, "linear")}) == Status::kBadShape);
  REQUIRE(try_layers({layer(5, "linear"), layer(2, "softmax")}) == Status::kBadShape);

  auto trainer = [] {
    ExerciseSpec exercise;
    exercise.layers() = linear_layers({2});
    return exercise.create();
  }();
  double difference = 0.0;
  REQUIRE(collapse(*trainer, std::span(weight).first(39), bias) == Status::kBadShape);
  REQUIRE(collapse(*trainer, weight, std::span(bias).first(1)) == Status::kBadShape);
  const std::vector<float> short_row(19);
  REQUIRE(measure_collapse(*trainer, weight, bias, short_row, difference) == Status::kBadShape);
  trainer->parameter_values()[3] = std::numeric_limits<float>::infinity();
  REQUIRE(std::isnan(product_of(*trainer, {}).difference));
}

}  // namespace
}  // namespace ap::test

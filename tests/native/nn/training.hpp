#pragma once
/// What the tests of the training engine share: specs by PyTorch's names and the tutorial's data.

#include <catch_amalgamated.hpp>
#include <memory>
#include <string>
#include <vector>

#include "activations/table.hpp"
#include "fixture.hpp"
#include "nn/table.hpp"
#include "nn/trainer.hpp"

namespace ap::test {

/// The index of an activation by its id.
inline int activation_index(std::string_view id) {
  const Activation* found = find_activation(id);
  REQUIRE(found != nullptr);
  return static_cast<int>(found - activations().data());
}

/// A layer with the activation's default parameters.
inline LayerSpec layer(int units, std::string_view activation_id) {
  const int index = activation_index(activation_id);
  return {units, index, default_params(*activation(index).info)};
}

/// A loss or optimizer by its id with default parameters.
inline EntrySpec entry(std::span<const Entry* const> table, std::string_view id) {
  const int index = find_entry(table, id);
  REQUIRE(index >= 0);
  return {index, default_params(*table[static_cast<std::size_t>(index)])};
}

/// The same entry with one parameter changed.
inline EntrySpec with(std::span<const Entry* const> table, EntrySpec spec, std::string_view param,
                      double value) {
  const Entry& info = *table[static_cast<std::size_t>(spec.index)];
  bool found = false;
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    if (info.params[i].id != param) continue;
    spec.params[i] = value;
    found = true;
  }
  REQUIRE(found);
  return spec;
}

/// Rows that own their memory.
struct Rows {
  std::vector<float> features;
  std::vector<std::int32_t> labels;
  std::vector<float> targets = {};
  Samples samples() const { return {features, labels, targets}; }
};

/// The tutorial's standardised data: 800 rows to train on and 200 to test on, 20 features, 2 classes.
struct ExerciseData {
  Rows train, test;

  ExerciseData() {
    const Fixture data("data/make_classification_42");
    const std::vector<std::int32_t> y = data.i32("y");
    train.features = data.f32("X_train");
    test.features = data.f32("X_test");
    for (const int i : data.i32("train_index")) train.labels.push_back(y[static_cast<std::size_t>(i)]);
    for (const int i : data.i32("test_index")) test.labels.push_back(y[static_cast<std::size_t>(i)]);
  }
};

inline const ExerciseData& exercise_data() {
  static const ExerciseData data;
  return data;
}

/// The tutorial's network and settings: 20-50-2, cross entropy, Adam, full batch.
class ExerciseSpec {
 public:
  explicit ExerciseSpec(std::string_view hidden = "relu", std::string_view output = "softmax",
                        std::uint64_t seed = 42)
      : layers_{layer(50, hidden), layer(2, output)} {
    spec.fan_in = 20;
    spec.loss = entry(losses(), "cross_entropy");
    spec.optimizer = entry(optimizers(), "adam");
    spec.seed = seed;
  }

  TrainerSpec spec;
  std::vector<LayerSpec>& layers() { return layers_; }

  /// A trainer on the tutorial's data.
  std::unique_ptr<Trainer> create() { return create(exercise_data().train, exercise_data().test); }
  std::unique_ptr<Trainer> create(const Rows& train, const Rows& test) {
    spec.layers = layers_;
    auto result = Trainer::create(spec, train.samples(), test.samples());
    REQUIRE(result.status() == Status::kOk);
    return std::move(result.value());
  }

 private:
  std::vector<LayerSpec> layers_;
};

}  // namespace ap::test

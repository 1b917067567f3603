#pragma once
/// What the tests of the boundary share: entries of the catalogue by id, and good arguments to spoil.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string_view>
#include <vector>

#include "abi/abi.h"
#include "activations/table.hpp"
#include "data/table.hpp"
#include "nn/table.hpp"

namespace ap::test {

inline int32_t index_of_activation(std::string_view id) {
  const Activation* found = find_activation(id);
  REQUIRE(found != nullptr);
  return static_cast<int32_t>(found - activations().data());
}

/// A loss or optimizer with its default parameters.
inline ap_entry abi_entry(std::span<const Entry* const> table, std::string_view id) {
  ap_entry entry{};
  entry.index = find_entry(table, id);
  REQUIRE(entry.index >= 0);
  const EntryParams params = default_params(*table[static_cast<std::size_t>(entry.index)]);
  std::copy(params.begin(), params.end(), entry.params);
  return entry;
}

/// A layer with the activation's default parameters.
inline ap_layer abi_layer(int32_t units, std::string_view id) {
  ap_layer layer{};
  layer.units = units;
  layer.activation = index_of_activation(id);
  const auto params = default_params(*activation(layer.activation).info);
  std::copy(params.begin(), params.end(), layer.params);
  return layer;
}

/// Arguments of a data set, defaults first, as they cross the boundary.
struct DatasetCall {
  int32_t index = 0;
  std::vector<double> params, list_values;
  std::vector<int32_t> list_lengths;

  explicit DatasetCall(std::string_view id) {
    const DatasetGenerator* found = find_dataset(id);
    REQUIRE(found != nullptr);
    index = static_cast<int32_t>(found - datasets().data());
    for (const ParamInfo& param : found->info->params) params.push_back(param.default_value);
    for (const ListInfo& list : found->info->lists) {
      list_values.insert(list_values.end(), list.default_value.begin(), list.default_value.end());
      list_lengths.push_back(static_cast<int32_t>(list.default_value.size()));
    }
  }

  void set(std::string_view id, double value) {
    const auto infos = dataset(index).info->params;
    const auto at = std::find_if(infos.begin(), infos.end(), [id](const ParamInfo& p) { return p.id == id; });
    REQUIRE(at != infos.end());
    params[static_cast<std::size_t>(at - infos.begin())] = value;
  }

  int32_t measure(ap_dataset_shape* out) const {
    return ap_dataset_measure(index, params.data(), static_cast<int32_t>(params.size()), list_values.data(),
                              list_lengths.data(), static_cast<int32_t>(list_lengths.size()), out);
  }

  int32_t make(std::vector<double>& features, std::vector<int32_t>& labels) const {
    return ap_dataset_make(index, params.data(), static_cast<int32_t>(params.size()), list_values.data(),
                           list_lengths.data(), static_cast<int32_t>(list_lengths.size()), features.data(),
                           static_cast<int32_t>(features.size()), labels.data(),
                           static_cast<int32_t>(labels.size()), nullptr, 0);
  }
};

/// The tutorial's data, made, split and standardised through the boundary.
struct AbiExercise {
  std::vector<double> features = std::vector<double>(20000);
  std::vector<int32_t> labels = std::vector<int32_t>(1000), train_rows = std::vector<int32_t>(800),
                       test_rows = std::vector<int32_t>(200);
  std::vector<float> train = std::vector<float>(16000), test = std::vector<float>(4000);
  std::vector<int32_t> train_labels, test_labels;

  AbiExercise() {
    DatasetCall call("make_classification");
    call.set("n_samples", 1000);
    REQUIRE(call.make(features, labels) == AP_OK);
    int32_t count = 0;
    REQUIRE(ap_rows_split(1000, 0.2, 42, train_rows.data(), 800, test_rows.data(), 200, &count) == AP_OK);
    REQUIRE(count == 800);
    REQUIRE(ap_rows_prepare(features.data(), 1000, 20, train_rows.data(), 800, test_rows.data(), 200, 1,
                            train.data(), 16000, test.data(), 4000, nullptr, nullptr) == AP_OK);
    for (const int32_t row : train_rows) train_labels.push_back(labels[static_cast<std::size_t>(row)]);
    for (const int32_t row : test_rows) test_labels.push_back(labels[static_cast<std::size_t>(row)]);
  }
};

inline const AbiExercise& abi_exercise() {
  static const AbiExercise exercise;
  return exercise;
}

/// The tutorial's network: 20-50-2, cross entropy, Adam, full batch.
struct TrainerCall {
  ap_trainer_spec spec{};
  std::vector<ap_layer> layers;

  explicit TrainerCall(std::string_view hidden = "relu", std::string_view output = "softmax",
                       uint32_t seed = 42)
      : layers{abi_layer(50, hidden), abi_layer(2, output)} {
    spec.loss = abi_entry(losses(), "cross_entropy");
    spec.optimizer = abi_entry(optimizers(), "adam");
    spec.fan_in = 20;
    spec.evaluate_every = 1;
    spec.seed = seed;
  }

  int32_t create(ap_trainer* out) const {
    const AbiExercise& data = abi_exercise();
    return ap_trainer_create(&spec, layers.data(), static_cast<int32_t>(layers.size()), data.train.data(),
                             data.train_labels.data(), nullptr, 800, data.test.data(),
                             data.test_labels.data(), nullptr, 200, out);
  }
};

}  // namespace ap::test

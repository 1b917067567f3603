#pragma once
/// RunSpecs of JSON as calls over the boundary: what the TypeScript engine does, a second time and apart from
/// it.

#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "abi/abi_call.hpp"
#include "json.hpp"

namespace ap::test {

/// A parameter of an entry that is there, or its default; options by their name.
inline double param_of(const ParamInfo& info, const Json& given) {
  const Json* const value = given.find(info.id);
  if (value == nullptr) return info.default_value;
  if (value->kind != Json::Kind::kText) return value->number;
  const auto at = std::find(info.choices.begin(), info.choices.end(), std::string_view(value->text));
  REQUIRE(at != info.choices.end());
  return static_cast<double>(at - info.choices.begin());
}

/// An entry by its id with its parameters; the first of the table when it is left out.
inline ap_entry entry_of(std::span<const Entry* const> table, const Json* given) {
  if (given == nullptr) return abi_entry(table, table[0]->id);
  ap_entry entry = abi_entry(table, given->at("id").text);
  const auto params = table[static_cast<std::size_t>(entry.index)]->params;
  for (std::size_t i = 0; i < params.size(); ++i) entry.params[i] = param_of(params[i], *given);
  return entry;
}

/// A data set of any source.
struct RunData {
  std::vector<double> features;
  std::vector<int32_t> labels;
  std::vector<double> targets;
  int32_t n_samples = 0, n_features = 0;

  void set_rows(std::vector<double> values, int32_t width) {
    features = std::move(values);
    n_features = width;
    n_samples = static_cast<int32_t>(features.size()) / width;
  }
  void set_results(const Json& source) {
    if (const Json* given = source.find("labels"); given != nullptr)
      for (const double label : given->numbers()) labels.push_back(static_cast<int32_t>(label));
    if (const Json* given = source.find("targets"); given != nullptr) targets = given->numbers();
  }
};

inline RunData generated_data(const Json& spec) {
  DatasetCall call(spec.at("name").text);
  const DatasetInfo& info = *dataset(call.index).info;
  for (std::size_t i = 0; i < info.params.size(); ++i) call.params[i] = param_of(info.params[i], spec);
  call.list_values.clear();
  for (std::size_t i = 0; i < info.lists.size(); ++i) {
    const ListInfo& list = info.lists[i];
    std::vector<double> values(list.default_value.begin(), list.default_value.end());
    if (const Json* given = spec.find(list.id); given != nullptr)
      values = given->kind == Json::Kind::kNumber ? std::vector<double>{given->number} : given->numbers();
    call.list_lengths[i] = static_cast<int32_t>(values.size());
    call.list_values.insert(call.list_values.end(), values.begin(), values.end());
  }
  ap_dataset_shape shape{};
  REQUIRE(call.measure(&shape) == AP_OK);
  RunData data;
  data.set_rows(std::vector<double>(static_cast<std::size_t>(shape.n_samples * shape.n_features)),
                shape.n_features);
  const auto rows = static_cast<std::size_t>(shape.n_samples);
  (shape.n_classes > 0 ? data.labels.resize(rows) : data.targets.resize(rows));
  const auto length = [](const auto& values) { return static_cast<int32_t>(values.size()); };
  REQUIRE(ap_dataset_make(call.index, call.params.data(), length(call.params), call.list_values.data(),
                          call.list_lengths.data(), length(call.list_lengths), data.features.data(),
                          length(data.features), data.labels.empty() ? nullptr : data.labels.data(),
                          length(data.labels), data.targets.empty() ? nullptr : data.targets.data(),
                          length(data.targets)) == AP_OK);
  return data;
}

/// The 8x8 digits: all labels and then all pixels, a byte each.
inline RunData digits_data() {
  constexpr std::ptrdiff_t kSamples = 1797;
  std::ifstream file(AP_DIGITS, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  REQUIRE(bytes.size() == kSamples * 65);
  RunData data;
  data.labels.assign(bytes.begin(), bytes.begin() + kSamples);
  data.set_rows({bytes.begin() + kSamples, bytes.end()}, 64);
  return data;
}

/// `tables` are in the order of `table_ids`.
inline RunData data_of(const Json& spec, const Json& tables, const std::vector<std::string>& table_ids) {
  const std::string& name = spec.at("name").text;
  if (name == "digits") return digits_data();
  if (name != "points" && name != "table") return generated_data(spec);
  RunData data;
  if (name == "points") {
    std::vector<double> values;
    for (const Json& point : spec.at("features").items)
      for (const double x : point.numbers()) values.push_back(x);
    data.set_rows(values, static_cast<int32_t>(spec.at("features").items[0].items.size()));
    data.set_results(spec);
    return data;
  }
  const auto id = std::find(table_ids.begin(), table_ids.end(), spec.at("table").text);
  REQUIRE(id != table_ids.end());
  const Json& table = tables.items.at(static_cast<std::size_t>(id - table_ids.begin()));
  data.set_rows(table.at("features").numbers(), static_cast<int32_t>(table.at("n_features").number));
  data.set_results(table);
  return data;
}

/// Puts formulas of the features in their place.
inline void compute_inputs(const Json& inputs, RunData& data) {
  const auto width = static_cast<int32_t>(inputs.items.size());
  std::vector<double> out(static_cast<std::size_t>(width * data.n_samples));
  for (int32_t i = 0; i < width; ++i) {
    const std::string& text = inputs.items[static_cast<std::size_t>(i)].text;
    ap_formula_error error{};
    REQUIRE(ap_input_compute(text.data(), static_cast<int32_t>(text.size()), data.features.data(),
                             data.n_samples, data.n_features, out.data(), static_cast<int32_t>(out.size()),
                             width, i, &error) == AP_OK);
  }
  data.set_rows(std::move(out), width);
}

/// Rows as the trainer reads them.
struct RunRows {
  std::vector<float> features;
  std::vector<int32_t> labels;
  std::vector<float> targets;
  int32_t count = 0;

  /// Several outputs that are compared with numbers learn 1 for the row's class and 0 for the others.
  void make_one_hot(std::size_t outputs) {
    targets.assign(labels.size() * outputs, 0.0f);
    for (std::size_t i = 0; i < labels.size(); ++i)
      targets[i * outputs + static_cast<std::size_t>(labels[i])] = 1.0f;
  }
};

struct RunSplit {
  RunRows train, test;
};

inline RunSplit split_data(const Json& spec, const RunData& data) {
  const double test_size = spec.number_or("test_size", 0.2);
  const auto state =
      static_cast<uint32_t>(spec.number_or("split_random_state", spec.number_or("random_state", 0.0)));
  const auto test_count = static_cast<int32_t>(std::ceil(test_size * data.n_samples));
  const int32_t train_count = data.n_samples - test_count;
  std::vector<int32_t> train(static_cast<std::size_t>(train_count)),
      test(static_cast<std::size_t>(test_count));
  int32_t count = 0;
  REQUIRE(ap_rows_split(data.n_samples, test_size, state, train.data(), train_count, test.data(), test_count,
                        &count) == AP_OK);
  RunSplit split;
  const int32_t train_values = train_count * data.n_features, test_values = test_count * data.n_features;
  split.train.features.resize(static_cast<std::size_t>(train_values));
  split.test.features.resize(static_cast<std::size_t>(test_values));
  REQUIRE(ap_rows_prepare(data.features.data(), data.n_samples, data.n_features, train.data(), train_count,
                          test.data(), test_count, spec.number_or("standardize", 1.0) != 0.0 ? 1 : 0,
                          split.train.features.data(), train_values, split.test.features.data(), test_values,
                          nullptr, nullptr) == AP_OK);
  const auto take = [&](const std::vector<int32_t>& rows, RunRows& to) {
    to.count = static_cast<int32_t>(rows.size());
    for (const int32_t row : rows) {
      const auto at = static_cast<std::size_t>(row);
      if (!data.labels.empty()) to.labels.push_back(data.labels[at]);
      if (!data.targets.empty()) to.targets.push_back(static_cast<float>(data.targets[at]));
    }
  };
  take(train, split.train);
  take(test, split.test);
  return split;
}

/// A layer; a formula is alive afterwards and its handle is added to `formulas`.
inline ap_layer layer_of(const Json& spec, std::vector<ap_formula>& formulas) {
  const Json& activation_spec = spec.at("activation");
  const auto units = static_cast<int32_t>(spec.at("units").number);
  ap_layer layer{};
  if (const Json* text = activation_spec.find("formula"); text != nullptr) {
    ap_formula_error error{};
    REQUIRE(ap_formula_parse(text->text.data(), static_cast<int32_t>(text->text.size()), &layer.formula,
                             &error) == AP_OK);
    formulas.push_back(layer.formula);
    ap_formula_info info{};
    REQUIRE(ap_formula_describe(layer.formula, &info) == AP_OK);
    for (int32_t i = 0; i < info.param_count; ++i) {
      const char* const name = info.names + i * AP_FORMULA_NAME_LENGTH;
      layer.params[i] = static_cast<float>(activation_spec.number_or(name, 1.0));
    }
    layer.units = units;
    layer.activation = -1;
  } else {
    layer = abi_layer(units, activation_spec.at("id").text);
    const auto params = activation(layer.activation).info->params;
    for (std::size_t i = 0; i < params.size(); ++i)
      layer.params[i] = static_cast<float>(param_of(params[i], activation_spec));
  }
  layer.norm = entry_of(norms(), spec.find("norm"));
  layer.dropout = spec.number_or("dropout", 0.0);
  return layer;
}

inline ap_trainer_spec trainer_spec_of(const Json& spec, int32_t fan_in) {
  ap_trainer_spec out{};
  out.loss = entry_of(losses(), &spec.at("loss"));
  out.optimizer = entry_of(optimizers(), &spec.at("optimizer"));
  out.schedule = entry_of(schedules(), spec.find("schedule"));
  out.init = entry_of(initializers(), spec.find("init"));
  out.stop = entry_of(stop_rules(), spec.find("stop"));
  out.clip_grad_norm = spec.number_or("clip_grad_norm", 0.0);
  out.l1 = spec.number_or("l1", 0.0);
  out.l2 = spec.number_or("l2", 0.0);
  out.fan_in = fan_in;
  out.batch_size = static_cast<int32_t>(spec.number_or("batch_size", 0.0));
  out.drop_last = static_cast<int32_t>(spec.number_or("drop_last", 0.0));
  out.evaluate_every = static_cast<int32_t>(spec.number_or("evaluate_every", 1.0));
  out.seed = static_cast<uint32_t>(spec.at("seed").number);
  return out;
}

/// A trainer for the RunSpec, still at its first step.
inline ap_trainer create_run(const Json& spec, const Json& tables,
                             const std::vector<std::string>& table_ids) {
  const Json& data_spec = spec.at("data");
  RunData data = data_of(data_spec, tables, table_ids);
  if (const Json* inputs = data_spec.find("inputs"); inputs != nullptr) compute_inputs(*inputs, data);
  RunSplit split = split_data(data_spec, data);

  std::vector<ap_formula> formulas;
  std::vector<ap_layer> layers;
  for (const Json& layer : spec.at("layers").items) layers.push_back(layer_of(layer, formulas));
  const ap_trainer_spec trainer_spec = trainer_spec_of(spec, data.n_features);
  const auto outputs = static_cast<std::size_t>(layers.back().units);
  if (loss(trainer_spec.loss.index).targets == TargetKind::kNumbers && outputs > 1 && !data.labels.empty()) {
    split.train.make_one_hot(outputs);
    split.test.make_one_hot(outputs);
  }
  const auto pointer = [](const auto& values) { return values.empty() ? nullptr : values.data(); };
  ap_trainer trainer = 0;
  REQUIRE(ap_trainer_create(&trainer_spec, layers.data(), static_cast<int32_t>(layers.size()),
                            split.train.features.data(), pointer(split.train.labels),
                            pointer(split.train.targets), split.train.count, split.test.features.data(),
                            pointer(split.test.labels), pointer(split.test.targets), split.test.count,
                            &trainer) == AP_OK);
  for (const ap_formula formula : formulas) REQUIRE(ap_formula_destroy(formula) == AP_OK);
  return trainer;
}

}  // namespace ap::test

#include "abi/catalog.hpp"

#include <span>

#include "abi/abi.h"
#include "abi/json_writer.hpp"
#include "activations/table.hpp"
#include "data/table.hpp"
#include "nn/table.hpp"
#include "nn/trainer.hpp"

namespace ap {

namespace {

template <class T>
void write_numbers(JsonWriter& json, std::string_view key, std::span<const T> values) {
  json.key(key).open('[');
  for (const T value : values) json.number(value);
  json.close(']');
}

std::string_view kind_name(ParamKind kind) {
  switch (kind) {
    case ParamKind::kReal:
      return "real";
    case ParamKind::kInteger:
      return "integer";
    case ParamKind::kFlag:
      return "flag";
  }
  return "";
}

void write_param(JsonWriter& json, const ParamInfo& param) {
  json.open('{').key("id").text(param.id).key("symbol").text(param.symbol);
  json.key("kind").text(param.choices.empty() ? kind_name(param.kind) : "option");
  json.key("min").number(param.min).key("max").number(param.max).key("default");
  if (param.choices.empty()) {
    json.number(param.default_value);
  } else {
    json.text(param.choices[static_cast<std::size_t>(param.default_value)]);
  }
  json.key("scale").text(param.scale == Scale::kLog ? "log" : "linear");
  json.key("meaning").text(param.meaning);
  if (!param.choices.empty()) {
    json.key("choices").open('[');
    for (const std::string_view choice : param.choices) json.text(choice);
    json.close(']');
  }
  json.close('}');
}

void write_params(JsonWriter& json, std::span<const ParamInfo> params) {
  json.key("params").open('[');
  for (const ParamInfo& param : params) write_param(json, param);
  json.close(']');
}

/// Leaves the object open.
template <class Info>
void open_entry(JsonWriter& json, const Info& info) {
  json.open('{').key("id").text(info.id).key("name").text(info.name).key("summary").text(info.summary);
  write_params(json, info.params);
}

void write_activation(JsonWriter& json, const ActivationInfo& info) {
  open_entry(json, info);
  json.key("family").text(family_name(info.family)).key("rowwise").boolean(info.rowwise);
  json.key("row_divisor").number(info.row_divisor);
  json.key("formula").text(info.formula).key("derivative").text(info.derivative);
  json.key("range").open('[').number(info.range.low).number(info.range.high).close(']');
  json.key("properties").open('[');
  for (const PropertyName& property : kPropertyNames) {
    if ((info.properties & property.bit) != 0) json.text(property.name);
  }
  json.close(']');
  json.key("max_ulp").number(info.max_ulp).key("derivative_max_ulp").number(info.derivative_max_ulp);
  write_numbers(json, "kinks", info.kinks);
  json.key("code").open('{').key("pytorch").text(info.code.pytorch).key("module").text(info.code.module);
  json.key("numpy").text(info.code.numpy).key("cpp").text(info.code.cpp).close('}');
  write_numbers(json, "example", info.example);
  json.key("source").text(info.source).close('}');
}

void write_loss(JsonWriter& json, const Loss& loss) {
  open_entry(json, *loss.info);
  json.key("targets").text(loss.targets == TargetKind::kClasses ? "classes" : "numbers");
  json.key("binary").boolean(loss.decision(1) == Decision::kSign).close('}');
}

void write_table(JsonWriter& json, std::string_view key, std::span<const Entry* const> table) {
  json.key(key).open('[');
  for (const Entry* entry : table) {
    open_entry(json, *entry);
    json.close('}');
  }
  json.close(']');
}

void write_list(JsonWriter& json, const ListInfo& list) {
  json.open('{').key("id").text(list.id).key("min").number(list.min).key("max").number(list.max);
  write_numbers(json, "default", list.default_value);
  json.key("max_length").number(list.max_length).key("one_for_all").boolean(list.one_for_all);
  json.key("meaning").text(list.meaning).close('}');
}

void write_dataset(JsonWriter& json, const DatasetInfo& info) {
  open_entry(json, info);
  json.key("lists").open('[');
  for (const ListInfo& list : info.lists) write_list(json, list);
  json.close(']').key("task").text(task_name(info.task)).key("source").text(info.source).close('}');
}

void write_operations(JsonWriter& json) {
  using Operation = Divergence::Operation;
  constexpr std::string_view kNames[] = {"none",    "linear", "norm",     "activation", "formula",
                                         "dropout", "loss",   "gradient", "update"};
  static_assert(static_cast<int>(Operation::kNone) == 0 && static_cast<int>(Operation::kLinear) == 1 &&
                static_cast<int>(Operation::kNorm) == 2 && static_cast<int>(Operation::kActivation) == 3 &&
                static_cast<int>(Operation::kFormula) == 4 && static_cast<int>(Operation::kDropout) == 5 &&
                static_cast<int>(Operation::kLoss) == 6 && static_cast<int>(Operation::kGradient) == 7 &&
                static_cast<int>(Operation::kUpdate) == 8);
  json.key("operations").open('[');
  for (const std::string_view name : kNames) json.text(name);
  json.close(']');
}

void write_limits(JsonWriter& json) {
  json.key("limits").open('{');
  json.key("layers").number(kMaxLayers).key("units").number(kMaxUnits);
  json.key("features").number(kMaxFeatures).key("samples").number(kMaxSamples);
  json.key("feature_values").number(kMaxFeatureValues).key("classes").number(kMaxClasses);
  json.key("batch_size")
      .number(kMaxRows)
      .key("epochs")
      .number(AP_MAX_EPOCHS)
      .key("seed")
      .number(4294967295.0);
  json.key("elements").number(AP_MAX_ELEMENTS).key("runs").number(AP_MAX_TRAINERS).close('}');
}

std::string write_catalog() {
  JsonWriter json;
  json.open('{').key("activations").open('[');
  for (const Activation& activation : activations()) write_activation(json, *activation.info);
  json.close(']').key("losses").open('[');
  for (int i = 0; i < static_cast<int>(losses().size()); ++i) write_loss(json, loss(i));
  json.close(']');
  write_table(json, "optimizers", optimizers());
  write_table(json, "schedules", schedules());
  write_table(json, "initializers", initializers());
  write_table(json, "norms", norms());
  write_table(json, "stop_rules", stop_rules());
  json.key("datasets").open('[');
  for (const DatasetGenerator& generator : datasets()) write_dataset(json, *generator.info);
  json.close(']');
  write_operations(json);
  write_limits(json);
  json.close('}');
  return std::string(json.view());
}

}  // namespace

std::string_view catalog_json() {
  static const std::string kText = write_catalog();
  return kText;
}

}  // namespace ap

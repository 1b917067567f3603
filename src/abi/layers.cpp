#include "abi/layers.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <utility>

#include "abi/check.hpp"
#include "abi/formulas.hpp"

static_assert(AP_MAX_ENTRY_PARAMS == ap::kMaxEntryParams);
static_assert(AP_MAX_LAYER_PARAMS >= ap::kMaxActivationParams &&
              AP_MAX_LAYER_PARAMS >= ap::kMaxFormulaParams);
static_assert(sizeof(ap_entry) == 72 && sizeof(ap_layer) == 128);

namespace ap {
namespace {

/// A formula with its parameters, as a layer has it.
class FormulaFunction final : public LayerFunction {
 public:
  FormulaFunction(Formula formula, const float* params) : formula_(std::move(formula)) {
    std::copy_n(params, AP_MAX_LAYER_PARAMS, params_.begin());
  }
  void forward(const float* z, int n, float* out) const override {
    formula_.forward(z, n, params_.data(), out);
  }
  void forward_derivative(const float* z, int n, float* out, float* slope) const override {
    formula_.forward_derivative(z, n, params_.data(), out, slope);
  }

 private:
  Formula formula_;
  std::array<float, AP_MAX_LAYER_PARAMS> params_{};
};

Status read_formula(const ap_layer& layer, LayerSpec& out) {
  const Formula* const formula = formulas.find(layer.formula);
  if (formula == nullptr) return Status::kBadHandle;
  if (layer.activation != -1) return Status::kOutOfRange;
  const bool finite = std::all_of(layer.params, layer.params + formula->params().size(),
                                  [](float value) { return is_finite(static_cast<double>(value)); });
  if (!finite) return Status::kNotFinite;
  auto* const function = new (std::nothrow) FormulaFunction(*formula, layer.params);
  if (function == nullptr) return Status::kOutOfMemory;
  out.function.reset(function);
  return Status::kOk;
}

}  // namespace

Status read_entry(const ap_entry& entry, EntrySpec& out) {
  if (entry.reserved != 0) return Status::kOutOfRange;
  out.index = entry.index;
  std::copy(std::begin(entry.params), std::end(entry.params), out.params.begin());
  return Status::kOk;
}

Status read_layer(const ap_layer& layer, LayerSpec& out) {
  if (layer.reserved != 0) return Status::kOutOfRange;
  const Status status = read_entry(layer.norm, out.norm);
  if (status != Status::kOk) return status;
  out.units = layer.units;
  out.dropout = layer.dropout;
  if (layer.formula != 0) return read_formula(layer, out);
  out.activation = layer.activation;
  std::copy_n(layer.params, kMaxActivationParams, out.params.begin());
  return Status::kOk;
}

}  // namespace ap

/// The part of the boundary that reads and runs typed formulas.

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "abi/abi.h"
#include "abi/check.hpp"
#include "abi/formulas.hpp"
#include "formula/input_formula.hpp"

using ap::code;
using ap::formulas;
using ap::Status;

static_assert(AP_BAD_FORMULA == code(Status::kBadFormula));
static_assert(AP_MAX_FORMULA_PARAMS == ap::kMaxFormulaParams);
static_assert(AP_FORMULA_NAME_LENGTH == ap::kMaxFormulaNameLength + 1);
static_assert(AP_FORMULA_NAMES_LENGTH == AP_MAX_FORMULA_PARAMS * AP_FORMULA_NAME_LENGTH);
static_assert(sizeof(ap_formula_error) == 528 && sizeof(ap_formula_info) == 264);

namespace {

/// Zero-terminated; what does not fit is cut off.
void write_text(std::string_view text, char* out, std::size_t length) {
  std::fill_n(out, length, '\0');
  std::copy_n(text.begin(), std::min(text.size(), length - 1), out);
}

void write_error(const ap::FormulaError& error, ap_formula_error& out) {
  out = {};
  out.fault = static_cast<int32_t>(error.fault);
  out.position = error.position;
  out.length = error.length;
  write_text(ap::problem_text(error), out.problem, AP_SENTENCE_LENGTH);
  write_text(error.suggestion, out.suggestion, AP_SENTENCE_LENGTH);
}

Status check_params(const ap::Formula& formula, const float* params, int32_t param_count, int32_t n) {
  if (param_count != static_cast<int32_t>(formula.params().size())) return Status::kBadShape;
  if (n < 0 || n > AP_MAX_ELEMENTS) return Status::kOutOfRange;
  if (!ap::is_usable(params, param_count)) return Status::kNullPointer;
  const bool finite = std::all_of(params, params + param_count,
                                  [](float value) { return ap::is_finite(static_cast<double>(value)); });
  return finite ? Status::kOk : Status::kNotFinite;
}

}  // namespace

int32_t ap_formula_parse(const char* text, int32_t length, ap_formula* out, ap_formula_error* error) {
  if (length < 0 || length > AP_MAX_ELEMENTS) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(text, length) || !ap::is_usable(out, 1) || !ap::is_usable(error, 1))
    return AP_NULL_POINTER;
  ap::FormulaError wrong;
  const std::string_view view =
      length == 0 ? std::string_view{} : std::string_view(text, static_cast<std::size_t>(length));
  std::optional<ap::Formula> formula = ap::Formula::parse(view, wrong);
  write_error(wrong, *error);
  if (!formula) return AP_BAD_FORMULA;
  std::unique_ptr<ap::Formula> object(new (std::nothrow) ap::Formula(*std::move(formula)));
  if (!object) return AP_OUT_OF_MEMORY;
  const ap_formula handle = formulas.add(std::move(object));
  if (handle == 0) return AP_CAPACITY;
  *out = handle;
  return AP_OK;
}

int32_t ap_formula_describe(ap_formula formula, ap_formula_info* out) {
  const ap::Formula* const f = formulas.find(formula);
  if (f == nullptr) return AP_BAD_HANDLE;
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  *out = {};
  for (const std::string& name : f->params()) {
    write_text(name, out->names + out->param_count * AP_FORMULA_NAME_LENGTH, AP_FORMULA_NAME_LENGTH);
    ++out->param_count;
  }
  return AP_OK;
}

int32_t ap_formula_sample(ap_formula formula, const float* params, int32_t param_count, const float* x,
                          int32_t n, float* y, float* dy) {
  const ap::Formula* const f = formulas.find(formula);
  if (f == nullptr) return AP_BAD_HANDLE;
  const Status status = check_params(*f, params, param_count, n);
  if (status != Status::kOk) return code(status);
  if (!ap::is_usable(x, n) || !ap::is_usable(y, n)) return AP_NULL_POINTER;
  if (dy != nullptr && (dy == y || !ap::is_usable(dy, n))) return AP_NULL_POINTER;
  if (dy != nullptr) {
    f->forward_derivative(x, n, params, y, dy);
  } else {
    f->forward(x, n, params, y);
  }
  return AP_OK;
}

int32_t ap_formula_curve(ap_formula formula, const float* params, int32_t param_count, const double* x,
                         int32_t n, double* y, double* dy, double* d2y) {
  const ap::Formula* const f = formulas.find(formula);
  if (f == nullptr) return AP_BAD_HANDLE;
  const Status status = check_params(*f, params, param_count, n);
  if (status != Status::kOk) return code(status);
  const bool usable =
      ap::is_usable(x, n) && ap::is_usable(y, n) && ap::is_usable(dy, n) && ap::is_usable(d2y, n);
  if (!usable || (n > 0 && (y == dy || y == d2y || dy == d2y))) return AP_NULL_POINTER;
  f->curve(x, n, params, y, dy, d2y);
  return AP_OK;
}

int32_t ap_formula_destroy(ap_formula formula) { return formulas.remove(formula) ? AP_OK : AP_BAD_HANDLE; }

int32_t ap_input_compute(const char* text, int32_t length, const double* features, int32_t n_samples,
                         int32_t n_features, double* out, int32_t out_capacity, int32_t n_inputs,
                         int32_t input, ap_formula_error* error) {
  const int64_t area = ap::checked_area(n_samples, n_features, AP_MAX_ELEMENTS);
  const int64_t out_area = ap::checked_area(n_samples, n_inputs, AP_MAX_ELEMENTS);
  if (length < 0 || length > AP_MAX_ELEMENTS || area < 0 || out_area < 0 || n_features < 1 ||
      n_features > AP_MAX_INPUT_FEATURES || input < 0 || input >= n_inputs)
    return AP_OUT_OF_RANGE;
  if (out_capacity < out_area) return AP_CAPACITY;
  if (!ap::is_usable(text, length) || !ap::is_usable(error, 1) ||
      !ap::is_usable(features, static_cast<int32_t>(area)) ||
      !ap::is_usable(out, static_cast<int32_t>(out_area)))
    return AP_NULL_POINTER;
  ap::FormulaError wrong;
  const std::string_view view =
      length == 0 ? std::string_view{} : std::string_view(text, static_cast<std::size_t>(length));
  const std::optional<ap::InputFormula> formula = ap::InputFormula::parse(view, n_features, wrong);
  write_error(wrong, *error);
  if (!formula) return AP_BAD_FORMULA;
  if (n_samples > 0) formula->run(features, n_samples, out + input, n_inputs);
  return AP_OK;
}

#include "abi/abi.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "abi/catalog.hpp"
#include "abi/check.hpp"
#include "activations/table.hpp"

using ap::code;
using ap::Status;

static_assert(AP_MAX_ACTIVATION_PARAMS == ap::kMaxActivationParams);
static_assert(AP_OK == code(Status::kOk) && AP_NULL_POINTER == code(Status::kNullPointer) &&
              AP_BAD_HANDLE == code(Status::kBadHandle) && AP_OUT_OF_RANGE == code(Status::kOutOfRange) &&
              AP_NOT_FINITE == code(Status::kNotFinite) && AP_UNKNOWN_ID == code(Status::kUnknownId) &&
              AP_BAD_SHAPE == code(Status::kBadShape) && AP_CAPACITY == code(Status::kCapacity) &&
              AP_OUT_OF_MEMORY == code(Status::kOutOfMemory) && AP_DIVERGED == code(Status::kDiverged));

namespace {

/// The activation of this index, when `params` are all there and within their limits.
Status check_activation(int32_t index, const float* params, int32_t param_count, bool rowwise,
                        const ap::Activation*& out) {
  if (index < 0 || index >= ap::activation_count()) return Status::kUnknownId;
  const ap::Activation& activation = ap::activation(index);
  const ap::ActivationInfo& info = *activation.info;
  if (info.rowwise != rowwise || param_count != static_cast<int32_t>(info.params.size()))
    return Status::kBadShape;
  if (!ap::is_usable(params, param_count)) return Status::kNullPointer;
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    const ap::ParamInfo& param = info.params[i];
    if (!ap::is_finite(static_cast<double>(params[i]))) return Status::kNotFinite;
    // Limits are rounded as the parameter was, so that a limit itself is within them.
    if (params[i] < static_cast<float>(param.min) || params[i] > static_cast<float>(param.max))
      return Status::kOutOfRange;
    if (!param.choices.empty() && params[i] != static_cast<float>(static_cast<int>(params[i])))
      return Status::kOutOfRange;
  }
  out = &activation;
  return Status::kOk;
}

}  // namespace

int32_t ap_abi_version(void) { return AP_ABI_VERSION; }

void* ap_memory_allocate(size_t bytes) { return std::malloc(std::max(bytes, size_t{1})); }

int32_t ap_memory_free(void* memory) {
  std::free(memory);
  return AP_OK;
}

int32_t ap_catalog_json(const char** text, int32_t* length) {
  if (!ap::is_usable(text, 1) || !ap::is_usable(length, 1)) return AP_NULL_POINTER;
  const std::string_view json = ap::catalog_json();
  *text = json.data();
  *length = static_cast<int32_t>(json.size());
  return AP_OK;
}

int32_t ap_activation_sample(int32_t activation, const float* params, int32_t param_count, const float* x,
                             int32_t n, float* y, float* dy) {
  const ap::Activation* function = nullptr;
  const Status status = check_activation(activation, params, param_count, false, function);
  if (status != Status::kOk) return code(status);
  if (n < 0 || n > AP_MAX_ELEMENTS) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(x, n) || !ap::is_usable(y, n)) return AP_NULL_POINTER;
  if (dy != nullptr && (dy == y || !ap::is_usable(dy, n))) return AP_NULL_POINTER;
  function->sample(x, n, params, y, dy);
  return AP_OK;
}

int32_t ap_activation_curve(int32_t activation, const float* params, int32_t param_count, const double* x,
                            int32_t n, double* y, double* dy, double* d2y) {
  const ap::Activation* function = nullptr;
  const Status status = check_activation(activation, params, param_count, false, function);
  if (status != Status::kOk) return code(status);
  if (n < 0 || n > AP_MAX_ELEMENTS) return AP_OUT_OF_RANGE;
  const bool usable =
      ap::is_usable(x, n) && ap::is_usable(y, n) && ap::is_usable(dy, n) && ap::is_usable(d2y, n);
  if (!usable || (n > 0 && (y == dy || y == d2y || dy == d2y))) return AP_NULL_POINTER;
  function->curve(x, n, params, y, dy, d2y);
  return AP_OK;
}

int32_t ap_activation_rows(int32_t activation, const float* params, int32_t param_count, const float* logits,
                           int32_t rows, int32_t cols, float* out, int32_t capacity) {
  const ap::Activation* function = nullptr;
  const Status status = check_activation(activation, params, param_count, true, function);
  if (status != Status::kOk) return code(status);
  const int64_t area = ap::checked_area(rows, cols, AP_MAX_ELEMENTS);
  if (area < 0) return AP_OUT_OF_RANGE;
  const int32_t divisor = function->info->row_divisor;
  if (cols % divisor != 0) return AP_BAD_SHAPE;
  const int64_t results = area / divisor;
  if (capacity < results) return AP_CAPACITY;
  if (!ap::is_usable(logits, static_cast<int32_t>(area)) ||
      !ap::is_usable(out, static_cast<int32_t>(results)))
    return AP_NULL_POINTER;
  if (results > 0) function->rows(logits, rows, cols, params, out);  // or any number of empty rows
  return AP_OK;
}

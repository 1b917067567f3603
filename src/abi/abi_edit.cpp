/// The part of the boundary that changes a run and takes it back.

#include <algorithm>
#include <span>

#include "abi/abi.h"
#include "abi/check.hpp"
#include "abi/trainers.hpp"
#include "nn/timeline.hpp"

using ap::code;
using ap::with_trainer;

static_assert(sizeof(ap_edit) == 32 && sizeof(ap_kept_states) == 16);

namespace {

/// Above it a double is not every whole number.
constexpr double kLargestWhole = 9007199254740992.0;

}  // namespace

int32_t ap_trainer_edit(ap_trainer trainer, const ap_edit* edit) {
  if (!ap::is_usable(edit, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    if (edit->kind < 0 || edit->kind > 3 || edit->reserved != 0) return AP_OUT_OF_RANGE;
    return code(t.edit({.kind = static_cast<ap::Edit::Kind>(edit->kind),
                        .first = edit->first,
                        .count = edit->count,
                        .value = edit->value}));
  });
}

int32_t ap_trainer_edits(ap_trainer trainer, int32_t first, ap_edit* out, int32_t capacity, int32_t* count) {
  if (capacity < 0) return AP_OUT_OF_RANGE;
  if (!ap::is_usable(count, 1) || !ap::is_usable(out, capacity)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    const std::span<const ap::Edit> edits = t.edits();
    const auto total = static_cast<int32_t>(edits.size());
    if (first < 0 || first > total) return AP_OUT_OF_RANGE;
    const int32_t n = std::min(total - first, capacity);
    for (int32_t i = 0; i < n; ++i) {
      const ap::Edit& edit = edits[static_cast<std::size_t>(first + i)];
      out[i] = {static_cast<double>(edit.step),
                edit.value,
                static_cast<int32_t>(edit.kind),
                edit.first,
                edit.count,
                0};
    }
    *count = n;
    return AP_OK;
  });
}

int32_t ap_trainer_learning_rate(ap_trainer trainer, double* next, double* base) {
  if (!ap::is_usable(next, 1) || !ap::is_usable(base, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    *next = t.learning_rate();
    *base = t.base_learning_rate();
    return AP_OK;
  });
}

int32_t ap_trainer_keep_states(ap_trainer trainer, double max_bytes) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    if (!(max_bytes >= 0.0 && max_bytes <= kLargestWhole)) return AP_OUT_OF_RANGE;
    return code(t.keep_states(static_cast<int64_t>(max_bytes)));
  });
}

int32_t ap_trainer_kept_states(ap_trainer trainer, ap_kept_states* out) {
  if (!ap::is_usable(out, 1)) return AP_NULL_POINTER;
  return with_trainer(trainer, [=](ap::Trainer& t) {
    *out = {static_cast<double>(t.state_size()), t.kept_states(), ap::Timeline::kFewest};
    return AP_OK;
  });
}

int32_t ap_trainer_restore(ap_trainer trainer, double step) {
  return with_trainer(trainer, [=](ap::Trainer& t) -> int32_t {
    if (!(step >= 0.0 && step <= kLargestWhole)) return AP_OUT_OF_RANGE;
    const auto whole = static_cast<int64_t>(step);
    return static_cast<double>(whole) == step ? code(t.restore(whole))
                                              : static_cast<int32_t>(AP_OUT_OF_RANGE);
  });
}

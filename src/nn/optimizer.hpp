#pragma once
/// From the struct that defines an optimizer to its entry in the table: one pass over all parameters of a
/// network.
///
/// An optimizer is a struct with
///   static constexpr Entry info
///   static auto dispatch(const EntryParams&, auto use)      calls use(rule) with the rule that these
///   parameters ask for.
/// A rule is a struct with
///   static constexpr int kSlots                             numbers it keeps for each parameter
///   static constexpr int kSquare                            the slot of squares, which may overflow unseen;
///                                                           -1: none
///   float initial() const                                   what they start from
///   void prepare(double learning_rate, OptimizerClock&)     the scalars of this step, in double, rounded to
///   float f32x4 update(f32x4 p, f32x4 g, f32x4* slots) const      the new parameter; changes the slots

#include <array>
#include <cstdint>

#include "core/simd.hpp"
#include "nn/flush.hpp"
#include "nn/info.hpp"

namespace ap {

/// What an optimizer remembers from step to step besides its slots.
struct OptimizerClock {
  std::int64_t step = 0;     ///< of the step being made, 1-based
  double beta1_power = 1.0;  ///< beta1 to the power of `step`
  double beta2_power = 1.0;
};

/// All parameters of a network. Shapes: values and grad [count], slots [slot_count][count]; count a multiple
/// of kLanes.
struct ParameterArrays {
  float* values;
  const float* grad;
  float* slots;
  int count;
};

/// One optimizer as the trainer uses it.
struct Optimizer {
  const Entry* info;
  /// Numbers kept for each parameter, with these settings.
  int (*slot_count)(const EntryParams& params);
  /// What every slot starts from.
  float (*initial)(const EntryParams& params);
  /// Updates all parameters once; false when one of them, or of their slots, is no longer finite.
  bool (*step)(const EntryParams& params, double learning_rate, OptimizerClock& clock,
               const ParameterArrays& arrays);
};

/// a * b + c with the rounding error of the product carried along: as if fused, but for rare last bits; |a|,
/// |b| < 1e34. Where large numbers cancel, PyTorch's fused kernels are only met this way. Source: Dekker
/// 1971, doi:10.1007/BF01397083.
inline f32x4 precise_multiply_add(f32x4 a, f32x4 b, f32x4 c) {
  const auto high = [](f32x4 x) {
    const f32x4 scaled = f32x4(4097.0f) * x;
    return scaled - (scaled - x);
  };
  const f32x4 product = a * b, a_high = high(a), b_high = high(b), a_low = a - a_high, b_low = b - b_high;
  const f32x4 product_error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
  const f32x4 sum = product + c, part = sum - product;
  const f32x4 sum_error = (product - (sum - part)) + (c - part);
  return sum + (sum_error + product_error);
}

namespace optimizer_detail {

template <class Rule>
bool sweep(const Rule& rule, const ParameterArrays& arrays) {
  f32x4 zeros(0.0f);  // x * 0 is NaN where x is not finite, and NaN stays in the sum
  f32x4 largest(0.0f);
  for (int i = 0; i < arrays.count; i += kLanes) {
    std::array<f32x4, Rule::kSlots + 1> slots;
    for (int s = 0; s < Rule::kSlots; ++s) {
      slots[static_cast<std::size_t>(s)] =
          load(arrays.slots + static_cast<std::ptrdiff_t>(s) * arrays.count + i);
    }
    const f32x4 value = rule.update(load(arrays.values + i), load(arrays.grad + i), slots.data());
    store(arrays.values + i, value);
    for (int s = 0; s < Rule::kSlots; ++s) {
      store(arrays.slots + static_cast<std::ptrdiff_t>(s) * arrays.count + i,
            slots[static_cast<std::size_t>(s)]);
    }
    zeros = zeros + value * f32x4(0.0f);
    if constexpr (Rule::kSquare >= 0) largest = max(largest, slots[Rule::kSquare]);
  }
  zeros = zeros + largest * f32x4(0.0f);
  return all(zeros == zeros);
}

template <class O>
int slot_count(const EntryParams& params) {
  return O::dispatch(params, [](const auto& rule) { return rule.kSlots; });
}

template <class O>
float initial(const EntryParams& params) {
  return O::dispatch(params, [](const auto& rule) { return rule.initial(); });
}

template <class O>
bool step(const EntryParams& params, double learning_rate, OptimizerClock& clock,
          const ParameterArrays& arrays) {
  ++clock.step;
  return O::dispatch(params, [&](auto rule) {
    rule.prepare(learning_rate, clock);
    return sweep(rule, arrays);
  });
}

}  // namespace optimizer_detail

/// The table entry of O.
template <class O>
constexpr Optimizer make_optimizer() {
  namespace d = optimizer_detail;
  return {&O::info, &d::slot_count<O>, &d::initial<O>, &d::step<O>};
}

}  // namespace ap

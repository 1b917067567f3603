#pragma once
/// The operations that formulas are made of.

#include <cstdint>

namespace ap {

enum class Op : std::uint8_t {
  // Leaves.
  kVariable,  ///< x
  kConstant,
  kParam,
  // Two operands.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kMin,
  kMax,
  // Four operands: in[0] ? in[1] holds, then in[2], else in[3]; false when either is NaN.
  kSelectLess,
  kSelectLessEqual,
  kSelectEqual,
  // One operand.
  kNegate,
  kIntegerPower,  ///< to the power `index`, by multiplication
  kAbs,
  kSign,
  kSqrt,
  kExp,
  kExpm1,
  kLog,
  kLog1p,
  kSin,
  kCos,
  kErf,
  // The activation of the table at `index` with its default parameters: value, first and second derivative.
  kActivation,
  kActivationSlope,
  kActivationCurvature,
};

/// The number of operands.
constexpr int operand_count(Op op) {
  if (op <= Op::kParam) return 0;
  if (op <= Op::kMax) return 2;
  if (op <= Op::kSelectEqual) return 4;
  return 1;
}

constexpr bool is_activation(Op op) { return op >= Op::kActivation; }

}  // namespace ap

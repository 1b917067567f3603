#pragma once
/// The operations that formulas are made of.

#include <cstdint>

namespace ap {

enum class Op : std::uint8_t {
  // Leaves.
  kVariable,  ///< x, or one of several by `index`
  kConstant,
  kParam,
  // Two operands.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kMin,  ///< `index` 1: the second operand is never NaN
  kMax,  ///< the same
  // Three operands, in tapes only: in[0] + in[1] * in[2], rounded twice.
  kAddProduct,
  // Four operands. The slope of max(in[0], in[1]) whose operands have the slopes in[2] and in[3]; with the
  // first two exchanged, that of min.
  kMaxSlope,
  // The comparison of in[0] with in[1] holds: in[2], else in[3]; it is false when either is NaN.
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
  if (op == Op::kAddProduct) return 3;
  if (op <= Op::kSelectEqual) return 4;
  return 1;
}

constexpr bool is_activation(Op op) { return op >= Op::kActivation; }

}  // namespace ap

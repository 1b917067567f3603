#pragma once
/// Carries out the operations of formulas.

#include <array>

#include "formula/graph.hpp"
#include "formula/instruction.hpp"

namespace ap {

/// Blocks are multiples of this many values.
inline constexpr int kBlockStep = 16;

/// One instruction on the first `count` values of its registers; register r is at registers[r].
/// T is float, and count a multiple of kBlockStep, or double.
template <class T>
void execute(const Instruction& instruction, T* const* registers, int count);

extern template void execute<float>(const Instruction&, float* const*, int);
extern template void execute<double>(const Instruction&, double* const*, int);

/// The value of a node whose operands have these values, in double precision.
double evaluate_constant(const Node& node, const std::array<double, 4>& operands);

}  // namespace ap

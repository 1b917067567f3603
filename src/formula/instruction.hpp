#pragma once
/// One step of a tape: an operation on whole registers.

#include <array>
#include <cstdint>

#include "formula/op.hpp"

namespace ap {

/// A register holds the values of one operation for a block of inputs.
using Register = std::uint16_t;

/// An operation, where it reads and where it writes.
///
/// An activation writes as many registers as its operation says: the value; value and slope; or (double only)
/// value, first and second derivative. These differ from each other and, for the last, from the operand.
struct Instruction {
  Op op;
  std::int32_t index = 0;  ///< of the activation; the exponent of kIntegerPower
  std::array<Register, 4> in{};
  std::array<Register, 3> out{};
  bool is_second_uniform = false;  ///< the second operand is the same for all inputs
};

}  // namespace ap

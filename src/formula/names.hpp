#pragma once
/// The names that mean something in a formula: x, constants, and functions.
///
/// Functions are all elementwise activations of the table by their ids, and a few of mathematics.

#include <string>
#include <string_view>

#include "formula/op.hpp"

namespace ap {

inline constexpr std::string_view kVariableName = "x";
inline constexpr std::string_view kChoiceName = "where";

/// A named constant, or nullptr.
struct NamedConstant {
  std::string_view name;
  double value;
};
const NamedConstant* find_constant(std::string_view name);

/// What a function name stands for.
struct FunctionName {
  enum class Kind { kNone, kOperation, kChoice, kActivation, kRowwise };
  Kind kind = Kind::kNone;
  Op op = Op::kConstant;  ///< of an operation
  int arity = 1;          ///< number of arguments
  int activation = 0;     ///< place in the table
};
FunctionName find_function(std::string_view name);

/// What to do about a function that does not exist: `did you mean "sigmoid"?`; empty when nothing is near.
std::string suggest_function(std::string_view name);

/// The name with a meaning that differs from this one in case only; empty when there is none.
std::string_view same_but_for_case(std::string_view name);

}  // namespace ap

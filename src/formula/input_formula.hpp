#pragma once
/// One input of a network as a formula of the features of a row: `x1 * x2`, `sin(x1)`.

#include <optional>
#include <string_view>
#include <vector>

#include "formula/error.hpp"
#include "formula/instruction.hpp"

namespace ap {

/// A formula of x1, x2 ... in double precision. The language is that of `parse_input_formula`.
/// Accuracy of each operation: core/math.hpp and formula/functions.hpp.
class InputFormula {
 public:
  /// Reads a formula of rows of `n_features` >= 1 numbers; nothing, and the first fault in `error`, when it
  /// is wrong.
  static std::optional<InputFormula> parse(std::string_view text, int n_features, FormulaError& error);

  /// out[i * stride] = f(row i). Shapes: features [n, n_features] row by row; out [n, stride], of which one
  /// column is written.
  void run(const double* features, int n, double* out, int stride) const;

 private:
  struct Leaf {
    Register target;
    int feature;   ///< -1 for a constant
    double value;  ///< of a constant
  };

  InputFormula() = default;

  int n_features_ = 0;
  std::vector<Leaf> leaves_;
  std::vector<Instruction> instructions_;
  int register_count_ = 0;
  Register root_ = 0;
};

}  // namespace ap

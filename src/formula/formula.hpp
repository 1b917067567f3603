#pragma once
/// A function typed by the user, with its exact derivatives: `x * sigmoid(a * x)`.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formula/error.hpp"
#include "formula/tape.hpp"

namespace ap {

/// A formula of x and up to kMaxFormulaParams parameters, ready to be run.
///
/// `forward`, `forward_derivative` and `curve` are those of `Activation`: the same arguments, aliasing rules
/// and promises, equal bits everywhere among them. `params` are floats in the order of `params()`. The
/// language is that of `parse_formula`; conventions at kinks are those of `differentiate`.
///
/// Floats are worked out in float arithmetic, operation by operation, constants being rounded once from
/// double. Accuracy of each: core/math.hpp and formula/functions.hpp.
class Formula {
 public:
  /// Reads a formula; nothing, and the first fault in `error`, when it is wrong.
  static std::optional<Formula> parse(std::string_view text, FormulaError& error);

  /// Names of the parameters, in the order of their first use.
  std::span<const std::string> params() const { return params_; }

  /// out[i] = f(z[i]), i < n.
  void forward(const float* z, int n, const float* params, float* out) const;
  /// out[i] = f(z[i]) and slope[i] = f'(z[i]), i < n.
  void forward_derivative(const float* z, int n, const float* params, float* out, float* slope) const;
  /// Value, first and second derivative in double precision at each x.
  void curve(const double* x, int n, const float* params, double* value, double* first, double* second) const;

 private:
  Formula() = default;

  std::vector<std::string> params_;
  Tape value_;
  Tape value_and_slope_;
  Tape curve_;
};

}  // namespace ap

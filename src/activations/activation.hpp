#pragma once
/// One entry of the activation table: metadata and the functions generated from the one struct that defines
/// it.

#include "activations/info.hpp"

namespace ap {

/// An activation function as the rest of the project uses it.
///
/// `params` are floats in the order of `info->params`; a named option is the index of its name. nullptr is
/// allowed when there are no parameters; otherwise all must be there (`default_params`). Lengths are >= 0 and
/// lengths and alignments are free. No function allocates, and none fails: NaN and infinity are values like
/// others. Equal inputs give equal bits on every machine and build, wherever in the array they stand.
struct Activation {
  const ActivationInfo* info;

  /// out[i] = f(z[i]) for i < n. In place (out == z) is allowed, other overlap is not.
  /// A rowwise function takes the n elements as one row.
  void (*forward)(const float* z, int n, const float* params, float* out);

  /// out[i] = f(z[i]) and slope[i] = f'(z[i]) in one pass; out == z or slope == z is allowed, out == slope is
  /// not. A rowwise function takes the n elements as one row; slope[i] is then the derivative of out[i] by
  /// z[i].
  void (*forward_derivative)(const float* z, int n, const float* params, float* out, float* slope);

  /// The curve in double precision: value, first and second derivative of f at each x; nullptr for rowwise
  /// functions. At kinks the derivatives are torch's (first) and 0 (second).
  void (*curve)(const double* x, int n, const float* params, double* value, double* first, double* second);

  /// Rowwise functions only (otherwise nullptr): each row on its own.
  /// Shapes: logits [rows, cols], out [rows, cols / row_divisor], both row by row. In place is allowed.
  void (*rows)(const float* logits, int rows, int cols, const float* params, float* out);

  /// Rowwise functions only (otherwise nullptr): the same for feature-major matrices, each column being one
  /// sample. Unit u of sample s is at [u * stride + s]; stride >= batch. Only samples 0..batch-1 are read and
  /// written. Shapes: logits [units, batch], out [units / row_divisor, batch]. In place is allowed.
  void (*columns)(const float* logits, int units, int batch, int stride, const float* params, float* out);

  /// Rowwise functions only (otherwise nullptr): the gradient of a loss by the logits of `columns`.
  /// `logits` and `out` are what went into and came out of `columns`; functions of the softmax family read
  /// `out` only, and `logits` may then be nullptr. `grad_out` is the gradient by `out`, shaped like it;
  /// `grad` is shaped like `logits` and may be `grad_out` itself when row_divisor is 1.
  void (*columns_backward)(const float* logits, const float* out, const float* grad_out, int units, int batch,
                           int stride, const float* params, float* grad);

  /// y[i] = f(x[i]) and, unless dy is nullptr, dy[i] = f'(x[i]).
  void sample(const float* x, int n, const float* params, float* y, float* dy) const {
    if (dy != nullptr) {
      forward_derivative(x, n, params, y, dy);
    } else {
      forward(x, n, params, y);
    }
  }
};

}  // namespace ap

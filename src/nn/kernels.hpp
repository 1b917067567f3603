#pragma once
/// The matrix products of training, over feature-major matrices: unit u of sample s is at [u * stride + s].
///
/// `columns` counts samples with padding, a multiple of kLanes. Every sum runs in one order that depends
/// neither on the lane backend nor on how the loops are tiled, so equal inputs give equal bits in every
/// build.

#include <cstddef>

namespace ap {

/// A matrix of weights, read in place or transposed: element (row, inner) is data[row * row_step + inner *
/// inner_step].
struct WeightView {
  const float* data;
  std::ptrdiff_t row_step;
  std::ptrdiff_t inner_step;
};

/// out[r, s] = bias[r] + w(r, 0) x[0, s] + w(r, 1) x[1, s] + ..., added in this order.
/// Shapes: w [rows, inner], bias [rows], x [inner, columns], out [rows, columns]; out overlaps nothing.
void linear_forward(const WeightView& w, const float* bias, int rows, int inner, const float* x, int stride,
                    int columns, float* out);

/// out[r, s] = (w(r, 0) d[0, s] + w(r, 1) d[1, s] + ...) * slope[r, s]; a null slope counts as 1.
/// Shapes: w [rows, inner], d [inner, columns], slope and out [rows, columns]; out overlaps nothing.
void linear_backward(const WeightView& w, int rows, int inner, const float* d, const float* slope, int stride,
                     int columns, float* out);

/// What the gradient of one Linear is made from and where it goes. Shapes: d [units, columns], x [fan_in,
/// columns], weight_grad [units, fan_in] without gaps, bias_grad [units].
struct LinearGradient {
  const float* d;
  const float* x;
  int units, fan_in;
  int stride;
  int columns;
  float* weight_grad;
  float* bias_grad;
  bool accumulate;  ///< adds to what is there
};

/// weight_grad[u, f] = sum over s of d[u, s] x[f, s], and bias_grad[u] = sum of d[u, s]; d must be zero in
/// the padding.
///
/// Four partial sums, of s = lane, lane + 4, ..., are joined as (0 + 2) + (1 + 3).
void linear_gradient(const LinearGradient& task);

}  // namespace ap

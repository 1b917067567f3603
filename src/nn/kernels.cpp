#include "nn/kernels.hpp"

#include "core/simd.hpp"

namespace ap {
namespace {

/// One register tile of a product: R rows by C lane groups, all sums in registers.
template <int R, int C>
inline void product_tile(const float* w, const WeightView& view, int inner, const float* x, int stride,
                         f32x4 (&sums)[R][C]) {
  for (int i = 0; i < inner; ++i) {
    f32x4 group[C];
    for (int c = 0; c < C; ++c) group[c] = load(x + c * kLanes);
    for (int r = 0; r < R; ++r) {
      const f32x4 weight(w[r * view.row_step]);
      for (int c = 0; c < C; ++c) sums[r][c] = sums[r][c] + weight * group[c];
    }
    w += view.inner_step;
    x += stride;
  }
}

struct Forward {
  const float* bias;
  f32x4 start(int row) const { return f32x4(bias[row]); }
  f32x4 finish(f32x4 sum, std::ptrdiff_t) const { return sum; }
};

struct Backward {
  f32x4 start(int) const { return f32x4(0.0f); }
  f32x4 finish(f32x4 sum, std::ptrdiff_t) const { return sum; }
};

struct BackwardWithSlope {
  const float* slope;
  f32x4 start(int) const { return f32x4(0.0f); }
  f32x4 finish(f32x4 sum, std::ptrdiff_t at) const { return sum * load(slope + at); }
};

/// A product over matrices; `Ends` says how each sum starts and what becomes of it.
template <class Ends>
struct Product {
  WeightView w;
  Ends ends;
  int rows, inner;
  const float* x;
  int stride, columns;
  float* out;

  template <int R, int C>
  void tile(int row, int column) const {
    f32x4 sums[R][C];
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) sums[r][c] = ends.start(row + r);
    }
    product_tile<R, C>(w.data + row * w.row_step, w, inner, x + column, stride, sums);
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(row + r) * stride + column + c * kLanes;
        store(out + at, ends.finish(sums[r][c], at));
      }
    }
  }

  /// All columns of R rows: C groups at a time, then half as many, down to one.
  template <int R, int C>
  int band(int row, int column) const {
    for (; column + C * kLanes <= columns; column += C * kLanes) tile<R, C>(row, column);
    if constexpr (C > 1) column = band<R, C / 2>(row, column);
    return column;
  }

  // The tile sizes are what measured fastest in V8: more sums than 8 to 10 spill there.
  void run() const {
    int row = 0;
    for (; row + 4 <= rows; row += 4) band<4, 2>(row, 0);
    if (rows - row >= 2) {
      band<2, 4>(row, 0);
      row += 2;
    }
    if (row < rows) band<1, 4>(row, 0);
  }
};

/// Joins the lanes of four sums at once, each as `reduce_add` does.
inline f32x4 reduce_add(f32x4 a, f32x4 b, f32x4 c, f32x4 d) {
  transpose(a, b, c, d);
  return (a + c) + (b + d);
}

struct Gradient {
  const float* d;
  const float* x;
  int cols, stride, columns;
  bool accumulate;
  float* out;

  template <int R, int C>
  void tile(int row, int col) const {
    f32x4 sums[R][C];
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) sums[r][c] = f32x4(0.0f);
    }
    const float* d_row = d + static_cast<std::ptrdiff_t>(row) * stride;
    const float* x_row = x + static_cast<std::ptrdiff_t>(col) * stride;
    for (int s = 0; s < columns; s += kLanes) {
      f32x4 group[C];
      for (int c = 0; c < C; ++c) group[c] = load(x_row + static_cast<std::ptrdiff_t>(c) * stride + s);
      for (int r = 0; r < R; ++r) {
        const f32x4 delta = load(d_row + static_cast<std::ptrdiff_t>(r) * stride + s);
        for (int c = 0; c < C; ++c) sums[r][c] = sums[r][c] + delta * group[c];
      }
    }
    for (int r = 0; r < R; ++r) {
      float* to = out + static_cast<std::ptrdiff_t>(row + r) * cols + col;
      if constexpr (C == 4) {
        const f32x4 sum = reduce_add(sums[r][0], sums[r][1], sums[r][2], sums[r][3]);
        store(to, accumulate ? load(to) + sum : sum);
      } else {
        for (int c = 0; c < C; ++c) {
          const float sum = ap::reduce_add(sums[r][c]);
          to[c] = accumulate ? to[c] + sum : sum;
        }
      }
    }
  }

  template <int R>
  void band(int row) const {
    int col = 0;
    for (; col + 4 <= cols; col += 4) tile<R, 4>(row, col);
    if (cols - col >= 2) {
      tile<R, 2>(row, col);
      col += 2;
    }
    if (col < cols) tile<R, 1>(row, col);
  }

  void run(int rows) const {
    int row = 0;
    for (; row + 2 <= rows; row += 2) band<2>(row);
    if (row < rows) band<1>(row);
  }
};

}  // namespace

void linear_forward(const WeightView& w, const float* bias, int rows, int inner, const float* x, int stride,
                    int columns, float* out) {
  Product<Forward>{w, {bias}, rows, inner, x, stride, columns, out}.run();
}

void linear_backward(const WeightView& w, int rows, int inner, const float* d, const float* slope, int stride,
                     int columns, float* out) {
  if (slope != nullptr) {
    Product<BackwardWithSlope>{w, {slope}, rows, inner, d, stride, columns, out}.run();
  } else {
    Product<Backward>{w, {}, rows, inner, d, stride, columns, out}.run();
  }
}

void linear_gradient(const float* d, int rows, const float* x, int cols, int stride, int columns,
                     bool accumulate, float* weight_grad, float* bias_grad) {
  Gradient{d, x, cols, stride, columns, accumulate, weight_grad}.run(rows);
  for (int r = 0; r < rows; ++r) {
    const float* row = d + static_cast<std::ptrdiff_t>(r) * stride;
    f32x4 sums(0.0f);
    for (int s = 0; s < columns; s += kLanes) sums = sums + load(row + s);
    const float sum = ap::reduce_add(sums);
    bias_grad[r] = accumulate ? bias_grad[r] + sum : sum;
  }
}

}  // namespace ap

#include "nn/kernels.hpp"

#include "nn/kernel_tiles.hpp"

namespace ap {
namespace {

/// As many numbers of the shared operand as stay in the first-level cache while all rows pass over them.
constexpr int kCachedNumbers = 4096;

/// From so many columns on it pays to copy weights that all of them share.
constexpr int kMinSharing = 64;

/// How many of the inner indices fit in the cache, `columns` numbers each.
int cached_inner(int inner, int columns) {
  if (inner * columns <= kCachedNumbers) return inner;
  const int fit = kCachedNumbers / columns;
  return fit < 16 ? 16 : fit;
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

/// out = w x; `Ends` says how each sum starts and what becomes of it. Sums over many inner indices wait in
/// `out`.
template <class Ends>
struct Product {
  WeightView w;
  Ends ends;
  int rows, inner;
  const float* x;
  int stride, columns;
  float* out;

  template <int R, int C>
  void tile(const WeightView& band, int row, int group, int first, int count) const {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(row) * stride + group * kLanes;
    Tile<R, C> sums;
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) {
        sums[r][c] = first == 0 ? ends.start(row + r) : load(out + at + r * stride + c * kLanes);
      }
    }
    add_products<R, C>(band.data, band.row_step, band.inner_step, count,
                       x + static_cast<std::ptrdiff_t>(first) * stride + group * kLanes, stride, sums);
    const bool last = first + count == inner;
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) {
        const std::ptrdiff_t to = at + r * stride + c * kLanes;
        store(out + to, last ? ends.finish(sums[r][c], to) : sums[r][c]);
      }
    }
  }

  /// R rows of w, `count` columns of it from `first` on. Read across its rows, a matrix whose rows lie a
  /// power of two apart fights itself for the cache, so the band is copied when enough columns share it.
  template <int R>
  WeightView band(int row, int first, int count, float* copy) const {
    const WeightView view{w.data + row * w.row_step + first * w.inner_step, w.row_step, w.inner_step};
    if (w.row_step != 1 || columns < kMinSharing) return view;
    for (int i = 0; i < count; ++i) {
      for (int r = 0; r < R; ++r) copy[i * R + r] = view.data[i * view.inner_step + r];
    }
    return {copy, 1, R};
  }

  void run() const {
    const int step = cached_inner(inner, columns);
    float copy[4 * kCachedNumbers / kMinSharing];
    for (int first = 0; first < inner; first += step) {
      const int count = inner - first < step ? inner - first : step;
      visit_bands(rows, columns / kLanes, [&]<int R, int C>(int row) {
        const WeightView view = band<R>(row, first, count, copy);
        visit_groups<C>(0, columns / kLanes,
                        [&]<int G>(int group) { tile<R, G>(view, row, group, first, count); });
      });
    }
  }
};

struct Gradient {
  const LinearGradient& task;

  template <int R, int C>
  void tile(int unit, int feature) const {
    Tile<R, C> sums;
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) sums[r][c] = f32x4(0.0f);
    }
    add_dot_products<R, C>(task.d + static_cast<std::ptrdiff_t>(unit) * task.stride,
                           task.x + static_cast<std::ptrdiff_t>(feature) * task.stride, task.stride,
                           task.columns, sums);
    for (int r = 0; r < R; ++r) {
      float* to = task.weight_grad + static_cast<std::ptrdiff_t>(unit + r) * task.fan_in + feature;
      if constexpr (C == 4) {
        const f32x4 sum = reduce_add(sums[r][0], sums[r][1], sums[r][2], sums[r][3]);
        store(to, task.accumulate ? load(to) + sum : sum);
      } else {
        for (int c = 0; c < C; ++c) {
          const float sum = ap::reduce_add(sums[r][c]);
          to[c] = task.accumulate ? to[c] + sum : sum;
        }
      }
    }
  }

  void weights() const {
    const int step = (cached_inner(task.fan_in, task.columns) + kLanes - 1) / kLanes * kLanes;
    for (int first = 0; first < task.fan_in; first += step) {
      const int end = first + step < task.fan_in ? first + step : task.fan_in;
      int unit = 0;
      for (; unit + 2 <= task.units; unit += 2)
        visit_groups<4>(first, end, [&]<int C>(int f) { tile<2, C>(unit, f); });
      if (unit < task.units) visit_groups<4>(first, end, [&]<int C>(int f) { tile<1, C>(unit, f); });
    }
  }

  f32x4 bias_sums(int unit) const {
    const float* row = task.d + static_cast<std::ptrdiff_t>(unit) * task.stride;
    f32x4 sums(0.0f);
    for (int s = 0; s < task.columns; s += kLanes) sums = sums + load(row + s);
    return sums;
  }

  void biases() const {
    int unit = 0;
    for (; unit + 4 <= task.units; unit += 4) {
      float* to = task.bias_grad + unit;
      const f32x4 sum =
          reduce_add(bias_sums(unit), bias_sums(unit + 1), bias_sums(unit + 2), bias_sums(unit + 3));
      store(to, task.accumulate ? load(to) + sum : sum);
    }
    for (; unit < task.units; ++unit) {
      const float sum = ap::reduce_add(bias_sums(unit));
      task.bias_grad[unit] = task.accumulate ? task.bias_grad[unit] + sum : sum;
    }
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

void linear_gradient(const LinearGradient& task) {
  const Gradient gradient{task};
  gradient.weights();
  gradient.biases();
}

}  // namespace ap

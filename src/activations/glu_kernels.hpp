#pragma once
/// Forward and backward of the gated linear unit for rows and for columns.

#include <cstddef>

#include "core/elementwise.hpp"
#include "core/math.hpp"

namespace ap {

/// Kernels of GLU. Of a row of 2 h inputs, y[i] = x[i] * sigmoid(x[i + h]) for i < h.
struct GluKernels {
  static void rows(const float* logits, int rows, int cols, const float* /*params*/, float* out) {
    const int half = cols / 2;
    for (int r = 0; r < rows; ++r) {
      const float* row = logits + static_cast<std::ptrdiff_t>(r) * cols;
      gate(row, row + half, half, out + static_cast<std::ptrdiff_t>(r) * half);
    }
  }

  static void columns(const float* logits, int units, int batch, int stride, const float* /*params*/,
                      float* out) {
    const int half = units / 2;
    for (int u = 0; u < half; ++u) {
      const float* a = logits + static_cast<std::ptrdiff_t>(u) * stride;
      gate(a, a + static_cast<std::ptrdiff_t>(half) * stride, batch,
           out + static_cast<std::ptrdiff_t>(u) * stride);
    }
  }

  static void columns_backward(const float* logits, const float* /*out*/, const float* grad_out, int units,
                               int batch, int stride, const float* /*params*/, float* grad) {
    const int half = units / 2;
    const std::ptrdiff_t to_gate = static_cast<std::ptrdiff_t>(half) * stride;
    for (int u = 0; u < half; ++u) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(u) * stride;
      for (int s = 0; s < batch; s += kLanes) {
        const int count = batch - s < kLanes ? batch - s : kLanes;
        const float* a = logits + at + s;
        const auto [value, slope] = open_gate(widened(some(a + to_gate, count)));
        const auto g = widened(some(grad_out + at + s, count));
        put(grad + at + s, narrowed<f32x4>(g * value), count);
        put(grad + at + s + to_gate, narrowed<f32x4>(g * widened(some(a, count)) * slope), count);
      }
    }
  }

  /// One row of n inputs: n / 2 outputs, and the derivative of each by the input it scales.
  static void forward_derivative(const float* z, int n, const float* params, float* out, float* slope) {
    const int half = n / 2;
    rows(z, 1, n, params, out);
    map_groups<2>(z + half, half, slope, [](const auto& b) { return sigmoid(b); });
  }

 private:
  using Wide = WideOf<f32x4>;

  /// The sigmoid and its slope, exactly 0 far beyond every float's reach, so that infinity times 0 is NaN as
  /// in PyTorch.
  static SigmoidPair<Wide> open_gate(const Wide& b) {
    const SigmoidPair<Wide> pair = sigmoid_and_slope(b);
    const Wide zero(0.0), limit(1e3);
    return {select(b < -limit, zero, pair.value), select(abs(b) > limit, zero, pair.slope)};
  }

  static f32x4 some(const float* p, int count) { return count == kLanes ? load(p) : load_partial(p, count); }
  static void put(float* p, f32x4 a, int count) {
    if (count == kLanes) {
      store(p, a);
    } else {
      store_partial(p, a, count);
    }
  }

  static void gate(const float* a, const float* b, int n, float* out) {
    for (int i = 0; i < n; i += kLanes) {
      const int count = n - i < kLanes ? n - i : kLanes;
      put(out + i,
          narrowed<f32x4>(widened(some(a + i, count)) * open_gate(widened(some(b + i, count))).value), count);
    }
  }
};

}  // namespace ap

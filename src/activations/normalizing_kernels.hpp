#pragma once
/// Forward and backward of the softmax family for rows (one row after the other) and columns (feature-major
/// matrices).

#include "core/elementwise.hpp"
#include "core/math.hpp"

namespace ap {

/// Kernels of softmax, log-softmax and softmin. `Kind` supplies `kSign`, the factor of the logits, and
/// `kLogarithm`.
///
/// The largest logit is subtracted first, so logits of any size are safe. Sums over a row run in four
/// interleaved parts that are joined at the end; sums over a column run from unit 0 upward. A row with
/// +infinity, NaN, or nothing but -infinity gives NaN, as in PyTorch.
template <class Kind>
struct NormalizingKernels {
  static void rows(const float* logits, int rows, int cols, const float* params, float* out) {
    if (cols <= 0) return;
    for (int r = 0; r < rows; ++r) {
      const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(r) * cols;
      row(logits + start, cols, params[0], out + start);
    }
  }

  static void columns(const float* logits, int units, int batch, int stride, const float* params,
                      float* out) {
    for (int s = 0; s < batch; s += kLanes) {
      const int count = batch - s < kLanes ? batch - s : kLanes;
      column_group(logits + s, units, count, stride, params[0], out + s);
    }
  }

  static void columns_backward(const float* /*logits*/, const float* out, const float* grad_out, int units,
                               int batch, int stride, const float* params, float* grad) {
    for (int s = 0; s < batch; s += kLanes) {
      const int count = batch - s < kLanes ? batch - s : kLanes;
      column_group_backward(out + s, grad_out + s, units, count, stride, params[0], grad + s);
    }
  }

  static void forward_derivative(const float* z, int n, const float* params, float* out, float* slope) {
    rows(z, 1, n, params, out);
    const f32x4 scale(Kind::kSign / params[0]);
    map_lanes(out, n, slope, [scale](f32x4 y) {
      if constexpr (Kind::kLogarithm) {
        return (f32x4(1.0f) - exp(y)) * scale;
      } else {
        return y * (f32x4(1.0f) - y) * scale;
      }
    });
  }

 private:
  static f32x4 load_group(const float* p, int count) {
    return count == kLanes ? load(p) : load_partial(p, count);
  }
  static void store_group(float* p, f32x4 a, int count) {
    if (count == kLanes) {
      store(p, a);
    } else {
      store_partial(p, a, count);
    }
  }

  static f32x4 signed_logits(f32x4 x) { return Kind::kSign < 0.0f ? -x : x; }
  /// The first `count` lanes of `a`, -infinity in the others.
  static f32x4 padded(f32x4 a, int count) {
    const f32x4 lane(0.0f, 1.0f, 2.0f, 3.0f);
    return select(lane < f32x4(static_cast<float>(count)), a, f32x4(-kInfinityOf<float>));
  }

  static void row(const float* logits, int cols, float temperature, float* out) {
    const int full = cols - cols % kLanes, rest = cols % kLanes;
    f32x4 largest(-kInfinityOf<float>);
    for (int i = 0; i < full; i += kLanes) largest = max(largest, signed_logits(load(logits + i)));
    if (rest != 0) {
      largest = max(largest, padded(signed_logits(load_partial(logits + full, rest)), rest));
    }
    float lanes[kLanes];
    store(lanes, largest);
    const f32x4 top(max(max(lanes[0], lanes[1]), max(lanes[2], lanes[3])));

    const f32x4 t(temperature);
    f32x4 sum(0.0f);
    for (int i = 0; i < full; i += kLanes) {
      const f32x4 d = (signed_logits(load(logits + i)) - top) / t;
      const f32x4 e = exp(d);
      store(out + i, Kind::kLogarithm ? d : e);
      sum = sum + e;
    }
    if (rest != 0) {
      const f32x4 d = (padded(signed_logits(load_partial(logits + full, rest)), rest) - top) / t;
      const f32x4 e = exp(d);
      store_partial(out + full, Kind::kLogarithm ? d : e, rest);
      sum = sum + e;
    }
    const f32x4 total(reduce_add(sum));
    if constexpr (Kind::kLogarithm) {
      map_lanes(out, cols, out, [shift = log(total)](f32x4 d) { return d - shift; });
    } else {
      map_lanes(out, cols, out, [total](f32x4 e) { return e / total; });
    }
  }

  static void column_group(const float* logits, int units, int count, int stride, float temperature,
                           float* out) {
    f32x4 top(-kInfinityOf<float>);
    for (int u = 0; u < units; ++u) {
      top = max(top, signed_logits(load_group(logits + offset(u, stride), count)));
    }
    const f32x4 t(temperature);
    f32x4 sum(0.0f);
    for (int u = 0; u < units; ++u) {
      const f32x4 d = (signed_logits(load_group(logits + offset(u, stride), count)) - top) / t;
      const f32x4 e = exp(d);
      store_group(out + offset(u, stride), Kind::kLogarithm ? d : e, count);
      sum = sum + e;
    }
    const f32x4 total = Kind::kLogarithm ? log(sum) : sum;
    for (int u = 0; u < units; ++u) {
      float* const place = out + offset(u, stride);
      const f32x4 value = load_group(place, count);
      store_group(place, Kind::kLogarithm ? value - total : value / total, count);
    }
  }

  static void column_group_backward(const float* out, const float* grad_out, int units, int count, int stride,
                                    float temperature, float* grad) {
    f32x4 sum(0.0f);
    for (int u = 0; u < units; ++u) {
      const f32x4 g = load_group(grad_out + offset(u, stride), count);
      sum = sum + (Kind::kLogarithm ? g : g * load_group(out + offset(u, stride), count));
    }
    const f32x4 t(Kind::kSign * temperature);
    for (int u = 0; u < units; ++u) {
      const f32x4 g = load_group(grad_out + offset(u, stride), count);
      const f32x4 y = load_group(out + offset(u, stride), count);
      store_group(grad + offset(u, stride), (Kind::kLogarithm ? g - exp(y) * sum : y * (g - sum)) / t, count);
    }
  }

  static std::ptrdiff_t offset(int unit, int stride) { return static_cast<std::ptrdiff_t>(unit) * stride; }
};

}  // namespace ap

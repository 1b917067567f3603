#pragma once
/// Forward and backward of the softmax family for rows (one row after the other) and columns (feature-major
/// matrices).

#include <cstddef>

#include "activations/softmax_row.hpp"
#include "core/elementwise.hpp"
#include "core/math.hpp"

namespace ap {

/// Kernels of softmax, log-softmax and softmin. `Kind` supplies `kSign`, the factor of the logits, and
/// `kLogarithm`.
///
/// The largest logit is subtracted first, so logits of any size are safe, and what that subtraction rounds
/// off is not lost. Sums are double: over a row four interleaved ones, joined at the end; over a column from
/// unit 0 upward. A row with +infinity, NaN, or nothing but -infinity gives NaN, as in PyTorch.
template <class Kind>
struct NormalizingKernels {
  static void rows(const float* logits, int rows, int cols, const float* params, float* out) {
    for (int r = 0; r < rows; ++r) {
      const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(r) * cols;
      row(logits + start, cols, params[0], out + start);
    }
  }

  static void columns(const float* logits, int units, int batch, int stride, const float* params,
                      float* out) {
    for (int s = 0; s < batch; s += kLanes) {
      column_group({units, batch - s < kLanes ? batch - s : kLanes, stride}, logits + s, params[0], out + s);
    }
  }

  static void columns_backward(const float* /*logits*/, const float* out, const float* grad_out, int units,
                               int batch, int stride, const float* params, float* grad) {
    for (int s = 0; s < batch; s += kLanes) {
      column_group_backward({units, batch - s < kLanes ? batch - s : kLanes, stride}, out + s, grad_out + s,
                            params[0], grad + s);
    }
  }

  static void forward_derivative(const float* z, int n, const float* params, float* out, float* slope) {
    if constexpr (Kind::kLogarithm) {
      rows(z, 1, n, params, out);
      const f32x4 scale(Kind::kSign / params[0]);
      map_groups<1>(out, n, slope,
                    [scale](const Lanes& y) { return -narrowed<Lanes>(expm1(widened(y))) * scale; });
    } else {
      // 1 - y is what the others weigh: of y nothing would be left where it is next to 1.
      const float top = largest(z, n);
      const double t = params[0], others = weigh(z, n, top, t, nullptr), sum = 1.0 + others;
      map_groups<1>(z, n, out, slope, [=](const Lanes& logits) -> ValueAndSlope<Lanes> {
        const Lanes x = signed_logits(logits);
        const Wide e = widened(weight_at(x, Lanes(f32x4(top)), t));
        const Wide rest = widened(tie(x, Lanes(f32x4(top))));
        const Wide less = rest * Wide(others) + (Wide(1.0) - rest) * (Wide(sum) - e);
        return {logits, narrowed<Lanes>(e * less * Wide(Kind::kSign / t / (sum * sum)))};
      });
      rows(out, 1, n, params, out);
    }
  }

 private:
  using Lanes = Group<f32x4, 1>;
  using Wide = WideOf<Lanes>;

  /// Up to four neighbouring samples of a feature-major matrix.
  struct Columns {
    int units, count, stride;

    Lanes get(const float* p, int unit) const {
      const float* place = p + static_cast<std::ptrdiff_t>(unit) * stride;
      return Lanes(count == kLanes ? load(place) : load_partial(place, count));
    }
    void put(float* p, int unit, const Lanes& a) const {
      float* place = p + static_cast<std::ptrdiff_t>(unit) * stride;
      if (count == kLanes) {
        store(place, a.v[0]);
      } else {
        store_partial(place, a.v[0], count);
      }
    }
  };

  template <class V>
  [[gnu::always_inline]] static V signed_logits(const V& x) {
    return Kind::kSign < 0.0f ? -x : x;
  }

  /// x / sum of a row of weights, in place.
  static void divide(float* x, int cols, double sum) {
    const f64x4 inverse(1.0 / sum);
    map_groups<2>(x, cols, x,
                  [inverse]<class V>(const V& e) { return narrowed<V>(widened(e) * WideOf<V>(inverse)); });
  }

  /// e^(x - top), with the rounding error of the difference put back.
  template <class V>
  [[gnu::always_inline]] static V weight(const V& x, const V& top) {
    const V d = x - top;
    const V part = d - x;
    const V lost = (x - (d - part)) - (top + part);
    const V e = exp(d);
    // Where d is infinite nothing is to be put back, and `lost` is NaN.
    return e + e * select(abs(lost) <= V(1.0f), lost, V(0.0f));
  }

  static float largest(const float* logits, int cols) {
    f32x4 top(-kInfinityOf<float>);
    int i = 0;
    for (; i + kLanes <= cols; i += kLanes) top = max(top, signed_logits(load(logits + i)));
    float lanes[kLanes];
    store(lanes, top);
    float result = max(max(lanes[0], lanes[1]), max(lanes[2], lanes[3]));
    for (; i < cols; ++i) result = max(result, signed_logits(logits[i]));
    return result;
  }

  /// e^((x - top) / T) of signed logits. At temperature 1 floats are exact enough for the logarithm.
  template <class V>
  [[gnu::always_inline]] static V weight_at(const V& x, const V& top, double temperature) {
    if (Kind::kLogarithm && temperature == 1.0) return weight(x, top);
    return narrowed<V>(exp((widened(x) - widened(top)) * WideOf<V>(1.0 / temperature)));
  }

  /// 1 where a logit is equal to the largest, else 0.
  template <class V>
  [[gnu::always_inline]] static V tie(const V& x, const V& top) {
    return select(x == top, V(1.0f), V(0.0f));
  }

  /// The sum of the weights of a row less the 1 of the largest: what is left can be far below 1 and decides
  /// the logarithm and the derivative there. The weights go to `weights` unless that is nullptr.
  static double weigh(const float* logits, int cols, float top, double temperature, float* weights) {
    constexpr int kGroups = 4;
    constexpr int kStep = kGroups * kLanes;
    using V = Group<f32x4, kGroups>;
    float padded[kStep];
    V ties(0.0f);
    f64x4 sum(0.0);
    for (int i = 0; i < cols; i += kStep) {
      const int count = cols - i;
      const float* from = logits + i;
      if (count < kStep)
        from = elementwise_detail::pad(padded, kStep, from, count, -Kind::kSign * kInfinityOf<float>);
      const V x = signed_logits(load_group<kGroups>(from));
      const V largest(f32x4{top});
      const V e = weight_at(x, largest, temperature), own = tie(x, largest), less = e - own;
      ties = ties + own;
      for (int k = 0; k < kGroups; ++k) sum = sum + widen(less.v[k]);
      if (weights == nullptr) continue;
      store_group<kGroups>(count < kStep ? padded : weights + i, e);
      if (count < kStep) elementwise_detail::copy(weights + i, padded, count);
    }
    float count = 0.0f;
    for (int k = 0; k < kGroups; ++k) count += reduce_add(ties.v[k]);
    return reduce_add(sum) + static_cast<double>(count - 1.0f);
  }

  static void row(const float* logits, int cols, float temperature, float* out) {
    if constexpr (!Kind::kLogarithm) {
      if (temperature == 1.0f) {
        if constexpr (Kind::kSign < 0.0f) {
          map_groups<2>(logits, cols, out, [](const auto& x) { return -x; });
          logits = out;
        }
        return SoftmaxRow::forward(logits, cols, out);
      }
    }
    const float top = largest(logits, cols);
    const double t = temperature;
    if constexpr (Kind::kLogarithm) {
      const double log_sum = log1p(weigh(logits, cols, top, t, nullptr));
      map_groups<2>(logits, cols, out, [&]<class V>(const V& x) {
        const auto d = (widened(signed_logits(x)) - WideOf<V>(static_cast<double>(top))) * WideOf<V>(1.0 / t);
        return narrowed<V>(d - WideOf<V>(log_sum));
      });
    } else {
      divide(out, cols, 1.0 + weigh(logits, cols, top, t, out));
    }
  }

  static void column_group(const Columns& c, const float* logits, float temperature, float* out) {
    const double t = temperature;
    Lanes top(-kInfinityOf<float>);
    for (int u = 0; u < c.units; ++u) top = max(top, signed_logits(c.get(logits, u)));
    Lanes ties(0.0f);
    Wide sum(0.0);
    for (int u = 0; u < c.units; ++u) {
      const Lanes x = signed_logits(c.get(logits, u)), e = weight_at(x, top, t);
      if constexpr (Kind::kLogarithm) {
        ties = ties + tie(x, top);
        sum = sum + widened(e - tie(x, top));
      } else {
        sum = sum + widened(e);
        c.put(out, u, e);
      }
    }
    if constexpr (Kind::kLogarithm) {
      const Wide log_sum = log1p(sum + widened(ties - Lanes(1.0f))), inverse(1.0 / t);
      for (int u = 0; u < c.units; ++u) {
        const Wide d = (widened(signed_logits(c.get(logits, u))) - widened(top)) * inverse;
        c.put(out, u, narrowed<Lanes>(d - log_sum));
      }
    } else {
      const Wide inverse = Wide(1.0) / sum;
      for (int u = 0; u < c.units; ++u) c.put(out, u, narrowed<Lanes>(widened(c.get(out, u)) * inverse));
    }
  }

  static void column_group_backward(const Columns& c, const float* out, const float* grad_out,
                                    float temperature, float* grad) {
    Lanes sum(0.0f);
    for (int u = 0; u < c.units; ++u) {
      const Lanes g = c.get(grad_out, u);
      sum = sum + (Kind::kLogarithm ? g : g * c.get(out, u));
    }
    const Lanes t(Kind::kSign * temperature);
    for (int u = 0; u < c.units; ++u) {
      const Lanes g = c.get(grad_out, u), y = c.get(out, u);
      if constexpr (Kind::kLogarithm) {
        c.put(grad, u, (g - exp(y) * sum) / t);
      } else {
        c.put(grad, u, y * (g - sum) / t);
      }
    }
  }
};

}  // namespace ap

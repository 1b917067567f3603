#pragma once
/// The softmax of one row of logits at temperature 1: the fast path of softmax and softmin.

#include "core/elementwise.hpp"
#include "core/math.hpp"

namespace ap {

/// Softmax of one row.
///
/// A weight is e^x divided by the power of two next to e^top, top being the largest logit: that factor is
/// common to all weights of the row and leaves no rounding error, as subtracting top from every logit would.
class SoftmaxRow {
 public:
  /// out[i] = e^x[i] / sum of e^x over the row, i < cols; out == x is allowed. A row with +infinity, NaN, or
  /// nothing but -infinity gives NaN, as in PyTorch.
  static void forward(const float* x, int cols, float* out) {
    const SoftmaxRow row(x, cols);
    const int whole = cols - cols % kStep;
    f64x4 sum(0.0);
    int i = 0;
    if (row.plain_) {
      for (; i < whole; i += kStep)
        sum = sum + store_weights(row.weights<true>(load_group<kGroups>(x + i)), out + i);
    }
    for (; i < whole; i += kStep)
      sum = sum + store_weights(row.weights<false>(load_group<kGroups>(x + i)), out + i);
    if (whole < cols) {
      float padded[kStep];
      elementwise_detail::pad(padded, kStep, x + whole, cols - whole, -kInfinityOf<float>);
      sum = sum + store_weights(row.weights<false>(load_group<kGroups>(padded)), padded);
      elementwise_detail::copy(out + whole, padded, cols - whole);
    }
    const double reciprocal = 1.0 / reduce_add(sum);
    if (row.close_) {
      const f32x4 inverse(static_cast<float>(reciprocal));
      map_groups<4>(out, cols, out, [inverse](const auto& e) { return e * inverse; });
      return;
    }
    // The results may be subnormal, which costs a product of floats fifty times the time.
    const f64x4 inverse(reciprocal);
    map_groups<2>(out, cols, out,
                  [inverse]<class V>(const V& e) { return narrowed<V>(widened(e) * inverse); });
  }

 private:
  static constexpr int kGroups = 4;
  static constexpr int kStep = kGroups * kLanes;
  using Lanes = Group<f32x4, kGroups>;

  SoftmaxRow(const float* x, int cols) {
    float top = -kInfinityOf<float>, bottom = kInfinityOf<float>;
    int i = 0;
    if (cols >= kStep) {
      Lanes high = load_group<kGroups>(x), low = high;
      for (i = kStep; i + kStep <= cols; i += kStep) {
        const Lanes next = load_group<kGroups>(x + i);
        high = max(high, next);
        low = min(low, next);
      }
      float highs[kLanes], lows[kLanes];
      store(highs, max(max(high.v[0], high.v[1]), max(high.v[2], high.v[3])));
      store(lows, min(min(low.v[0], low.v[1]), min(low.v[2], low.v[3])));
      top = max(max(highs[0], highs[1]), max(highs[2], highs[3]));
      bottom = min(min(lows[0], lows[1]), min(lows[2], lows[3]));
    }
    for (; i < cols; ++i) {
      top = max(top, x[i]);
      bottom = min(bottom, x[i]);
    }
    // Near 0 logits are reduced as they are; the difference of two larger ones that matter is exact.
    const bool near = abs(top) <= 200.0f;
    offset_ = near ? 0.0f : top;
    const float relative = near ? top : top - top;
    floor_ = relative - kReach;
    plain_ = near && bottom >= floor_;
    close_ = bottom - top >= -70.0f;
    const float top_exponent = (relative * 0x1.715476p0f + 0x1.8p23f) - 0x1.8p23f;
    shift_ = 0x1.8p23f + (kExponentBias + kScaleExponent - top_exponent);
  }

  /// 2^64 times the weights; `kPlain` when no logit is far away.
  template <bool kPlain>
  [[gnu::always_inline]] Lanes weights(const Lanes& x) const {
    const Lanes d = kPlain ? x : max(x - Lanes(f32x4(offset_)), Lanes(f32x4(floor_)));
    const Lanes shift = Lanes(f32x4(shift_));
    const auto e = math_detail::reduce_exp(d, shift);
    return (Lanes(1.0f) + math_detail::expm1_reduced(e.r)) * from_bits(bits(e.shifted) << 23);
  }

  /// Stores the weights and returns their sums over the groups, one for each lane.
  [[gnu::always_inline]] static f64x4 store_weights(const Lanes& e, float* out) {
    store_group<kGroups>(out, e);
    return widen((e.v[0] + e.v[1]) + (e.v[2] + e.v[3]));
  }

  static constexpr float kReach = 110.0f;         // e^-110 of the largest weight rounds to 0
  static constexpr float kScaleExponent = 64.0f;  // keeps all weights normal
  static constexpr float kExponentBias = 127.0f;

  float offset_, floor_, shift_;
  bool plain_, close_;
};

}  // namespace ap

#pragma once
/// The softmax of one row of logits at temperature 1: the fast path of softmax and softmin.

#include "core/elementwise.hpp"
#include "core/math.hpp"

namespace ap {

/// Softmax of one row. Accuracy: 2 ULP in a sample of rows; equal logits give 1 / cols.
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
      for (; i < whole; i += kStep) sum = sum + row.weigh<true>(x + i, out + i);
    }
    for (; i < whole; i += kStep) sum = sum + row.weigh<false>(x + i, out + i);
    if (whole < cols) {
      float padded[kStep];
      elementwise_detail::pad(padded, kStep, x + whole, cols - whole, -kInfinityOf<float>);
      sum = sum + row.weigh<false>(padded, padded);
      elementwise_detail::copy(out + whole, padded, cols - whole);
    }
    const double reciprocal = 1.0 / reduce_add(sum);
    if (row.close_) {
      divide_close(out, cols, reciprocal);
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
    close_ = bottom - top >= -60.0f;
    const float top_exponent = (relative * 0x1.715476p0f + 0x1.8p23f) - 0x1.8p23f;
    shift_ = 0x1.8p23f + (kExponentBias + kScaleExponent - top_exponent);
  }

  template <class V>
  [[gnu::always_inline]] static V leading_half(const V& x) {
    return from_bits(bits(x) & BitsOf<V>(~0xfff));
  }

  /// x / sum where no result is subnormal. The product of the leading halves is exact, so that the last sum
  /// alone rounds.
  static void divide_close(float* x, int cols, double reciprocal) {
    const auto inverse = static_cast<float>(reciprocal);
    const float high = leading_half(inverse);
    const f32x4 all(inverse), leading(high), rest(static_cast<float>(reciprocal - static_cast<double>(high)));
    map_groups<4>(x, cols, x, [=](const auto& e) {
      const auto half = leading_half(e);
      return half * leading + (half * rest + (e - half) * all);
    });
  }

  /// Stores 2^64 times the weights of kStep logits and returns their sums, one for each lane; `kPlain` when
  /// no logit is far away. A weight is rounded once, as its error goes into every result.
  template <bool kPlain>
  [[gnu::always_inline]] f64x4 weigh(const float* x, float* out) const {
    const Lanes logits = load_group<kGroups>(x);
    const Lanes d = kPlain ? logits : max(logits - Lanes(f32x4(offset_)), Lanes(f32x4(floor_)));
    const auto e = math_detail::reduce_exp(d, Lanes(f32x4(shift_)));
    const Lanes near = Lanes(1.0f) + e.r;
    const Lanes rest = (e.r - (near - Lanes(1.0f))) + (math_detail::expm1_less_argument(e.r) + e.rest);
    const Lanes power = from_bits(bits(e.shifted) << 23);
    const Lanes weights = (near + rest) * power;
    store_group<kGroups>(out, weights);
    return (widen(weights.v[0]) + widen(weights.v[1])) + (widen(weights.v[2]) + widen(weights.v[3]));
  }

  static constexpr float kReach = 110.0f;         // e^-110 of the largest weight rounds to 0
  static constexpr float kScaleExponent = 64.0f;  // keeps all weights normal
  static constexpr float kExponentBias = 127.0f;

  float offset_, floor_, shift_;
  bool plain_, close_;
};

}  // namespace ap

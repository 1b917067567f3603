#pragma once
/// The one elementwise loop: full lanes, then a padded tail that takes the same path.

#include "core/simd.hpp"

namespace ap {

/// The first `count` (1..3) floats of `p` and zeros behind them.
inline f32x4 load_partial(const float* p, int count) {
  float padded[kLanes] = {};
  for (int i = 0; i < count; ++i) padded[i] = p[i];
  return load(padded);
}

/// Stores the first `count` (1..3) lanes of `a`.
inline void store_partial(float* p, f32x4 a, int count) {
  float padded[kLanes];
  store(padded, a);
  for (int i = 0; i < count; ++i) p[i] = padded[i];
}

/// out[i] = op(x[i]) for i < n, any alignment; out == x is allowed, other overlap is not.
/// `op` maps f32x4 to f32x4 without side effects; it sees zeros in the unused lanes of the last group.
template <class Op>
inline void map_lanes(const float* x, int n, float* out, Op op) {
  int i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {  // two chains at a time hide each other's latency
    const f32x4 a = op(load(x + i));
    const f32x4 b = op(load(x + i + kLanes));
    store(out + i, a);
    store(out + i + kLanes, b);
  }
  for (; i + kLanes <= n; i += kLanes) store(out + i, op(load(x + i)));
  if (i < n) store_partial(out + i, op(load_partial(x + i, n - i)), n - i);
}

/// Two results of one function: f(x) and f'(x).
template <class V>
struct ValueAndSlope {
  V value;
  V slope;
};

/// out[i], slope[i] = op(x[i]) for i < n; either output may be x itself, out == slope is not allowed.
template <class Op>
inline void map_lanes(const float* x, int n, float* out, float* slope, Op op) {
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const ValueAndSlope<f32x4> r = op(load(x + i));
    store(out + i, r.value);
    store(slope + i, r.slope);
  }
  if (i < n) {
    const ValueAndSlope<f32x4> r = op(load_partial(x + i, n - i));
    store_partial(out + i, r.value, n - i);
    store_partial(slope + i, r.slope, n - i);
  }
}

}  // namespace ap

#pragma once
/// The one elementwise loop: groups of lanes; the tail goes through the same code, padded with zeros.

#include <cstring>

#include "core/simd_group.hpp"

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

/// N * kLanes floats from `p` on.
template <int N>
inline Group<f32x4, N> load_group(const float* p) {
  Group<f32x4, N> group;
  for (int i = 0; i < N; ++i) group.v[i] = load(p + i * kLanes);
  return group;
}
template <int N>
inline void store_group(float* p, const Group<f32x4, N>& group) {
  for (int i = 0; i < N; ++i) store(p + i * kLanes, group.v[i]);
}

namespace elementwise_detail {

/// `count` floats; out of line, because tails are rare and this would be repeated in every loop.
[[gnu::noinline]] inline void copy(float* to, const float* from, int count) {
  std::memcpy(to, from, sizeof(float) * static_cast<std::size_t>(count));
}

/// `count` floats and `filler` up to `size`; returns `to`.
[[gnu::noinline]] inline float* pad(float* to, int size, const float* from, int count, float filler = 0.0f) {
  copy(to, from, count);
  for (int i = count; i < size; ++i) to[i] = filler;
  return to;
}

}  // namespace elementwise_detail

/// out[i] = op(x[i]) for i < n, any alignment; out == x is allowed, other overlap is not.
/// `op` maps Group<f32x4, N> to the same without side effects; N chains run side by side.
template <int N, class Op>
inline void map_groups(const float* x, int n, float* out, Op op) {
  constexpr int kStep = N * kLanes;
  float padded[kStep];
  for (int i = 0; i < n; i += kStep) {
    const int count = n - i;
    const float* from = x + i;
    float* to = out + i;
    if (count < kStep) from = to = elementwise_detail::pad(padded, kStep, x + i, count);
    store_group<N>(to, op(load_group<N>(from)));
    if (count < kStep) elementwise_detail::copy(out + i, padded, count);
  }
}

namespace elementwise_detail {

/// A part of `map_groups` that is kept out of its loop.
template <int N, class Op>
[[gnu::noinline, gnu::flatten]] void map_part(const float* x, int n, float* out, Op op) {
  map_groups<N>(x, n, out, op);
}

}  // namespace elementwise_detail

/// The same, but groups that are `plain` go through `fast`, which gives the same bits there.
template <int N, class Plain, class Fast, class Op>
inline void map_groups(const float* x, int n, float* out, Plain plain, Fast fast, Op op) {
  constexpr int kStep = N * kLanes;
  for (int i = 0; i < n; i += kStep) {
    for (; i + kStep <= n; i += kStep) {
      const Group<f32x4, N> group = load_group<N>(x + i);
      if (!plain(group)) break;
      store_group<N>(out + i, fast(group));
    }
    if (i < n) elementwise_detail::map_part<N>(x + i, n - i < kStep ? n - i : kStep, out + i, op);
  }
}

/// out[i], slope[i] = op(x[i]) for i < n; either output may be x itself, out == slope is not allowed.
/// `op` maps Group<f32x4, N> to ValueAndSlope of it.
template <int N, class Op>
inline void map_groups(const float* x, int n, float* out, float* slope, Op op) {
  constexpr int kStep = N * kLanes;
  float padded[kStep], padded_slope[kStep];
  for (int i = 0; i < n; i += kStep) {
    const int count = n - i;
    const float* from = x + i;
    float *to = out + i, *slope_to = slope + i;
    if (count < kStep) {
      from = to = elementwise_detail::pad(padded, kStep, x + i, count);
      slope_to = padded_slope;
    }
    const ValueAndSlope<Group<f32x4, N>> y = op(load_group<N>(from));
    store_group<N>(to, y.value);
    store_group<N>(slope_to, y.slope);
    if (count < kStep) {
      elementwise_detail::copy(out + i, padded, count);
      elementwise_detail::copy(slope + i, padded_slope, count);
    }
  }
}

namespace elementwise_detail {

/// A part of `map_groups` that is kept out of its loop.
template <int N, class Op>
[[gnu::noinline, gnu::flatten]] void map_part(const float* x, int n, float* out, float* slope, Op op) {
  map_groups<N>(x, n, out, slope, op);
}

}  // namespace elementwise_detail

/// The same, but groups that are `plain` go through `fast`, which gives the same bits there.
template <int N, class Plain, class Fast, class Op>
inline void map_groups(const float* x, int n, float* out, float* slope, Plain plain, Fast fast, Op op) {
  constexpr int kStep = N * kLanes;
  for (int i = 0; i < n; i += kStep) {
    for (; i + kStep <= n; i += kStep) {
      const Group<f32x4, N> group = load_group<N>(x + i);
      if (!plain(group)) break;
      const ValueAndSlope<Group<f32x4, N>> y = fast(group);
      store_group<N>(out + i, y.value);
      store_group<N>(slope + i, y.slope);
    }
    if (i < n) elementwise_detail::map_part<N>(x + i, n - i < kStep ? n - i : kStep, out + i, slope + i, op);
  }
}

}  // namespace ap

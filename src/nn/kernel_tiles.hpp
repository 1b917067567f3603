#pragma once
/// The register tiles of the matrix products; kernels.cpp makes whole products of them.

#include <cstddef>

#include "core/simd.hpp"
#include "nn/kernels.hpp"

namespace ap {

/// R rows by C lane groups of sums, all in registers.
template <int R, int C>
using Tile = f32x4[R][C];

/// sums += w(r, i) * x[i, group] for i = 0, 1, ..., inner - 1.
template <int R, int C>
inline void add_products(const float* w, std::ptrdiff_t row_step, std::ptrdiff_t inner_step, int inner,
                         const float* x, std::ptrdiff_t stride, Tile<R, C>& sums) {
  for (int i = 0; i < inner; ++i) {
    f32x4 group[C];
    for (int c = 0; c < C; ++c) group[c] = load(x + c * kLanes);
    for (int r = 0; r < R; ++r) {
      const f32x4 weight(w[r * row_step]);
      for (int c = 0; c < C; ++c) sums[r][c] = sums[r][c] + weight * group[c];
    }
    w += inner_step;
    x += stride;
  }
}

/// sums[r][c] += d[r, group] * x[c, group] for all lane groups of `columns`.
template <int R, int C>
inline void add_dot_products(const float* d, const float* x, std::ptrdiff_t stride, int columns,
                             Tile<R, C>& sums) {
  for (int s = 0; s < columns; s += kLanes) {
    f32x4 group[C];
    for (int c = 0; c < C; ++c) group[c] = load(x + c * stride + s);
    for (int r = 0; r < R; ++r) {
      const f32x4 delta = load(d + r * stride + s);
      for (int c = 0; c < C; ++c) sums[r][c] = sums[r][c] + delta * group[c];
    }
  }
}

/// Joins the lanes of four sums at once, each as `reduce_add(f32x4)` does.
inline f32x4 reduce_add(f32x4 a, f32x4 b, f32x4 c, f32x4 d) {
  transpose(a, b, c, d);
  return (a + c) + (b + d);
}

/// Visits `rows` in bands of 4, 2 and 1, each with the tile width that measured fastest in V8, where more
/// than 8 to 10 sums spill: visit.template operator()<R, C>(row). Three lane groups, a batch of 10 say, are
/// one tile.
template <class Visit>
inline void visit_bands(int rows, int groups, Visit visit) {
  int row = 0;
  if (groups == 3) {
    for (; row + 2 <= rows; row += 2) visit.template operator()<2, 3>(row);
    if (row < rows) visit.template operator()<1, 3>(row);
    return;
  }
  for (; row + 4 <= rows; row += 4) visit.template operator()<4, 2>(row);
  if (rows - row >= 2) {
    visit.template operator()<2, 4>(row);
    row += 2;
  }
  if (row < rows) visit.template operator()<1, 4>(row);
}

/// Visits `groups` lane groups C at a time, then half as many, down to one: visit.template
/// operator()<C>(group).
template <int C, class Visit>
inline void visit_groups(int first, int groups, Visit visit) {
  for (; first + C <= groups; first += C) visit.template operator()<C>(first);
  if constexpr (C > 1) visit_groups<C / 2>(first, groups, visit);
}

}  // namespace ap

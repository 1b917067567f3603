#pragma once
/// Plain C++ backend of the lane vocabulary; see simd.hpp, which is the file to include.

#include <bit>
#include <cstdint>

#include "core/scalar_min_max.hpp"

namespace ap {

/// Name of the backend this translation unit was compiled for.
inline constexpr const char* kSimdBackend = "scalar";

struct i32x4 {
  std::int32_t v[4];
  i32x4() = default;
  i32x4(std::int32_t a) : v{a, a, a, a} {}
  i32x4(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) : v{a, b, c, d} {}
};

/// All bits set or none in each lane.
struct mask4 {
  bool v[4];
};

struct f32x4 {
  float v[4];
  f32x4() = default;
  f32x4(float a) : v{a, a, a, a} {}
  f32x4(float a, float b, float c, float d) : v{a, b, c, d} {}
};

namespace simd_detail {

template <class R, class A, class F>
inline R map(const A& a, F f) {
  R r;
  for (int i = 0; i < 4; ++i) r.v[i] = f(a.v[i]);
  return r;
}
template <class R, class A, class F>
inline R map(const A& a, const A& b, F f) {
  R r;
  for (int i = 0; i < 4; ++i) r.v[i] = f(a.v[i], b.v[i]);
  return r;
}
inline std::int32_t wrap(std::uint32_t x) { return static_cast<std::int32_t>(x); }
inline std::uint32_t word(std::int32_t x) { return static_cast<std::uint32_t>(x); }

}  // namespace simd_detail

inline f32x4 load(const float* p) { return {p[0], p[1], p[2], p[3]}; }
inline void store(float* p, f32x4 a) {
  for (int i = 0; i < 4; ++i) p[i] = a.v[i];
}

inline f32x4 operator+(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return x + y; });
}
inline f32x4 operator-(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return x - y; });
}
inline f32x4 operator*(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return x * y; });
}
inline f32x4 operator/(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return x / y; });
}
inline f32x4 operator-(f32x4 a) {
  return simd_detail::map<f32x4>(a, [](float x) { return -x; });
}
inline f32x4 sqrt(f32x4 a) {
  return simd_detail::map<f32x4>(a, [](float x) { return __builtin_sqrtf(x); });
}
inline f32x4 abs(f32x4 a) {
  return simd_detail::map<f32x4>(a, [](float x) { return __builtin_fabsf(x); });
}
inline f32x4 min(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return simd_detail::smaller(x, y); });
}
inline f32x4 max(f32x4 a, f32x4 b) {
  return simd_detail::map<f32x4>(a, b, [](float x, float y) { return simd_detail::larger(x, y); });
}
inline f32x4 copysign(f32x4 magnitude, f32x4 sign) {
  return simd_detail::map<f32x4>(magnitude, sign, [](float x, float y) { return __builtin_copysignf(x, y); });
}

inline mask4 operator<(f32x4 a, f32x4 b) {
  return simd_detail::map<mask4>(a, b, [](float x, float y) { return x < y; });
}
inline mask4 operator<=(f32x4 a, f32x4 b) {
  return simd_detail::map<mask4>(a, b, [](float x, float y) { return x <= y; });
}
inline mask4 operator>(f32x4 a, f32x4 b) { return b < a; }
inline mask4 operator>=(f32x4 a, f32x4 b) { return b <= a; }
inline mask4 operator==(f32x4 a, f32x4 b) {
  return simd_detail::map<mask4>(a, b, [](float x, float y) { return x == y; });
}
inline mask4 operator!=(f32x4 a, f32x4 b) {
  return simd_detail::map<mask4>(a, b, [](float x, float y) { return x != y; });
}

inline mask4 operator&(mask4 a, mask4 b) {
  return simd_detail::map<mask4>(a, b, [](bool x, bool y) { return x && y; });
}
inline mask4 operator|(mask4 a, mask4 b) {
  return simd_detail::map<mask4>(a, b, [](bool x, bool y) { return x || y; });
}
inline mask4 operator!(mask4 a) {
  return simd_detail::map<mask4>(a, [](bool x) { return !x; });
}
inline bool any(mask4 a) { return a.v[0] || a.v[1] || a.v[2] || a.v[3]; }
inline bool all(mask4 a) { return a.v[0] && a.v[1] && a.v[2] && a.v[3]; }

inline f32x4 select(mask4 m, f32x4 if_true, f32x4 if_false) {
  f32x4 r;
  for (int i = 0; i < 4; ++i) r.v[i] = m.v[i] ? if_true.v[i] : if_false.v[i];
  return r;
}
inline i32x4 select(mask4 m, i32x4 if_true, i32x4 if_false) {
  i32x4 r;
  for (int i = 0; i < 4; ++i) r.v[i] = m.v[i] ? if_true.v[i] : if_false.v[i];
  return r;
}

inline i32x4 bits(f32x4 a) {
  return simd_detail::map<i32x4>(a, [](float x) { return __builtin_bit_cast(std::int32_t, x); });
}
inline f32x4 from_bits(i32x4 a) {
  return simd_detail::map<f32x4>(a, [](std::int32_t x) { return __builtin_bit_cast(float, x); });
}
inline i32x4 operator+(i32x4 a, i32x4 b) {
  using namespace simd_detail;
  return map<i32x4>(a, b, [](std::int32_t x, std::int32_t y) { return wrap(word(x) + word(y)); });
}
inline i32x4 operator-(i32x4 a, i32x4 b) {
  using namespace simd_detail;
  return map<i32x4>(a, b, [](std::int32_t x, std::int32_t y) { return wrap(word(x) - word(y)); });
}
inline i32x4 operator&(i32x4 a, i32x4 b) {
  return simd_detail::map<i32x4>(a, b, [](std::int32_t x, std::int32_t y) { return x & y; });
}
inline i32x4 operator|(i32x4 a, i32x4 b) {
  return simd_detail::map<i32x4>(a, b, [](std::int32_t x, std::int32_t y) { return x | y; });
}
inline i32x4 operator^(i32x4 a, i32x4 b) {
  return simd_detail::map<i32x4>(a, b, [](std::int32_t x, std::int32_t y) { return x ^ y; });
}
/// Shift left; bits that leave the lane are lost.
inline i32x4 operator<<(i32x4 a, int n) {
  using namespace simd_detail;
  return map<i32x4>(a, [n](std::int32_t x) { return wrap(word(x) << n); });
}
/// Arithmetic shift right (the sign is kept).
inline i32x4 operator>>(i32x4 a, int n) {
  return simd_detail::map<i32x4>(a, [n](std::int32_t x) { return x >> n; });
}

/// The four lanes added as (lane 0 + lane 2) + (lane 1 + lane 3), on every backend.
inline float reduce_add(f32x4 a) { return (a.v[0] + a.v[2]) + (a.v[1] + a.v[3]); }

/// Transposes the 4x4 matrix whose rows are a, b, c, d.
inline void transpose(f32x4& a, f32x4& b, f32x4& c, f32x4& d) {
  const f32x4 r0 = a, r1 = b, r2 = c, r3 = d;
  a = {r0.v[0], r1.v[0], r2.v[0], r3.v[0]};
  b = {r0.v[1], r1.v[1], r2.v[1], r3.v[1]};
  c = {r0.v[2], r1.v[2], r2.v[2], r3.v[2]};
  d = {r0.v[3], r1.v[3], r2.v[3], r3.v[3]};
}

// ---- four doubles: for what float cannot hold to the last bit ---------------------------------------------

struct mask64x4 {
  bool v[4];
};

struct f64x4 {
  double v[4];
  f64x4() = default;
  f64x4(double a) : v{a, a, a, a} {}
  f64x4(double a, double b, double c, double d) : v{a, b, c, d} {}
};

/// The floats as doubles, exactly.
inline f64x4 widen(f32x4 a) { return {a.v[0], a.v[1], a.v[2], a.v[3]}; }
/// Each double rounded to the nearest float, once; too large becomes infinity.
inline f32x4 narrow(f64x4 a) {
  return {static_cast<float>(a.v[0]), static_cast<float>(a.v[1]), static_cast<float>(a.v[2]),
          static_cast<float>(a.v[3])};
}

inline f64x4 operator+(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return x + y; });
}
inline f64x4 operator-(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return x - y; });
}
inline f64x4 operator*(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return x * y; });
}
inline f64x4 operator/(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return x / y; });
}
inline f64x4 operator-(f64x4 a) {
  return simd_detail::map<f64x4>(a, [](double x) { return -x; });
}
inline f64x4 sqrt(f64x4 a) {
  return simd_detail::map<f64x4>(a, [](double x) { return __builtin_sqrt(x); });
}
inline f64x4 abs(f64x4 a) {
  return simd_detail::map<f64x4>(a, [](double x) { return __builtin_fabs(x); });
}
inline f64x4 min(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return simd_detail::smaller(x, y); });
}
inline f64x4 max(f64x4 a, f64x4 b) {
  return simd_detail::map<f64x4>(a, b, [](double x, double y) { return simd_detail::larger(x, y); });
}
inline f64x4 copysign(f64x4 magnitude, f64x4 sign) {
  return simd_detail::map<f64x4>(magnitude, sign,
                                 [](double x, double y) { return __builtin_copysign(x, y); });
}
inline mask64x4 operator<(f64x4 a, f64x4 b) {
  return simd_detail::map<mask64x4>(a, b, [](double x, double y) { return x < y; });
}
inline mask64x4 operator<=(f64x4 a, f64x4 b) {
  return simd_detail::map<mask64x4>(a, b, [](double x, double y) { return x <= y; });
}
inline mask64x4 operator>(f64x4 a, f64x4 b) { return b < a; }
inline mask64x4 operator>=(f64x4 a, f64x4 b) { return b <= a; }
inline mask64x4 operator==(f64x4 a, f64x4 b) {
  return simd_detail::map<mask64x4>(a, b, [](double x, double y) { return x == y; });
}
inline mask64x4 operator!=(f64x4 a, f64x4 b) {
  return simd_detail::map<mask64x4>(a, b, [](double x, double y) { return x != y; });
}
inline f64x4 select(mask64x4 m, f64x4 if_true, f64x4 if_false) {
  f64x4 r;
  for (int i = 0; i < 4; ++i) r.v[i] = m.v[i] ? if_true.v[i] : if_false.v[i];
  return r;
}
/// a * 2^n, where n is in the low bits of `shifted` = n + 1.5 * 2^52; a and the result are normal.
inline f64x4 scale_by_shifted(f64x4 a, f64x4 shifted) {
  return simd_detail::map<f64x4>(a, shifted, [](double x, double y) {
    return __builtin_bit_cast(
        double, __builtin_bit_cast(std::uint64_t, x) + (__builtin_bit_cast(std::uint64_t, y) << 52));
  });
}
/// a with its sign flipped where the lowest bit of `shifted` (an integer + 1.5 * 2^52) is set.
inline f64x4 flip_sign_by_shifted(f64x4 a, f64x4 shifted) {
  return simd_detail::map<f64x4>(a, shifted, [](double x, double y) {
    return __builtin_bit_cast(
        double, __builtin_bit_cast(std::uint64_t, x) ^ (__builtin_bit_cast(std::uint64_t, y) << 63));
  });
}

/// Entry i of a table of pairs is at 2 i and 2 i + 1: the first and the second numbers of the entries
/// `index`.
inline void load_pairs(const double* table, i32x4 index, f64x4& first, f64x4& second) {
  for (int i = 0; i < 4; ++i) {
    first.v[i] = table[2 * index.v[i]];
    second.v[i] = table[2 * index.v[i] + 1];
  }
}

/// The four lanes added as (lane 0 + lane 2) + (lane 1 + lane 3), on every backend.
inline double reduce_add(f64x4 a) { return (a.v[0] + a.v[2]) + (a.v[1] + a.v[3]); }

}  // namespace ap

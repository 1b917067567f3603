#pragma once
/// WebAssembly SIMD128 backend of the lane vocabulary; see simd.hpp, which is the file to include.

#include <wasm_simd128.h>

#include <cstdint>

namespace ap {

inline constexpr const char* kSimdBackend = "wasm_simd128";

struct i32x4 {
  v128_t v;
  i32x4() = default;
  i32x4(v128_t a) : v(a) {}
  i32x4(std::int32_t a) : v(wasm_i32x4_splat(a)) {}
  i32x4(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) : v(wasm_i32x4_make(a, b, c, d)) {}
};

struct mask4 {
  v128_t v;
};

struct f32x4 {
  v128_t v;
  f32x4() = default;
  f32x4(v128_t a) : v(a) {}
  f32x4(float a) : v(wasm_f32x4_splat(a)) {}
  f32x4(float a, float b, float c, float d) : v(wasm_f32x4_make(a, b, c, d)) {}
};

inline f32x4 load(const float* p) { return wasm_v128_load(p); }
inline void store(float* p, f32x4 a) { wasm_v128_store(p, a.v); }

inline f32x4 operator+(f32x4 a, f32x4 b) { return wasm_f32x4_add(a.v, b.v); }
inline f32x4 operator-(f32x4 a, f32x4 b) { return wasm_f32x4_sub(a.v, b.v); }
inline f32x4 operator*(f32x4 a, f32x4 b) { return wasm_f32x4_mul(a.v, b.v); }
inline f32x4 operator/(f32x4 a, f32x4 b) { return wasm_f32x4_div(a.v, b.v); }
inline f32x4 operator-(f32x4 a) { return wasm_f32x4_neg(a.v); }
inline f32x4 sqrt(f32x4 a) { return wasm_f32x4_sqrt(a.v); }
inline f32x4 abs(f32x4 a) { return wasm_f32x4_abs(a.v); }
// pmin(a, b) is b < a ? b : a, one instruction on x86; f32x4.min would order NaN and zeros otherwise.
inline f32x4 min(f32x4 a, f32x4 b) { return wasm_f32x4_pmin(a.v, b.v); }
inline f32x4 max(f32x4 a, f32x4 b) { return wasm_f32x4_pmax(a.v, b.v); }
inline f32x4 copysign(f32x4 magnitude, f32x4 sign) {
  return wasm_v128_bitselect(sign.v, magnitude.v,
                             wasm_i32x4_const(INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN));
}

inline mask4 operator<(f32x4 a, f32x4 b) { return {wasm_f32x4_lt(a.v, b.v)}; }
inline mask4 operator<=(f32x4 a, f32x4 b) { return {wasm_f32x4_le(a.v, b.v)}; }
inline mask4 operator>(f32x4 a, f32x4 b) { return {wasm_f32x4_gt(a.v, b.v)}; }
inline mask4 operator>=(f32x4 a, f32x4 b) { return {wasm_f32x4_ge(a.v, b.v)}; }
inline mask4 operator==(f32x4 a, f32x4 b) { return {wasm_f32x4_eq(a.v, b.v)}; }
inline mask4 operator!=(f32x4 a, f32x4 b) { return {wasm_f32x4_ne(a.v, b.v)}; }

inline mask4 operator&(mask4 a, mask4 b) { return {wasm_v128_and(a.v, b.v)}; }
inline mask4 operator|(mask4 a, mask4 b) { return {wasm_v128_or(a.v, b.v)}; }
inline mask4 operator!(mask4 a) { return {wasm_v128_not(a.v)}; }
inline bool any(mask4 a) { return wasm_v128_any_true(a.v); }
inline bool all(mask4 a) { return wasm_i32x4_all_true(a.v); }

inline f32x4 select(mask4 m, f32x4 if_true, f32x4 if_false) {
  return wasm_v128_bitselect(if_true.v, if_false.v, m.v);
}
inline i32x4 select(mask4 m, i32x4 if_true, i32x4 if_false) {
  return wasm_v128_bitselect(if_true.v, if_false.v, m.v);
}

inline i32x4 bits(f32x4 a) { return a.v; }
inline f32x4 from_bits(i32x4 a) { return a.v; }
inline i32x4 operator+(i32x4 a, i32x4 b) { return wasm_i32x4_add(a.v, b.v); }
inline i32x4 operator-(i32x4 a, i32x4 b) { return wasm_i32x4_sub(a.v, b.v); }
inline i32x4 operator&(i32x4 a, i32x4 b) { return wasm_v128_and(a.v, b.v); }
inline i32x4 operator|(i32x4 a, i32x4 b) { return wasm_v128_or(a.v, b.v); }
inline i32x4 operator^(i32x4 a, i32x4 b) { return wasm_v128_xor(a.v, b.v); }
inline i32x4 operator<<(i32x4 a, int n) { return wasm_i32x4_shl(a.v, static_cast<std::uint32_t>(n)); }
inline i32x4 operator>>(i32x4 a, int n) { return wasm_i32x4_shr(a.v, static_cast<std::uint32_t>(n)); }

inline float reduce_add(f32x4 a) {
  const v128_t pairs = wasm_f32x4_add(a.v, wasm_i32x4_shuffle(a.v, a.v, 2, 3, 2, 3));
  return wasm_f32x4_extract_lane(pairs, 0) + wasm_f32x4_extract_lane(pairs, 1);
}

inline void transpose(f32x4& a, f32x4& b, f32x4& c, f32x4& d) {
  const v128_t t0 = wasm_i32x4_shuffle(a.v, b.v, 0, 4, 1, 5);
  const v128_t t1 = wasm_i32x4_shuffle(a.v, b.v, 2, 6, 3, 7);
  const v128_t t2 = wasm_i32x4_shuffle(c.v, d.v, 0, 4, 1, 5);
  const v128_t t3 = wasm_i32x4_shuffle(c.v, d.v, 2, 6, 3, 7);
  a = wasm_i32x4_shuffle(t0, t2, 0, 1, 4, 5);
  b = wasm_i32x4_shuffle(t0, t2, 2, 3, 6, 7);
  c = wasm_i32x4_shuffle(t1, t3, 0, 1, 4, 5);
  d = wasm_i32x4_shuffle(t1, t3, 2, 3, 6, 7);
}

struct mask64x4 {
  v128_t lo, hi;
};

struct f64x4 {
  v128_t lo, hi;
  f64x4() = default;
  f64x4(v128_t a, v128_t b) : lo(a), hi(b) {}
  f64x4(double a) : lo(wasm_f64x2_splat(a)), hi(lo) {}
  f64x4(double a, double b, double c, double d) : lo(wasm_f64x2_make(a, b)), hi(wasm_f64x2_make(c, d)) {}
};

inline f64x4 widen(f32x4 a) {
  return {wasm_f64x2_promote_low_f32x4(a.v),
          wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(a.v, a.v, 2, 3, 2, 3))};
}
inline f32x4 narrow(f64x4 a) {
  return wasm_i32x4_shuffle(wasm_f32x4_demote_f64x2_zero(a.lo), wasm_f32x4_demote_f64x2_zero(a.hi), 0, 1, 4,
                            5);
}

inline f64x4 operator+(f64x4 a, f64x4 b) { return {wasm_f64x2_add(a.lo, b.lo), wasm_f64x2_add(a.hi, b.hi)}; }
inline f64x4 operator-(f64x4 a, f64x4 b) { return {wasm_f64x2_sub(a.lo, b.lo), wasm_f64x2_sub(a.hi, b.hi)}; }
inline f64x4 operator*(f64x4 a, f64x4 b) { return {wasm_f64x2_mul(a.lo, b.lo), wasm_f64x2_mul(a.hi, b.hi)}; }
inline f64x4 operator/(f64x4 a, f64x4 b) { return {wasm_f64x2_div(a.lo, b.lo), wasm_f64x2_div(a.hi, b.hi)}; }
inline mask64x4 operator<(f64x4 a, f64x4 b) { return {wasm_f64x2_lt(a.lo, b.lo), wasm_f64x2_lt(a.hi, b.hi)}; }
inline mask64x4 operator>(f64x4 a, f64x4 b) { return b < a; }
inline mask64x4 operator<=(f64x4 a, f64x4 b) {
  return {wasm_f64x2_le(a.lo, b.lo), wasm_f64x2_le(a.hi, b.hi)};
}
inline mask64x4 operator>=(f64x4 a, f64x4 b) { return b <= a; }
inline mask64x4 operator==(f64x4 a, f64x4 b) {
  return {wasm_f64x2_eq(a.lo, b.lo), wasm_f64x2_eq(a.hi, b.hi)};
}
inline mask64x4 operator!=(f64x4 a, f64x4 b) {
  return {wasm_f64x2_ne(a.lo, b.lo), wasm_f64x2_ne(a.hi, b.hi)};
}
inline f64x4 operator-(f64x4 a) { return {wasm_f64x2_neg(a.lo), wasm_f64x2_neg(a.hi)}; }
inline f64x4 sqrt(f64x4 a) { return {wasm_f64x2_sqrt(a.lo), wasm_f64x2_sqrt(a.hi)}; }
inline f64x4 abs(f64x4 a) { return {wasm_f64x2_abs(a.lo), wasm_f64x2_abs(a.hi)}; }
inline f64x4 min(f64x4 a, f64x4 b) { return {wasm_f64x2_pmin(a.lo, b.lo), wasm_f64x2_pmin(a.hi, b.hi)}; }
inline f64x4 max(f64x4 a, f64x4 b) { return {wasm_f64x2_pmax(a.lo, b.lo), wasm_f64x2_pmax(a.hi, b.hi)}; }
inline f64x4 copysign(f64x4 magnitude, f64x4 sign) {
  const v128_t sign_bit = wasm_i64x2_const(INT64_MIN, INT64_MIN);
  return {wasm_v128_bitselect(sign.lo, magnitude.lo, sign_bit),
          wasm_v128_bitselect(sign.hi, magnitude.hi, sign_bit)};
}
inline f64x4 select(mask64x4 m, f64x4 if_true, f64x4 if_false) {
  return {wasm_v128_bitselect(if_true.lo, if_false.lo, m.lo),
          wasm_v128_bitselect(if_true.hi, if_false.hi, m.hi)};
}
inline f64x4 scale_by_shifted(f64x4 a, f64x4 shifted) {
  return {wasm_i64x2_add(a.lo, wasm_i64x2_shl(shifted.lo, 52)),
          wasm_i64x2_add(a.hi, wasm_i64x2_shl(shifted.hi, 52))};
}
inline f64x4 flip_sign_by_shifted(f64x4 a, f64x4 shifted) {
  return {wasm_v128_xor(a.lo, wasm_i64x2_shl(shifted.lo, 63)),
          wasm_v128_xor(a.hi, wasm_i64x2_shl(shifted.hi, 63))};
}

inline void load_pairs(const double* table, i32x4 index, f64x4& first, f64x4& second) {
  alignas(16) std::int32_t at[4];
  wasm_v128_store(at, wasm_i32x4_shl(index.v, 4));
  asm("" : : "r"(at) : "memory");  // through memory is faster than four times a lane out of the vector
  const auto pair = [&](int i) { return wasm_v128_load(reinterpret_cast<const char*>(table) + at[i]); };
  const v128_t a = pair(0), b = pair(1), c = pair(2), d = pair(3);
  first = {wasm_i64x2_shuffle(a, b, 0, 2), wasm_i64x2_shuffle(c, d, 0, 2)};
  second = {wasm_i64x2_shuffle(a, b, 1, 3), wasm_i64x2_shuffle(c, d, 1, 3)};
}

inline double reduce_add(f64x4 a) {
  const v128_t pairs = wasm_f64x2_add(a.lo, a.hi);
  return wasm_f64x2_extract_lane(pairs, 0) + wasm_f64x2_extract_lane(pairs, 1);
}

}  // namespace ap

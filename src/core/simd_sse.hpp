#pragma once
/// x86 SSE2 backend of the lane vocabulary; see simd.hpp, which is the file to include.

#include <emmintrin.h>

#include <cstdint>

namespace ap {

inline constexpr const char* kSimdBackend = "sse2";

struct i32x4 {
  __m128i v;
  i32x4() = default;
  i32x4(__m128i a) : v(a) {}
  i32x4(std::int32_t a) : v(_mm_set1_epi32(a)) {}
  i32x4(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) : v(_mm_setr_epi32(a, b, c, d)) {}
};

struct mask4 {
  __m128 v;
};

struct f32x4 {
  __m128 v;
  f32x4() = default;
  f32x4(__m128 a) : v(a) {}
  f32x4(float a) : v(_mm_set1_ps(a)) {}
  f32x4(float a, float b, float c, float d) : v(_mm_setr_ps(a, b, c, d)) {}
};

inline f32x4 load(const float* p) { return _mm_loadu_ps(p); }
inline void store(float* p, f32x4 a) { _mm_storeu_ps(p, a.v); }

inline f32x4 operator+(f32x4 a, f32x4 b) { return _mm_add_ps(a.v, b.v); }
inline f32x4 operator-(f32x4 a, f32x4 b) { return _mm_sub_ps(a.v, b.v); }
inline f32x4 operator*(f32x4 a, f32x4 b) { return _mm_mul_ps(a.v, b.v); }
inline f32x4 operator/(f32x4 a, f32x4 b) { return _mm_div_ps(a.v, b.v); }
inline f32x4 operator-(f32x4 a) { return _mm_xor_ps(a.v, _mm_set1_ps(-0.0f)); }
inline f32x4 sqrt(f32x4 a) { return _mm_sqrt_ps(a.v); }
inline f32x4 abs(f32x4 a) { return _mm_andnot_ps(_mm_set1_ps(-0.0f), a.v); }
// minps(x, y) is x < y ? x : y; the operands are swapped so that a NaN on either side gives `a`.
inline f32x4 min(f32x4 a, f32x4 b) { return _mm_min_ps(b.v, a.v); }
inline f32x4 max(f32x4 a, f32x4 b) { return _mm_max_ps(b.v, a.v); }
inline f32x4 copysign(f32x4 magnitude, f32x4 sign) {
  const __m128 sign_bit = _mm_set1_ps(-0.0f);
  return _mm_or_ps(_mm_andnot_ps(sign_bit, magnitude.v), _mm_and_ps(sign_bit, sign.v));
}

inline mask4 operator<(f32x4 a, f32x4 b) { return {_mm_cmplt_ps(a.v, b.v)}; }
inline mask4 operator<=(f32x4 a, f32x4 b) { return {_mm_cmple_ps(a.v, b.v)}; }
inline mask4 operator>(f32x4 a, f32x4 b) { return {_mm_cmplt_ps(b.v, a.v)}; }
inline mask4 operator>=(f32x4 a, f32x4 b) { return {_mm_cmple_ps(b.v, a.v)}; }
inline mask4 operator==(f32x4 a, f32x4 b) { return {_mm_cmpeq_ps(a.v, b.v)}; }
inline mask4 operator!=(f32x4 a, f32x4 b) { return {_mm_cmpneq_ps(a.v, b.v)}; }

inline mask4 operator&(mask4 a, mask4 b) { return {_mm_and_ps(a.v, b.v)}; }
inline mask4 operator|(mask4 a, mask4 b) { return {_mm_or_ps(a.v, b.v)}; }
inline mask4 operator!(mask4 a) { return {_mm_xor_ps(a.v, _mm_castsi128_ps(_mm_set1_epi32(-1)))}; }
inline bool any(mask4 a) { return _mm_movemask_ps(a.v) != 0; }
inline bool all(mask4 a) { return _mm_movemask_ps(a.v) == 15; }

inline f32x4 select(mask4 m, f32x4 if_true, f32x4 if_false) {
  return _mm_or_ps(_mm_and_ps(m.v, if_true.v), _mm_andnot_ps(m.v, if_false.v));
}
inline i32x4 select(mask4 m, i32x4 if_true, i32x4 if_false) {
  const __m128i w = _mm_castps_si128(m.v);
  return _mm_or_si128(_mm_and_si128(w, if_true.v), _mm_andnot_si128(w, if_false.v));
}

inline i32x4 bits(f32x4 a) { return _mm_castps_si128(a.v); }
inline f32x4 from_bits(i32x4 a) { return _mm_castsi128_ps(a.v); }
inline i32x4 operator+(i32x4 a, i32x4 b) { return _mm_add_epi32(a.v, b.v); }
inline i32x4 operator-(i32x4 a, i32x4 b) { return _mm_sub_epi32(a.v, b.v); }
inline i32x4 operator&(i32x4 a, i32x4 b) { return _mm_and_si128(a.v, b.v); }
inline i32x4 operator|(i32x4 a, i32x4 b) { return _mm_or_si128(a.v, b.v); }
inline i32x4 operator^(i32x4 a, i32x4 b) { return _mm_xor_si128(a.v, b.v); }
inline i32x4 operator<<(i32x4 a, int n) { return _mm_slli_epi32(a.v, n); }
inline i32x4 operator>>(i32x4 a, int n) { return _mm_srai_epi32(a.v, n); }

inline float reduce_add(f32x4 a) {
  const __m128 pairs = _mm_add_ps(a.v, _mm_movehl_ps(a.v, a.v));
  return _mm_cvtss_f32(_mm_add_ss(pairs, _mm_shuffle_ps(pairs, pairs, 1)));
}

inline void transpose(f32x4& a, f32x4& b, f32x4& c, f32x4& d) { _MM_TRANSPOSE4_PS(a.v, b.v, c.v, d.v); }

}  // namespace ap

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

struct mask64x4 {
  __m128d lo, hi;
};

struct f64x4 {
  __m128d lo, hi;
  f64x4() = default;
  f64x4(__m128d a, __m128d b) : lo(a), hi(b) {}
  f64x4(double a) : lo(_mm_set1_pd(a)), hi(lo) {}
  f64x4(double a, double b, double c, double d) : lo(_mm_setr_pd(a, b)), hi(_mm_setr_pd(c, d)) {}
};

inline f64x4 widen(f32x4 a) { return {_mm_cvtps_pd(a.v), _mm_cvtps_pd(_mm_movehl_ps(a.v, a.v))}; }
inline f32x4 narrow(f64x4 a) { return _mm_movelh_ps(_mm_cvtpd_ps(a.lo), _mm_cvtpd_ps(a.hi)); }

inline f64x4 operator+(f64x4 a, f64x4 b) { return {_mm_add_pd(a.lo, b.lo), _mm_add_pd(a.hi, b.hi)}; }
inline f64x4 operator-(f64x4 a, f64x4 b) { return {_mm_sub_pd(a.lo, b.lo), _mm_sub_pd(a.hi, b.hi)}; }
inline f64x4 operator*(f64x4 a, f64x4 b) { return {_mm_mul_pd(a.lo, b.lo), _mm_mul_pd(a.hi, b.hi)}; }
inline f64x4 operator/(f64x4 a, f64x4 b) { return {_mm_div_pd(a.lo, b.lo), _mm_div_pd(a.hi, b.hi)}; }
inline mask64x4 operator<(f64x4 a, f64x4 b) { return {_mm_cmplt_pd(a.lo, b.lo), _mm_cmplt_pd(a.hi, b.hi)}; }
inline mask64x4 operator>(f64x4 a, f64x4 b) { return b < a; }
inline mask64x4 operator<=(f64x4 a, f64x4 b) { return {_mm_cmple_pd(a.lo, b.lo), _mm_cmple_pd(a.hi, b.hi)}; }
inline mask64x4 operator>=(f64x4 a, f64x4 b) { return b <= a; }
inline mask64x4 operator==(f64x4 a, f64x4 b) { return {_mm_cmpeq_pd(a.lo, b.lo), _mm_cmpeq_pd(a.hi, b.hi)}; }
inline mask64x4 operator!=(f64x4 a, f64x4 b) {
  return {_mm_cmpneq_pd(a.lo, b.lo), _mm_cmpneq_pd(a.hi, b.hi)};
}
inline f64x4 operator-(f64x4 a) {
  const __m128d sign_bit = _mm_set1_pd(-0.0);
  return {_mm_xor_pd(a.lo, sign_bit), _mm_xor_pd(a.hi, sign_bit)};
}
inline f64x4 sqrt(f64x4 a) { return {_mm_sqrt_pd(a.lo), _mm_sqrt_pd(a.hi)}; }
inline f64x4 abs(f64x4 a) {
  const __m128d sign_bit = _mm_set1_pd(-0.0);
  return {_mm_andnot_pd(sign_bit, a.lo), _mm_andnot_pd(sign_bit, a.hi)};
}
inline f64x4 min(f64x4 a, f64x4 b) { return {_mm_min_pd(b.lo, a.lo), _mm_min_pd(b.hi, a.hi)}; }
inline f64x4 max(f64x4 a, f64x4 b) { return {_mm_max_pd(b.lo, a.lo), _mm_max_pd(b.hi, a.hi)}; }
namespace simd_detail {
inline __m128d blend(__m128d m, __m128d a, __m128d b) {
  return _mm_or_pd(_mm_and_pd(m, a), _mm_andnot_pd(m, b));
}
inline __m128d add_exponent(__m128d a, __m128d shifted) {
  return _mm_castsi128_pd(_mm_add_epi64(_mm_castpd_si128(a), _mm_slli_epi64(_mm_castpd_si128(shifted), 52)));
}
}  // namespace simd_detail
inline f64x4 copysign(f64x4 magnitude, f64x4 sign) {
  const __m128d sign_bit = _mm_set1_pd(-0.0);
  return {simd_detail::blend(sign_bit, sign.lo, magnitude.lo),
          simd_detail::blend(sign_bit, sign.hi, magnitude.hi)};
}
inline f64x4 select(mask64x4 m, f64x4 if_true, f64x4 if_false) {
  return {simd_detail::blend(m.lo, if_true.lo, if_false.lo),
          simd_detail::blend(m.hi, if_true.hi, if_false.hi)};
}
inline f64x4 scale_by_shifted(f64x4 a, f64x4 shifted) {
  return {simd_detail::add_exponent(a.lo, shifted.lo), simd_detail::add_exponent(a.hi, shifted.hi)};
}
inline f64x4 flip_sign_by_shifted(f64x4 a, f64x4 shifted) {
  return {_mm_xor_pd(a.lo, _mm_castsi128_pd(_mm_slli_epi64(_mm_castpd_si128(shifted.lo), 63))),
          _mm_xor_pd(a.hi, _mm_castsi128_pd(_mm_slli_epi64(_mm_castpd_si128(shifted.hi), 63)))};
}

inline void load_pairs(const double* table, i32x4 index, f64x4& first, f64x4& second) {
  alignas(16) std::int32_t at[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(at), index.v);
  const __m128d a = _mm_loadu_pd(table + 2 * at[0]), b = _mm_loadu_pd(table + 2 * at[1]);
  const __m128d c = _mm_loadu_pd(table + 2 * at[2]), d = _mm_loadu_pd(table + 2 * at[3]);
  first = {_mm_unpacklo_pd(a, b), _mm_unpacklo_pd(c, d)};
  second = {_mm_unpackhi_pd(a, b), _mm_unpackhi_pd(c, d)};
}

inline double reduce_add(f64x4 a) {
  const __m128d pairs = _mm_add_pd(a.lo, a.hi);
  return _mm_cvtsd_f64(_mm_add_sd(pairs, _mm_unpackhi_pd(pairs, pairs)));
}

}  // namespace ap

#pragma once
/// The lane vocabulary: `ap::f32x4`, four floats that behave the same, bit for bit, on every backend.
///
/// One of three backends defines `f32x4`, `i32x4` and `mask4` with identical operations:
/// simd_wasm.hpp (WebAssembly SIMD128), simd_sse.hpp (x86 SSE2) and simd_scalar.hpp (plain C++, any machine).
/// Only operations with one IEEE-754 answer are offered: no fused multiply-add, no approximate reciprocal.
/// The sign and payload of a NaN result are the one thing IEEE leaves open; nothing may depend on them.
///
/// This file adds the same vocabulary for `float` and `double`, so that a function template over `V` serves
/// as double-precision reference, single-lane form and fast path alike.

#include <bit>
#include <cstdint>
#include <type_traits>

#include "core/scalar_min_max.hpp"

#if defined(AP_SIMD_SCALAR)
#include "core/simd_scalar.hpp"
#elif defined(__wasm_simd128__)
#include "core/simd_wasm.hpp"
#elif defined(__SSE2__)
#include "core/simd_sse.hpp"
#else
#include "core/simd_scalar.hpp"
#endif

namespace ap {

/// Number of floats in `f32x4`: four on every backend, also the scalar one, so that sums have one order.
inline constexpr int kLanes = 4;

// ---- the same vocabulary for one float or one double ---------------------------------------------------

inline float select(bool condition, float if_true, float if_false) { return condition ? if_true : if_false; }
inline double select(bool condition, double if_true, double if_false) {
  return condition ? if_true : if_false;
}
inline std::int32_t select(bool condition, std::int32_t if_true, std::int32_t if_false) {
  return condition ? if_true : if_false;
}
inline std::int64_t select(bool condition, std::int64_t if_true, std::int64_t if_false) {
  return condition ? if_true : if_false;
}

inline std::int32_t bits(float x) { return __builtin_bit_cast(std::int32_t, x); }
inline std::int64_t bits(double x) { return __builtin_bit_cast(std::int64_t, x); }
inline float from_bits(std::int32_t x) { return __builtin_bit_cast(float, x); }
inline double from_bits(std::int64_t x) { return __builtin_bit_cast(double, x); }

/// a + b and a - b modulo 2^32, as lanes of words have them in every lane type but the plain word.
template <class B>
[[gnu::always_inline]] inline B wrapping_sum(const B& a, const B& b) {
  if constexpr (!std::is_same_v<B, std::int32_t>)
    return a + b;
  else
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}
template <class B>
[[gnu::always_inline]] inline B wrapping_difference(const B& a, const B& b) {
  if constexpr (!std::is_same_v<B, std::int32_t>)
    return a - b;
  else
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
}

/// The smaller value; `a` when either is NaN (the same rule in every lane type).
inline float min(float a, float b) { return simd_detail::smaller(a, b); }
inline double min(double a, double b) { return simd_detail::smaller(a, b); }
/// The larger value; `a` when either is NaN (the same rule in every lane type).
inline float max(float a, float b) { return simd_detail::larger(a, b); }
inline double max(double a, double b) { return simd_detail::larger(a, b); }

inline float abs(float x) { return from_bits(bits(x) & 0x7fffffff); }
inline double abs(double x) { return from_bits(bits(x) & std::int64_t{0x7fffffffffffffff}); }
inline float sqrt(float x) { return __builtin_sqrtf(x); }
inline double sqrt(double x) { return __builtin_sqrt(x); }

/// Entry i of a table of pairs is at 2 i and 2 i + 1: both numbers of the entry `index`.
inline void load_pairs(const double* table, std::int32_t index, double& first, double& second) {
  first = table[2 * index];
  second = table[2 * index + 1];
}

/// `magnitude` with the sign bit of `sign`.
inline float copysign(float magnitude, float sign) { return __builtin_copysignf(magnitude, sign); }
inline double copysign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }

inline double widen(float x) { return x; }
inline float narrow(double x) { return static_cast<float>(x); }
/// a * 2^n, where n is in the low bits of `shifted` = n + 1.5 * 2^52; a and the result are normal.
inline double scale_by_shifted(double a, double shifted) {
  return __builtin_bit_cast(
      double, __builtin_bit_cast(std::uint64_t, a) + (__builtin_bit_cast(std::uint64_t, shifted) << 52));
}

/// a with its sign flipped where the lowest bit of `shifted` (an integer + 1.5 * 2^52) is set.
inline double flip_sign_by_shifted(double a, double shifted) {
  return __builtin_bit_cast(
      double, __builtin_bit_cast(std::uint64_t, a) ^ (__builtin_bit_cast(std::uint64_t, shifted) << 63));
}

inline bool any(bool condition) { return condition; }
inline bool all(bool condition) { return condition; }

/// The integer and condition types that go with a value type `V`.
template <class V>
struct LaneTraits;
template <>
struct LaneTraits<float> {
  using Scalar = float;
  using Bits = std::int32_t;
  using Mask = bool;
};
template <>
struct LaneTraits<double> {
  using Scalar = double;
  using Bits = std::int64_t;
  using Mask = bool;
};
template <>
struct LaneTraits<f32x4> {
  using Scalar = float;
  using Bits = i32x4;
  using Mask = mask4;
};
template <>
struct LaneTraits<f64x4> {
  using Scalar = double;
  using Bits = void;  // no 64-bit integer lanes are needed
  using Mask = mask64x4;
};
template <class V>
using ScalarOf = typename LaneTraits<V>::Scalar;
template <class V>
using BitsOf = typename LaneTraits<V>::Bits;
template <class V>
using MaskOf = typename LaneTraits<V>::Mask;

/// True where x is NaN.
template <class V>
inline MaskOf<V> is_nan(V x) {
  return x != x;
}

}  // namespace ap

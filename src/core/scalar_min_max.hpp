#pragma once
/// The minimum and maximum of two numbers by the rule of every lane type: the first when either is NaN or
/// both are equal.

namespace ap::simd_detail {

// Clang 14 turns `x < 0.0f ? 0.0f : x` into WebAssembly's f32.max, which makes +0 of -0; it must not see the
// constant.
inline float hidden(float x) {
#if defined(__wasm__)
  asm("" : "+r"(x));
#endif
  return x;
}
inline double hidden(double x) {
#if defined(__wasm__)
  asm("" : "+r"(x));
#endif
  return x;
}
template <class T>
inline T smaller(T x, T y) {
  const T other = hidden(y);
  return other < x ? other : x;
}
template <class T>
inline T larger(T x, T y) {
  const T other = hidden(y);
  return x < other ? other : x;
}

}  // namespace ap::simd_detail

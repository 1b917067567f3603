// Functions over arrays that no shipped module exports: our exp, and plain loops over the C library's
// functions.

#include <cmath>
#include <new>

#include "core/elementwise.hpp"
#include "core/math.hpp"
#include "export.hpp"

namespace {

/// `op` gives value and derivative of one float; `slope` may be nullptr.
template <class Op>
void loop(const float* x, int n, float* out, float* slope, Op op) {
  if (slope == nullptr) {
    for (int i = 0; i < n; ++i) out[i] = op(x[i]).value;
    return;
  }
  for (int i = 0; i < n; ++i) {
    const ap::ValueAndSlope<float> y = op(x[i]);
    out[i] = y.value;
    slope[i] = y.slope;
  }
}

}  // namespace

AP_BENCH_EXPORT(bench_floats) float* bench_floats(int count) {
  return new (std::nothrow) float[static_cast<std::size_t>(count)]();
}

AP_BENCH_EXPORT(bench_exp) void bench_exp(const float* x, int n, float* out, float* slope) {
  if (slope == nullptr) return ap::map_groups<4>(x, n, out, [](const auto& v) { return ap::exp(v); });
  ap::map_groups<4>(x, n, out, slope, []<class V>(const V& v) {
    const V y = ap::exp(v);
    return ap::ValueAndSlope<V>{y, y};
  });
}

AP_BENCH_EXPORT(libm_exp) void libm_exp(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float y = std::exp(v);
    return ap::ValueAndSlope<float>{y, y};
  });
}

AP_BENCH_EXPORT(libm_sigmoid) void libm_sigmoid(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float y = 1.0f / (1.0f + std::exp(-v));
    return ap::ValueAndSlope<float>{y, y * (1.0f - y)};
  });
}

AP_BENCH_EXPORT(libm_tanh) void libm_tanh(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float y = std::tanh(v);
    return ap::ValueAndSlope<float>{y, 1.0f - y * y};
  });
}

AP_BENCH_EXPORT(libm_silu) void libm_silu(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float s = 1.0f / (1.0f + std::exp(-v));
    return ap::ValueAndSlope<float>{v * s, s * (1.0f + v * (1.0f - s))};
  });
}

AP_BENCH_EXPORT(libm_gelu) void libm_gelu(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float t = std::tanh(0.7978845608f * (v + 0.044715f * v * v * v));
    const float inner = 0.7978845608f * (1.0f + 0.134145f * v * v);
    return ap::ValueAndSlope<float>{0.5f * v * (1.0f + t),
                                    0.5f * (1.0f + t) + 0.5f * v * (1.0f - t * t) * inner};
  });
}

AP_BENCH_EXPORT(libm_gelu_erf) void libm_gelu_erf(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    const float p = 0.5f * std::erfc(-0.7071067812f * v);
    return ap::ValueAndSlope<float>{v * p, p + v * 0.3989422804f * std::exp(-0.5f * v * v)};
  });
}

AP_BENCH_EXPORT(libm_relu) void libm_relu(const float* x, int n, float* out, float* slope) {
  loop(x, n, out, slope, [](float v) {
    return ap::ValueAndSlope<float>{std::fmax(v, 0.0f), v > 0.0f ? 1.0f : 0.0f};
  });
}

// The matrix products of training by themselves, and beside them the machine's peak, for the benchmark.

#include <cstdint>
#include <new>

#include "core/simd.hpp"
#include "export.hpp"
#include "nn/blocks.hpp"
#include "nn/kernels.hpp"

namespace {

using ap::f32x4;

/// The shapes of one layer and a batch; matrices of samples are feature-major, as in src/nn.
struct Layer {
  int units, fan_in, columns, stride;
  float* weight;  ///< [units, fan_in]
  float* bias;    ///< [units]
  float* x;       ///< [fan_in, columns]
  float* d;       ///< [units, columns]
  float* out;     ///< what is computed
};

Layer layer;

float* zeros(std::int64_t count) { return new (std::nothrow) float[static_cast<std::size_t>(count)](); }

}  // namespace

/// Makes room for the matrices of one layer, once for each instance of the module; false when out of memory.
AP_BENCH_EXPORT(bench_prepare) bool bench_prepare(int units, int fan_in, int columns) {
  const int stride = ap::block_stride(columns);
  const std::int64_t weights = static_cast<std::int64_t>(units) * fan_in,
                     samples = static_cast<std::int64_t>(units > fan_in ? units : fan_in) * stride;
  layer = {units,          fan_in,         columns,
           stride,         zeros(weights), zeros(units),
           zeros(samples), zeros(samples), zeros(weights > samples ? weights : samples)};
  for (const float* p : {layer.weight, layer.bias, layer.x, layer.d, layer.out}) {
    if (p == nullptr) return false;
  }
  return true;
}

AP_BENCH_EXPORT(bench_stride) int bench_stride() { return layer.stride; }
AP_BENCH_EXPORT(bench_weight) float* bench_weight() { return layer.weight; }
AP_BENCH_EXPORT(bench_x) float* bench_x() { return layer.x; }
AP_BENCH_EXPORT(bench_d) float* bench_d() { return layer.d; }
AP_BENCH_EXPORT(bench_out) float* bench_out() { return layer.out; }

/// A * B: the outputs of the layer, [units, columns].
AP_BENCH_EXPORT(bench_forward) void bench_forward() {
  ap::linear_forward({layer.weight, layer.fan_in, 1}, layer.bias, layer.units, layer.fan_in, layer.x,
                     layer.stride, layer.columns, layer.out);
}

/// A^T * B: the gradient by its inputs, [fan_in, columns].
AP_BENCH_EXPORT(bench_backward) void bench_backward() {
  ap::linear_backward({layer.weight, 1, layer.fan_in}, layer.fan_in, layer.units, layer.d, nullptr,
                      layer.stride, layer.columns, layer.out);
}

/// A * B^T: the gradient by its weights, [units, fan_in].
AP_BENCH_EXPORT(bench_gradient) void bench_gradient() {
  ap::linear_gradient({layer.d, layer.x, layer.units, layer.fan_in, layer.stride, layer.columns, layer.out,
                       layer.bias, false});
}

namespace {

/// Multiplies and adds in `kChains` chains that do not wait for each other, and nothing else; returns their
/// sum.
template <int kChains>
float multiply_add(int times) {
  f32x4 sums[kChains];
  for (int c = 0; c < kChains; ++c) sums[c] = f32x4(static_cast<float>(c));
  const f32x4 factor(0.5f), more(0.25f);
  for (int i = 0; i < times; ++i) {
    for (int repeat = 0; repeat < 4; ++repeat) {
      for (int c = 0; c < kChains; ++c) sums[c] = sums[c] * factor + more;
    }
  }
  f32x4 total(0.0f);
  for (int c = 0; c < kChains; ++c) total = total + sums[c];
  return ap::reduce_add(total);
}

}  // namespace

/// `times` times 32 floating-point operations in each of 8, 10, 12 or 14 chains; the fastest is the machine's
/// peak.
AP_BENCH_EXPORT(bench_peak) float bench_peak(int chains, int times) {
  switch (chains) {
    case 8:
      return multiply_add<8>(times);
    case 10:
      return multiply_add<10>(times);
    case 12:
      return multiply_add<12>(times);
    default:
      return multiply_add<14>(times);
  }
}

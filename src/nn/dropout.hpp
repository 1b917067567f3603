#pragma once
/// torch.nn.Dropout: in training each output is dropped with probability p, the others grow by 1 / (1 - p).

#include "core/torch_generator.hpp"

namespace ap {

/// Draws the factors of one pass over a batch: 0 or 1 / (1 - p). Shapes: mask [units, samples], unit u of
/// sample s at [u * stride + s], and zeros in the padding up to `columns`.
///
/// One double for each output, sample by sample, as PyTorch's CPU generator does without MKL; p = 0 and p = 1
/// draw nothing. Accuracy: every bit. Source: aten/src/ATen/native/Dropout.cpp.
inline void draw_dropout(double p, int units, int samples, int columns, int stride, TorchGenerator& generator,
                         float* mask) {
  const auto at = [=](int u, int s) { return static_cast<std::ptrdiff_t>(u) * stride + s; };
  const double keep = 1.0 - p;
  const float kept = 1.0f / static_cast<float>(keep);
  for (int s = 0; s < samples; ++s) {
    for (int u = 0; u < units; ++u) mask[at(u, s)] = p < 1.0 && generator.next_double() < keep ? kept : 0.0f;
  }
  for (int s = samples; s < columns; ++s) {
    for (int u = 0; u < units; ++u) mask[at(u, s)] = 0.0f;
  }
}

}  // namespace ap

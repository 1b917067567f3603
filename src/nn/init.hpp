#pragma once
/// Initial parameters as PyTorch draws them.

#include "core/simd.hpp"
#include "core/torch_generator.hpp"
#include "nn/network.hpp"

namespace ap {

/// torch.nn.Linear's own initialisation: weight and then bias uniform on (-b, b), b = 1 / sqrt(fan_in), layer
/// by layer. Accuracy: every bit. Source: torch.nn.Linear.reset_parameters.
inline void initialize_parameters(Network& network, TorchGenerator& generator) {
  for (const Network::Layer& layer : network.layers()) {
    const double bound = 1.0 / sqrt(static_cast<double>(layer.fan_in));
    const auto draw = [&](int at, int count) {
      generator.uniform(std::span<float>(network.parameters() + at, static_cast<std::size_t>(count)), -bound,
                        bound);
    };
    draw(layer.weight, layer.units * layer.fan_in);
    draw(layer.bias, layer.units);
  }
}

}  // namespace ap

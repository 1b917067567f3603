/// Outputs of a network that are silenced.

#include <algorithm>

#include "nn/network.hpp"

namespace ap {

int Network::output_count() const {
  int count = 0;
  for (const Layer& layer : layers()) count += layer.outputs;
  return count;
}

bool Network::can_ablate(int first, int count) const {
  int at = 0;
  for (const Layer& layer : layers()) {
    if (layer.is_rowwise && first < at + layer.outputs && at < first + count) return false;
    at += layer.outputs;
  }
  return true;
}

bool Network::ablate(int first, int count, bool is_ablated) {
  if (silent_.size() == 0 && !silent_.allocate(output_count())) return false;
  std::fill_n(silent_.data() + first, count, is_ablated ? 1 : 0);
  has_silent_ = std::any_of(silent_.data(), silent_.data() + silent_.size(),
                            [](unsigned char flag) { return flag != 0; });
  return true;
}

void Network::clear_ablations() {
  std::fill_n(silent_.data(), silent_.size(), 0);
  has_silent_ = false;
}

int Network::first_output(const Layer& layer) const {
  int first = 0;
  for (const Layer* below = layers_.data(); below != &layer; ++below) first += below->outputs;
  return first;
}

void Network::silence_outputs(const Layer& layer, const Block& block, float* values) const {
  const unsigned char* flag = silent_.data() + first_output(layer);
  for (int u = 0; u < layer.outputs; ++u) {
    if (flag[u] != 0)
      std::fill_n(values + static_cast<std::ptrdiff_t>(u) * block.stride, block.columns, 0.0f);
  }
}

}  // namespace ap

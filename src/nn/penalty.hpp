#pragma once
/// The penalty on large weights: l1 * sum of |w| + l2 * sum of w * w over the weights of all Linears.
///
/// It changes the gradient; the losses that a run reports are those of the data alone.

#include <span>

namespace ap {

/// How strong it is; 0: not at all.
struct Penalty {
  double l1 = 0.0;
  double l2 = 0.0;

  bool is_active() const { return l1 > 0.0 || l2 > 0.0; }

  /// Adds its gradient, l1 * sign(w) + 2 * l2 * w, where sign(0) is 0 as in PyTorch.
  void add_gradient(std::span<const float> weight, std::span<float> grad) const {
    const float first = static_cast<float>(l1), second = static_cast<float>(2.0 * l2);
    for (std::size_t i = 0; i < weight.size(); ++i) {
      const float w = weight[i];
      const float sign = w > 0.0f ? 1.0f : w < 0.0f ? -1.0f : 0.0f;
      grad[i] += first * sign + second * w;
    }
  }
};

}  // namespace ap

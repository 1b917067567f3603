#pragma once
/// The losses, one struct each, with PyTorch's meaning (reduction "mean"); the list is at the foot.

#include <array>

#include "core/elementwise.hpp"
#include "core/math.hpp"
#include "nn/flush.hpp"
#include "nn/loss.hpp"

namespace ap {

/// Mean of -log_softmax(outputs)[label]. Source: torch.nn.CrossEntropyLoss.
struct CrossEntropy {
  static constexpr Entry info{
      "cross_entropy", "Cross entropy",
      "Softmax and negative log-likelihood in one: give it logits, not probabilities."};
  static constexpr TargetKind kTargets = TargetKind::kClasses;
  static Decision decision(int) { return Decision::kArgmax; }

  static void group(const LossBatch& batch, int s) {
    const float* x = batch.outputs + s;
    const f32x4 label = load(batch.targets + s);
    f32x4 largest = load(x), chosen = largest;
    for (int u = 1; u < batch.units; ++u) {
      const f32x4 output = load(x + static_cast<std::ptrdiff_t>(u) * batch.stride);
      largest = max(largest, output);
      chosen = select(label == f32x4(static_cast<float>(u)), output, chosen);
    }
    f32x4 sum(0.0f);
    for (int u = 0; u < batch.units; ++u) {
      // One of them is 1, beside which the smallest change no sum.
      const f32x4 e =
          flush(exp(load(x + static_cast<std::ptrdiff_t>(u) * batch.stride) - largest), kLeastDelta);
      sum = sum + e;
      if (batch.grad != nullptr) store(batch.grad + static_cast<std::ptrdiff_t>(u) * batch.stride + s, e);
    }
    store(batch.losses + s, log(sum) + (largest - chosen));
    if (batch.grad == nullptr) return;
    const f32x4 scale(batch.scale), share = scale / sum;
    for (int u = 0; u < batch.units; ++u) {
      float* grad = batch.grad + static_cast<std::ptrdiff_t>(u) * batch.stride + s;
      const f32x4 hit = select(label == f32x4(static_cast<float>(u)), scale, f32x4(0.0f));
      store(grad, load(grad) * share - hit);
    }
  }
};

/// Mean of -outputs[label], where the outputs are log-probabilities. Source: torch.nn.NLLLoss.
struct NegativeLogLikelihood {
  static constexpr Entry info{"nll", "Negative log-likelihood",
                              "For a network that ends in log_softmax; together they are cross entropy."};
  static constexpr TargetKind kTargets = TargetKind::kClasses;
  static Decision decision(int) { return Decision::kArgmax; }

  static void group(const LossBatch& batch, int s) {
    const f32x4 label = load(batch.targets + s);
    f32x4 chosen(0.0f);
    for (int u = 0; u < batch.units; ++u) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(u) * batch.stride + s;
      const mask4 is_label = label == f32x4(static_cast<float>(u));
      chosen = select(is_label, load(batch.outputs + at), chosen);
      if (batch.grad != nullptr) store(batch.grad + at, select(is_label, f32x4(-batch.scale), f32x4(0.0f)));
    }
    store(batch.losses + s, -chosen);
  }
};

/// Hinge: with one output max(0, 1 - y x), y = -1 or 1 for class 0 or 1 and x the output; with more outputs
/// the mean over them of max(0, 1 - x[label] + x[u]), u != label. Source: Cortes and Vapnik 1995;
/// torch.nn.MultiMarginLoss.
struct Hinge {
  static constexpr Entry info{
      "hinge", "Hinge", "Asks for a margin of 1 and is content beyond it, as a support vector machine."};
  static constexpr TargetKind kTargets = TargetKind::kClasses;
  static Decision decision(int units) { return units == 1 ? Decision::kSign : Decision::kArgmax; }

  static void group(const LossBatch& batch, int s) {
    const f32x4 label = load(batch.targets + s), zero(0.0f), one(1.0f);
    if (batch.units == 1) {
      const f32x4 y = label + label - one;
      const f32x4 margin = one - y * load(batch.outputs + s);
      store(batch.losses + s, max(margin, zero));
      if (batch.grad != nullptr) store(batch.grad + s, select(margin > zero, -y * f32x4(batch.scale), zero));
      return;
    }
    f32x4 chosen = load(batch.outputs + s);
    for (int u = 1; u < batch.units; ++u) {
      const f32x4 output = load(batch.outputs + static_cast<std::ptrdiff_t>(u) * batch.stride + s);
      chosen = select(label == f32x4(static_cast<float>(u)), output, chosen);
    }
    const float one_share = 1.0f / static_cast<float>(batch.units);
    const f32x4 share(one_share), scale(one_share * batch.scale);
    f32x4 sum(0.0f), pull(0.0f);
    for (int u = 0; u < batch.units; ++u) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(u) * batch.stride + s;
      const f32x4 margin = one - chosen + load(batch.outputs + at);
      const f32x4 loss = select(label == f32x4(static_cast<float>(u)), zero, max(margin, zero));
      const f32x4 grad = select(loss > zero, scale, zero);
      sum = sum + loss;
      pull = pull + grad;
      if (batch.grad != nullptr) store(batch.grad + at, grad);
    }
    store(batch.losses + s, sum * share);
    if (batch.grad == nullptr) return;
    for (int u = 0; u < batch.units; ++u) {
      float* grad = batch.grad + static_cast<std::ptrdiff_t>(u) * batch.stride + s;
      store(grad, select(label == f32x4(static_cast<float>(u)), -pull, load(grad)));
    }
  }
};

/// Binary cross entropy of sigmoid(output), in the stable form. Source: torch.nn.BCEWithLogitsLoss.
struct BceWithLogits {
  static constexpr Entry info{
      "bce_with_logits", "Binary cross entropy",
      "Sigmoid and cross entropy in one, for a yes or no on each output; give it logits."};
  static constexpr TargetKind kTargets = TargetKind::kNumbers;
  static Decision decision(int units) { return units == 1 ? Decision::kSign : Decision::kNone; }

  explicit BceWithLogits(const EntryParams&) {}
  ValueAndSlope<f32x4> at(f32x4 x, f32x4 target) const {
    const f32x4 zero(0.0f), one(1.0f);
    const f32x4 e = exp(-abs(x));  // sigmoid(x) is 1 / (1 + e) for x >= 0, e / (1 + e) below
    const f32x4 sigmoid = select(x < zero, e, one) / (one + e);
    return {max(x, zero) - x * target + log_of_one_plus(e), sigmoid - target};
  }

 private:
  /// log(1 + e) for 0 <= e <= 1. The quotient makes up for what rounding 1 + e has lost.
  static f32x4 log_of_one_plus(f32x4 e) {
    const f32x4 one(1.0f), sum = one + e;
    return select(sum == one, e, log(sum) * (e / (sum - one)));
  }
};

/// Squared error. Source: torch.nn.MSELoss.
struct MeanSquaredError {
  static constexpr Entry info{"mse", "Mean squared error",
                              "Twice as far costs four times as much: for regression."};
  static constexpr TargetKind kTargets = TargetKind::kNumbers;
  static Decision decision(int) { return Decision::kNone; }

  explicit MeanSquaredError(const EntryParams&) {}
  ValueAndSlope<f32x4> at(f32x4 x, f32x4 target) const {
    const f32x4 error = x - target;
    return {error * error, error + error};
  }
};

/// Squared near the target, straight beyond `delta`. Source: torch.nn.HuberLoss.
struct Huber {
  static constexpr ParamInfo kParams[] = {
      {"delta", R"(\delta)", 1e-3, 1e3, 1.0, Scale::kLog, "Where the square turns into a straight line."}};
  static constexpr Entry info{"huber", "Huber", "Squared error that outliers cannot dominate.", kParams};
  static constexpr TargetKind kTargets = TargetKind::kNumbers;
  static Decision decision(int) { return Decision::kNone; }

  explicit Huber(const EntryParams& params) : delta_(static_cast<float>(params[0])) {}
  ValueAndSlope<f32x4> at(f32x4 x, f32x4 target) const {
    const f32x4 error = x - target, distance = abs(error), half(0.5f);
    const mask4 near = distance <= delta_;
    return {select(near, half * error * error, delta_ * (distance - half * delta_)),
            select(near, error, copysign(delta_, error))};
  }

 private:
  f32x4 delta_;
};

/// The losses in the order of the menu.
inline constexpr std::array kLosses = {make_loss<CrossEntropy>(),     make_loss<NegativeLogLikelihood>(),
                                       make_loss<BceWithLogits>(),    make_loss<Hinge>(),
                                       make_loss<MeanSquaredError>(), make_loss<Huber>()};

}  // namespace ap

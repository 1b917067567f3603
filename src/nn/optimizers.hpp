#pragma once
/// The optimizers, one struct each, with PyTorch's arguments and defaults; the list is at the foot.
///
/// Scalars of a step are computed in double and rounded to float once, as PyTorch does.

#include <array>

#include "nn/optimizer.hpp"

namespace ap {

namespace optimizer_params {

inline constexpr ParamInfo learning_rate(double value) {
  return {"lr", R"(\eta)", 1e-6, 10.0, value, Scale::kLog, "Learning rate: how far one step goes."};
}
inline constexpr ParamInfo epsilon(double value) {
  return {"eps", R"(\epsilon)", 1e-16, 1.0, value, Scale::kLog, "Keeps the division from blowing up."};
}
inline constexpr ParamInfo weight_decay(double value) {
  return {"weight_decay", R"(\lambda)", 0.0, 1.0, value, Scale::kLinear, "Pulls every weight towards zero."};
}
inline constexpr ParamInfo momentum{
    "momentum", R"(\mu)", 0.0, 1.0, 0.0, Scale::kLinear, "Share of the last step that is kept."};
inline constexpr ParamInfo beta1{
    "beta1", R"(\beta_1)", 0.0, 0.99999, 0.9, Scale::kLinear, "Memory of the mean gradient."};
inline constexpr ParamInfo beta2{
    "beta2", R"(\beta_2)", 0.0, 0.99999, 0.999, Scale::kLinear, "Memory of the mean squared gradient."};
inline constexpr ParamInfo option(std::string_view id, std::string_view meaning) {
  return {id, "", 0.0, 1.0, 0.0, Scale::kLinear, meaning, {}, ParamKind::kFlag};
}

}  // namespace optimizer_params

/// Stochastic gradient descent. Source: torch.optim.SGD.
struct Sgd {
  static constexpr ParamInfo kParams[] = {
      optimizer_params::learning_rate(0.001),
      optimizer_params::momentum,
      {"dampening", R"(\tau)", 0.0, 1.0, 0.0, Scale::kLinear,
       "Share of the gradient that momentum leaves out."},
      optimizer_params::weight_decay(0.0),
      optimizer_params::option("nesterov", "Looks ahead along the momentum.")};
  static constexpr Entry info{
      "sgd", "SGD", "Steps against the gradient; momentum carries on in the old direction.", kParams};

  struct Plain {
    static constexpr int kSlots = 0;
    static constexpr int kSquare = -1;
    double decay;
    float rate = 0.0f;
    float initial() const { return 0.0f; }
    void prepare(double learning_rate, const OptimizerClock&) { rate = static_cast<float>(learning_rate); }
    f32x4 update(f32x4 p, f32x4 g, f32x4*) const {
      return p - f32x4(rate) * (g + f32x4(static_cast<float>(decay)) * p);
    }
  };

  template <bool kNesterov>
  struct Momentum {
    static constexpr int kSlots = 1;
    static constexpr int kSquare = -1;
    double decay, momentum, dampening;
    float rate = 0.0f, gain = 1.0f;
    float initial() const { return 0.0f; }
    void prepare(double learning_rate, const OptimizerClock& clock) {
      rate = static_cast<float>(learning_rate);
      gain = clock.step == 1
                 ? 1.0f
                 : static_cast<float>(1.0 - dampening);  // the first step takes the gradient whole
    }
    f32x4 update(f32x4 p, f32x4 g, f32x4* slots) const {
      const f32x4 keep(static_cast<float>(momentum));
      g = g + f32x4(static_cast<float>(decay)) * p;
      slots[0] = flush(keep * slots[0] + f32x4(gain) * g, 1e-30f);
      return p - f32x4(rate) * (kNesterov ? precise_multiply_add(keep, slots[0], g) : slots[0]);
    }
  };

  template <class Use>
  static auto dispatch(const EntryParams& p, Use use) {
    if (p[1] == 0.0) return use(Plain{p[3]});
    if (p[4] != 0.0) return use(Momentum<true>{p[3], p[1], p[2]});
    return use(Momentum<false>{p[3], p[1], p[2]});
  }
};

/// Gradient divided by its running root mean square. Source: torch.optim.RMSprop.
struct RmsProp {
  static constexpr ParamInfo kParams[] = {
      optimizer_params::learning_rate(0.01),
      {"alpha", R"(\alpha)", 0.0, 0.99999, 0.99, Scale::kLinear, "Memory of the mean squared gradient."},
      optimizer_params::epsilon(1e-8),
      optimizer_params::weight_decay(0.0),
      optimizer_params::momentum,
      optimizer_params::option("centered", "Divides by the deviation instead of the root mean square.")};
  static constexpr Entry info{"rmsprop", "RMSprop", "Divides each gradient by its own recent size.", kParams};

  template <bool kCentered, bool kMomentum>
  struct Rule {
    static constexpr int kSlots = 1 + kCentered + kMomentum;
    static constexpr int kSquare = 0;
    double alpha, eps, decay, momentum;
    float rate = 0.0f;
    float initial() const { return 0.0f; }
    void prepare(double learning_rate, const OptimizerClock&) { rate = static_cast<float>(learning_rate); }
    f32x4 update(f32x4 p, f32x4 g, f32x4* slots) const {
      const f32x4 keep(static_cast<float>(alpha)), gain(static_cast<float>(1.0 - alpha));
      g = flush(g + f32x4(static_cast<float>(decay)) * p, 1e-18f);
      slots[0] = flush(keep * slots[0] + gain * (g * g), 1e-36f);
      f32x4 square = slots[0];
      if constexpr (kCentered) {
        slots[1] = flush(keep * slots[1] + gain * g, 1e-18f);
        square = max(square - slots[1] * slots[1], f32x4(0.0f));  // rounding may take it below zero
      }
      const f32x4 step = g / (sqrt(square) + f32x4(static_cast<float>(eps)));
      if constexpr (kMomentum) {
        f32x4& buffer = slots[kSlots - 1];
        buffer = flush(f32x4(static_cast<float>(momentum)) * buffer + step, 1e-30f);
        return p - f32x4(rate) * buffer;
      } else {
        return p - f32x4(rate) * step;
      }
    }
  };

  template <class Use>
  static auto dispatch(const EntryParams& p, Use use) {
    if (p[5] != 0.0) {
      if (p[4] != 0.0) return use(Rule<true, true>{p[1], p[2], p[3], p[4]});
      return use(Rule<true, false>{p[1], p[2], p[3], p[4]});
    }
    if (p[4] != 0.0) return use(Rule<false, true>{p[1], p[2], p[3], p[4]});
    return use(Rule<false, false>{p[1], p[2], p[3], p[4]});
  }
};

/// Gradient divided by the root of all its squares so far. Source: torch.optim.Adagrad.
struct Adagrad {
  static constexpr ParamInfo kParams[] = {optimizer_params::learning_rate(0.01),
                                          {"lr_decay", R"(\eta_\lambda)", 0.0, 1.0, 0.0, Scale::kLinear,
                                           "Shrinks the learning rate step by step."},
                                          optimizer_params::weight_decay(0.0),
                                          {"initial_accumulator_value", R"(\tau)", 0.0, 10.0, 0.0,
                                           Scale::kLinear, "What the sum of squares starts from."},
                                          optimizer_params::epsilon(1e-10)};
  static constexpr Entry info{"adagrad", "Adagrad", "Steps shrink with every gradient a weight has seen.",
                              kParams};

  struct Rule {
    static constexpr int kSlots = 1;
    static constexpr int kSquare = 0;
    double lr_decay, decay, start, eps;
    float rate = 0.0f;
    float initial() const { return static_cast<float>(start); }
    void prepare(double learning_rate, const OptimizerClock& clock) {
      rate = static_cast<float>(learning_rate / (1.0 + static_cast<double>(clock.step - 1) * lr_decay));
    }
    f32x4 update(f32x4 p, f32x4 g, f32x4* slots) const {
      g = flush(g + f32x4(static_cast<float>(decay)) * p, 1e-18f);
      slots[0] = slots[0] + g * g;
      return p - f32x4(rate) * g / (sqrt(slots[0]) + f32x4(static_cast<float>(eps)));
    }
  };

  template <class Use>
  static auto dispatch(const EntryParams& p, Use use) {
    return use(Rule{p[1], p[2], p[3], p[4]});
  }
};

/// What Adam and AdamW share; they differ in where the weight decay goes.
template <bool kDecoupled, bool kAmsgrad>
struct AdamRule {
  static constexpr int kSlots = 2 + kAmsgrad;
  static constexpr int kSquare = 1;
  double beta1, beta2, eps, decay;
  float shrink = 0.0f, rate = 0.0f, root_scale = 0.0f;
  float initial() const { return 0.0f; }
  void prepare(double learning_rate, OptimizerClock& clock) {
    clock.beta1_power *= beta1;
    clock.beta2_power *= beta2;
    shrink = static_cast<float>(kDecoupled ? 1.0 - learning_rate * decay : decay);
    rate = static_cast<float>(learning_rate / (1.0 - clock.beta1_power));
    root_scale = static_cast<float>(1.0 / sqrt(1.0 - clock.beta2_power));
  }
  f32x4 update(f32x4 p, f32x4 g, f32x4* slots) const {
    if constexpr (kDecoupled) {
      p = p * f32x4(shrink);
    } else {
      g = g + f32x4(shrink) * p;
    }
    g = flush(g, 1e-18f);
    slots[0] = flush(f32x4(static_cast<float>(beta1)) * slots[0] + f32x4(static_cast<float>(1.0 - beta1)) * g,
                     1e-30f);
    slots[1] =
        flush(f32x4(static_cast<float>(beta2)) * slots[1] + f32x4(static_cast<float>(1.0 - beta2)) * (g * g),
              1e-36f);
    f32x4 square = slots[1];
    if constexpr (kAmsgrad) {
      slots[2] = max(slots[2], square);
      square = slots[2];
    }
    const f32x4 root = sqrt(square) * f32x4(root_scale) + f32x4(static_cast<float>(eps));
    return p - f32x4(rate) * slots[0] / root;
  }
};

/// Adaptive moments. Source: torch.optim.Adam; Kingma and Ba 2014, arXiv:1412.6980, algorithm 1.
struct Adam {
  static constexpr ParamInfo kParams[] = {
      optimizer_params::learning_rate(0.001),
      optimizer_params::beta1,
      optimizer_params::beta2,
      optimizer_params::epsilon(1e-8),
      optimizer_params::weight_decay(0.0),
      optimizer_params::option("amsgrad", "Never forgets the largest gradient.")};
  static constexpr Entry info{"adam", "Adam",
                              "Mean gradient divided by its root mean square; a good first choice.", kParams};

  template <class Use>
  static auto dispatch(const EntryParams& p, Use use) {
    if (p[5] != 0.0) return use(AdamRule<false, true>{p[1], p[2], p[3], p[4]});
    return use(AdamRule<false, false>{p[1], p[2], p[3], p[4]});
  }
};

/// Adam with weight decay apart from the gradient. Source: torch.optim.AdamW; arXiv:1711.05101.
struct AdamW {
  static constexpr ParamInfo kParams[] = {
      optimizer_params::learning_rate(0.001),
      optimizer_params::beta1,
      optimizer_params::beta2,
      optimizer_params::epsilon(1e-8),
      optimizer_params::weight_decay(0.01),
      optimizer_params::option("amsgrad", "Never forgets the largest gradient.")};
  static constexpr Entry info{"adamw", "AdamW",
                              "Adam with weight decay that the gradient's size does not change.", kParams};

  template <class Use>
  static auto dispatch(const EntryParams& p, Use use) {
    if (p[5] != 0.0) return use(AdamRule<true, true>{p[1], p[2], p[3], p[4]});
    return use(AdamRule<true, false>{p[1], p[2], p[3], p[4]});
  }
};

/// The optimizers in the order of the menu.
inline constexpr std::array kOptimizers = {make_optimizer<Adam>(), make_optimizer<AdamW>(),
                                           make_optimizer<Sgd>(), make_optimizer<RmsProp>(),
                                           make_optimizer<Adagrad>()};

}  // namespace ap

#pragma once
/// Initial parameters as PyTorch draws them, one struct for each way; the list is at the foot.
///
/// PyTorch's Linear always draws its own default when it is built. The other ways are what a script does
/// after that: torch.nn.init on each weight in order, and zeros for each bias.

#include <array>
#include <span>

#include "core/simd.hpp"
#include "core/torch_generator.hpp"
#include "nn/info.hpp"

namespace ap {

/// The weights of one Linear that are to be filled.
struct InitTask {
  std::span<float> weight;
  double fan_in;
  double fan_out;
};

/// One way to initialise, as the network uses it.
struct Initializer {
  const Entry* info;
  /// Fills a weight; null for PyTorch's default.
  void (*fill)(const EntryParams& params, const InitTask& task, TorchGenerator& generator);
};

namespace init_detail {

inline void uniform(const InitTask& task, double deviation, TorchGenerator& generator) {
  const double bound = sqrt(3.0) * deviation;
  generator.uniform(task.weight, -bound, bound);
}

inline void normal(const InitTask& task, double deviation, TorchGenerator& generator) {
  generator.normal(task.weight, 0.0, deviation);
}

inline constexpr ParamInfo gain(double value) {
  return {.id = "gain",
          .symbol = "g",
          .min = 0.0,
          .max = 10.0,
          .default_value = value,
          .meaning = "Makes up for what the activation takes away."};
}

}  // namespace init_detail

/// torch.nn.Linear's own: weight and bias uniform on (-b, b), b = 1 / sqrt(fan_in). Accuracy: every bit.
/// Source: torch.nn.Linear.reset_parameters.
struct DefaultInit {
  static constexpr Entry info{"default", "PyTorch's default", "What nn.Linear does by itself."};
};

/// Uniform with deviation gain / sqrt(fan_in). Source: torch.nn.init.kaiming_uniform_; He et al. 2015,
/// arXiv:1502.01852.
struct KaimingUniform {
  static constexpr ParamInfo kParams[] = {init_detail::gain(1.4142135623730951)};
  static constexpr Entry info{"kaiming_uniform", "Kaiming uniform",
                              "Keeps the size of the signal through ReLU layers.", kParams};
  static void fill(const EntryParams& p, const InitTask& task, TorchGenerator& generator) {
    init_detail::uniform(task, p[0] / sqrt(task.fan_in), generator);
  }
};

/// Normal with deviation gain / sqrt(fan_in). Source: torch.nn.init.kaiming_normal_.
struct KaimingNormal {
  static constexpr ParamInfo kParams[] = {init_detail::gain(1.4142135623730951)};
  static constexpr Entry info{"kaiming_normal", "Kaiming normal",
                              "Keeps the size of the signal through ReLU layers.", kParams};
  static void fill(const EntryParams& p, const InitTask& task, TorchGenerator& generator) {
    init_detail::normal(task, p[0] / sqrt(task.fan_in), generator);
  }
};

/// Uniform with deviation gain * sqrt(2 / (fan_in + fan_out)). Source: torch.nn.init.xavier_uniform_; Glorot
/// and Bengio 2010.
struct XavierUniform {
  static constexpr ParamInfo kParams[] = {init_detail::gain(1.0)};
  static constexpr Entry info{"xavier_uniform", "Xavier uniform",
                              "Balances forward and backward signal; made for tanh.", kParams};
  static void fill(const EntryParams& p, const InitTask& task, TorchGenerator& generator) {
    init_detail::uniform(task, p[0] * sqrt(2.0 / (task.fan_in + task.fan_out)), generator);
  }
};

/// Normal with deviation gain * sqrt(2 / (fan_in + fan_out)). Source: torch.nn.init.xavier_normal_.
struct XavierNormal {
  static constexpr ParamInfo kParams[] = {init_detail::gain(1.0)};
  static constexpr Entry info{"xavier_normal", "Xavier normal",
                              "Balances forward and backward signal; made for tanh.", kParams};
  static void fill(const EntryParams& p, const InitTask& task, TorchGenerator& generator) {
    init_detail::normal(task, p[0] * sqrt(2.0 / (task.fan_in + task.fan_out)), generator);
  }
};

/// Normal with deviation 1 / sqrt(fan_in). Source: torch.nn.init.kaiming_normal_(nonlinearity="linear");
/// LeCun et al. 1998.
struct LecunNormal {
  static constexpr Entry info{"lecun_normal", "LeCun normal",
                              "Unit variance through linear and SELU layers."};
  static void fill(const EntryParams&, const InitTask& task, TorchGenerator& generator) {
    init_detail::normal(task, 1.0 / sqrt(task.fan_in), generator);
  }
};

/// All zeros: the units of a layer stay alike for ever. Source: torch.nn.init.zeros_.
struct Zeros {
  static constexpr Entry info{"zeros", "Zeros", "All units stay alike: shows why weights must differ."};
  static void fill(const EntryParams&, const InitTask& task, TorchGenerator&) {
    for (float& w : task.weight) w = 0.0f;
  }
};

/// One value for all weights. Source: torch.nn.init.constant_.
struct ConstantInit {
  static constexpr ParamInfo kParams[] = {{.id = "val",
                                           .symbol = "c",
                                           .min = -10.0,
                                           .max = 10.0,
                                           .default_value = 0.1,
                                           .meaning = "What every weight is."}};
  static constexpr Entry info{"constant", "Constant", "All units stay alike: shows why weights must differ.",
                              kParams};
  static void fill(const EntryParams& p, const InitTask& task, TorchGenerator&) {
    for (float& w : task.weight) w = static_cast<float>(p[0]);
  }
};

/// The table entry of I.
template <class I>
constexpr Initializer make_initializer() {
  return {&I::info, &I::fill};
}

/// The initializers in the order of the menu.
inline constexpr std::array kInitializers = {Initializer{&DefaultInit::info, nullptr},
                                             make_initializer<KaimingUniform>(),
                                             make_initializer<KaimingNormal>(),
                                             make_initializer<XavierUniform>(),
                                             make_initializer<XavierNormal>(),
                                             make_initializer<LecunNormal>(),
                                             make_initializer<Zeros>(),
                                             make_initializer<ConstantInit>()};

}  // namespace ap

#pragma once
/// From the struct that defines an activation to its entry in the table.
///
/// An elementwise activation is a struct with `static constexpr ActivationInfo info`, optionally a
/// constructor from `const float* params`, and
///   template <class V> V forward(const V& x) const      the value
///   template <class V> V derivative(const V& x) const   the derivative, at kinks as PyTorch has it
/// and, where the two share work,
///   template <class V> ValueAndSlope<V> value_and_slope(const V& x) const   both, the same bits
/// When an option makes it another function,
///   template <class Run> static void choose(const float* params, Run run)
/// calls `run` with an object that has these for float lanes, so that no loop has to choose.
/// Where subnormal numbers would cost time, as SIMD units take fifty times as long for them,
///   template <class V> static bool is_plain(const V& x)    no lane needs care, so that
///   template <class V> V plain_value(const V& x) const     gives the bits of `forward` in less time
/// and `is_plain_for_slope`, `plain_value_and_slope` in the same way.
/// V is a group of f32x4, or, when the struct says `static constexpr bool kWide = true`, a group of f64x4
/// whose results are rounded to float; `forward` is also called with Jet<Group<double, 1>> for the curve. The
/// vocabulary is that of core/simd.hpp and core/math.hpp.
///
/// A rowwise one has static `rows`, `columns`, `columns_backward` and `forward_derivative` with the
/// signatures of `Activation`.

#include <array>
#include <type_traits>

#include "activations/activation.hpp"
#include "core/elementwise.hpp"
#include "core/jet.hpp"
#include "core/math.hpp"

namespace ap {

/// The types of a family, in the order of the menu.
template <class... Fs>
struct ActivationList {
  static constexpr int kCount = static_cast<int>(sizeof...(Fs));
};

/// The function object of type F with these parameters.
template <class F>
inline F make_function(const float* params) {
  if constexpr (std::is_constructible_v<F, const float*>) {
    return F(params);
  } else {
    static_cast<void>(params);
    return F{};
  }
}

/// Kinks and an example that several functions share.
inline constexpr float kKinkAtZero[] = {0.0f};
inline constexpr float kMinusOneToTwo[] = {-1.0f, 0.0f, 1.0f, 2.0f};

/// 1, or NaN where x is NaN.
template <class V>
[[gnu::always_inline]] inline V one_or_nan(const V& x) {
  return select(is_nan(x), x, V(1.0f));
}

namespace entry_detail {

/// Whether F asks for double precision inside.
template <class F>
inline constexpr bool kIsWide = requires {
  requires F::kWide;
};

/// How many f32x4 are worked on side by side for the value alone: enough to hide latency, few enough for
/// registers and code size. With the derivative there is more to do side by side in each.
template <class F>
inline constexpr int kGroupSize = kIsWide<F> ? 2 : 4;
template <class F>
inline constexpr int kPairGroupSize = kIsWide<F> ? 1 : 2;

template <class F, class V>
[[gnu::always_inline]] inline V value_of(const F& f, const V& x) {
  if constexpr (kIsWide<F>) {
    return narrowed<V>(f.forward(widened(x)));
  } else {
    return f.forward(x);
  }
}

template <class F, class V>
[[gnu::always_inline]] inline V slope_of(const F& f, const V& x) {
  if constexpr (kIsWide<F>) {
    return narrowed<V>(f.derivative(widened(x)));
  } else {
    return f.derivative(x);
  }
}

template <class F, class V>
[[gnu::always_inline]] inline ValueAndSlope<V> both_of(const F& f, const V& x) {
  if constexpr (requires { f.value_and_slope(x); }) {
    return f.value_and_slope(x);
  } else {
    return {value_of(f, x), slope_of(f, x)};
  }
}

/// Whether F has the faster forms for plain inputs.
template <class F>
inline constexpr bool kHasPlainValue = requires(const F& f, const Group<f32x4, 1>& x) {
  f.plain_value(x);
};
template <class F>
inline constexpr bool kHasPlainSlope = requires(const F& f, const Group<f32x4, 1>& x) {
  f.plain_value_and_slope(x);
};

/// Calls `run` with the object that has F's value and slope with these parameters.
template <class F, class Run>
[[gnu::always_inline]] inline void with_function(const float* params, Run run) {
  if constexpr (requires { F::choose(params, run); }) {
    F::choose(params, run);
  } else {
    run(make_function<F>(params));
  }
}

template <class F>
[[gnu::flatten]] void forward(const float* z, int n, const float* params, float* out) {
  if constexpr (F::info.rowwise) {
    F::rows(z, 1, n, params, out);
  } else {
    with_function<F>(params, [&](const auto& f) {
      using Lanes = std::remove_cvref_t<decltype(f)>;
      constexpr int kSize = kGroupSize<F>;
      const auto value = [f](const auto& x) { return value_of(f, x); };
      if constexpr (kHasPlainValue<Lanes>) {
        map_groups<kSize>(
            z, n, out, [](const auto& x) { return Lanes::is_plain(x); },
            [f](const auto& x) { return f.plain_value(x); }, value);
      } else {
        map_groups<kSize>(z, n, out, value);
      }
    });
  }
}

template <class F>
[[gnu::flatten]] void forward_derivative(const float* z, int n, const float* params, float* out,
                                         float* slope) {
  if constexpr (F::info.rowwise) {
    F::forward_derivative(z, n, params, out, slope);
  } else {
    with_function<F>(params, [&](const auto& f) {
      using Lanes = std::remove_cvref_t<decltype(f)>;
      constexpr int kSize = kPairGroupSize<F>;
      const auto both = [f](const auto& x) { return both_of(f, x); };
      if constexpr (kHasPlainSlope<Lanes>) {
        map_groups<kSize>(
            z, n, out, slope, [](const auto& x) { return Lanes::is_plain_for_slope(x); },
            [f](const auto& x) { return f.plain_value_and_slope(x); }, both);
      } else {
        map_groups<kSize>(z, n, out, slope, both);
      }
    });
  }
}

template <class F>
void curve(const double* x, int n, const float* params, double* value, double* first, double* second) {
  using Number = Group<double, 1>;
  const F f = make_function<F>(params);
  for (int i = 0; i < n; ++i) {
    const Jet<Number> y = f.forward(Jet<Number>::variable(Number(x[i])));
    value[i] = y.value.v[0];
    first[i] = y.first.v[0];
    second[i] = y.second.v[0];
  }
}

}  // namespace entry_detail

/// The table entry of F.
template <class F>
constexpr Activation make_activation() {
  namespace d = entry_detail;
  if constexpr (F::info.rowwise) {
    return {&F::info, &d::forward<F>, &d::forward_derivative<F>, nullptr,
            &F::rows, &F::columns,    &F::columns_backward};
  } else {
    return {&F::info, &d::forward<F>, &d::forward_derivative<F>, &d::curve<F>, nullptr, nullptr, nullptr};
  }
}

/// The table of a family.
template <class... Fs>
constexpr std::array<Activation, sizeof...(Fs)> make_table(ActivationList<Fs...>) {
  return {make_activation<Fs>()...};
}

}  // namespace ap

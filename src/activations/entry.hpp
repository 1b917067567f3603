#pragma once
/// From the struct that defines an activation to its entry in the table.
///
/// An elementwise activation is a struct with `static constexpr ActivationInfo info`, optionally a
/// constructor from `const float* params`, and
///   template <class V> V forward(V x) const                           V = float, f32x4, and Jet<double> for
///   the curve template <class V> ValueAndSlope<V> forward_derivative(V x) const     V = float, f32x4
/// A rowwise one has static `rows`, `columns` and `columns_backward` with the signatures of `Activation`, and
///   static void slope(const float* z, const float* out, int n, const float* params, float* slope).

#include <array>
#include <type_traits>

#include "activations/activation.hpp"
#include "core/elementwise.hpp"
#include "core/jet.hpp"

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

namespace entry_detail {

template <class F>
void forward(const float* z, int n, const float* params, float* out) {
  if constexpr (F::info.rowwise) {
    F::rows(z, 1, n, params, out);
  } else {
    map_lanes(z, n, out, [f = make_function<F>(params)](f32x4 x) { return f.forward(x); });
  }
}

template <class F>
void forward_derivative(const float* z, int n, const float* params, float* out, float* slope) {
  if constexpr (F::info.rowwise) {
    F::forward_derivative(z, n, params, out, slope);
  } else {
    map_lanes(z, n, out, slope, [f = make_function<F>(params)](f32x4 x) { return f.forward_derivative(x); });
  }
}

template <class F>
void curve(const double* x, int n, const float* params, double* value, double* first, double* second) {
  const F f = make_function<F>(params);
  for (int i = 0; i < n; ++i) {
    const Jet<double> y = f.forward(Jet<double>::variable(x[i]));
    value[i] = y.value;
    first[i] = y.first;
    second[i] = y.second;
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

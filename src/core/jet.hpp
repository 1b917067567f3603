#pragma once
/// `Jet<T>`: a value with its first and second derivative by one variable, carried through a formula exactly.

#include <concepts>

#include "core/math.hpp"

namespace ap {

/// f(x), f'(x), f''(x). Comparisons look at the value only; `select` takes a whole jet, so that a derivative
/// at a kink is that of the branch the formula chooses there. `abs` has slope -1 at 0.
template <class T>
struct Jet {
  T value;
  T first = T(0.0f);
  T second = T(0.0f);

  Jet(T constant) : value(constant) {}
  template <std::floating_point Number>
  requires(!std::is_same_v<T, Number>) Jet(Number constant) : value(T(constant)) {}
  Jet(T v, T d, T dd) : value(v), first(d), second(dd) {}
  /// The variable itself at x.
  static Jet variable(T x) { return {x, T(1.0f), T(0.0f)}; }

  friend Jet operator+(Jet a, Jet b) { return {a.value + b.value, a.first + b.first, a.second + b.second}; }
  friend Jet operator-(Jet a, Jet b) { return {a.value - b.value, a.first - b.first, a.second - b.second}; }
  friend Jet operator-(Jet a) { return {-a.value, -a.first, -a.second}; }
  friend Jet operator*(Jet a, Jet b) {
    return {a.value * b.value, a.first * b.value + a.value * b.first,
            a.second * b.value + T(2.0f) * (a.first * b.first) + a.value * b.second};
  }
  friend Jet operator/(Jet a, Jet b) {
    const T q = a.value / b.value;
    const T slope = (a.first - q * b.first) / b.value;
    return {q, slope, (a.second - T(2.0f) * (slope * b.first) - q * b.second) / b.value};
  }

  friend auto operator<(Jet a, Jet b) { return a.value < b.value; }
  friend auto operator<=(Jet a, Jet b) { return a.value <= b.value; }
  friend auto operator>(Jet a, Jet b) { return a.value > b.value; }
  friend auto operator>=(Jet a, Jet b) { return a.value >= b.value; }
  friend auto operator==(Jet a, Jet b) { return a.value == b.value; }
  friend auto operator!=(Jet a, Jet b) { return a.value != b.value; }

  /// g(u) from g, g' and g'' at u.
  friend Jet chain(Jet u, T g, T g1, T g2) {
    return {g, g1 * u.first, g2 * (u.first * u.first) + g1 * u.second};
  }
};

template <class T>
struct LaneTraits<Jet<T>> {
  using Scalar = Jet<T>;
  using Bits = BitsOf<T>;
  using Mask = MaskOf<T>;
};

template <class T>
inline Jet<T> select(MaskOf<T> m, Jet<T> a, Jet<T> b) {
  return {select(m, a.value, b.value), select(m, a.first, b.first), select(m, a.second, b.second)};
}
template <class T>
inline Jet<T> abs(Jet<T> x) {
  return select(x.value > T(0.0f), x, -x);
}
template <class T>
inline Jet<T> min(Jet<T> a, Jet<T> b) {
  return select(b.value <= a.value, b, a);
}
template <class T>
inline Jet<T> max(Jet<T> a, Jet<T> b) {
  return select(a.value <= b.value, b, a);
}
template <class T>
inline Jet<T> exp(Jet<T> x) {
  const T e = exp(x.value);
  return chain(x, e, e, e);
}
template <class T>
inline Jet<T> expm1(Jet<T> x) {
  const T e = exp(x.value);
  return chain(x, expm1(x.value), e, e);
}
template <class T>
inline Jet<T> sqrt(Jet<T> x) {
  const T root = sqrt(x.value);
  const T d = T(0.5f) / root;
  return chain(x, root, d, -d / (T(2.0f) * x.value));
}
template <class T>
inline Jet<T> sin(Jet<T> x) {
  const T s = sin(x.value);
  return chain(x, s, cos(x.value), -s);
}
template <class T>
inline Jet<T> cos(Jet<T> x) {
  const T c = cos(x.value);
  return chain(x, c, -sin(x.value), -c);
}
template <class T>
inline Jet<T> sigmoid(Jet<T> x) {
  // e / (1 + e)^2 instead of s (1 - s), which cancels in the tail.
  const T s = sigmoid(x.value);
  const T e = exp(-abs(x.value));
  const T slope = e / ((T(1.0f) + e) * (T(1.0f) + e));
  return chain(x, s, slope, slope * (T(1.0f) - T(2.0f) * s));
}
template <class T>
inline Jet<T> softplus(Jet<T> x) {
  const Jet<T> s = sigmoid(Jet<T>::variable(x.value));
  return chain(x, softplus(x.value), s.value, s.first);
}
template <class T>
inline Jet<T> tanh(Jet<T> x) {
  const T t = tanh(x.value);
  const T slope = T(4.0f) * sigmoid(Jet<T>::variable(x.value + x.value)).first;
  return chain(x, t, slope, T(-2.0f) * t * slope);
}
template <class T>
inline Jet<T> atan(Jet<T> x) {
  const T slope = T(1.0f) / (T(1.0f) + x.value * x.value);
  return chain(x, atan(x.value), slope, T(-2.0f) * x.value * slope * slope);
}
template <class T>
inline Jet<T> normal_tail(Jet<T> t) {
  const T density = T(0x1.9884533d43651p-2) * exp(T(-0.5f) * t.value * t.value);  // 1 / sqrt(2 pi)
  return chain(t, normal_tail(t.value), -density, t.value * density);
}

}  // namespace ap

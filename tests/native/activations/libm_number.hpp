#pragma once
/// A double whose functions are the C library's: the truth that the project's own mathematics is tested
/// against.

#include <cmath>

#include "core/jet.hpp"

namespace ap::test {

/// Runs an activation's formula with libm; `Jet<LibmNumber>` gives its derivatives.
struct LibmNumber {
  double v;
  LibmNumber(double value) : v(value) {}
};

inline LibmNumber operator+(LibmNumber a, LibmNumber b) { return a.v + b.v; }
inline LibmNumber operator-(LibmNumber a, LibmNumber b) { return a.v - b.v; }
inline LibmNumber operator*(LibmNumber a, LibmNumber b) { return a.v * b.v; }
inline LibmNumber operator/(LibmNumber a, LibmNumber b) { return a.v / b.v; }
inline LibmNumber operator-(LibmNumber a) { return -a.v; }
inline bool operator<(LibmNumber a, LibmNumber b) { return a.v < b.v; }
inline bool operator<=(LibmNumber a, LibmNumber b) { return a.v <= b.v; }
inline bool operator>(LibmNumber a, LibmNumber b) { return a.v > b.v; }
inline bool operator>=(LibmNumber a, LibmNumber b) { return a.v >= b.v; }
inline bool operator==(LibmNumber a, LibmNumber b) { return a.v == b.v; }
inline bool operator!=(LibmNumber a, LibmNumber b) { return a.v != b.v; }
inline LibmNumber select(bool condition, LibmNumber a, LibmNumber b) { return condition ? a : b; }
inline LibmNumber min(LibmNumber a, LibmNumber b) { return b < a ? b : a; }
inline LibmNumber max(LibmNumber a, LibmNumber b) { return a < b ? b : a; }
inline LibmNumber abs(LibmNumber x) { return std::fabs(x.v); }
inline LibmNumber sqrt(LibmNumber x) { return std::sqrt(x.v); }
inline LibmNumber exp(LibmNumber x) { return std::exp(x.v); }
inline LibmNumber expm1(LibmNumber x) { return std::expm1(x.v); }
inline LibmNumber sin(LibmNumber x) { return std::sin(x.v); }
inline LibmNumber cos(LibmNumber x) { return std::cos(x.v); }
inline LibmNumber tanh(LibmNumber x) { return std::tanh(x.v); }
inline LibmNumber atan(LibmNumber x) { return std::atan(x.v); }
inline LibmNumber sigmoid(LibmNumber x) {
  const double e = std::exp(-std::fabs(x.v));
  return (x.v < 0.0 ? e : 1.0) / (1.0 + e);
}
inline LibmNumber softplus(LibmNumber x) {
  return std::fmax(x.v, 0.0) + std::log1p(std::exp(-std::fabs(x.v)));
}
inline LibmNumber normal_tail(LibmNumber t) { return 0.5 * std::erfc(t.v * 0.70710678118654752440); }

}  // namespace ap::test

template <>
struct ap::LaneTraits<ap::test::LibmNumber> {
  using Scalar = ap::test::LibmNumber;
  using Bits = void;
  using Mask = bool;
};

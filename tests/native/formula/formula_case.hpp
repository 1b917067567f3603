#pragma once
/// What the tests of formulas share.

#include <catch_amalgamated.hpp>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "formula/formula.hpp"

namespace ap::test {

/// The pieces as one text.
inline std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

inline std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

/// A formula that must be right.
inline Formula formula(const std::string& text) {
  FormulaError error;
  std::optional<Formula> parsed = Formula::parse(text, error);
  INFO(text << ": " << message_text(error));
  REQUIRE(parsed.has_value());
  return *std::move(parsed);
}

/// The fault of a formula that must be wrong.
inline FormulaError fault(const std::string& text) {
  FormulaError error;
  const bool right = Formula::parse(text, error).has_value();
  INFO(text);
  REQUIRE_FALSE(right);
  return error;
}

/// Value, first and second derivative.
struct Point {
  double value, first, second;
};

inline Point curve_at(const Formula& f, double x, const std::vector<float>& params = {}) {
  Point p{};
  f.curve(&x, 1, params.data(), &p.value, &p.first, &p.second);
  return p;
}

inline Point curve_at(const std::string& text, double x, const std::vector<float>& params = {}) {
  return curve_at(formula(text), x, params);
}

inline float value_at(const Formula& f, float x, const std::vector<float>& params = {}) {
  float y = 0.0f;
  f.forward(&x, 1, params.data(), &y);
  return y;
}

struct FloatPoint {
  float value, slope;
};
inline FloatPoint slope_at(const Formula& f, float x, const std::vector<float>& params = {}) {
  FloatPoint p{};
  f.forward_derivative(&x, 1, params.data(), &p.value, &p.slope);
  return p;
}

/// Equal, or both NaN.
template <class T>
bool same(T a, T b) {
  return a == b ? std::signbit(a) == std::signbit(b) : std::isnan(a) && std::isnan(b);
}

/// |a - b| relative to the larger one of |b| and `scale`.
inline double relative_error(double a, double b, double scale = 0.0) {
  if (same(a, b) || a == b) return 0.0;
  const double size = std::max(std::abs(b), scale);
  return std::isfinite(a) && size > 0.0 ? std::abs(a - b) / size : INFINITY;
}

}  // namespace ap::test

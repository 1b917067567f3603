/// Random formulas against a plain recursive evaluation and against finite differences.

#include <array>
#include <functional>
#include <random>

#include "formula_case.hpp"

namespace ap::test {
namespace {

/// A value and a bound of the error that rounding each operation to relative `eps` makes.
struct Bounded {
  double value;
  double error;
};
struct Place {
  double x;
  std::array<float, 2> params;
  double eps;
};
/// A formula as text and as what it means.
struct Expression {
  std::string text;
  std::function<Bounded(const Place&)> evaluate;
};

Bounded rounded(double value, double error, double eps) {
  // Beyond this floats leave their range, or the bound says nothing.
  const double size = std::abs(value);
  const bool sane = size < 1e18 && (size > 1e-18 || size == 0.0) && error < 1e3;
  return {value, sane ? error + eps * size : INFINITY};
}

using Random = std::mt19937;

int pick(Random& random, int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }

Expression leaf(Random& random) {
  switch (pick(random, 4)) {
    case 0: {
      const int hundredths = pick(random, 500);
      const double value = hundredths / 100.0;
      std::string text = joined({std::to_string(hundredths / 100), ".", std::to_string(hundredths / 10 % 10),
                                 std::to_string(hundredths % 10)});
      return {text, [=](const Place& at) { return Bounded{value, at.eps * value}; }};
    }
    case 1: {
      const auto which = static_cast<std::size_t>(pick(random, 2));
      return {which == 0 ? "a" : "b", [=](const Place& at) {
                return Bounded{static_cast<double>(at.params[which]), 0.0};
              }};
    }
    default:
      return {"x", [](const Place& at) { return Bounded{at.x, 0.0}; }};
  }
}

Expression tree(Random& random, int depth);

/// A function of one argument, with a bound of its slope on value +- error.
struct Function {
  const char* name;
  double (*value)(double);
  double (*slope)(double);
};
const Function kFunctions[] = {
    {"exp", [](double x) { return std::exp(x); }, [](double x) { return std::exp(x); }},
    {"expm1", [](double x) { return std::expm1(x); }, [](double x) { return std::exp(x); }},
    {"log", [](double x) { return std::log(x); }, [](double x) { return 1 / x; }},
    {"log1p", [](double x) { return std::log1p(x); }, [](double x) { return 1 / (1 + x); }},
    {"sqrt", [](double x) { return std::sqrt(x); }, [](double x) { return 0.5 / std::sqrt(x); }},
    {"abs", [](double x) { return std::abs(x); }, [](double) { return 1.0; }},
    {"cos", [](double x) { return std::cos(x); }, [](double) { return 1.0; }},
    {"relu", [](double x) { return x > 0 ? x : 0.0; }, [](double) { return 1.0; }},
    {"-", [](double x) { return -x; }, [](double) { return 1.0; }},
};

Expression call(Random& random, int depth) {
  const Function f = kFunctions[static_cast<std::size_t>(pick(random, std::size(kFunctions)))];
  const Expression in = tree(random, depth - 1);
  return {joined({f.name, "(", in.text, ")"}), [=](const Place& at) {
            const Bounded a = in.evaluate(at);
            const double steepest =
                std::max(std::abs(f.slope(a.value - a.error)), std::abs(f.slope(a.value + a.error)));
            // NaN where an end of the interval is outside the domain: nothing is said there.
            const double error = steepest * a.error;
            return rounded(f.value(a.value), error == error ? error : INFINITY, at.eps);
          }};
}

Expression pair(Random& random, int depth) {
  const Expression l = tree(random, depth - 1), r = tree(random, depth - 1);
  const auto both = [&](const char* sign) { return joined({"(", l.text, ")", sign, "(", r.text, ")"}); };
  switch (pick(random, 6)) {
    case 0:
      return {both("+"), [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                return rounded(a.value + b.value, a.error + b.error, at.eps);
              }};
    case 1:
      return {both(" - "), [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                return rounded(a.value - b.value, a.error + b.error, at.eps);
              }};
    case 2:
      return {both("*"), [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                const double error =
                    std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error;
                return rounded(a.value * b.value, error, at.eps);
              }};
    case 3:
      return {both("/"), [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                const double left = std::abs(b.value) - b.error, q = a.value / b.value;
                return rounded(q, left > 0 ? (a.error + std::abs(q) * b.error) / left : INFINITY, at.eps);
              }};
    case 4:
      return {joined({"max(", l.text, ", ", r.text, ")"}), [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                return rounded(std::max(a.value, b.value), std::max(a.error, b.error), 0.0);
              }};
    default:
      return {joined({"where(", l.text, " < ", r.text, ", (", l.text, ") ^ 3, min(", r.text, ", 2))"}),
              [=](const Place& at) {
                const Bounded a = l.evaluate(at), b = r.evaluate(at);
                if (!(std::abs(a.value - b.value) > a.error + b.error)) return Bounded{0.0, INFINITY};
                if (!(a.value < b.value)) return rounded(std::min(b.value, 2.0), b.error, 0.0);
                const double edge = std::abs(a.value) + a.error;
                return rounded(a.value * a.value * a.value, 3 * edge * edge * a.error, 2 * at.eps);
              }};
  }
}

Expression tree(Random& random, int depth) {
  if (depth == 0 || pick(random, 6) == 0) return leaf(random);
  return pick(random, 3) == 0 ? call(random, depth) : pair(random, depth);
}

TEST_CASE("random formulas have the value of a plain evaluation, in double and in float") {
  Random random(2024);
  int compared = 0, compared_float = 0;
  for (int i = 0; i < 3000; ++i) {
    const Expression e = tree(random, 1 + pick(random, 5));
    if (e.text.size() > 500) continue;
    FormulaError error;
    const std::optional<Formula> f = Formula::parse(e.text, error);
    INFO(e.text << ": " << message_text(error));
    if (!f) {
      REQUIRE(error.fault == FormulaFault::kTooManyOperations);
      continue;
    }
    for (int k = 0; k < 8; ++k) {
      Place at{static_cast<double>(static_cast<float>(pick(random, 801) - 400) / 100.0f),
               {0.75f, -1.5f},
               4 * 0x1p-53};
      std::vector<float> params;
      for (const std::string& name : f->params()) params.push_back(name == "a" ? at.params[0] : at.params[1]);
      const Bounded exact = e.evaluate(at);
      INFO("x = " << at.x);
      if (exact.error < 1e-6) {
        ++compared;
        REQUIRE(std::abs(curve_at(*f, at.x, params).value - exact.value) <= exact.error);
      }
      at.eps = 4 * 0x1p-24;
      const Bounded coarse = e.evaluate(at);
      const double value = static_cast<double>(value_at(*f, static_cast<float>(at.x), params));
      if (coarse.error < 1.0) {
        ++compared_float;
        REQUIRE(std::abs(value - coarse.value) <= coarse.error);
      }
    }
  }
  CHECK(compared > 10000);
  CHECK(compared_float > 8000);
}

/// Slope of f at x by differences of fourth order.
template <class F>
double difference(F f, double x, double h) {
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

/// Whether a derivative agrees with differences; skips what is no smooth place.
enum class Agreement { kYes, kNo, kUnknown };
template <class F>
Agreement agreement(F f, double x, double derivative) {
  const double coarse = difference(f, x, 2e-3), fine = difference(f, x, 1e-3);
  const double scale = std::abs(fine) + std::abs(f(x)) + 1e-3;
  if (!(std::abs(coarse - fine) < 1e-7 * scale) || scale > 1e12) return Agreement::kUnknown;
  // An inner slope of 0 times an outer one of infinity is NaN, in torch, too.
  if (std::isnan(derivative)) return Agreement::kUnknown;
  return std::abs(derivative - fine) < 1e-6 * scale ? Agreement::kYes : Agreement::kNo;
}

TEST_CASE("random formulas have the derivatives of finite differences") {
  Random random(77);
  int agreed[2] = {}, unknown = 0;
  for (int i = 0; i < 2000; ++i) {
    const Expression e = tree(random, 1 + pick(random, 5));
    FormulaError error;
    const std::optional<Formula> f = Formula::parse(e.text, error);
    if (!f) continue;
    std::vector<float> params;
    for (const std::string& name : f->params()) params.push_back(name == "a" ? 0.75f : -1.5f);
    for (int k = 0; k < 4; ++k) {
      const double x = (pick(random, 801) - 400) / 100.0 + 1.0 / 512;
      INFO(e.text << " at " << x);
      const Point p = curve_at(*f, x, params);
      const Agreement first =
          agreement([&](double at) { return curve_at(*f, at, params).value; }, x, p.first);
      const Agreement second =
          agreement([&](double at) { return curve_at(*f, at, params).first; }, x, p.second);
      REQUIRE(first != Agreement::kNo);
      REQUIRE(second != Agreement::kNo);
      agreed[0] += first == Agreement::kYes ? 1 : 0;
      agreed[1] += second == Agreement::kYes ? 1 : 0;
      unknown += first == Agreement::kUnknown ? 1 : 0;
    }
  }
  INFO(agreed[0] << " " << agreed[1] << " " << unknown);
  CHECK(agreed[0] > 4000);
  CHECK(agreed[1] > 4000);
}

/// A growing function of a positive x without cancellation, so that float slopes are good to a few roundings.
std::string benign(Random& random, int depth) {
  if (depth == 0) return pick(random, 3) == 0 ? "0.75" : "x";
  const std::string inner = benign(random, depth - 1);
  switch (pick(random, 10)) {
    case 0:
      return joined({"sqrt(", inner, ")"});
    case 1:
      return joined({"log1p(", inner, ")"});
    case 2:
      return joined({"tanh(", inner, ")"});
    case 3:
      return joined({"sigmoid(", inner, ")"});
    case 4:
      return joined({"softplus(", inner, ")"});
    case 5:
      return joined({"(", inner, ") ^ 3"});
    case 6:
      return joined({"expm1(", inner, " / 4)"});
    case 7:
      return joined({"(", inner, ") * (", benign(random, depth - 1), ")"});
    case 8:
      return joined({"(", inner, ") ^ 1.5"});
    default:
      return joined({"(", inner, " + ", benign(random, depth - 1), ") / 3"});
  }
}

TEST_CASE("float slopes of random formulas are those of the double curve") {
  Random random(5);
  for (int i = 0; i < 1500; ++i) {
    const std::string text = benign(random, 1 + pick(random, 4));
    INFO(text);
    const Formula f = formula(text);
    for (const float x : {0.25f, 0.7f, 1.0f, 1.9f}) {
      const Point p = curve_at(f, static_cast<double>(x));
      const FloatPoint s = slope_at(f, x);
      if (std::abs(p.value) > 1e15 || std::abs(p.first) > 1e15 || std::abs(p.first) < 1e-15) continue;
      REQUIRE(relative_error(static_cast<double>(s.value), p.value) < 1e-5);
      REQUIRE(relative_error(static_cast<double>(s.slope), p.first) < 1e-5);
    }
  }
}

}  // namespace
}  // namespace ap::test

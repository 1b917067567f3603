/// Each function of the language against the C library, its derivatives, kinks and special values.

#include <cstdint>
#include <functional>
#include <limits>
#include <numbers>

#include "activations/table.hpp"
#include "formula_case.hpp"

namespace ap::test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const double kTwoOverSqrtPi = 2.0 / std::sqrt(std::numbers::pi);

struct Reference {
  const char* text;
  std::function<double(double)> value, first, second;
  double low, high;
  double accuracy;  ///< relative, of the curve
  double ulp;       ///< of the float value
};

const std::vector<Reference>& references() {
  static const std::vector<Reference> table = {
      {"exp(x)", [](double x) { return std::exp(x); }, [](double x) { return std::exp(x); },
       [](double x) { return std::exp(x); }, -80, 80, 1e-14, 1.01},
      {"expm1(x)", [](double x) { return std::expm1(x); }, [](double x) { return std::exp(x); },
       [](double x) { return std::exp(x); }, -20, 80, 1e-14, 0.51},
      {"log(x)", [](double x) { return std::log(x); }, [](double x) { return 1 / x; },
       [](double x) { return -1 / (x * x); }, 1e-4, 50, 1e-14, 1.01},
      {"log1p(x)", [](double x) { return std::log1p(x); }, [](double x) { return 1 / (1 + x); },
       [](double x) { return -1 / ((1 + x) * (1 + x)); }, -0.99, 50, 1e-13, 2.01},
      {"sqrt(x)", [](double x) { return std::sqrt(x); }, [](double x) { return 0.5 / std::sqrt(x); },
       [](double x) { return -0.25 / (x * std::sqrt(x)); }, 1e-4, 50, 1e-14, 0.5},
      {"cos(x)", [](double x) { return std::cos(x); }, [](double x) { return -std::sin(x); },
       [](double x) { return -std::cos(x); }, -100, 100, 1e-13, 0.51},
      {"erf(x)", [](double x) { return std::erf(x); },
       [](double x) { return kTwoOverSqrtPi * std::exp(-x * x); },
       [](double x) { return -2 * x * kTwoOverSqrtPi * std::exp(-x * x); }, -5, 5, 4e-10, 0.52},
      {"x^3", [](double x) { return x * x * x; }, [](double x) { return 3 * x * x; },
       [](double x) { return 6 * x; }, -9, 9, 1e-14, 1.51},
      {"x^-2", [](double x) { return 1 / (x * x); }, [](double x) { return -2 / (x * x * x); },
       [](double x) { return 6 / (x * x * x * x); }, 0.1, 9, 1e-14, 1.51},
      {"x^2.5", [](double x) { return std::pow(x, 2.5); }, [](double x) { return 2.5 * std::pow(x, 1.5); },
       [](double x) { return 3.75 * std::pow(x, 0.5); }, 1e-3, 99, 1e-13, 0.55},
      {"2^x", [](double x) { return std::exp2(x); }, [](double x) { return std::exp2(x) * std::log(2.0); },
       [](double x) { return std::exp2(x) * std::log(2.0) * std::log(2.0); }, -20, 20, 1e-13, 0.55},
      {"x^x", [](double x) { return std::pow(x, x); },
       [](double x) { return std::pow(x, x) * (std::log(x) + 1); },
       [](double x) { return std::pow(x, x) * ((std::log(x) + 1) * (std::log(x) + 1) + 1 / x); }, 0.5, 9,
       1e-13, 0.55},
      {"1/x", [](double x) { return 1 / x; }, [](double x) { return -1 / (x * x); },
       [](double x) { return 2 / (x * x * x); }, 0.1, 9, 1e-14, 0.5},
      {"(x-1)/(x+1)", [](double x) { return (x - 1) / (x + 1); },
       [](double x) { return 2 / ((x + 1) * (x + 1)); },
       [](double x) { return -4 / ((x + 1) * (x + 1) * (x + 1)); }, 1.5, 9, 1e-13, 8},
      {"exp(-x*x/2)", [](double x) { return std::exp(-x * x / 2); },
       [](double x) { return -x * std::exp(-x * x / 2); },
       [](double x) { return (x * x - 1) * std::exp(-x * x / 2); }, -4, 4, 1e-13, 16},
  };
  return table;
}

double ulp_of(double x) {
  const auto f = static_cast<float>(std::abs(x));
  return static_cast<double>(std::nextafter(f, std::numeric_limits<float>::infinity())) -
         static_cast<double>(f);
}

TEST_CASE("functions of formulas agree with the C library, as do their derivatives") {
  for (const Reference& r : references()) {
    const Formula f = formula(r.text);
    double worst[3] = {}, worst_ulp = 0.0;
    constexpr int kPoints = 4000;
    for (int i = 0; i <= kPoints; ++i) {
      const auto x = static_cast<float>(r.low + (r.high - r.low) * i / kPoints);
      const double wide = static_cast<double>(x);
      const Point p = curve_at(f, wide);
      const double expected[3] = {r.value(wide), r.first(wide), r.second(wide)};
      const double found[3] = {p.value, p.first, p.second};
      // Near a root of a derivative the bound is that of its terms, which the value shows.
      for (int k = 0; k < 3; ++k) {
        worst[k] =
            std::max(worst[k], relative_error(found[k], expected[k], k == 0 ? 0.0 : std::abs(expected[0])));
      }
      const double error = std::abs(static_cast<double>(value_at(f, x)) - expected[0]);
      worst_ulp = std::max(worst_ulp, error / ulp_of(expected[0]));
      const FloatPoint s = slope_at(f, x);
      REQUIRE(same(s.value, value_at(f, x)));
      const double scale = std::max(std::abs(expected[1]), std::abs(expected[0]));
      REQUIRE(std::abs(static_cast<double>(s.slope) - expected[1]) <= 4e-6 * scale);
    }
    INFO(r.text << ": relative " << worst[0] << " " << worst[1] << " " << worst[2] << ", ULP " << worst_ulp);
    CHECK(worst[0] <= r.accuracy);
    CHECK(worst[1] <= r.accuracy);
    CHECK(worst[2] <= r.accuracy);
    CHECK(worst_ulp <= r.ulp);
  }
}

TEST_CASE("the error function is exact to half a step at every magnitude") {
  const Formula f = formula("erf(x)");
  const float inf = std::numeric_limits<float>::infinity();
  CHECK(value_at(f, inf) == 1.0f);
  CHECK(value_at(f, -inf) == -1.0f);
  CHECK(std::isnan(value_at(f, std::numeric_limits<float>::quiet_NaN())));
  CHECK(std::signbit(value_at(f, -0.0f)));
  double worst = 0.0;
  for (float x = 1e-44f; x < 1e38f; x *= 1.003f) {
    const double expected = std::erf(static_cast<double>(x));
    worst = std::max(worst, std::abs(static_cast<double>(value_at(f, x)) - expected) / ulp_of(expected));
    REQUIRE(value_at(f, -x) == -value_at(f, x));
    if (x < 1e-41f) x *= 2.0f;  // a smaller step would be none
  }
  INFO(worst);
  CHECK(worst <= 0.52);
}

TEST_CASE("powers have the special values of C") {
  const Formula f = formula("x ^ b");
  const float inf = std::numeric_limits<float>::infinity();
  for (const float b : {0.0f, -0.0f, 1.0f, 2.0f, 3.0f, -1.0f, -2.0f, 0.5f, -0.5f, 1.5f, 17.0f, 1e10f,
                        33554433.0f, -33554432.0f, inf, -inf, std::numeric_limits<float>::quiet_NaN()}) {
    for (const float a : {0.0f, -0.0f, 1.0f, 0.5f, -0.5f, 2.0f, -2.0f, 1e-40f, -1e-40f, 3e38f, inf, -inf,
                          std::numeric_limits<float>::quiet_NaN()}) {
      INFO(a << " ^ " << b);
      const double expected = std::pow(static_cast<double>(a), static_cast<double>(b));
      const float rounded = static_cast<float>(expected);
      const float found = value_at(f, a, {b});
      CHECK((same(found, rounded) || std::abs(found - rounded) <= 6e-8f * std::abs(rounded) + 1.5e-45f));
      const double wide = curve_at(f, static_cast<double>(a), {b}).value;
      CHECK(relative_error(wide, expected, 1e-300) < 1e-12);
    }
  }
  CHECK(std::isnan(value_at(formula("x ^ 0.3"), -1.0f)));
  CHECK(value_at(formula("x ^ 101"), -1.01f) < -2.7f);
}

TEST_CASE("powers have torch's derivatives at 0") {
  const Formula f = formula("x ^ b");
  CHECK(curve_at(f, 0.0, {0.0f}).first == 0.0);
  CHECK(curve_at(f, 0.0, {1.0f}).first == 1.0);
  CHECK(curve_at(f, 0.0, {2.0f}).first == 0.0);
  CHECK(curve_at(f, 0.0, {2.0f}).second == 2.0);
  CHECK(curve_at(f, 0.0, {0.5f}).first == kInf);
  CHECK(relative_error(curve_at(f, -3.0, {2.0f}).first, -6.0) < 1e-14);
  CHECK(slope_at(f, -3.0f, {2.0f}).slope == -6.0f);
  CHECK(curve_at("b ^ x", 2.0, {0.0f}).first == 0.0);
}

TEST_CASE("kinks have the derivatives that are stated") {
  CHECK(curve_at("abs(x)", 0.0).first == 0.0);
  CHECK(curve_at("abs(x)", -2.0).first == -1.0);
  CHECK(curve_at("abs(x)", 2.0).first == 1.0);
  CHECK(curve_at("sign(x)", 0.0).first == 0.0);
  CHECK(curve_at("sign(x)", 0.0).value == 0.0);
  // torch.maximum and torch.minimum share the gradient at a tie.
  CHECK(curve_at("max(0, x)", 0.0).first == 0.5);
  CHECK(curve_at("min(0, x)", 0.0).first == 0.5);
  CHECK(curve_at("max(3 * x, 5 * x)", 0.0).first == 4.0);
  CHECK(curve_at("max(3 * x, 5 * x)", 1.0).first == 5.0);
  CHECK(curve_at("max(3 * x, 5 * x)", -1.0).first == 3.0);
  CHECK(curve_at("min(3 * x, 5 * x)", 1.0).first == 3.0);
  CHECK(curve_at("min(x * x, x)", 0.5).second == 2.0);
  CHECK(curve_at("where(x < 0, 2 * x, x)", 0.0).first == 1.0);
  CHECK(curve_at("where(x <= 0, 2 * x, x)", 0.0).first == 2.0);
  // The branch that is not taken plays no part, whatever its slope.
  CHECK(curve_at("where(x > 0, sqrt(x), 0)", -1.0).first == 0.0);
  CHECK(curve_at("where(x == 0, 1, sin(x) / x)", 0.0).first == 0.0);
  CHECK(curve_at("3", 1.0).first == 0.0);
  CHECK(slope_at(formula("a"), 1.0f, {2.5f}).value == 2.5f);
  CHECK(slope_at(formula("a"), 1.0f, {2.5f}).slope == 0.0f);
}

TEST_CASE("NaN goes through") {
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  for (const char* text : {"x", "x + 1", "max(x, 1)", "max(1, x)", "min(x, 1)", "min(1, x)", "abs(x)",
                           "sign(x)", "exp(x)", "log(x)", "sqrt(x)", "expm1(x)", "log1p(x)", "cos(x)",
                           "erf(x)", "x ^ 3", "x ^ 2.5", "2 ^ x", "where(x < 0, 1, x)"}) {
    INFO(text);
    const Formula f = formula(text);
    CHECK(std::isnan(value_at(f, nan)));
    CHECK(std::isnan(curve_at(f, kNan).value));
  }
  CHECK(slope_at(formula("max(x, 0)"), nan).slope == 0.5f);
  for (const char* text : {"abs(x)", "exp(x)", "x ^ 3"}) {
    CHECK(std::isnan(slope_at(formula(text), nan).slope));
  }
  CHECK(value_at(formula("where(x < 0, 1, 2)"), nan) == 2.0f);
  CHECK(value_at(formula("x ^ 0"), nan) == 1.0f);
}

TEST_CASE("sums of products round each operation, wherever they stand") {
  struct Sum {
    const char* text;
    float (*value)(float x, float a);
  };
  const Sum sums[] = {
      {"x + a * x", [](float x, float a) { return x + a * x; }},
      {"x * a + x", [](float x, float a) { return x * a + x; }},
      {"a + x * x", [](float x, float a) { return a + x * x; }},
      {"x + a * a", [](float x, float a) { return x + a * a; }},
      {"x * x + a * x", [](float x, float a) { return x * x + a * x; }},
      {"x * x + x * x", [](float x, float) { return x * x + x * x; }},
      {"(a * x + 1) * (a * x)", [](float x, float a) { return (a * x + 1.0f) * (a * x); }},
      {"a + x * (a + x * (a + x * 3))", [](float x, float a) { return a + x * (a + x * (a + x * 3.0f)); }},
      {"a * x - x * x", [](float x, float a) { return a * x - x * x; }},
      {"max(a * x + x, x * 0.3 + a)", [](float x, float a) { return std::max(a * x + x, x * 0.3f + a); }},
  };
  constexpr int n = 1000;
  std::vector<float> x(n), y(n);
  for (int i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = static_cast<float>(i - 500) / 77.0f;
  for (const Sum& sum : sums) {
    CAPTURE(sum.text);
    const Formula f = formula(sum.text);
    const std::vector<float> params(f.params().size(), 0.7f);
    f.forward(x.data(), n, params.data(), y.data());
    int different = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (y[i] != sum.value(x[i], 0.7f)) ++different;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("every activation as a formula has the bits of the built-in") {
  std::vector<float> x;
  for (int i = -2000; i <= 2000; ++i) x.push_back(static_cast<float>(i) / 64.0f);
  for (const float extreme : {0.0f, -0.0f, 1e-40f, -1e-40f, 1e-20f, 88.0f, -88.0f, 1e4f, -1e4f, 3e38f, -3e38f,
                              std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                              std::numeric_limits<float>::quiet_NaN()}) {
    x.push_back(extreme);
  }
  const int n = static_cast<int>(x.size());
  const std::vector<double> wide(x.begin(), x.end());
  std::vector<float> y(x.size()), dy(x.size()), value(x.size()), found(x.size()), slope(x.size());
  std::vector<double> a(x.size()), b(x.size()), c(x.size()), p(x.size()), q(x.size()), r(x.size());
  int tried = 0;
  for (const Activation& activation : activations()) {
    const ActivationInfo& info = *activation.info;
    INFO(info.id);
    if (info.rowwise) {
      CHECK(fault(joined({info.id, "(x)"})).fault == FormulaFault::kRowwiseFunction);
      continue;
    }
    ++tried;
    const Formula f = formula(joined({info.id, "(x)"}));
    const auto params = default_params(info);
    activation.forward_derivative(x.data(), n, params.data(), y.data(), dy.data());
    activation.curve(wide.data(), n, params.data(), a.data(), b.data(), c.data());
    f.forward(x.data(), n, nullptr, value.data());
    f.forward_derivative(x.data(), n, nullptr, found.data(), slope.data());
    f.curve(wide.data(), n, nullptr, p.data(), q.data(), r.data());
    int different = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!same(value[i], y[i]) || !same(found[i], y[i]) || !same(slope[i], dy[i])) ++different;
      if (!same(p[i], a[i]) || !same(q[i], b[i]) || !same(r[i], c[i])) ++different;
    }
    CHECK(different == 0);
    // The chain rule around it.
    const Formula scaled = formula(joined({"3 * ", info.id, "(2 * x)"}));
    const Point at = curve_at(f, 0.6), outer = curve_at(scaled, 0.3);
    CHECK(relative_error(outer.value, 3 * at.value) < 1e-12);
    CHECK(relative_error(outer.first, 6 * at.first) < 1e-12);
    CHECK(relative_error(outer.second, 12 * at.second) < 1e-12);
  }
  CHECK(tried > 20);
}

}  // namespace
}  // namespace ap::test

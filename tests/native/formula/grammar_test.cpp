/// What formulas may look like, and what they mean.

#include <numbers>
#include <random>

#include "formula/number.hpp"
#include "formula_case.hpp"

namespace ap::test {
namespace {

struct Meaning {
  const char* text;
  double x;
  double value;
};

TEST_CASE("formulas mean what they mean in Python") {
  const Meaning table[] = {
      {"1", 0, 1},
      {".5", 0, 0.5},
      {"2.", 0, 2},
      {"1e-3", 0, 0.001},
      {"1E+3", 0, 1000},
      {"0.25e2", 0, 25},
      {"x", 3, 3},
      {"pi", 0, std::numbers::pi},
      {"e", 0, std::numbers::e},
      {"1 + 2 * x", 3, 7},
      {"(1 + 2) * x", 3, 9},
      {"10 - 4 - x", 3, 3},
      {"24 / 4 / x", 3, 2},
      {"2 ^ 3 ^ 2", 0, 512},
      {"2 ** 3 ** 2", 0, 512},
      {"(2 ^ 3) ^ 2", 0, 64},
      {"-x ^ 2", 3, -9},
      {"(-x) ^ 2", 3, 9},
      {"2 ^ -x", 3, 0.125},
      {"2 ^ - - x", 3, 8},
      {"-2 ^ -x", 3, -0.125},
      {"2 * -x", 3, -6},
      {"x * x ^ 2 * x", 3, 81},
      {"--x", 3, 3},
      {"-+-x", 3, 3},
      {"+x", 3, 3},
      {"x--1", 3, 4},
      {"x - -x", 3, 6},
      {"-x + -x", 3, -6},
      {"x/2/2", 3, 0.75},
      {"8/x", 4, 2},
      {"x ^ 0", 0, 1},
      {"x ^ 1", -7, -7},
      {"x ^ 3", -2, -8},
      {"x ^ -2", -2, 0.25},
      {"x ^ 16", 2, 65536},
      {"x ^ 17", -2, -131072},
      {"x ^ 0.5", 9, 3},
      {" \t\n x\u00a0+\r1 ", 3, 4},
      {"max(x, 1)", 3, 3},
      {"min(x, 1)", 3, 1},
      {"max(0, x) + 0.25 * min(0, x)", -8, -2},
      {"where(x < 0, 10, 20)", -1, 10},
      {"where(x < 0, 10, 20)", 0, 20},
      {"where(x <= 0, 10, 20)", 0, 10},
      {"where(x > 0, 10, 20)", 0, 20},
      {"where(x > 0, 10, 20)", 1, 10},
      {"where(x >= 0, 10, 20)", 0, 10},
      {"where(x == 2, 10, 20)", 2, 10},
      {"where(x == 2, 10, 20)", 3, 20},
      {"where(x != 2, 10, 20)", 3, 10},
      {"where(x != 2, 10, 20)", 2, 20},
      {"where(x + 1 > 2 * x, x - 1, x)", 3, 3},
      {"where(1 < 2, x, 2 * x)", 3, 3},
      {"where(2 < 1, x, 2 * x)", 3, 6},
      {"where(where(x < 0, 1, 2) == 2, 5, 6)", 0, 5},
      {"abs(x)", -3, 3},
      {"sign(x) * 5", -3, -5},
      {"relu(-x)", -3, 3},
      {"hardtanh(relu(x) / 2)", 1, 0.5},
      {"linear(x)", 4, 4},
  };
  for (const Meaning& m : table) {
    INFO(m.text << " at " << m.x);
    const Formula f = formula(m.text);
    CHECK(relative_error(curve_at(f, m.x).value, m.value) < 1e-14);
    CHECK(value_at(f, static_cast<float>(m.x)) == static_cast<float>(m.value));
    CHECK(slope_at(f, static_cast<float>(m.x)).value == static_cast<float>(m.value));
  }
}

TEST_CASE("formulas name their parameters in the order of their first use") {
  const Formula f = formula("b * x + a * x ^ b - _c2");
  REQUIRE(f.params().size() == 3);
  CHECK(f.params()[0] == "b");
  CHECK(f.params()[1] == "a");
  CHECK(f.params()[2] == "_c2");
  const std::vector<float> params{2.0f, 3.0f, 5.0f};
  CHECK(value_at(f, 4.0f, params) == 51.0f);
  const Point p = curve_at(f, 4.0, params);
  CHECK(relative_error(p.value, 51.0) < 1e-14);
  CHECK(relative_error(p.first, 2.0 + 24.0) < 1e-14);
  CHECK(relative_error(p.second, 6.0) < 1e-14);
}

TEST_CASE("a formula works on any number of values, in place, too") {
  const Formula f = formula("a * x * sigmoid(x) + x ^ 3 / b");
  const std::vector<float> params{0.75f, 3.0f};
  for (const int n : {0, 1, 3, 4, 15, 16, 17, 255, 256, 257, 1000}) {
    std::vector<float> x(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) * 0.013f - 3.0f;
    std::vector<float> y(x.size() + 1, 77.0f), dy(x.size() + 1, 77.0f);
    f.forward_derivative(x.data(), n, params.data(), y.data(), dy.data());
    CHECK(y.back() == 77.0f);
    CHECK(dy.back() == 77.0f);
    for (std::size_t i = 0; i < x.size(); ++i) {
      // Alone in its block, each value comes out the same.
      const FloatPoint alone = slope_at(f, x[i], params);
      REQUIRE(alone.value == y[i]);
      REQUIRE(alone.slope == dy[i]);
    }
    y.pop_back();
    dy.pop_back();
    std::vector<float> in_place = x;
    f.forward(in_place.data(), n, params.data(), in_place.data());
    CHECK(in_place == y);
    in_place = x;
    std::vector<float> other(x.size());
    f.forward_derivative(in_place.data(), n, params.data(), other.data(), in_place.data());
    CHECK(other == y);
    CHECK(in_place == dy);
  }
}

TEST_CASE("numbers are read as the nearest double") {
  for (const char* text :
       {"0", "0.0", "1", "0.1", "3.4e38", "1.17549435e-38", "1e-45", "2.2250738585072014e-280",
        "123456789012345678", "0.000000000000000000000000000001", "9007199254740993",
        "1.7976931348623157e300", "4.35", "0.30000000000000004", "1e22", "1e23", "1e-400"}) {
    INFO(text);
    CHECK(parse_decimal(text) == std::strtod(text, nullptr));
  }
  CHECK(std::isinf(parse_decimal("1e400")));
  CHECK(std::isinf(parse_decimal("1e999999999999")));
  CHECK(parse_decimal("1e-999999999999") == 0.0);
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    const int digits = 1 + static_cast<int>(random() % 19), point = static_cast<int>(random() % 20);
    for (int k = 0; k < digits; ++k) {
      if (k == point) text += k == 0 ? "0." : ".";
      text += static_cast<char>('0' + random() % 10);
    }
    text += joined({"e", std::to_string(static_cast<int>(random() % 520) - 260)});
    INFO(text);
    REQUIRE(parse_decimal(text) == std::strtod(text.c_str(), nullptr));
  }
}

}  // namespace
}  // namespace ap::test

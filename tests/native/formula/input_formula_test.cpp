// Formulas of several features.

#include "formula/input_formula.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>

namespace {

using ap::FormulaError;
using ap::FormulaFault;
using ap::InputFormula;

std::vector<double> values_of(std::string_view text, const std::vector<double>& rows, int n_features) {
  FormulaError error;
  const std::optional<InputFormula> formula = InputFormula::parse(text, n_features, error);
  INFO(ap::message_text(error));
  REQUIRE(formula.has_value());
  const int n = static_cast<int>(rows.size()) / n_features;
  std::vector<double> out(static_cast<std::size_t>(n));
  formula->run(rows.data(), n, out.data(), 1);
  return out;
}

std::string message_of(std::string_view text, int n_features = 20) {
  FormulaError error;
  CHECK(!InputFormula::parse(text, n_features, error).has_value());
  return ap::message_text(error);
}

}  // namespace

TEST_CASE("an input is a formula of the features of its row", "[formula]") {
  std::vector<double> rows;
  for (int i = 0; i < 150; ++i) {  // more than two blocks, and a rest
    rows.push_back(0.25 * i - 7.0);
    rows.push_back(3.0 - 0.125 * i);
  }
  struct Case {
    const char* text;
    double (*truth)(double, double);
  };
  static constexpr Case kCases[] = {
      {"x1", [](double a, double) { return a; }},
      {"x2", [](double, double b) { return b; }},
      {"x1^2", [](double a, double) { return a * a; }},
      {"x1*x2", [](double a, double b) { return a * b; }},
      {"sin(x1)", [](double a, double) { return std::sin(a); }},
      {"sin(x2)", [](double, double b) { return std::sin(b); }},
      {"x2 - 2 * x1 / (1 + x1 ** 2)", [](double a, double b) { return b - 2 * a / (1 + a * a); }},
      {"where(x1 < x2, max(x1, 0), -x2)", [](double a, double b) { return a < b ? std::max(a, 0.0) : -b; }},
      {"tanh(x1) + relu(x2)", [](double a, double b) { return std::tanh(a) + std::max(b, 0.0); }},
      {"tanh(x1 * x2) * tanh(x1 * x2)",
       [](double a, double b) { return std::tanh(a * b) * std::tanh(a * b); }},
      {"pi", [](double, double) { return 0x1.921fb54442d18p+1; }},
  };
  for (const Case& example : kCases) {
    CAPTURE(example.text);
    const std::vector<double> out = values_of(example.text, rows, 2);
    // Activations, of which sin is one, promise this much of their double values; the rest all but the last
    // bits.
    const std::string_view text = example.text;
    const double tolerance = text.starts_with("tanh") || text.starts_with("sin") ? 0x1p-32 : 1e-14;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double truth = example.truth(rows[2 * i], rows[2 * i + 1]);
      CHECK(std::abs(out[i] - truth) <= tolerance * std::max(1.0, std::abs(truth)));
    }
  }
}

TEST_CASE("an input is written to its own column", "[formula]") {
  FormulaError error;
  const auto formula = InputFormula::parse("x1 + x3", 3, error);
  REQUIRE(formula.has_value());
  const double rows[6] = {1, 2, 3, 10, 20, 30};
  double out[4] = {-1, -1, -1, -1};
  formula->run(rows, 2, out + 1, 2);
  CHECK(out[0] == -1.0);
  CHECK(out[1] == 4.0);
  CHECK(out[2] == -1.0);
  CHECK(out[3] == 40.0);
}

TEST_CASE("a formula of a hundred features fits", "[formula]") {
  std::string text = "x1";
  std::vector<double> row(100, 1.0);
  for (int i = 2; i <= 100; ++i) text += "+x" + std::to_string(i);
  CHECK(values_of(text, row, 100) == std::vector<double>{100.0});
}

TEST_CASE("a wrong input says where and what is wrong", "[formula]") {
  const std::pair<const char*, const char*> cases[] = {
      {"x1 + x21", "at character 6: \"x21\" is not known; the features are \"x1\" to \"x20\""},
      {"x", "at character 1: \"x\" is not known; the features are \"x1\" to \"x20\""},
      {"X1", "at character 1: \"X1\" is not known; the features are \"x1\" to \"x20\""},
      {"x0", "at character 1: \"x0\" is not known; the features are \"x1\" to \"x20\""},
      {"x01", "at character 1: \"x01\" is not known; the features are \"x1\" to \"x20\""},
      {"x99999999999", "at character 1: \"x99999999999\" is not known; the features are \"x1\" to \"x20\""},
      {"a * x1", "at character 1: \"a\" is not known; the features are \"x1\" to \"x20\""},
      {"sin", "at character 1: the function \"sin\" has no argument; write \"sin(x1)\""},
      {"sqr(x1)", "at character 1: there is no function \"sqr\"; did you mean \"sqrt\"?"},
      {"x1 x2", "at character 4: expected an operator or the end, found \"x2\"; write \"*\" to multiply"},
      {"x1 *", "at character 5: expected a number, a feature such as x1, a function or \"(\", found the end"},
      {"", "at character 1: expected a number, a feature such as x1, a function or \"(\", found the end"},
      {"x1 < 3",
       "at character 4: expected an operator or the end, found \"<\"; compare in \"where(x1 < 0, a, b)\""},
  };
  for (const auto& [text, message] : cases) {
    CAPTURE(text);
    CHECK(message_of(text) == message);
  }
  CHECK(message_of("x2", 1) == "at character 1: \"x2\" is not known; the only feature is \"x1\"");
}

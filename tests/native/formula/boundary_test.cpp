/// Formulas through the C boundary: what it checks, and what it hands out.

#include <array>
#include <limits>

#include "abi/abi.h"
#include "formula_case.hpp"

namespace ap::test {
namespace {

/// A formula of the boundary; destroyed at the end of its life.
class Handle {
 public:
  explicit Handle(std::string_view text) {
    ap_formula_error error;
    REQUIRE(ap_formula_parse(text.data(), static_cast<int32_t>(text.size()), &value, &error) == AP_OK);
    REQUIRE(error.fault == 0);
  }
  ~Handle() { ap_formula_destroy(value); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ap_formula value = 0;
};

TEST_CASE("the boundary reads, describes and runs formulas") {
  const Handle formula("alpha * x + exp(b) * x ^ 2");
  ap_formula_info info;
  REQUIRE(ap_formula_describe(formula.value, &info) == AP_OK);
  CHECK(info.param_count == 2);
  CHECK(std::string(info.names) == "alpha");
  CHECK(std::string(info.names + AP_FORMULA_NAME_LENGTH) == "b");

  const std::array<float, 2> params{3.0f, 0.0f}, x{1.0f, -2.0f};
  std::array<float, 2> y{}, dy{};
  REQUIRE(ap_formula_sample(formula.value, params.data(), 2, x.data(), 2, y.data(), dy.data()) == AP_OK);
  CHECK(y == std::array<float, 2>{4.0f, -2.0f});
  CHECK(dy == std::array<float, 2>{5.0f, -1.0f});
  y = {};
  REQUIRE(ap_formula_sample(formula.value, params.data(), 2, x.data(), 2, y.data(), nullptr) == AP_OK);
  CHECK(y == std::array<float, 2>{4.0f, -2.0f});

  const double at = 2.0;
  double value = 0.0, first = 0.0, second = 0.0;
  REQUIRE(ap_formula_curve(formula.value, params.data(), 2, &at, 1, &value, &first, &second) == AP_OK);
  CHECK(value == 10.0);
  CHECK(first == 7.0);
  CHECK(second == 2.0);
}

TEST_CASE("the boundary says what is wrong with a formula") {
  const std::string_view text = "x * sigmod(x)";
  ap_formula handle = 77;
  ap_formula_error error;
  REQUIRE(ap_formula_parse(text.data(), static_cast<int32_t>(text.size()), &handle, &error) ==
          AP_BAD_FORMULA);
  CHECK(handle == 77);
  CHECK(error.fault == static_cast<int32_t>(FormulaFault::kUnknownFunction));
  CHECK(error.position == 4);
  CHECK(error.length == 6);
  CHECK(std::string(error.problem) == "at character 5: there is no function \"sigmod\"");
  CHECK(std::string(error.suggestion) == "did you mean \"sigmoid\"?");
  // The longest sentences fit whole.
  const std::string name = repeated("s", 400);
  REQUIRE(ap_formula_parse(name.data(), 400, &handle, &error) == AP_BAD_FORMULA);
  CHECK(std::string(error.problem).ends_with("is longer than 31 characters"));
  CHECK(ap_formula_parse(nullptr, 0, &handle, &error) == AP_BAD_FORMULA);
}

TEST_CASE("the boundary refuses wrong arguments for formulas") {
  const Handle formula("a * x");
  ap_formula handle = 0;
  ap_formula_error error;
  ap_formula_info info;
  CHECK(ap_formula_parse("x", -1, &handle, &error) == AP_OUT_OF_RANGE);
  CHECK(ap_formula_parse(nullptr, 1, &handle, &error) == AP_NULL_POINTER);
  CHECK(ap_formula_parse("x", 1, nullptr, &error) == AP_NULL_POINTER);
  CHECK(ap_formula_parse("x", 1, &handle, nullptr) == AP_NULL_POINTER);
  CHECK(ap_formula_describe(formula.value, nullptr) == AP_NULL_POINTER);
  CHECK(ap_formula_describe(0, &info) == AP_BAD_HANDLE);

  const float nan = std::numeric_limits<float>::quiet_NaN(), one = 1.0f;
  float y = 0.0f, dy = 0.0f;
  CHECK(ap_formula_sample(formula.value, &one, 1, &one, 1, &y, &y) == AP_NULL_POINTER);
  CHECK(ap_formula_sample(formula.value, &one, 1, nullptr, 1, &y, &dy) == AP_NULL_POINTER);
  CHECK(ap_formula_sample(formula.value, &one, 1, &one, 1, nullptr, &dy) == AP_NULL_POINTER);
  CHECK(ap_formula_sample(formula.value, nullptr, 1, &one, 1, &y, &dy) == AP_NULL_POINTER);
  CHECK(ap_formula_sample(formula.value, &one, 0, &one, 1, &y, &dy) == AP_BAD_SHAPE);
  CHECK(ap_formula_sample(formula.value, &one, 1, &one, -1, &y, &dy) == AP_OUT_OF_RANGE);
  CHECK(ap_formula_sample(formula.value, &nan, 1, &one, 1, &y, &dy) == AP_NOT_FINITE);
  CHECK(ap_formula_sample(-5, &one, 1, &one, 1, &y, &dy) == AP_BAD_HANDLE);
  CHECK(ap_formula_sample(formula.value, &one, 1, nullptr, 0, nullptr, nullptr) == AP_OK);

  const double x = 1.0;
  double a = 0.0, b = 0.0, c = 0.0;
  CHECK(ap_formula_curve(formula.value, &one, 1, &x, 1, &a, &a, &c) == AP_NULL_POINTER);
  CHECK(ap_formula_curve(formula.value, &one, 1, &x, 1, &a, &b, nullptr) == AP_NULL_POINTER);
  CHECK(ap_formula_curve(formula.value, &one, 2, &x, 1, &a, &b, &c) == AP_BAD_SHAPE);
  CHECK(ap_formula_curve(0, &one, 1, &x, 1, &a, &b, &c) == AP_BAD_HANDLE);
}

TEST_CASE("a destroyed formula is not found again") {
  ap_formula first = 0, second = 0;
  ap_formula_error error;
  REQUIRE(ap_formula_parse("x", 1, &first, &error) == AP_OK);
  CHECK(ap_formula_destroy(first) == AP_OK);
  CHECK(ap_formula_destroy(first) == AP_BAD_HANDLE);
  REQUIRE(ap_formula_parse("x", 1, &second, &error) == AP_OK);
  CHECK(first != second);
  ap_formula_info info;
  CHECK(ap_formula_describe(first, &info) == AP_BAD_HANDLE);
  CHECK(ap_formula_destroy(second) == AP_OK);
}

TEST_CASE("the boundary works out inputs of checked rows") {
  const double rows[6] = {1, 2, 3, 4, 5, 6};
  double out[4] = {};
  ap_formula_error error;
  const auto compute = [&](std::string_view text, int32_t n = 3, int32_t width = 2, int32_t capacity = 3,
                           int32_t n_inputs = 1, int32_t input = 0) {
    return ap_input_compute(text.data(), static_cast<int32_t>(text.size()), rows, n, width, out, capacity,
                            n_inputs, input, &error);
  };
  REQUIRE(compute("x1 * x2") == AP_OK);
  CHECK(out[2] == 30.0);
  REQUIRE(compute("x1", 2, 2, 4, 2, 1) == AP_OK);
  CHECK(out[1] == 1.0);
  CHECK(out[3] == 3.0);
  CHECK(compute("x1", 0, 2, 0) == AP_OK);
  CHECK(compute("x3") == AP_BAD_FORMULA);
  CHECK(error.position == 0);
  CHECK(std::string(error.problem) == "at character 1: \"x3\" is not known");
  CHECK(std::string(error.suggestion) == "the features are \"x1\" to \"x2\"");
  CHECK(compute("") == AP_BAD_FORMULA);
  CHECK(compute("x1", 3, 2, 2) == AP_CAPACITY);
  for (const int32_t n : {-1, INT32_MIN, INT32_MAX}) CHECK(compute("x1", n) == AP_OUT_OF_RANGE);
  for (const int32_t width : {0, -1, AP_MAX_INPUT_FEATURES + 1})
    CHECK(compute("x1", 1, width) == AP_OUT_OF_RANGE);
  for (const int32_t input : {-1, 1, INT32_MAX}) CHECK(compute("x1", 3, 2, 3, 1, input) == AP_OUT_OF_RANGE);
  CHECK(ap_input_compute(nullptr, 2, rows, 3, 2, out, 3, 1, 0, &error) == AP_NULL_POINTER);
  CHECK(ap_input_compute("x1", 2, nullptr, 3, 2, out, 3, 1, 0, &error) == AP_NULL_POINTER);
  CHECK(ap_input_compute("x1", 2, rows, 3, 2, nullptr, 3, 1, 0, &error) == AP_NULL_POINTER);
  CHECK(ap_input_compute("x1", 2, rows, 3, 2, out, 3, 1, 0, nullptr) == AP_NULL_POINTER);
  CHECK(ap_input_compute("x1", -1, rows, 3, 2, out, 3, 1, 0, &error) == AP_OUT_OF_RANGE);
}

}  // namespace
}  // namespace ap::test

/// Typed formulas.

#include <algorithm>
#include <string>
#include <string_view>

#include "abi/abi.h"
#include "fuzz/input.hpp"

namespace ap::fuzz {
namespace {

/// A text of the formula language's words in any order, or of any bytes.
std::string draw_text(Input& in, bool of_inputs) {
  static constexpr std::string_view kWords[] = {
      "x",    "1",    "+", "-",   "*",  "/",        "^",     "(",     ")",    ",",    "max(", "min(",
      "exp(", "a",    "b", "if(", "<",  "sigmoid(", "tanh(", "gelu(", "erf(", "pi",   "0.5",  "1e3",
      "log(", "sin(", " ", "x1",  "x2", "relu(",    "abs(",  "sqrt(", "2",    "x**2", "e",    "softplus("};
  static constexpr std::string_view kWhole[] = {"max(0, x) + a * min(0, x)", "x * sigmoid(b * x)",
                                                "tanh(x)^2", "exp(-x^2)", "x"};
  if (!of_inputs && in.one_in(3)) return std::string(kWhole[in.byte() % std::size(kWhole)]);
  if (of_inputs && in.one_in(3)) return "x1 * x2";
  std::string text;
  const std::uint32_t words = in.byte() % 32;
  for (std::uint32_t i = 0; i < words; ++i) {
    if (in.one_in(16)) {
      text.push_back(static_cast<char>(in.byte()));
    } else {
      text += kWords[in.byte() % std::size(kWords)];
    }
  }
  return text;
}

struct DrawnText {
  std::int32_t length;
  char* text;

  DrawnText(Input& in, bool of_inputs) {
    const std::string drawn = draw_text(in, of_inputs);
    length = static_cast<std::int32_t>(drawn.size());
    std::size_t at = 0;
    text = in.array<char>(length, [&] { return drawn[at++]; });
    if (in.one_in(64)) length = -1;
  }
};

/// The handle of a formula that can be used, or another one.
std::int32_t draw_formula(Input& in, Handles& handles) {
  if (handles.formulas.empty()) {
    constexpr std::string_view kText = "max(0, x) + a * min(0, x)";
    ap_formula made = 0;
    ap_formula_error error;
    if (ap_formula_parse(kText.data(), static_cast<std::int32_t>(kText.size()), &made, &error) == AP_OK)
      handles.formulas.push_back(made);
  }
  return in.handle(handles.formulas);
}

std::int32_t call_ap_formula_parse(Input& in, Handles& handles) {
  const DrawnText text(in, false);
  auto* const out = in.room<ap_formula>(1);
  const std::int32_t status = ap_formula_parse(text.text, text.length, out, in.room<ap_formula_error>(1));
  if (status == AP_OK) handles.formulas.push_back(*out);
  return status;
}

std::int32_t call_ap_formula_describe(Input& in, Handles& handles) {
  return ap_formula_describe(draw_formula(in, handles), in.room<ap_formula_info>(1));
}

std::int32_t call_ap_formula_sample(Input& in, Handles& handles) {
  const std::int32_t formula = draw_formula(in, handles);
  const std::int32_t count = in.integer(0, 2), n = in.integer(0, 40);
  float* const params = in.numbers<float>(count);
  float* const x = in.numbers<float>(n);
  return ap_formula_sample(formula, params, count, x, n, in.room<float>(n),
                           in.one_in(4) ? nullptr : in.room<float>(n));
}

std::int32_t call_ap_formula_curve(Input& in, Handles& handles) {
  const std::int32_t formula = draw_formula(in, handles);
  const std::int32_t count = in.integer(0, 2), n = in.integer(0, 40);
  float* const params = in.numbers<float>(count);
  double* const x = in.numbers<double>(n);
  return ap_formula_curve(formula, params, count, x, n, in.room<double>(n), in.room<double>(n),
                          in.room<double>(n));
}

std::int32_t call_ap_formula_destroy(Input& in, Handles& handles) {
  return ap_formula_destroy(draw_formula(in, handles));
}

std::int32_t call_ap_input_compute(Input& in, Handles&) {
  const DrawnText text(in, true);
  const std::int32_t n = in.integer(0, 20), width = in.integer(1, 4);
  const std::int32_t inputs = in.integer(1, 3), capacity = in.capacity(60);
  double* const features = in.numbers<double>(std::int64_t{n} * width);
  return ap_input_compute(text.text, text.length, features, n, width, in.room<double>(capacity), capacity,
                          inputs, in.integer(0, 2), in.room<ap_formula_error>(1));
}

}  // namespace

std::span<Target> formula_targets() {
  static Target targets[] = {
      AP_TARGET(ap_formula_parse), AP_TARGET(ap_formula_describe), AP_TARGET(ap_formula_sample),
      AP_TARGET(ap_formula_curve), AP_TARGET(ap_formula_destroy),  AP_TARGET(ap_input_compute),
  };
  return targets;
}

}  // namespace ap::fuzz

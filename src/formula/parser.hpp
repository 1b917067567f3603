#pragma once
/// From the text of a formula to its graph.

#include <string>
#include <string_view>
#include <vector>

#include "formula/error.hpp"
#include "formula/graph.hpp"

namespace ap {

/// A formula that was read.
struct ParsedFormula {
  Graph graph;
  NodeId root = 0;
  std::vector<std::string> params;  ///< in the order of their first use
};

/// Reads a formula of UTF-8 text; false with the first fault in `error` when there is one.
///
/// ```
/// formula    = sum
/// sum        = product { ("+" | "-") product }
/// product    = unary { ("*" | "/") unary }
/// unary      = ("+" | "-") unary | power
/// power      = primary [ ("^" | "**") unary ]           so that 2^-x and 2^3^2 = 2^(3^2), and -x^2 = -(x^2)
/// primary    = number | name | "(" sum ")" | function "(" sum { "," sum } ")"
///            | "where" "(" sum comparison sum "," sum "," sum ")"
/// comparison = "<" | "<=" | ">" | ">=" | "==" | "!="
/// number     = digits [ "." [ digits ] ] [ exponent ] | "." digits [ exponent ]
/// name       = "x" | "pi" | "e" | any other: a parameter
/// ```
bool parse_formula(std::string_view text, ParsedFormula& out, FormulaError& error);

/// Reads a formula of the features x1, x2 ... x<n_features>, which are its variables 0, 1 ...; it has no
/// parameters, and no x. Otherwise as `parse_formula`.
bool parse_input_formula(std::string_view text, int n_features, ParsedFormula& out, FormulaError& error);

}  // namespace ap

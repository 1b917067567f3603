#include "formula/formula.hpp"

#include <array>
#include <utility>

#include "formula/parser.hpp"
#include "formula/scanner.hpp"

namespace ap {

std::optional<Formula> Formula::parse(std::string_view text, FormulaError& error) {
  ParsedFormula parsed;
  if (!parse_formula(text, parsed, error)) return std::nullopt;
  Graph& graph = parsed.graph;
  std::array<NodeId, Tape::kMaxOutputs> nodes{parsed.root};
  const std::array<NodeId, 2> slopes = differentiate(graph, parsed.root);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    nodes[i + 1] = slopes[i] == kNoNode ? graph.constant(0.0) : slopes[i];
  }
  Formula formula;
  formula.value_ = Tape(graph, std::span(nodes).first(1));
  formula.value_and_slope_ = Tape(graph, std::span(nodes).first(2));
  formula.curve_ = Tape(graph, nodes);
  if (graph.is_full() || formula.value_and_slope_.operations() > kMaxFormulaOperations ||
      !formula.value_and_slope_.fits() || !formula.curve_.fits()) {
    error = {FormulaFault::kTooManyOperations, 0, count_code_points(text), {}, {}, {}};
    return std::nullopt;
  }
  formula.params_ = std::move(parsed.params);
  return formula;
}

void Formula::forward(const float* z, int n, const float* params, float* out) const {
  value_.run<float>(z, n, params, std::array{out});
}

void Formula::forward_derivative(const float* z, int n, const float* params, float* out, float* slope) const {
  value_and_slope_.run<float>(z, n, params, std::array{out, slope});
}

void Formula::curve(const double* x, int n, const float* params, double* value, double* first,
                    double* second) const {
  curve_.run<double>(x, n, params, std::array{value, first, second});
}

}  // namespace ap

#include "formula/input_formula.hpp"

#include <algorithm>
#include <array>

#include "formula/evaluate.hpp"
#include "formula/parser.hpp"

namespace ap {

std::optional<InputFormula> InputFormula::parse(std::string_view text, int n_features, FormulaError& error) {
  ParsedFormula parsed;
  if (!parse_input_formula(text, n_features, parsed, error)) return std::nullopt;
  const Graph& graph = parsed.graph;
  const std::vector<bool> needed = graph.reachable_from(std::array{parsed.root});
  InputFormula formula;
  formula.n_features_ = n_features;
  // Each node has a register of its own, then come two for the slopes that activations give as well.
  std::vector<Register> register_of(needed.size());
  for (NodeId id = 0; id < graph.size(); ++id) {
    const auto at = static_cast<std::size_t>(id);
    if (!needed[at]) continue;
    const Node& n = graph.node(id);
    const auto target = static_cast<Register>(formula.register_count_++);
    register_of[at] = target;
    if (operand_count(n.op) == 0) {
      formula.leaves_.push_back({target, n.op == Op::kVariable ? n.index : -1, n.value});
      continue;
    }
    Instruction step{.op = n.op, .index = n.index, .out = {target}};
    for (std::size_t k = 0; k < static_cast<std::size_t>(operand_count(n.op)); ++k) {
      step.in[k] = register_of[static_cast<std::size_t>(n.in[k])];
    }
    formula.instructions_.push_back(step);
  }
  for (Instruction& step : formula.instructions_) {
    step.out[1] = static_cast<Register>(formula.register_count_);
    step.out[2] = static_cast<Register>(formula.register_count_ + 1);
  }
  formula.register_count_ += 2;
  formula.root_ = register_of[static_cast<std::size_t>(parsed.root)];
  return formula;
}

void InputFormula::run(const double* features, int n, double* out, int stride) const {
  constexpr int kBlock = 64;
  const auto block_of = [](auto r) { return static_cast<std::size_t>(r) * kBlock; };
  std::vector<double> storage(block_of(register_count_));
  std::vector<double*> registers;
  for (int r = 0; r < register_count_; ++r) registers.push_back(&storage[block_of(r)]);
  for (const Leaf& leaf : leaves_) std::fill_n(registers[leaf.target], kBlock, leaf.value);
  for (int start = 0; start < n; start += kBlock) {
    const int count = std::min(kBlock, n - start);
    const double* const rows = features + static_cast<std::ptrdiff_t>(start) * n_features_;
    for (const Leaf& leaf : leaves_) {
      if (leaf.feature < 0) continue;
      for (int i = 0; i < count; ++i) {
        registers[leaf.target][i] = rows[static_cast<std::ptrdiff_t>(i) * n_features_ + leaf.feature];
      }
    }
    for (const Instruction& step : instructions_) execute<double>(step, registers.data(), count);
    for (int i = 0; i < count; ++i)
      out[static_cast<std::ptrdiff_t>(start + i) * stride] = registers[root_][i];
  }
}

}  // namespace ap

#include "formula/graph.hpp"

#include <utility>

#include "core/simd.hpp"
#include "formula/evaluate.hpp"

namespace ap {

namespace {

/// Largest integer exponent that is worked out by multiplication; every doubling of it loses half a bit.
constexpr int kMaxMultiplied = 16;

bool same(const Node& a, const Node& b) {
  return a.op == b.op && a.index == b.index && a.in == b.in && bits(a.value) == bits(b.value);
}

/// 1 / value when dividing by it is exactly multiplying with that, also for floats; else 0.
double exact_reciprocal(double value) {
  constexpr std::int64_t kMantissa = 0xfffffffffffff;
  const double magnitude = abs(value);
  const bool is_power_of_two =
      (bits(value) & kMantissa) == 0 && magnitude >= 0x1p-100 && magnitude <= 0x1p100;
  return is_power_of_two ? 1.0 / value : 0.0;
}

}  // namespace

Graph::Graph() { add({.op = Op::kVariable}); }

bool Graph::is_constant(NodeId id, double value) const {
  return is_constant(id) && bits(node(id).value) == bits(value);
}

NodeId Graph::add(const Node& wanted) {
  for (int i = size() - 1; i >= 0; --i) {
    if (same(node(i), wanted)) return i;
  }
  if (size() >= kMaxNodes) {
    full_ = true;
    return 0;
  }
  nodes_.push_back(wanted);
  return size() - 1;
}

NodeId Graph::variable(int index) { return add({.op = Op::kVariable, .index = index}); }

NodeId Graph::constant(double value) { return add({.op = Op::kConstant, .value = value}); }

NodeId Graph::param(int index) { return add({.op = Op::kParam, .index = index}); }

NodeId Graph::unary(Op op, NodeId a, int index) {
  const Node wanted{.op = op, .index = index, .in = {a}};
  if (is_constant(a)) return constant(evaluate_constant(wanted, {node(a).value}));
  if (op == Op::kNegate && node(a).op == Op::kNegate) return node(a).in[0];
  if (op == Op::kIntegerPower) {
    if (index < 0) return binary(Op::kDivide, constant(1.0), unary(op, a, -index));
    if (index == 0) return constant(1.0);
    if (index == 1) return a;
    if (index == 2) return binary(Op::kMultiply, a, a);
  }
  return add(wanted);
}

NodeId Graph::binary(Op op, NodeId a, NodeId b) {
  if (is_constant(a) && is_constant(b)) {
    return constant(evaluate_constant({.op = op}, {node(a).value, node(b).value}));
  }
  switch (op) {
    case Op::kAdd:
      if (node(b).op == Op::kNegate) return binary(Op::kSubtract, a, node(b).in[0]);
      if (node(a).op == Op::kNegate) return binary(Op::kSubtract, b, node(a).in[0]);
      break;
    case Op::kSubtract:
      if (is_constant(b, 0.0)) return a;
      if (node(b).op == Op::kNegate) return binary(Op::kAdd, a, node(b).in[0]);
      break;
    case Op::kMultiply:
      if (is_constant(a, 1.0)) return b;
      if (is_constant(b, 1.0)) return a;
      if (is_constant(a, -1.0)) return unary(Op::kNegate, b);
      if (is_constant(b, -1.0)) return unary(Op::kNegate, a);
      break;
    case Op::kDivide:
      if (is_constant(b)) {
        const double reciprocal = exact_reciprocal(node(b).value);
        if (reciprocal != 0.0) return binary(Op::kMultiply, a, constant(reciprocal));
      }
      break;
    case Op::kMin:
    case Op::kMax:
      if (a == b) return a;
      if (is_constant(a)) std::swap(a, b);
      return add({.op = op, .index = is_constant(b) && !is_nan(node(b).value) ? 1 : 0, .in = {a, b}});
    default:
      return power(a, b);
  }
  if ((op == Op::kAdd || op == Op::kMultiply) && b < a) std::swap(a, b);
  return add({.op = op, .in = {a, b}});
}

NodeId Graph::power(NodeId a, NodeId b) {
  if (is_constant(b)) {
    const double exponent = node(b).value;
    if (abs(exponent) <= kMaxMultiplied && exponent == static_cast<int>(exponent)) {
      return unary(Op::kIntegerPower, a, static_cast<int>(exponent));
    }
  }
  return add({.op = Op::kPower, .in = {a, b}});
}

NodeId Graph::select(Op op, NodeId a, NodeId b, NodeId if_true, NodeId if_false) {
  if (if_true == if_false) return if_true;
  if (is_constant(a) && is_constant(b)) {
    // The branches are told apart by 1 and 0, so that they need not be constants themselves.
    const bool holds = evaluate_constant({.op = op}, {node(a).value, node(b).value, 1.0, 0.0}) != 0.0;
    return holds ? if_true : if_false;
  }
  return add({.op = op, .in = {a, b, if_true, if_false}});
}

NodeId Graph::max_slope(NodeId a, NodeId b, NodeId da, NodeId db) {
  return da == db ? da : add({.op = Op::kMaxSlope, .in = {a, b, da, db}});
}

std::vector<bool> Graph::reachable_from(std::span<const NodeId> roots) const {
  std::vector<bool> needed(nodes_.size(), false);
  for (const NodeId root : roots) needed[static_cast<std::size_t>(root)] = true;
  for (int i = size() - 1; i >= 0; --i) {
    if (!needed[static_cast<std::size_t>(i)]) continue;
    for (int k = 0; k < operand_count(node(i).op); ++k) {
      needed[static_cast<std::size_t>(node(i).in[static_cast<std::size_t>(k)])] = true;
    }
  }
  return needed;
}

}  // namespace ap

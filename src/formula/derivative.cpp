/// The rules of differentiation.

#include "formula/graph.hpp"

namespace ap {

namespace {

/// Forms derivatives of nodes whose operands have theirs.
class Differentiator {
 public:
  explicit Differentiator(Graph& graph) : graph_(graph) {}

  /// The derivative of `root`, which may itself be one.
  NodeId derivative_of(NodeId root) {
    if (root == kNoNode) return kNoNode;
    const std::vector<bool> needed = graph_.reachable_from(std::array{root});
    slopes_.resize(static_cast<std::size_t>(graph_.size()), kUnknown);
    for (NodeId id = 0; id <= root; ++id) {
      NodeId& slope = slopes_[static_cast<std::size_t>(id)];
      if (needed[static_cast<std::size_t>(id)] && slope == kUnknown) slope = slope_of(id);
    }
    return slopes_[static_cast<std::size_t>(root)];
  }

 private:
  static constexpr NodeId kUnknown = -2;

  NodeId slope_of_operand(const Node& n, std::size_t k) const {
    return slopes_[static_cast<std::size_t>(n.in[k])];
  }

  NodeId number(double value) { return graph_.constant(value); }
  NodeId add(NodeId a, NodeId b) { return graph_.binary(Op::kAdd, a, b); }
  NodeId subtract(NodeId a, NodeId b) { return graph_.binary(Op::kSubtract, a, b); }
  NodeId multiply(NodeId a, NodeId b) { return graph_.binary(Op::kMultiply, a, b); }
  NodeId divide(NodeId a, NodeId b) { return graph_.binary(Op::kDivide, a, b); }
  NodeId negate(NodeId a) { return graph_.unary(Op::kNegate, a); }
  /// The node of a slope, also where it is zero.
  NodeId node_of(NodeId slope) { return slope == kNoNode ? number(0.0) : slope; }
  /// Sum of two slopes.
  NodeId sum(NodeId a, NodeId b) {
    if (a == kNoNode) return b;
    return b == kNoNode ? a : add(a, b);
  }
  /// Factor times slope; not formed where the slope is zero by itself, so that infinity * 0 does not arise.
  NodeId scaled(NodeId factor, NodeId slope) { return slope == kNoNode ? kNoNode : multiply(factor, slope); }

  NodeId slope_of(NodeId id) {
    const Node n = graph_.node(id);  // a copy: new nodes move the old ones
    switch (operand_count(n.op)) {
      case 0:
        return n.op == Op::kVariable ? number(1.0) : kNoNode;
      case 1:
        return slope_of_operand(n, 0) == kNoNode ? kNoNode : unary_slope(id, n, slope_of_operand(n, 0));
      case 2:
        return slope_of_operand(n, 0) == kNoNode && slope_of_operand(n, 1) == kNoNode
                   ? kNoNode
                   : binary_slope(id, n, slope_of_operand(n, 0), slope_of_operand(n, 1));
      default:
        if (n.op == Op::kMaxSlope) return max_slope_slope(n, slope_of_operand(n, 2), slope_of_operand(n, 3));
        return select_slope(n.op, n.in[0], n.in[1], slope_of_operand(n, 2), slope_of_operand(n, 3));
    }
  }

  NodeId select_slope(Op op, NodeId a, NodeId b, NodeId if_true, NodeId if_false) {
    if (if_true == kNoNode && if_false == kNoNode) return kNoNode;
    return graph_.select(op, a, b, node_of(if_true), node_of(if_false));
  }

  NodeId max_slope_slope(const Node& n, NodeId da, NodeId db) {
    if (da == kNoNode && db == kNoNode) return kNoNode;
    return graph_.max_slope(n.in[0], n.in[1], node_of(da), node_of(db));
  }

  NodeId unary_slope(NodeId id, const Node& n, NodeId da) {
    const NodeId a = n.in[0];
    constexpr double kTwoOverSqrtPi = 0x1.20dd750429b6dp0;
    switch (n.op) {
      case Op::kNegate:
        return negate(da);
      case Op::kIntegerPower:
        return multiply(multiply(number(n.index), graph_.unary(Op::kIntegerPower, a, n.index - 1)), da);
      case Op::kAbs:
        return multiply(graph_.unary(Op::kSign, a), da);
      case Op::kSqrt:
        return divide(multiply(number(0.5), da), id);
      case Op::kExp:
        return multiply(id, da);
      case Op::kExpm1:
        return multiply(graph_.unary(Op::kExp, a), da);
      case Op::kLog:
        return divide(da, a);
      case Op::kLog1p:
        return divide(da, add(number(1.0), a));
      case Op::kSin:
        return multiply(graph_.unary(Op::kCos, a), da);
      case Op::kCos:
        return negate(multiply(graph_.unary(Op::kSin, a), da));
      case Op::kErf:
        return multiply(multiply(number(kTwoOverSqrtPi), graph_.unary(Op::kExp, negate(multiply(a, a)))), da);
      case Op::kActivation:
        return multiply(graph_.unary(Op::kActivationSlope, a, n.index), da);
      case Op::kActivationSlope:
        return multiply(graph_.unary(Op::kActivationCurvature, a, n.index), da);
      default:
        return kNoNode;  // sign; a third derivative is never asked for
    }
  }

  NodeId binary_slope(NodeId id, const Node& n, NodeId da, NodeId db) {
    const NodeId a = n.in[0], b = n.in[1];
    switch (n.op) {
      case Op::kAdd:
        return sum(da, db);
      case Op::kSubtract:
        if (db == kNoNode) return da;
        return da == kNoNode ? negate(db) : subtract(da, db);
      case Op::kMultiply:
        if (a == b) return multiply(multiply(number(2.0), a), da);
        return sum(scaled(b, da), scaled(a, db));
      case Op::kDivide:
        if (db == kNoNode) return divide(da, b);
        if (da == kNoNode) return negate(divide(multiply(id, db), b));
        return divide(subtract(da, multiply(id, db)), b);
      case Op::kMax:
        return graph_.max_slope(a, b, node_of(da), node_of(db));
      case Op::kMin:
        return graph_.max_slope(b, a, node_of(da), node_of(db));
      default:
        return power_slope(id, a, b, da, db);
    }
  }

  /// d(a^b) = b a^(b-1) da + a^b ln(a) db; as in torch the first term is 0 for b = 0, and the second for
  /// a = 0 and b >= 0.
  NodeId power_slope(NodeId id, NodeId a, NodeId b, NodeId da, NodeId db) {
    const NodeId zero = number(0.0);
    NodeId base_term = kNoNode, exponent_term = kNoNode;
    if (da != kNoNode) {
      const NodeId lowered = graph_.binary(Op::kPower, a, subtract(b, number(1.0)));
      base_term = multiply(graph_.select(Op::kSelectEqual, b, zero, zero, multiply(b, lowered)), da);
    }
    if (db != kNoNode) {
      const NodeId term = multiply(id, graph_.unary(Op::kLog, a));
      const NodeId at_zero = graph_.select(Op::kSelectLessEqual, zero, b, zero, term);
      exponent_term = multiply(graph_.select(Op::kSelectEqual, a, zero, at_zero, term), db);
    }
    return sum(base_term, exponent_term);
  }

  Graph& graph_;
  std::vector<NodeId> slopes_;
};

}  // namespace

std::array<NodeId, 2> differentiate(Graph& graph, NodeId root) {
  Differentiator differentiator(graph);
  const NodeId first = differentiator.derivative_of(root);
  return {first, differentiator.derivative_of(first)};
}

}  // namespace ap

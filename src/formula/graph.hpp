#pragma once
/// A formula as a graph of operations: equal parts are one node, and constant parts are worked out.
///
/// Every simplification keeps the result's bits (the payload of a NaN apart), for every x.

#include <array>
#include <span>
#include <vector>

#include "formula/op.hpp"

namespace ap {

/// Place of a node; operands come before the nodes that use them.
using NodeId = int;

struct Node {
  Op op;
  int index = 0;  ///< of the variable, parameter or activation; the exponent of kIntegerPower
  std::array<NodeId, 4> in{};
  double value = 0.0;  ///< of kConstant
};

/// Builds nodes. Once it is full, it gives node 0 for every new one.
class Graph {
 public:
  /// More than a formula and two derivatives within the limits ever need.
  static constexpr int kMaxNodes = 4096;

  Graph();

  NodeId variable() const { return 0; }
  /// One of several variables; the first one is variable().
  NodeId variable(int index);
  NodeId constant(double value);
  NodeId param(int index);
  NodeId unary(Op op, NodeId a, int index = 0);
  NodeId binary(Op op, NodeId a, NodeId b);
  /// a (op) b ? if_true : if_false, op one of the kSelect.
  NodeId select(Op op, NodeId a, NodeId b, NodeId if_true, NodeId if_false);
  /// Slope of max(a, b) from the slopes of both.
  NodeId max_slope(NodeId a, NodeId b, NodeId da, NodeId db);

  const Node& node(NodeId id) const { return nodes_[static_cast<std::size_t>(id)]; }
  int size() const { return static_cast<int>(nodes_.size()); }
  bool is_full() const { return full_; }
  bool is_constant(NodeId id, double value) const;

  /// For every node whether one of `roots` needs it.
  std::vector<bool> reachable_from(std::span<const NodeId> roots) const;

 private:
  NodeId add(const Node& node);
  NodeId power(NodeId a, NodeId b);
  bool is_constant(NodeId id) const { return node(id).op == Op::kConstant; }

  std::vector<Node> nodes_;
  bool full_ = false;
};

/// No node: the derivative of what does not depend on x.
inline constexpr NodeId kNoNode = -1;

/// The derivatives of `root` by x, first and second, as nodes of the same graph; kNoNode for zero.
///
/// Conventions where there is none: abs' and sign' are 0 at 0; max and min have the mean of both slopes where
/// both are equal, as torch.maximum has, and where one is NaN; `where` has the slope of the branch it takes,
/// and the other one plays no part; activations have torch's, and 0 as second derivative.
std::array<NodeId, 2> differentiate(Graph& graph, NodeId root);

}  // namespace ap

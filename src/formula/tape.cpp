#include "formula/tape.hpp"

#include <algorithm>
#include <utility>

#include "formula/evaluate.hpp"

namespace ap {

/// Orders the nodes, then hands out registers.
class TapeBuilder {
 public:
  TapeBuilder(Tape& tape, const Graph& graph, std::span<const NodeId> outputs)
      : tape_(tape), graph_(graph), needed_(graph.reachable_from(outputs)) {
    const auto count = static_cast<std::size_t>(graph.size());
    register_of_.resize(count, kNone);
    step_of_.resize(count, kNone);
    last_use_.resize(count, kNone);
    find_uniform();
    find_products(outputs);
    schedule(true);
    tape.uniform_count_ = steps_.size();
    schedule(false);
    keep(outputs);
    place_leaves();
    for (std::size_t i = 0; i < steps_.size(); ++i) emit(static_cast<int>(i));
    place_outputs(outputs);
    tape.register_count_ = register_count_;
  }

 private:
  static constexpr int kNone = -1, kForever = 0x7fffffff;

  /// An instruction to be: the nodes it works out (value, slope, curvature), where they are needed.
  struct Step {
    Op op;
    int index;
    std::array<NodeId, 4> operands;
    std::array<NodeId, 3> nodes{kNone, kNone, kNone};

    std::span<const NodeId> in() const { return std::span(operands).first(at(operand_count(op))); }
  };

  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  Register register_of(NodeId id) const { return static_cast<Register>(register_of_[at(id)]); }
  bool is_leaf(NodeId id) const { return operand_count(graph_.node(id).op) == 0; }

  void find_uniform() {
    uniform_.resize(at(graph_.size()), true);
    uniform_[0] = false;
    for (NodeId id = 0; id < graph_.size(); ++id) {
      const Node& n = graph_.node(id);
      for (int k = 0; k < operand_count(n.op); ++k) {
        if (!uniform_[at(n.in[at(k)])]) uniform_[at(id)] = false;
      }
    }
  }

  /// Finds the products that nothing but a sum needs: they are worked out with it, in one pass.
  void find_products(std::span<const NodeId> outputs) {
    product_of_.resize(at(graph_.size()), kNone);
    is_inside_.resize(at(graph_.size()), false);
    std::vector<int> uses(at(graph_.size()), 0);
    for (const NodeId id : outputs) ++uses[at(id)];
    for (NodeId id = 0; id < graph_.size(); ++id) {
      const Node& n = graph_.node(id);
      for (int k = 0; needed_[at(id)] && k < operand_count(n.op); ++k) ++uses[at(n.in[at(k)])];
    }
    for (NodeId id = 0; id < graph_.size(); ++id) {
      const Node& n = graph_.node(id);
      if (!needed_[at(id)] || n.op != Op::kAdd) continue;
      for (const NodeId term : {n.in[0], n.in[1]}) {
        if (graph_.node(term).op == Op::kMultiply && uses[at(term)] == 1 && !uniform_[at(term)])
          product_of_[at(id)] = term;
      }
      if (product_of_[at(id)] != kNone) is_inside_[at(product_of_[at(id)])] = true;
    }
  }

  /// The step of a node. Where it has a choice, an operand that does not depend on x comes second.
  Step step_for(NodeId id) const {
    const Node& n = graph_.node(id);
    const NodeId product = product_of_[at(id)];
    if (product == kNone) {
      Step step{.op = n.op, .index = n.index, .operands = n.in};
      const bool commutes = n.op == Op::kAdd || n.op == Op::kMultiply;
      if (commutes && uniform_[at(n.in[0])]) std::swap(step.operands[0], step.operands[1]);
      return step;
    }
    auto factors = graph_.node(product).in;
    if (uniform_[at(factors[1])]) std::swap(factors[0], factors[1]);
    const NodeId other = n.in[0] == product ? n.in[1] : n.in[0];
    return {.op = Op::kAddProduct, .index = 0, .operands = {other, factors[0], factors[1], 0}};
  }

  /// Appends the steps of all needed nodes that are uniform, or are not.
  void schedule(bool uniform) {
    for (NodeId id = 0; id < graph_.size(); ++id) {
      if (!needed_[at(id)] || uniform_[at(id)] != uniform || is_leaf(id) || step_of_[at(id)] != kNone ||
          is_inside_[at(id)])
        continue;
      Step step = step_for(id);
      if (is_activation(graph_.node(id).op)) {
        // Value and derivatives at one place come out of one pass.
        for (NodeId other = id; other < graph_.size(); ++other) {
          if (needed_[at(other)] && is_same_activation(id, other)) take(step, other);
        }
      } else {
        take(step, id);
      }
      steps_.push_back(step);
    }
  }

  bool is_same_activation(NodeId a, NodeId b) const {
    const Node &p = graph_.node(a), &q = graph_.node(b);
    return is_activation(q.op) && p.index == q.index && p.in[0] == q.in[0];
  }

  void take(Step& step, NodeId id) {
    const Op op = graph_.node(id).op;
    const int place = is_activation(op) ? static_cast<int>(op) - static_cast<int>(Op::kActivation) : 0;
    step.nodes[at(place)] = id;
    step_of_[at(id)] = static_cast<int>(steps_.size());
  }

  /// Notes after which step a register may serve for something else.
  void keep(std::span<const NodeId> outputs) {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      for (const NodeId id : steps_[i].in()) last_use_[at(id)] = static_cast<int>(i);
    }
    for (const NodeId id : outputs) last_use_[at(id)] = kForever;
    last_use_[0] = kForever;
    for (NodeId id = 0; id < graph_.size(); ++id) {
      if (uniform_[at(id)]) last_use_[at(id)] = kForever;
    }
  }

  void place_leaves() {
    register_of_[0] = 0;
    for (NodeId id = 1; id < graph_.size(); ++id) {
      if (!needed_[at(id)] || !is_leaf(id)) continue;
      const Node& n = graph_.node(id);
      const Register target = take_register();
      register_of_[at(id)] = target;
      if (n.op == Op::kParam) {
        tape_.params_.push_back({target, n.index});
      } else {
        tape_.constants_.push_back({target, n.value});
      }
    }
  }

  Register take_register() {
    if (!free_.empty()) {
      const Register r = free_.back();
      free_.pop_back();
      return r;
    }
    return static_cast<Register>(register_count_++);
  }

  void emit(int position) {
    const Step& step = steps_[at(position)];
    const auto in = step.in();
    Instruction instruction{.op = step.op, .index = step.index};
    for (std::size_t k = 0; k < in.size(); ++k) instruction.in[k] = register_of(in[k]);
    instruction.is_second_uniform = in.size() > 1 && uniform_[at(in[1])];
    const bool activation = is_activation(step.op);
    const int outputs = step.nodes[2] != kNone ? 3 : step.nodes[1] != kNone ? 2 : 1;
    if (activation) instruction.op = static_cast<Op>(static_cast<int>(Op::kActivation) + outputs - 1);
    // Simple operations may write where they read; activations promise less.
    if (!activation) release_operands(in, position);
    for (int k = 0; k < outputs; ++k) {
      instruction.out[at(k)] = take_register();
      if (step.nodes[at(k)] != kNone) register_of_[at(step.nodes[at(k)])] = instruction.out[at(k)];
    }
    for (int k = 0; k < outputs; ++k) {
      // Worked out along the way, and asked for by nobody.
      if (step.nodes[at(k)] == kNone) free_.push_back(instruction.out[at(k)]);
    }
    if (activation) release_operands(in, position);
    tape_.instructions_.push_back(instruction);
  }

  void place_outputs(std::span<const NodeId> outputs) {
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      const NodeId id = outputs[k];
      const auto before = outputs.first(k);
      const bool repeated = std::find(before.begin(), before.end(), id) != before.end();
      tape_.outputs_[k] = register_of(id);
      tape_.is_direct_[k] = !repeated && !uniform_[at(id)] && !is_leaf(id);
    }
  }

  void release_operands(std::span<const NodeId> in, int position) {
    for (const NodeId id : in) {
      if (last_use_[at(id)] != position) continue;
      free_.push_back(register_of(id));
      last_use_[at(id)] = kForever;  // an operand that stands there twice is given back once
    }
  }

  Tape& tape_;
  const Graph& graph_;
  std::vector<bool> needed_;
  std::vector<bool> uniform_;
  std::vector<int> product_of_;  ///< of a sum, the product worked out with it
  std::vector<bool> is_inside_;  ///< such products
  std::vector<int> register_of_, step_of_, last_use_;
  std::vector<Step> steps_;
  std::vector<Register> free_;
  int register_count_ = 1;
};

Tape::Tape(const Graph& graph, std::span<const NodeId> outputs) {
  TapeBuilder builder(*this, graph, outputs);
}

template <class T>
void Tape::fill_uniform(T* const* registers, int count, const float* params) const {
  for (const Constant& c : constants_) std::fill_n(registers[c.target], count, static_cast<T>(c.value));
  for (const Param& p : params_) std::fill_n(registers[p.target], count, static_cast<T>(params[p.index]));
  for (std::size_t i = 0; i < uniform_count_; ++i) execute(instructions_[i], registers, count);
}

template <class T>
void Tape::run(const T* x, int n, const float* params, std::span<T* const> outputs) const {
  if (n <= 0) return;
  constexpr int kMaxBlock = 256;
  constexpr int kCapacity = kRegisterBytes / static_cast<int>(sizeof(T));
  const auto to_steps = [](int count) { return (count + kBlockStep - 1) / kBlockStep * kBlockStep; };
  const int room = kCapacity / register_count_ / kBlockStep * kBlockStep;
  const int block = std::min(room, to_steps(std::min(n, kMaxBlock)));
  alignas(64) T storage[kCapacity];
  T* registers[kMaxRegisters];
  for (int r = 0; r < register_count_; ++r) registers[r] = storage + r * block;
  fill_uniform(registers, block, params);

  bool in_place = false;
  for (T* const output : outputs) in_place |= output == x;
  int start = 0;
  for (; n - start >= block; start += block) {
    if (in_place) {
      std::copy_n(x + start, block, storage);
    } else {
      registers[0] = const_cast<T*>(x + start);  // nothing is ever written to the register of x
    }
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      if (is_direct_[k]) registers[outputs_[k]] = outputs[k] + start;
    }
    run_block(registers, block);
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      if (!is_direct_[k]) std::copy_n(registers[outputs_[k]], block, outputs[k] + start);
    }
  }
  if (start == n) return;
  // The rest has no whole steps: it is padded in registers of its own.
  const int rest = n - start;
  for (std::size_t k = 0; k < outputs.size(); ++k) registers[outputs_[k]] = storage + outputs_[k] * block;
  registers[0] = storage;
  std::copy_n(x + start, rest, storage);
  std::fill(storage + rest, storage + to_steps(rest), T(0));
  run_block(registers, to_steps(rest));
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    std::copy_n(registers[outputs_[k]], rest, outputs[k] + start);
  }
}

template <class T>
void Tape::run_block(T* const* registers, int count) const {
  for (std::size_t i = uniform_count_; i < instructions_.size(); ++i) {
    execute(instructions_[i], registers, count);
  }
}

template void Tape::run<float>(const float*, int, const float*, std::span<float* const>) const;
template void Tape::run<double>(const double*, int, const float*, std::span<double* const>) const;

}  // namespace ap

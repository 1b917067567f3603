#pragma once
/// A graph laid out as a list of instructions over a few registers, to be run block by block.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "formula/graph.hpp"
#include "formula/instruction.hpp"

namespace ap {

/// Up to three nodes of a graph as functions of x.
///
/// What does not depend on x is worked out once per run, not once per block. Running allocates nothing: the
/// registers are on the stack, in a place of fixed size, and blocks are as long as fit in there.
class Tape {
 public:
  static constexpr int kMaxOutputs = 3;
  /// Bytes of all registers together: they stay in the first-level cache.
  static constexpr int kRegisterBytes = 32768;
  /// More registers would leave no room for a block of kBlockStep doubles.
  static constexpr int kMaxRegisters = 256;

  Tape() = default;
  /// Lays out `outputs`, at most kMaxOutputs nodes.
  Tape(const Graph& graph, std::span<const NodeId> outputs);

  /// Operations of one run over one block.
  int operations() const { return static_cast<int>(instructions_.size()); }
  /// False when the formula needs more registers than there are; it must not be run then.
  bool fits() const { return register_count_ <= kMaxRegisters; }

  /// outputs[k][i] = node k at x[i], i < n; an output may be x itself, but not another output.
  /// T is float or double. params: as many as the formula has.
  template <class T>
  void run(const T* x, int n, const float* params, std::span<T* const> outputs) const;

 private:
  friend class TapeBuilder;

  struct Constant {
    Register target;
    double value;
  };
  struct Param {
    Register target;
    int index;
  };

  template <class T>
  void fill_uniform(T* const* registers, int count, const float* params) const;
  template <class T>
  void run_block(T* const* registers, int count) const;

  std::vector<Constant> constants_;
  std::vector<Param> params_;
  std::vector<Instruction> instructions_;
  std::size_t uniform_count_ = 0;  ///< instructions at the front that do not depend on x
  std::array<Register, kMaxOutputs> outputs_{};
  std::array<bool, kMaxOutputs> is_direct_{};  ///< may be worked out in the caller's memory
  int register_count_ = 1;                     ///< register 0 is x
};

extern template void Tape::run<float>(const float*, int, const float*, std::span<float* const>) const;
extern template void Tape::run<double>(const double*, int, const float*, std::span<double* const>) const;

}  // namespace ap

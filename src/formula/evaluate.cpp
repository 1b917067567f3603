#include "formula/evaluate.hpp"

#include <type_traits>

#include "activations/table.hpp"
#include "core/elementwise.hpp"
#include "formula/functions.hpp"

namespace ap {

namespace {

namespace f = formula_functions;

/// Applies op to `count` values of each operand: floats in groups of N lanes, doubles one by one.
template <int N, class Op, class... Inputs>
[[gnu::always_inline]] inline void map(float* out, int count, Op op, const Inputs*... in) {
  constexpr int kStep = N * kLanes;
  static_assert(kBlockStep % kStep == 0);
  for (int i = 0; i < count; i += kStep) store_group<N>(out + i, op(load_group<N>(in + i)...));
}
template <int N, class Op, class... Inputs>
[[gnu::always_inline]] inline void map(double* out, int count, Op op, const Inputs*... in) {
  for (int i = 0; i < count; ++i) out[i] = op(in[i]...);
}

/// `map` of two operands or three; a float that is the same everywhere is loaded once.
template <int N, class T, class Op, class... Others>
[[gnu::always_inline]] inline void map_uniform(const Instruction& step, T* out, int count, Op op, const T* a,
                                               const T* b, const Others*... others) {
  if constexpr (std::is_same_v<T, float>) {
    if (step.is_second_uniform) {
      const auto with_second = [op, q = b[0]]<class V>(const V& p, const auto&... rest) {
        return op(p, V(q), rest...);
      };
      return map<N>(out, count, with_second, a, others...);
    }
  }
  map<N>(out, count, op, a, b, others...);
}

/// Groups of plain arithmetic and of long polynomials in float; of functions that work in double.
constexpr int kWideStep = 2, kStep = 4;

void run_activation(const Instruction& step, const float* z, int count, float* value, float* slope, float*) {
  const Activation& function = activation(step.index);
  const auto params = default_params(*function.info);
  function.sample(z, count, params.data(), value, step.op == Op::kActivation ? nullptr : slope);
}
void run_activation(const Instruction& step, const double* z, int count, double* value, double* slope,
                    double* curvature) {
  const Activation& function = activation(step.index);
  const auto params = default_params(*function.info);
  function.curve(z, count, params.data(), value, slope, curvature);
}

}  // namespace

template <class T>
void execute(const Instruction& step, T* const* registers, int count) {
  const auto at = [=](Register r) { return registers[r]; };
  const T* const a = at(step.in[0]);
  const T* const b = at(step.in[1]);
  T* const out = at(step.out[0]);
  switch (step.op) {
    case Op::kVariable:
    case Op::kConstant:
    case Op::kParam:
      return;  // are in their registers already
    case Op::kAdd:
      return map_uniform<kStep>(
          step, out, count, []<class V>(const V& p, const V& q) { return p + q; }, a, b);
    case Op::kSubtract:
      return map_uniform<kStep>(
          step, out, count, []<class V>(const V& p, const V& q) { return p - q; }, a, b);
    case Op::kMultiply:
      return map_uniform<kStep>(
          step, out, count, []<class V>(const V& p, const V& q) { return p * q; }, a, b);
    case Op::kDivide:
      return map_uniform<kStep>(
          step, out, count, []<class V>(const V& p, const V& q) { return p / q; }, a, b);
    case Op::kPower:
      return map<kWideStep>(
          out, count, []<class V>(const V& p, const V& q) { return f::power(p, q); }, a, b);
    case Op::kMin:
      // The lane operation gives its first operand when either is NaN.
      if (step.index == 1)
        return map_uniform<kStep>(
            step, out, count, []<class V>(const V& p, const V& q) { return min(p, q); }, a, b);
      return map<kStep>(
          out, count, []<class V>(const V& p, const V& q) { return f::smaller(p, q); }, a, b);
    case Op::kMax:
      if (step.index == 1)
        return map_uniform<kStep>(
            step, out, count, []<class V>(const V& p, const V& q) { return max(p, q); }, a, b);
      return map<kStep>(
          out, count, []<class V>(const V& p, const V& q) { return f::larger(p, q); }, a, b);
    case Op::kAddProduct:
      return map_uniform<kStep>(
          step, out, count, []<class V>(const V& p, const V& q, const V& r) { return p + q * r; }, a, b,
          at(step.in[2]));
    case Op::kMaxSlope:
      return map<kStep>(
          out, count,
          []<class V>(const V& p, const V& q, const V& dp, const V& dq) {
            return f::slope_of_larger(p, q, dp, dq);
          },
          a, b, at(step.in[2]), at(step.in[3]));
    case Op::kSelectLess:
      return map<kStep>(
          out, count,
          []<class V>(const V& p, const V& q, const V& r, const V& s) { return select(p < q, r, s); }, a, b,
          at(step.in[2]), at(step.in[3]));
    case Op::kSelectLessEqual:
      return map<kStep>(
          out, count,
          []<class V>(const V& p, const V& q, const V& r, const V& s) { return select(p <= q, r, s); }, a, b,
          at(step.in[2]), at(step.in[3]));
    case Op::kSelectEqual:
      return map<kStep>(
          out, count,
          []<class V>(const V& p, const V& q, const V& r, const V& s) { return select(p == q, r, s); }, a, b,
          at(step.in[2]), at(step.in[3]));
    case Op::kNegate:
      return map<kStep>(
          out, count, [](const auto& p) { return -p; }, a);
    case Op::kIntegerPower:
      return map<kStep>(
          out, count, [n = step.index](const auto& p) { return f::integer_power(p, n); }, a);
    case Op::kAbs:
      return map<kStep>(
          out, count, [](const auto& p) { return abs(p); }, a);
    case Op::kSign:
      return map<kStep>(
          out, count, [](const auto& p) { return f::sign(p); }, a);
    case Op::kSqrt:
      return map<kStep>(
          out, count, [](const auto& p) { return sqrt(p); }, a);
    case Op::kExp:
      return map<kStep>(
          out, count, [](const auto& p) { return exp(p); }, a);
    case Op::kExpm1:
      return map<kWideStep>(
          out, count, [](const auto& p) { return f::exp_minus_one(p); }, a);
    case Op::kLog:
      return map<kStep>(
          out, count, [](const auto& p) { return log(p); }, a);
    case Op::kLog1p:
      return map<kStep>(
          out, count, [](const auto& p) { return f::log_of_one_plus(p); }, a);
    case Op::kSin:
      return map<kWideStep>(
          out, count, [](const auto& p) { return f::sine(p); }, a);
    case Op::kCos:
      return map<kWideStep>(
          out, count, [](const auto& p) { return f::cosine(p); }, a);
    case Op::kErf:
      return map<kWideStep>(out, count, f::AnyErrorFunction{}, a);
    case Op::kActivation:
    case Op::kActivationSlope:
    case Op::kActivationCurvature:
      return run_activation(step, a, count, out, at(step.out[1]), at(step.out[2]));
  }
}

template void execute<float>(const Instruction&, float* const*, int);
template void execute<double>(const Instruction&, double* const*, int);

double evaluate_constant(const Node& node, const std::array<double, 4>& operands) {
  // Registers 0 to 3 are the operands, 4 to 6 the results; doubles are worked on one by one.
  double values[7] = {operands[0], operands[1], operands[2], operands[3]};
  double* const registers[7] = {values,     values + 1, values + 2, values + 3,
                                values + 4, values + 5, values + 6};
  const Instruction step{.op = node.op, .index = node.index, .in = {0, 1, 2, 3}, .out = {4, 5, 6}};
  execute(step, registers, 1);
  const int result = node.op == Op::kActivationCurvature ? 6 : node.op == Op::kActivationSlope ? 5 : 4;
  return values[result];
}

}  // namespace ap

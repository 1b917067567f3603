#pragma once
/// The largest errors of an elementwise activation over a sample of all floats, against libm in double.

#include <algorithm>
#include <array>

#include "activations/support.hpp"

namespace ap::test {

/// The largest error met, and where.
struct Worst {
  double error = 0.0;
  float x = 0.0f;
  void meet(double e, float at) {
    if (e > error) *this = {e, at};
  }
};

/// Largest errors of value and derivative, and how often `forward` and `forward_derivative` gave different
/// values.
struct ScanResult {
  Worst value, slope;
  std::uint64_t count = 0, different = 0;

  void join(const ScanResult& other) {
    value.meet(other.value.error, other.value.x);
    slope.meet(other.slope.error, other.slope.x);
    count += other.count;
    different += other.different;
  }
};

/// All 2^32 floats, every `stride`-th of them, in blocks that may be scanned in any order.
class FloatBlocks {
 public:
  explicit FloatBlocks(std::uint32_t stride) : stride_(stride) {}

  std::uint32_t count() const { return static_cast<std::uint32_t>((kAll + span() - 1) / span()); }

  /// The floats of block b < count().
  std::vector<float> operator[](std::uint32_t b) const {
    const std::uint64_t first = b * span();
    const std::uint64_t left = (kAll - first + stride_ - 1) / stride_;
    return float_sample(static_cast<std::uint32_t>(first), stride_,
                        static_cast<std::size_t>(std::min<std::uint64_t>(left, kBlock)));
  }

 private:
  static constexpr std::uint64_t kAll = std::uint64_t{1} << 32, kBlock = 1u << 14;
  std::uint64_t span() const { return kBlock * stride_; }

  std::uint32_t stride_;
};

/// Checks F with these parameters at each x within its domain. Infinities are left out: the formula need not
/// have their limit.
template <class F>
ScanResult scan(const Activation& entry, const float* params, const std::vector<float>& x) {
  const F f = make_function<F>(params);
  const Sample ours = sample(entry, x, params);
  std::vector<float> alone(x.size());
  entry.forward(x.data(), static_cast<int>(x.size()), params, alone.data());
  ScanResult result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!same_bits(alone[i], ours.y[i])) ++result.different;
    if (!(std::fabs(x[i]) <= F::info.domain) || std::isinf(x[i])) continue;
    const Truth truth = truth_at(f, x[i]);
    result.value.meet(ulp_error(ours.y[i], truth.y, truth.y_scale), x[i]);
    result.slope.meet(ulp_error(ours.dy[i], truth.dy, truth.dy_scale), x[i]);
    ++result.count;
  }
  return result;
}

/// The parameters to check a function with: the defaults, and each further choice of a named option.
inline std::vector<std::array<float, kMaxActivationParams>> checked_params(const ActivationInfo& info) {
  std::vector all{default_params(info)};
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    for (std::size_t choice = 0; choice < info.params[i].choices.size(); ++choice) {
      if (static_cast<float>(choice) == all[0][i]) continue;
      all.push_back(all[0]);
      all.back()[i] = static_cast<float>(choice);
    }
  }
  return all;
}

}  // namespace ap::test

#pragma once
/// What the tests of activations share: float errors, samples of all floats, and the list of types.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "activations/all.hpp"
#include "activations/libm_number.hpp"
#include "activations/table.hpp"

namespace ap::test {

inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The spacing of floats at |x|, also where x itself is a double.
inline double float_ulp(double x) {
  const double magnitude = std::fabs(x);
  if (!(magnitude >= std::numeric_limits<float>::min())) return std::ldexp(1.0, -149);
  int exponent = 0;
  std::frexp(magnitude, &exponent);
  return std::ldexp(1.0, exponent - 24);
}

/// The error of y against the truth in units of the last place of `scale`, at least the truth; 0 when both
/// are NaN or y is what the truth rounds to, infinite when only one is NaN or infinite.
inline double ulp_error(float y, double truth, double scale = 0.0) {
  if (std::isnan(truth) || std::isnan(y)) {
    return std::isnan(truth) == std::isnan(y) ? 0.0 : std::numeric_limits<double>::infinity();
  }
  if (std::isinf(y) && std::fabs(truth) > 3.4028235677973366e38) return 0.0;
  if (static_cast<double>(y) == truth) return 0.0;
  return std::fabs(static_cast<double>(y) - truth) / float_ulp(std::fmax(std::fabs(truth), std::fabs(scale)));
}

/// Equal to the bit, or both NaN.
inline bool same_bits(float a, float b) { return bits(a) == bits(b) || (std::isnan(a) && std::isnan(b)); }

/// f and f' of n floats.
struct Sample {
  std::vector<float> y, dy;
};
inline Sample sample(const Activation& f, const std::vector<float>& x, const float* params) {
  Sample s{std::vector<float>(x.size()), std::vector<float>(x.size())};
  f.sample(x.data(), static_cast<int>(x.size()), params, s.y.data(), s.dy.data());
  return s;
}

/// Every `stride`-th float of all 2^32, infinities and NaN included, starting at bit pattern `first`.
inline std::vector<float> float_sample(std::uint32_t first, std::uint32_t stride, std::size_t count) {
  std::vector<float> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = from_bits(static_cast<std::int32_t>(first + stride * static_cast<std::uint32_t>(i)));
  }
  return x;
}

/// Calls visit.operator()<F>(entry) for every elementwise activation type F.
template <class Visit>
void for_each_elementwise(Visit visit) {
  [&]<class... Fs>(ActivationList<Fs...>) {
    const auto one = [&]<class F>(F*) {
      if constexpr (!F::info.rowwise) visit.template operator()<F>(*find_activation(F::info.id));
    };
    (one(static_cast<Fs*>(nullptr)), ...);
  }(AllActivations{});
}

/// The true f and f' at x, and the largest term of each where terms may cancel: of a gated function, whose
/// derivative is the gate plus x times the gate's slope, the gate; of snake's value, whose wave cancels x at
/// one place, x.
struct Truth {
  double y, dy, y_scale, dy_scale;
};
template <class F>
Truth truth_at(const F& f, double x) {
  const Jet<LibmNumber> jet = f.forward(Jet<LibmNumber>::variable(LibmNumber(x)));
  const bool gated = F::info.family == Family::kGated;
  return {jet.value.v, jet.first.v, F::info.id == "snake" ? x : 0.0,
          gated && x != 0.0 ? jet.value.v / x : 0.0};
}

}  // namespace ap::test

#include "core/math.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using namespace ap;

constexpr double kInfinity64 = std::numeric_limits<double>::infinity();

#if defined(__EMSCRIPTEN__) || defined(AP_SANITIZED)
constexpr std::uint32_t kStride = 1u << 16;
#else
constexpr std::uint32_t kStride = 4099;
#endif

#if !defined(__EMSCRIPTEN__)
#if defined(AP_SANITIZED)
constexpr int kCount = 20000;
#else
constexpr int kCount = 200000;
#endif

/// Numbers spread over low..high, evenly or evenly in the exponent.
std::vector<double> spread(double low, double high, bool exponential) {
  std::vector<double> x;
  for (int i = 0; i < kCount; ++i) {
    // A Weyl sequence: even, without a common grid.
    const double u = std::fmod(0.6180339887498949 * (i + 1), 1.0);
    x.push_back(exponential ? low * std::pow(high / low, u) : low + (high - low) * u);
  }
  return x;
}

/// The largest error of f against g (in long double) in units of the
/// last place of double.
template <class F, class G>
double worst_ulp(const std::vector<double>& inputs, F f, G g) {
  double worst = 0.0;
  for (const double x : inputs) {
    const long double truth = g(static_cast<long double>(x));
    int exponent = 0;
    std::frexp(static_cast<double>(truth), &exponent);
    const long double ulp = std::ldexp(1.0L, exponent < -1021 ? -1074 : exponent - 53);
    worst = std::fmax(worst, static_cast<double>(std::fabs((static_cast<long double>(f(x)) - truth) / ulp)));
  }
  return worst;
}

#define AP_DOUBLE(name) [](double x) { return ap::name(x); }, [](long double x) { return std::name(x); }
#endif

float first_lane(f32x4 a) {
  float lanes[4];
  store(lanes, a);
  return lanes[0];
}

bool same(float a, float b) { return bits(a) == bits(b) || (std::isnan(a) && std::isnan(b)); }

/// The largest error over all floats, and the number of inputs where float, f32x4 and a group differ.
struct FloatErrors {
  double worst = 0.0;
  int different = 0;
};
template <class F, class G>
FloatErrors float_errors(F f, G g) {
  FloatErrors errors;
  for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += kStride) {
    const float x = from_bits(static_cast<std::int32_t>(static_cast<std::uint32_t>(word)));
    const float y = f(x);
    if (!same(first_lane(f(f32x4(x))), y) || !same(first_lane(f(Group<f32x4, 2>(f32x4(x))).v[1]), y))
      ++errors.different;
    const double truth = g(static_cast<double>(x));
    if (std::isnan(truth) != std::isnan(y)) errors.worst = kInfinity64;
    if (!std::isfinite(y) && static_cast<double>(y) == static_cast<double>(static_cast<float>(truth)))
      continue;
    int exponent = 0;
    std::frexp(truth, &exponent);
    const double ulp = std::ldexp(1.0, exponent < -125 ? -149 : exponent - 24);
    if (!std::isnan(truth))
      errors.worst = std::fmax(errors.worst, std::fabs(static_cast<double>(y) - truth) / ulp);
  }
  return errors;
}

}  // namespace

// Needs a long double whose functions are better than double's, which WebAssembly's C library has not.
#if !defined(__EMSCRIPTEN__)
TEST_CASE("Functions of double are as accurate as they say", "[core][math]") {
  CHECK(worst_ulp(spread(-745.0, 709.0, false), AP_DOUBLE(exp)) <= 0.75);
  CHECK(worst_ulp(spread(-1.0, 1.0, false), AP_DOUBLE(exp)) <= 0.75);
  CHECK(worst_ulp(spread(-50.0, 709.0, false), AP_DOUBLE(expm1)) <= 1.2);
  CHECK(worst_ulp(spread(-1.0, 1.0, false), AP_DOUBLE(expm1)) <= 1.2);
  CHECK(worst_ulp(spread(1e-17, 0.5, true), AP_DOUBLE(expm1)) <= 1.2);
  CHECK(worst_ulp(spread(1e-323, 1e308, true), AP_DOUBLE(log)) <= 0.501);
  CHECK(worst_ulp(spread(0.5, 2.0, false), AP_DOUBLE(log)) <= 0.501);
  CHECK(worst_ulp(spread(0.999, 1.001, false), AP_DOUBLE(log)) <= 0.501);
  CHECK(worst_ulp(spread(-0.9999, 3.0, false), AP_DOUBLE(log1p)) <= 0.501);
  CHECK(worst_ulp(spread(1e-17, 1e308, true), AP_DOUBLE(log1p)) <= 0.501);
  CHECK(worst_ulp(spread(-21.0, 21.0, false), AP_DOUBLE(tanh)) <= 0.9);
  CHECK(worst_ulp(spread(1e-17, 0.5, true), AP_DOUBLE(tanh)) <= 0.9);
  CHECK(worst_ulp(spread(0.0, 6.2832, false), AP_DOUBLE(sin)) <= 0.54);
  CHECK(worst_ulp(spread(0.0, 6.2832, false), AP_DOUBLE(cos)) <= 0.54);
  CHECK(worst_ulp(spread(-1e5, 1e5, false), AP_DOUBLE(sin)) <= 0.54);
  CHECK(worst_ulp(spread(-1e5, 1e5, false), AP_DOUBLE(cos)) <= 0.54);
}
#endif

TEST_CASE("Functions of double are right at the edges", "[core][math]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(ap::exp(-kInfinity64) == 0.0);
  CHECK(ap::exp(-746.0) == 0.0);
  CHECK(ap::exp(-745.0) == 4.9406564584124654e-324);
  CHECK(ap::exp(kInfinity64) == kInfinity64);
  CHECK(ap::exp(0.0) == 1.0);
  CHECK(ap::expm1(-kInfinity64) == -1.0);
  CHECK(ap::expm1(kInfinity64) == kInfinity64);
  CHECK(ap::log(0.0) == -kInfinity64);
  CHECK(ap::log(1.0) == 0.0);
  CHECK(ap::log(kInfinity64) == kInfinity64);
  CHECK(std::isnan(ap::log(-1.0)));
  CHECK(ap::log1p(-1.0) == -kInfinity64);
  CHECK(std::isnan(ap::log1p(-2.0)));
  CHECK(ap::log1p(kInfinity64) == kInfinity64);
  CHECK(ap::tanh(kInfinity64) == 1.0);
  CHECK(ap::tanh(-kInfinity64) == -1.0);
  CHECK(std::isnan(ap::sin(kInfinity64)));
  CHECK(ap::cos(0.0) == 1.0);
  CHECK((std::signbit(ap::expm1(-0.0)) && std::signbit(ap::log1p(-0.0)) && std::signbit(ap::tanh(-0.0)) &&
         std::signbit(ap::sin(-0.0))));
  CHECK((std::isnan(ap::exp(nan)) && std::isnan(ap::expm1(nan)) && std::isnan(ap::log(nan)) &&
         std::isnan(ap::log1p(nan))));
  CHECK((ap::log(-0.0f) == -std::numeric_limits<float>::infinity() && std::isnan(ap::log(-0x1p-149f)) &&
         std::isnan(ap::log(-1.0f))));
  CHECK((std::isnan(ap::tanh(nan)) && std::isnan(ap::sin(nan)) && std::isnan(ap::cos(nan))));
}

TEST_CASE("Functions of float lanes are as accurate as they say, and equal in every lane type",
          "[core][math]") {
  const auto check = [](const FloatErrors& errors, double limit) {
    CHECK(errors.worst <= limit);
    CHECK(errors.different == 0);
  };
  check(float_errors([](auto x) { return ap::exp(x); }, [](double x) { return std::exp(x); }), 1.0);
  check(float_errors([](auto x) { return ap::log(x); }, [](double x) { return std::log(x); }), 1.0);
  check(float_errors([](auto x) { return ap::tanh(x); }, [](double x) { return std::tanh(x); }), 2.0);
  check(float_errors([](auto x) { return sigmoid(x); }, [](double x) { return 1.0 / (1.0 + std::exp(-x)); }),
        2.0);
}

TEST_CASE("Functions of double lanes round to the right float nearly always", "[core][math]") {
  const auto check = [](auto f, auto g, float low, float high) {
    const FloatErrors errors = float_errors(
        [&]<class V>(V x) {
          const V inside = max(min(x, V(high)), V(low));
          return narrowed<V>(f(widened(inside)));
        },
        [&](double x) { return std::isnan(x) ? x : g(std::fmax(std::fmin(x, high), low)); });
    CHECK(errors.worst <= 0.51);
    CHECK(errors.different == 0);
  };
  const auto any = std::numeric_limits<float>::infinity();
  check([](auto x) { return ap::exp(x); }, [](double x) { return std::exp(x); }, -any, 88.0f);
  check([](auto x) { return ap::expm1(x); }, [](double x) { return std::expm1(x); }, -any, 88.0f);
  check([](auto x) { return log1p_unit(x); }, [](double x) { return std::log1p(x); }, 0.0f, 1.0f);
  check([](auto x) { return ap::log1p(x); }, [](double x) { return std::log1p(x); }, 0.0f, 1e38f);
  check([](auto x) { return softplus(x); }, [](double x) { return x > 700 ? x : std::log1p(std::exp(x)); },
        -any, any);
  check([](auto x) { return ap::tanh(x); }, [](double x) { return std::tanh(x); }, -any, any);
  check([](auto x) { return ap::sin(x); }, [](double x) { return std::sin(x); }, -1e5f, 1e5f);
  check([](auto x) { return ap::cos(x); }, [](double x) { return std::cos(x); }, -1e5f, 1e5f);
  check([](auto x) { return atan(x); }, [](double x) { return std::atan(x); }, -any, any);
  check([](auto x) { return normal_tail(x); },
        [](double x) { return 0.5 * std::erfc(x * 0.70710678118654752440); }, 0.0f, 37.0f);
}

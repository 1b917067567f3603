#include <catch_amalgamated.hpp>

#include "activations/error_scan.hpp"

namespace {

using namespace ap;

// More than ten million floats natively; a sanitizer or WebAssembly takes fewer, as equal bits are tested
// elsewhere.
#if defined(__EMSCRIPTEN__) || defined(AP_SANITIZED)
constexpr std::uint32_t kStride = 1u << 16;
#else
constexpr std::uint32_t kStride = 409;
#endif

}  // namespace

TEST_CASE("Values and derivatives are within the declared error all over float", "[activations][accuracy]") {
  const test::FloatBlocks blocks(kStride);
  test::for_each_elementwise([&]<class F>(const Activation& entry) {
    for (const auto& params : test::checked_params(F::info)) {
      test::ScanResult all;
      for (std::uint32_t b = 0; b < blocks.count(); ++b)
        all.join(test::scan<F>(entry, params.data(), blocks[b]));
      CAPTURE(F::info.id, params, all.value.x, all.slope.x);
      CHECK(all.value.error <= static_cast<double>(F::info.max_ulp));
      CHECK(all.slope.error <= static_cast<double>(F::info.derivative_max_ulp));
      CHECK(all.different == 0);
      CHECK(F::info.max_ulp <= 2.0f);
      CHECK(F::info.derivative_max_ulp <= 3.0f);
    }
  });
}

TEST_CASE("The curve's derivatives are those of libm and of finite differences", "[activations][accuracy]") {
  test::for_each_elementwise([&]<class F>(const Activation& entry) {
    const auto params = default_params(F::info);
    const F f = make_function<F>(params.data());
    for (double x = -8.03; x < 8.0; x += 0.0371) {
      double y = 0.0, first = 0.0, second = 0.0;
      entry.curve(&x, 1, params.data(), &y, &first, &second);
      const auto jet = f.forward(Jet<test::LibmNumber>::variable(test::LibmNumber(x)));
      CAPTURE(F::info.id, x, y, first, second);
      CHECK(y == Catch::Approx(jet.value.v).epsilon(1e-9).margin(1e-9));
      CHECK(first == Catch::Approx(jet.first.v).epsilon(1e-8).margin(1e-8));
      CHECK(second == Catch::Approx(jet.second.v).epsilon(1e-7).margin(1e-7));
      // Five points: error of order h^4; not across a kink or jump.
      const double h = 1e-3;
      bool smooth = true;
      for (const float kink : F::info.kinks)
        smooth = smooth && std::fabs(x - static_cast<double>(kink)) > 3.0 * h;
      if (!smooth) continue;
      const auto at = [&](double step) { return f.forward(test::LibmNumber(x + step)).v; };
      const double slope = (at(-2 * h) - 8.0 * at(-h) + 8.0 * at(h) - at(2 * h)) / (12.0 * h);
      const double bend =
          (-at(-2 * h) + 16.0 * at(-h) - 30.0 * at(0.0) + 16.0 * at(h) - at(2 * h)) / (12.0 * h * h);
      CHECK(first == Catch::Approx(slope).epsilon(1e-8).margin(1e-8));
      if (std::fabs(x) > 3.0 * h) CHECK(second == Catch::Approx(bend).epsilon(1e-6).margin(1e-6));
    }
  });
}

TEST_CASE("Declared ranges and properties hold on a dense sample", "[activations][accuracy]") {
  std::vector<float> x;
  for (int i = -20000; i <= 20000; ++i) x.push_back(static_cast<float>(i) * 0.00137f);
  for (const Activation& f : activations()) {
    const ActivationInfo& info = *f.info;
    if (info.rowwise) continue;
    const auto params = default_params(info);
    const test::Sample s = test::sample(f, x, params.data());
    CAPTURE(info.id);
    float low = s.y[0], high = s.y[0], largest_drop = 0.0f, odd = 0.0f, slope_size = 0.0f;
    for (std::size_t i = 0; i < x.size(); ++i) {
      low = std::fmin(low, s.y[i]);
      high = std::fmax(high, s.y[i]);
      if (i > 0) largest_drop = std::fmax(largest_drop, s.y[i - 1] - s.y[i]);
      odd = std::fmax(odd, std::fabs(s.y[i] + s.y[x.size() - 1 - i]));
      slope_size = std::fmax(slope_size, std::fabs(s.dy[i]));
    }
    CHECK(low >= info.range.low);
    CHECK(high <= info.range.high);
    if (std::isfinite(info.range.low) && low > info.range.low) CHECK(low - info.range.low < 0.05f);
    if (std::isfinite(info.range.high) && high < info.range.high) CHECK(info.range.high - high < 0.05f);
    CHECK(((info.properties & kMonotonic) != 0) == (largest_drop <= 1e-5f));
    CHECK(((info.properties & kZeroCentered) != 0) == (odd <= 1e-5f));
    CHECK(((info.properties & kBounded) != 0) ==
          (std::isfinite(info.range.low) && std::isfinite(info.range.high)));
    CHECK(((info.properties & kZeroGradient) != 0) == (slope_size == 0.0f));
    CHECK((((info.properties & kSmooth) == 0) || (info.properties & kContinuous) != 0));
    const test::Sample zero = test::sample(f, {0.0f}, params.data());
    CHECK(((info.properties & kIdentityAtZero) != 0) == (zero.y[0] == 0.0f && zero.dy[0] == 1.0f));
  }
}

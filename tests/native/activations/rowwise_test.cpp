#include <catch_amalgamated.hpp>
#include <random>

#include "activations/support.hpp"

namespace {

using namespace ap;

/// exp((x_i - max) / T) / sum in long double, or its logarithm, of signed logits.
std::vector<double> true_row(std::string_view id, const std::vector<float>& x, float temperature) {
  const long double sign = id == "softmin" ? -1.0L : 1.0L;
  long double top = -std::numeric_limits<long double>::infinity(), sum = 0.0L;
  for (const float v : x) top = std::fmax(top, sign * static_cast<long double>(v));
  std::vector<long double> d;
  for (const float v : x)
    d.push_back((sign * static_cast<long double>(v) - top) / static_cast<long double>(temperature));
  // Without one of the largest, whose weight is 1: the logarithm depends on what is left.
  std::size_t first = d.size();
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (d[i] == 0.0L && first == d.size()) {
      first = i;
    } else {
      sum += std::exp(d[i]);
    }
  }
  std::vector<double> y;
  for (const long double v : d) {
    y.push_back(static_cast<double>(id == "log_softmax" ? v - std::log1p(sum) : std::exp(v) / (1.0L + sum)));
  }
  return y;
}

/// The derivative of each result by its own logit, in long double.
std::vector<double> true_slopes(std::string_view id, const std::vector<float>& x, float temperature) {
  const long double sign = id == "softmin" ? -1.0L : 1.0L, t = temperature;
  long double top = -std::numeric_limits<long double>::infinity(), sum = 0.0L;
  for (const float v : x) top = std::fmax(top, sign * static_cast<long double>(v));
  std::vector<long double> e;
  for (const float v : x) sum += e.emplace_back(std::exp((sign * static_cast<long double>(v) - top) / t));
  // What lies before and after each: sum - e would cancel.
  std::vector<long double> after(e.size() + 1, 0.0L);
  for (std::size_t i = e.size(); i-- > 0;) after[i] = after[i + 1] + e[i];
  long double before = 0.0L;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < e.size(); ++i) {
    const long double others = before + after[i + 1];
    before += e[i];
    const long double slope = id == "log_softmax" ? others / sum : e[i] / sum * (others / sum);
    slopes.push_back(static_cast<double>(sign * slope / t));
  }
  return slopes;
}

/// Numbers in -1..1 that look random.
float noise(int i) {
  return std::sin(static_cast<float>(i) * 12.9898f) * std::cos(static_cast<float>(i) * 0.7f);
}

}  // namespace

TEST_CASE("The softmax family is within its declared error for rows of any length, size and temperature",
          "[activations][rowwise]") {
  for (const char* id : {"softmax", "log_softmax", "softmin"}) {
    const Activation& f = *find_activation(id);
    for (const float spread : {0.5f, 4.0f, 30.0f, 1000.0f}) {
      for (const float temperature : {1.0f, 0.01f, 0.5f, 3.0f, 100.0f}) {
        for (const int cols : {1, 2, 3, 4, 5, 7, 16, 17, 33, 1000}) {
          std::vector<float> x;
          for (int i = 0; i < cols; ++i) x.push_back(spread * noise(i + cols) + 1000.0f * noise(cols));
          const auto truth = true_row(id, x, temperature);
          std::vector<float> row(x.size()), column(x.size());
          f.rows(x.data(), 1, cols, &temperature, row.data());
          f.columns(x.data(), cols, 1, 1, &temperature, column.data());
          double worst = 0.0;
          for (std::size_t i = 0; i < x.size(); ++i) {
            worst = std::fmax(worst, test::ulp_error(row[i], truth[i]));
            worst = std::fmax(worst, test::ulp_error(column[i], truth[i]));
          }
          CAPTURE(id, spread, temperature, cols);
          CHECK(worst <= static_cast<double>(f.info->max_ulp));
        }
      }
    }
  }
}

TEST_CASE("The softmax family is within 2 ULP, and 3 with the derivative, over random rows",
          "[activations][rowwise]") {
  std::mt19937 generator(1);
  const auto uniform = [&](double low, double high) {
    return static_cast<float>(low + (high - low) * (static_cast<double>(generator()) * 0x1p-32));
  };
#ifdef AP_SANITIZED
  constexpr int kRows = 300;
#else
  constexpr int kRows = 4000;
#endif
  for (const char* id : {"softmax", "log_softmax", "softmin"}) {
    const Activation& f = *find_activation(id);
    REQUIRE(f.info->max_ulp <= 2.0f);
    REQUIRE(f.info->derivative_max_ulp <= 3.0f);
    for (const float temperature : {1.0f, 0.37f, 3.0f}) {
      double value = 0.0, derivative = 0.0;
      for (int rows = 0; rows < kRows; ++rows) {
        const float spread = std::exp(uniform(-2.0, 4.0));
        std::vector<float> x(1 + generator() % (rows % 10 == 0 ? 1000 : 40));
        for (float& v : x) v = uniform(-1.0, 1.0) * spread;
        const int cols = static_cast<int>(x.size());
        const std::vector<double> truth = true_row(id, x, temperature);
        const std::vector<double> slopes = true_slopes(id, x, temperature);
        std::vector<float> row(x.size()), column(x.size()), y(x.size()), dy(x.size());
        f.rows(x.data(), 1, cols, &temperature, row.data());
        f.columns(x.data(), cols, 1, 1, &temperature, column.data());
        f.forward_derivative(x.data(), cols, &temperature, y.data(), dy.data());
        for (std::size_t i = 0; i < x.size(); ++i) {
          value = std::fmax(value, test::ulp_error(row[i], truth[i]));
          value = std::fmax(value, test::ulp_error(column[i], truth[i]));
          value = std::fmax(value, test::ulp_error(y[i], truth[i]));
          derivative = std::fmax(derivative, test::ulp_error(dy[i], slopes[i]));
        }
      }
      CAPTURE(id, temperature, value, derivative);
      CHECK(value <= static_cast<double>(f.info->max_ulp));
      CHECK(derivative <= static_cast<double>(f.info->derivative_max_ulp));
    }
  }
}

TEST_CASE("Equal logits have equal probabilities, as near to 1 / n as there are", "[activations][rowwise]") {
  for (const char* id : {"softmax", "softmin"}) {
    const Activation& f = *find_activation(id);
    for (const float logit : {0.0f, 1.0f, -0.3f, 17.25f, 1000.0f}) {
      for (const float temperature : {1.0f, 0.3f, 7.0f}) {
        for (const int n : {1, 2, 3, 10, 40}) {
          const std::vector<float> x(static_cast<std::size_t>(n), logit);
          std::vector<float> row(x.size()), column(x.size());
          f.rows(x.data(), 1, n, &temperature, row.data());
          f.columns(x.data(), n, 1, 1, &temperature, column.data());
          CAPTURE(id, logit, temperature, n);
          for (const float y : row) CHECK(y == 1.0f / static_cast<float>(n));
          for (const float y : column) CHECK(y == 1.0f / static_cast<float>(n));
        }
      }
    }
  }
}

TEST_CASE("The softmax family survives 1000s and infinities, as PyTorch does", "[activations][rowwise]") {
  const float one = 1.0f;
  const auto row = [&](const char* id, std::vector<float> x) {
    find_activation(id)->rows(x.data(), 1, static_cast<int>(x.size()), &one, x.data());
    return x;
  };
  CHECK(row("softmax", {1000.0f, 0.0f, -1000.0f}) == std::vector<float>{1.0f, 0.0f, 0.0f});
  CHECK(row("log_softmax", {1000.0f, 0.0f, -1000.0f}) == std::vector<float>{0.0f, -1000.0f, -2000.0f});
  CHECK(row("softmin", {1000.0f, 1000.0f}) == std::vector<float>{0.5f, 0.5f});
  CHECK(row("softmax", {-kInfinity, 3.0f, -kInfinity, 3.0f, -kInfinity}) ==
        std::vector<float>{0.0f, 0.5f, 0.0f, 0.5f, 0.0f});
  CHECK(row("softmin", {kInfinity, 3.0f}) == std::vector<float>{0.0f, 1.0f});
  CHECK(row("log_softmax", {-kInfinity, 0.0f}) == std::vector<float>{-kInfinity, 0.0f});
  for (const float v : row("softmax", {-kInfinity, -kInfinity})) CHECK(std::isnan(v));
  for (const float v : row("softmax", {kInfinity, 1.0f, 2.0f})) CHECK(std::isnan(v));
  for (const char* id : {"softmax", "log_softmax", "softmin"}) {
    for (const std::uint32_t pattern : {0x7fc00000u, 0xffc12345u, 0x7f800001u, 0xffffffffu}) {
      std::vector<float> x(21, 1.5f);
      x[6] = from_bits(static_cast<std::int32_t>(pattern));
      for (const float v : row(id, x)) CHECK(std::isnan(v));
    }
  }
  CHECK(row("softmax", {}).empty());
  // The largest logit's own logarithm is not lost next to 0.
  CHECK(row("log_softmax", {0.0f, -30.0f})[0] == Catch::Approx(-9.3576229688e-14).epsilon(2e-7));
}

TEST_CASE("Rowwise gradients are those of finite differences", "[activations][rowwise]") {
  const int units = 6, batch = 5, stride = 8;
  for (const Activation& f : activations()) {
    if (!f.info->rowwise) continue;
    auto params = default_params(*f.info);
    if (!f.info->params.empty()) params[0] = 1.5f;
    const int outputs = units / f.info->row_divisor;
    std::vector<float> z(units * stride), out(units * stride), g(units * stride), grad(units * stride);
    for (std::size_t i = 0; i < z.size(); ++i) {
      z[i] = 2.0f * noise(static_cast<int>(i));
      g[i] = noise(static_cast<int>(i) + 100);
    }
    const auto loss = [&](const std::vector<float>& logits) {
      std::vector<float> y(logits.size());
      f.columns(logits.data(), units, batch, stride, params.data(), y.data());
      double sum = 0.0;
      for (int u = 0; u < outputs; ++u) {
        for (int s = 0; s < batch; ++s) {
          const auto at = static_cast<std::size_t>(u * stride + s);
          sum += static_cast<double>(y[at]) * static_cast<double>(g[at]);
        }
      }
      return sum;
    };
    f.columns(z.data(), units, batch, stride, params.data(), out.data());
    f.columns_backward(z.data(), out.data(), g.data(), units, batch, stride, params.data(), grad.data());
    for (int u = 0; u < units; ++u) {
      for (int s = 0; s < batch; ++s) {
        const auto at = static_cast<std::size_t>(u * stride + s);
        auto up = z, down = z;
        up[at] += 0.0078125f;
        down[at] -= 0.0078125f;
        CAPTURE(f.info->id, u, s);
        CHECK(grad[at] == Catch::Approx((loss(up) - loss(down)) / 0.015625).margin(5e-5));
      }
    }
  }
}

TEST_CASE("In one row, slope is the derivative of an output by its own input", "[activations][rowwise]") {
  for (const Activation& f : activations()) {
    if (!f.info->rowwise) continue;
    const auto params = default_params(*f.info);
    std::vector<float> z{0.3f, -1.2f, 2.0f, 0.7f, -0.1f, 1.1f};
    const int n = static_cast<int>(z.size());
    const std::size_t outputs = z.size() / static_cast<std::size_t>(f.info->row_divisor);
    std::vector<float> y(z.size()), slope(z.size()), up(z.size()), down(z.size());
    f.sample(z.data(), n, params.data(), y.data(), slope.data());
    for (std::size_t i = 0; i < outputs; ++i) {
      auto moved = z;
      moved[i] += 0.0078125f;
      f.forward(moved.data(), n, params.data(), up.data());
      moved[i] -= 0.015625f;
      f.forward(moved.data(), n, params.data(), down.data());
      CAPTURE(f.info->id, i);
      const double difference = (static_cast<double>(up[i]) - static_cast<double>(down[i])) / 0.015625;
      CHECK(slope[i] == Catch::Approx(difference).margin(5e-5));
    }
  }
}

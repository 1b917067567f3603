#include "core/torch_generator.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>

#include "fixture.hpp"

namespace {

using ap::TorchGenerator;

template <class T>
std::vector<T> as(const std::vector<double>& values) {
  std::vector<T> converted;
  for (const double x : values) converted.push_back(static_cast<T>(x));
  return converted;
}

template <class T>
std::vector<T> uniform(TorchGenerator& generator, std::size_t n, double low, double high) {
  std::vector<T> values(n);
  generator.uniform(std::span<T>(values), low, high);
  return values;
}

template <class T>
std::vector<T> normal(TorchGenerator& generator, std::size_t n, double mean = 0.0, double deviation = 1.0) {
  std::vector<T> values(n);
  generator.normal(std::span<T>(values), mean, deviation);
  return values;
}

std::vector<std::int32_t> randperm(TorchGenerator& generator, std::size_t n) {
  std::vector<std::int32_t> order(n);
  generator.randperm(order);
  return order;
}

template <class T>
double largest_difference(const std::vector<T>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::fmax(largest, std::abs(static_cast<double>(a[i]) - b[i]));
  return largest;
}

/// Blocks of 16 use torch's own float32 polynomials for logarithm, sine and cosine.
constexpr double kBlockTolerance = 5e-7;

}  // namespace

TEST_CASE("TorchGenerator draws PyTorch's numbers", "[core][random]") {
  const ap::test::Fixture fixture("data/rng");
  const unsigned seed = GENERATE(0u, 42u);
  CAPTURE(seed);
  const auto expected = [&](const std::string& call) {
    return fixture.f64("torch/" + std::to_string(seed) + "/" + call);
  };
  TorchGenerator generator(seed);

  SECTION("uniform numbers, bit for bit") {
    CHECK(uniform<float>(generator, 20, 0, 1) == as<float>(expected("rand(20)")));
    generator.manual_seed(seed);
    CHECK(uniform<double>(generator, 6, 0, 1) == expected("rand(6, float64)"));
    generator.manual_seed(seed);
    CHECK(uniform<float>(generator, 20, -0.5, 0.25) == as<float>(expected("empty(20).uniform_(-0.5, 0.25)")));
    generator.manual_seed(seed);
    CHECK(uniform<double>(generator, 6, -0.5, 0.25) == expected("empty(6, float64).uniform_(-0.5, 0.25)"));
  }
  SECTION("normal numbers, fewer than 16, bit for bit") {
    for (std::size_t n = 1; n < 16; ++n) {
      CAPTURE(n);
      generator.manual_seed(seed);
      CHECK(normal<float>(generator, n) ==
            as<float>(expected("randn(n), n = 1..20/" + std::to_string(n - 1))));
    }
    generator.manual_seed(seed);
    CHECK(normal<float>(generator, 5, 1.0, 0.1) == as<float>(expected("empty(5).normal_(1, 0.1)")));
    generator.manual_seed(seed);
    CHECK(largest_difference(normal<double>(generator, 5), expected("randn(5, float64)")) <= 1e-14);
  }
  SECTION("normal numbers in blocks") {
    for (std::size_t n = 16; n <= 20; ++n) {
      CAPTURE(n);
      generator.manual_seed(seed);
      const auto truth = expected("randn(n), n = 1..20/" + std::to_string(n - 1));
      CHECK(largest_difference(normal<float>(generator, n), truth) <= kBlockTolerance);
    }
    generator.manual_seed(seed);
    CHECK(largest_difference(normal<float>(generator, 33), expected("randn(33)")) <= kBlockTolerance);
    generator.manual_seed(seed);
    CHECK(largest_difference(normal<float>(generator, 20, 1.0, 0.1), expected("empty(20).normal_(1, 0.1)")) <=
          kBlockTolerance);
    generator.manual_seed(seed);
    CHECK(largest_difference(normal<double>(generator, 20), expected("randn(20, float64)")) <= 1e-14);
  }
  SECTION("integers and permutations") {
    std::vector<double> integers(20);
    for (double& x : integers) x = static_cast<double>(generator.randint(0, 10));
    CHECK(integers == expected("randint(0, 10, (20,))"));
    generator.manual_seed(seed);
    CHECK(randperm(generator, 10) == as<std::int32_t>(expected("randperm(10)")));
    generator.manual_seed(seed);
    CHECK(randperm(generator, 100) == as<std::int32_t>(expected("randperm(100)")));
    generator.manual_seed(seed);
    auto order = randperm(generator, 800);
    order.resize(20);
    CHECK(order == as<std::int32_t>(expected("randperm(800) first 20")));
  }
  SECTION("the kept normal survives other draws, and manual_seed clears it") {
    CHECK(normal<float>(generator, 3) == as<float>(expected("chain/randn(3)")));
    CHECK(uniform<float>(generator, 2, 0, 1) == as<float>(expected("chain/then rand(2)")));
    CHECK(normal<float>(generator, 2) == as<float>(expected("chain/then randn(2)")));
    CHECK(largest_difference(normal<float>(generator, 16), expected("chain/then randn(16)")) <=
          kBlockTolerance);
    CHECK(normal<float>(generator, 1) == as<float>(expected("chain/then randn(1)")));
    CHECK(randperm(generator, 5) == as<std::int32_t>(expected("chain/then randperm(5)")));
    generator.manual_seed(seed);
    CHECK(normal<float>(generator, 3) == as<float>(expected("chain/randn(3)")));
  }
}

TEST_CASE("nn.Linear's initial values come from uniform_, bit for bit", "[core][random]") {
  const ap::test::Fixture fixture("data/rng");
  const unsigned seed = GENERATE(0u, 42u);
  const auto [fan_in, fan_out] = GENERATE(table<int, int>({{20, 50}, {50, 2}, {3, 4}, {1, 1}}));
  const std::string key =
      "linear/" + std::to_string(seed) + "/" + std::to_string(fan_in) + "/" + std::to_string(fan_out) + "/";
  const double bound = 1.0 / std::sqrt(fan_in);
  TorchGenerator generator(seed);
  auto weight = uniform<float>(generator, static_cast<std::size_t>(fan_in * fan_out), -bound, bound);
  auto bias = uniform<float>(generator, static_cast<std::size_t>(fan_out), -bound, bound);
  CHECK(weight.back() == as<float>(fixture.f64(key + "weight_last"))[0]);
  weight.resize(std::min<std::size_t>(weight.size(), 12));
  CHECK(weight == as<float>(fixture.f64(key + "weight_first_12")));
  bias.resize(std::min<std::size_t>(bias.size(), 4));
  CHECK(bias == as<float>(fixture.f64(key + "bias_first_4")));
}

TEST_CASE("The fused multiply-add is the correctly rounded one", "[core][random]") {
  TorchGenerator generator(7);
  const auto real = [&] {
    return std::ldexp(generator.next_double() - 0.5, static_cast<int>(generator.randint(-60, 60)));
  };
  int wrong = 0;
  for (int i = 0; i < 100000; ++i) {
    const double a = real(), b = real(), c = real();
    // Cancelling sums show the exact product; the others meet every position of the rounding.
    wrong += ap::fused_multiply_add(a, b, c) != std::fma(a, b, c);
    wrong += ap::fused_multiply_add(a, b, -a * b) != std::fma(a, b, -a * b);
    const float x = static_cast<float>(a), y = static_cast<float>(b), z = static_cast<float>(c);
    wrong += ap::fused_multiply_add(x, y, z) != std::fmaf(x, y, z);
    wrong += ap::fused_multiply_add(x, y, -x * y) != std::fmaf(x, y, -x * y);
  }
  CHECK(wrong == 0);
}

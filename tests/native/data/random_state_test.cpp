#include "data/random_state.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numeric>
#include <string>

#include "data/c_library_log.hpp"
#include "fixture.hpp"

namespace {

using ap::RandomState;
using Numbers = std::vector<double>;

/// `count` numbers of draw().
template <class Draw>
Numbers repeat(int count, Draw draw) {
  Numbers values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<double>(draw()));
  return values;
}

Numbers as_numbers(const std::vector<std::int32_t>& values) { return {values.begin(), values.end()}; }

}  // namespace

TEST_CASE("RandomState draws NumPy's numbers, bit for bit", "[data][random]") {
  const ap::test::Fixture fixture("data/rng");
  const std::uint32_t seed = GENERATE(0u, 42u);
  CAPTURE(seed);
  const auto expected = [&](const std::string& call) {
    return fixture.f64("numpy/" + std::to_string(seed) + "/" + call);
  };
  RandomState random(seed);

  SECTION("words") {
    const Numbers words = repeat(2000, [&] { return random.next_word(); });
    CHECK(Numbers(words.begin(), words.begin() + 20) == expected("raw_uint32"));
    CHECK(Numbers{words[623], words[624], words[625], words[1999]} ==
          expected("raw_uint32_at_623_624_625_1999"));
  }
  SECTION("real numbers") {
    CHECK(repeat(20, [&] { return random.random_sample(); }) == expected("random_sample(20)"));
    random = RandomState(seed);
    CHECK(repeat(8, [&] { return random.uniform(-2.0, 3.0); }) == expected("uniform(-2, 3, 8)"));
  }
  SECTION("normals") {
    const Numbers normals = repeat(2000, [&] { return random.standard_normal(); });
    CHECK(Numbers(normals.begin(), normals.begin() + 20) == expected("standard_normal(20)"));
    CHECK(Numbers(normals.end() - 4, normals.end()) == expected("standard_normal(2000) last 4"));
    random = RandomState(seed);
    CHECK(repeat(6, [&] { return random.normal(1.5, 0.25); }) == expected("normal(1.5, 0.25, 6)"));
  }
  SECTION("integers") {
    const auto [call, low, high, count] = GENERATE(table<const char*, std::int64_t, std::int64_t, int>(
        {{"randint(2, size=20)", 0, 2, 20},
         {"randint(3, size=20)", 0, 3, 20},
         {"randint(0, 100, size=20)", 0, 100, 20},
         {"randint(-5, 1000000, size=10)", -5, 1000000, 10},
         {"randint(0, 2**40, size=6)", 0, std::int64_t{1} << 40, 6}}));
    CAPTURE(call);
    CHECK(repeat(count, [&, l = low, h = high] { return random.randint(l, h); }) == expected(call));
  }
  SECTION("an interval of one integer draws nothing") {
    CHECK(random.interval(0) == 0);
    CHECK(random.next_word() == expected("raw_uint32")[0]);
  }
  SECTION("orders and choices") {
    CHECK(as_numbers(random.permutation(20)) == expected("permutation(20)"));
    random = RandomState(seed);
    std::vector<std::int32_t> order(20);
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<std::int32_t>(order));
    CHECK(as_numbers(order) == expected("shuffle(arange(20))"));
    random = RandomState(seed);
    order = random.permutation(1000);
    CHECK(as_numbers({order.begin(), order.begin() + 20}) == expected("permutation(1000) first 20"));
    random = RandomState(seed);
    CHECK(as_numbers(random.choice(10, 8)) == expected("choice(10, 8)"));
    random = RandomState(seed);
    CHECK(as_numbers(random.choice_without_replacement(10, 5)) == expected("choice(10, 5, replace=False)"));
    random = RandomState(seed);
    const Numbers p = {0.1, 0.2, 0.3, 0.4};
    CHECK(as_numbers(random.choice(p, 10)) == expected("choice(4, 10, p=[0.1,0.2,0.3,0.4])"));
  }
  SECTION("the kept normal survives other draws") {
    CHECK(repeat(3, [&] { return random.random_sample(); }) == expected("mixed/random_sample(3)"));
    CHECK(repeat(3, [&] { return random.standard_normal(); }) == expected("mixed/then standard_normal(3)"));
    CHECK(repeat(2, [&] { return random.random_sample(); }) == expected("mixed/then random_sample(2)"));
    CHECK(repeat(2, [&] { return random.standard_normal(); }) == expected("mixed/then standard_normal(2)"));
    CHECK(repeat(4, [&] { return random.randint(0, 10); }) == expected("mixed/then randint(10, size=4)"));
  }
}

/// Natural logarithm by its series: the C library of WebAssembly has no more than double precision to offer.
static long double series_log(double x) {
  int exponent = 0;
  long double mantissa = std::frexp(x, &exponent);  // in [0.5, 1)
  if (mantissa < 0.7071L) {
    mantissa *= 2;
    --exponent;
  }
  const long double s = (mantissa - 1) / (mantissa + 1), square = s * s;
  long double sum = 0;
  for (int k = 31; k >= 1; k -= 2) sum = sum * square + 1.0L / k;
  return static_cast<long double>(exponent) * 0.693147180559945309417232121458176568L + 2 * s * sum;
}

TEST_CASE("The logarithm of the normals is within 0.52 units of the true one", "[data][random]") {
  RandomState random(1);
  const auto check = [](double x) {
    // long double is 64 bits wide natively and 113 in WebAssembly: the truth to well below a unit of double.
    const long double truth = series_log(x);
    const double got = ap::c_library_log(x);
    const double unit = std::abs(std::nextafter(got, 2 * got) - got);
    return got == 0.0 ? truth == 0.0L : std::abs(static_cast<double>(got - truth)) <= 0.52 * unit;
  };
  bool ok = check(1.0) && check(0x1p-1022) && check(0x1.fffffffffffffp+1023) && check(0x1.ep-1) &&
            check(0x1.109p+0);
  for (int i = 0; i < 20000; ++i) {
    ok = ok && check(random.random_sample() + 0x1p-60) && check(random.uniform(0.93, 1.07));
    ok = ok && check(std::ldexp(random.uniform(1, 2), static_cast<int>(random.randint(-1022, 1023))));
  }
  CHECK(ok);
}

#include "core/simd.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/elementwise.hpp"
#include "core/simd_group.hpp"

namespace {

using namespace ap;

const std::vector<float>& interesting() {
  static const std::vector<float> values{0.0f,
                                         -0.0f,
                                         1.0f,
                                         -1.5f,
                                         3.25e-39f,
                                         -1e-45f,
                                         3e38f,
                                         -3e38f,
                                         0.1f,
                                         -7e5f,
                                         std::numeric_limits<float>::infinity(),
                                         -std::numeric_limits<float>::infinity(),
                                         std::numeric_limits<float>::quiet_NaN()};
  return values;
}

bool same(float a, float b) { return bits(a) == bits(b) || (std::isnan(a) && std::isnan(b)); }
bool same(double a, double b) { return bits(a) == bits(b) || (std::isnan(a) && std::isnan(b)); }

float lane(f32x4 a, int i) {
  float lanes[4];
  store(lanes, a);
  return lanes[i];
}

double lane(f64x4 a, int i) {
  // Through reduce_add, so that no backend's layout is assumed.
  double keep[4] = {0.0, 0.0, 0.0, 0.0};
  keep[i] = 1.0;
  const f64x4 zero(0.0);
  const f64x4 mask(keep[0], keep[1], keep[2], keep[3]);
  return reduce_add(select(mask != zero, a, f64x4(-0.0)));  // -0 changes no sum
}

}  // namespace

TEST_CASE("Lane arithmetic is scalar arithmetic", "[core][simd]") {
  for (const float x : interesting()) {
    for (const float y : interesting()) {
      const f32x4 a(1.0f, x, -2.0f, x), b(y, y, 5.0f, y);
      CAPTURE(x, y);
      CHECK(same(lane(a + b, 1), x + y));
      CHECK(same(lane(a - b, 1), x - y));
      CHECK(same(lane(a * b, 3), x * y));
      CHECK(same(lane(a / b, 3), x / y));
      CHECK(same(lane(min(a, b), 1), y < x ? y : x));
      CHECK(same(lane(max(a, b), 1), x < y ? y : x));
      CHECK(same(min(x, y), y < x ? y : x));
      CHECK(same(max(x, y), x < y ? y : x));
      CHECK(same(lane(copysign(a, b), 1), std::copysign(x, y)));
      const f32x4 yes(1.0f), no(0.0f);
      CHECK(lane(select(a < b, yes, no), 1) == (x < y ? 1.0f : 0.0f));
      CHECK(lane(select(a <= b, yes, no), 1) == (x <= y ? 1.0f : 0.0f));
      CHECK(lane(select(a > b, yes, no), 1) == (x > y ? 1.0f : 0.0f));
      CHECK(lane(select(a >= b, yes, no), 1) == (x >= y ? 1.0f : 0.0f));
      CHECK(lane(select(a == b, yes, no), 1) == (x == y ? 1.0f : 0.0f));
      CHECK(lane(select(a != b, yes, no), 1) == (x != y ? 1.0f : 0.0f));
      CHECK(lane(select((!(a < b)) & (a == a), yes, no), 1) == (!(x < y) && !std::isnan(x) ? 1.0f : 0.0f));
      CHECK(lane(select((a < b) | (a > b), yes, no), 1) == (x < y || x > y ? 1.0f : 0.0f));
      CHECK(any(f32x4(x) < f32x4(y)) == (x < y));
      CHECK(all(f32x4(x) == f32x4(y)) == (x == y));
    }
    // With a constant a compiler may choose another instruction.
    CHECK(same(max(x, 0.0f), lane(max(f32x4(x), f32x4(0.0f)), 0)));
    CHECK(same(min(x, 0.0f), lane(min(f32x4(x), f32x4(0.0f)), 0)));
    CHECK(same(lane(-f32x4(x), 2), -x));
    CHECK(same(lane(abs(f32x4(x)), 2), std::fabs(x)));
    CHECK(same(lane(sqrt(f32x4(x)), 2), std::sqrt(x)));
    CHECK(all(is_nan(f32x4(x))) == std::isnan(x));
  }
}

TEST_CASE("Integer lanes wrap, shift and convert as 32-bit words", "[core][simd]") {
  const std::int32_t words[] = {0, 1, -1, 0x3f800000, -0x7fffffff, 0x7fffffff};
  const auto first = [](i32x4 a) { return bits(lane(from_bits(a), 0)); };
  for (const std::int32_t a : words) {
    for (const std::int32_t b : words) {
      const auto ua = static_cast<std::uint32_t>(a), ub = static_cast<std::uint32_t>(b);
      CHECK(first(i32x4(a) + i32x4(b)) == static_cast<std::int32_t>(ua + ub));
      CHECK(first(i32x4(a) - i32x4(b)) == static_cast<std::int32_t>(ua - ub));
      CHECK(first(i32x4(a) & i32x4(b)) == (a & b));
      CHECK(first(i32x4(a) | i32x4(b)) == (a | b));
      CHECK(first(i32x4(a) ^ i32x4(b)) == (a ^ b));
    }
    CHECK(first(i32x4(a) << 23) == static_cast<std::int32_t>(static_cast<std::uint32_t>(a) << 23));
    CHECK(first(i32x4(a) >> 5) == a >> 5);
    CHECK(first(select(f32x4(1.0f) < f32x4(2.0f), i32x4(a), i32x4(9))) == a);
  }
}

TEST_CASE("Pairs are loaded from anywhere in a table", "[core][simd]") {
  double table[20];
  for (int i = 0; i < 20; ++i) table[i] = i + 0.5;
  for (int shift = 0; shift < 7; ++shift) {
    const int index[] = {shift, 9 - shift, 0, (3 * shift) % 10};
    f64x4 first, second;
    load_pairs(table, i32x4(index[0], index[1], index[2], index[3]), first, second);
    for (int i = 0; i < 4; ++i) {
      double one, other;
      load_pairs(table, index[i], one, other);
      CHECK(one == 2 * index[i] + 0.5);
      CHECK(other == 2 * index[i] + 1.5);
      CHECK(lane(first, i) == one);
      CHECK(lane(second, i) == other);
    }
  }
}

TEST_CASE("Double lanes are scalar doubles, and narrow once", "[core][simd]") {
  for (const float x : interesting()) {
    for (const float y : interesting()) {
      const double p = static_cast<double>(x) * 1.1, q = static_cast<double>(y) / 3.0;
      const f64x4 a(2.0, p, p, -1.0), b(q, q, q, 4.0);
      CAPTURE(p, q);
      CHECK(same(lane(a + b, 1), p + q));
      CHECK(same(lane(a - b, 2), p - q));
      CHECK(same(lane(a * b, 1), p * q));
      CHECK(same(lane(a / b, 2), p / q));
      CHECK(same(lane(min(a, b), 1), q < p ? q : p));
      CHECK(same(lane(max(a, b), 2), p < q ? q : p));
      CHECK(same(lane(copysign(a, b), 1), std::copysign(p, q)));
      CHECK(lane(select(a < b, f64x4(1.0), f64x4(0.0)), 2) == (p < q ? 1.0 : 0.0));
      CHECK(lane(select(a <= b, f64x4(1.0), f64x4(0.0)), 1) == (p <= q ? 1.0 : 0.0));
      CHECK(lane(select(a > b, f64x4(1.0), f64x4(0.0)), 1) == (p > q ? 1.0 : 0.0));
      CHECK(lane(select(a >= b, f64x4(1.0), f64x4(0.0)), 1) == (p >= q ? 1.0 : 0.0));
      CHECK(lane(select(a == b, f64x4(1.0), f64x4(0.0)), 1) == (p == q ? 1.0 : 0.0));
    }
    const double p = static_cast<double>(x) * 1.1;
    CHECK(same(lane(sqrt(f64x4(p)), 1), std::sqrt(p)));
    CHECK(same(lane(abs(f64x4(p)), 1), std::fabs(p)));
    CHECK(same(lane(-f64x4(p), 2), -p));
    for (int i = 0; i < 4; ++i) {
      CHECK(same(lane(narrow(f64x4(p)), i), static_cast<float>(p)));
      CHECK(same(lane(widen(f32x4(x)), i), static_cast<double>(x)));
    }
  }
  for (const int n : {-1000, -1, 0, 7, 1000}) {
    const double shifted = 0x1.8p52 + n;
    CHECK(lane(scale_by_shifted(f64x4(1.5), f64x4(shifted)), 3) == std::ldexp(1.5, n));
    CHECK(scale_by_shifted(1.5, shifted) == std::ldexp(1.5, n));
    CHECK(lane(flip_sign_by_shifted(f64x4(1.5), f64x4(shifted)), 3) == ((n & 1) != 0 ? -1.5 : 1.5));
    CHECK(flip_sign_by_shifted(1.5, shifted) == ((n & 1) != 0 ? -1.5 : 1.5));
  }
}

TEST_CASE("Sums of lanes have one order, and transposing is exact", "[core][simd]") {
  CHECK(reduce_add(f32x4(1e8f, 1.0f, -1e8f, 1.0f)) == 2.0f);
  CHECK(reduce_add(f32x4(1e8f, -1e8f, 1.0f, 1.0f)) == (1e8f + 1.0f) + (-1e8f + 1.0f));
  CHECK(reduce_add(f64x4(1e17, 1.0, -1e17, 1.0)) == 2.0);
  f32x4 a(0.0f, 1.0f, 2.0f, 3.0f), b(4.0f, 5.0f, 6.0f, 7.0f), c(8.0f, 9.0f, 10.0f, 11.0f),
      d(12.0f, 13.0f, 14.0f, 15.0f);
  transpose(a, b, c, d);
  for (int i = 0; i < 4; ++i) {
    const auto k = static_cast<float>(4 * i);
    CHECK(lane(a, i) == k);
    CHECK(lane(b, i) == k + 1.0f);
    CHECK(lane(c, i) == k + 2.0f);
    CHECK(lane(d, i) == k + 3.0f);
  }
}

TEST_CASE("The elementwise loop touches exactly its elements", "[core][elementwise]") {
  for (int n = 0; n < 70; ++n) {
    std::vector<float> x(80), y(80, 7.0f), dy(80, 7.0f);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) + 0.5f;
    map_groups<4>(x.data() + 3, n, y.data() + 1, [](const auto& v) { return v + v; });
    map_groups<2>(x.data() + 3, n, x.data() + 3, dy.data() + 1, []<class V>(const V& v) {
      return ValueAndSlope<V>{v - V(1.0f), v * v};
    });
    CAPTURE(n);
    bool right = true;
    for (int i = 0; i < 80; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const bool written = i >= 1 && i < n + 1;
      const float value = static_cast<float>(i + 2) + 0.5f;
      right =
          right && y[at] == (written ? value + value : 7.0f) && dy[at] == (written ? value * value : 7.0f);
      const bool moved = i >= 3 && i < n + 3;
      right = right && x[at] == static_cast<float>(i) + (moved ? -0.5f : 0.5f);
    }
    CHECK(right);
  }
}

#include "data/playground.hpp"

#include "core/math.hpp"
#include "data/random_state.hpp"

namespace ap {

namespace {

constexpr double kPi = 0x1.921fb54442d18p+1;

struct Point {
  double x;
  double y;
};

double distance(Point a, Point b) { return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

void put(const DatasetView& out, std::size_t i, Point p) {
  out.features[2 * i] = p.x;
  out.features[2 * i + 1] = p.y;
}

/// `p` moved by up to `reach` * noise in both directions.
Point stray(Point p, double reach, double noise, RandomState& random) {
  const double dx = random.uniform(-reach, reach) * noise;
  const double dy = random.uniform(-reach, reach) * noise;
  return {p.x + dx, p.y + dy};
}

/// Uniform points on the square -6..6 with target(point that has strayed).
template <class Target>
void fill_square(const DatasetArguments& arguments, const DatasetView& out, Target target) {
  constexpr double kRadius = 6.0;
  RandomState random(arguments.seed());
  for (std::size_t i = 0; i < out.targets.size(); ++i) {
    Point p{};
    p.x = random.uniform(-kRadius, kRadius);
    p.y = random.uniform(-kRadius, kRadius);
    put(out, i, p);
    out.targets[i] = target(stray(p, kRadius, arguments.real("noise"), random));
  }
}

}  // namespace

void PlaygroundCircle::generate(const DatasetArguments& arguments, const DatasetView& out) {
  constexpr double kRadius = 5.0;
  RandomState random(arguments.seed());
  const std::size_t n = out.labels.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool inside = i < (n + 1) / 2;
    const double r = inside ? random.uniform(0.0, 0.5 * kRadius) : random.uniform(0.7 * kRadius, kRadius);
    const double angle = random.uniform(0.0, 2.0 * kPi);
    const Point p{r * sin(angle), r * cos(angle)};
    put(out, i, p);
    const Point strayed = stray(p, kRadius, arguments.real("noise"), random);
    out.labels[i] = distance(strayed, {0.0, 0.0}) < 0.5 * kRadius ? 1 : 0;
  }
}

void PlaygroundXor::generate(const DatasetArguments& arguments, const DatasetView& out) {
  constexpr double kRadius = 5.0;
  constexpr double kPadding = 0.3;  // keeps the axes free
  RandomState random(arguments.seed());
  const auto draw = [&] {
    const double x = random.uniform(-kRadius, kRadius);
    return x > 0.0 ? x + kPadding : x - kPadding;
  };
  for (std::size_t i = 0; i < out.labels.size(); ++i) {
    Point p{};
    p.x = draw();
    p.y = draw();
    put(out, i, p);
    const Point strayed = stray(p, kRadius, arguments.real("noise"), random);
    out.labels[i] = strayed.x * strayed.y >= 0.0 ? 1 : 0;
  }
}

void PlaygroundGauss::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const double deviation = sqrt(0.5 + 7.0 * arguments.real("noise"));
  RandomState random(arguments.seed());
  const std::size_t n = out.labels.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool positive = i < (n + 1) / 2;
    const double center = positive ? 2.0 : -2.0;
    Point p{};
    p.x = random.normal(center, deviation);
    p.y = random.normal(center, deviation);
    put(out, i, p);
    out.labels[i] = positive ? 1 : 0;
  }
}

void PlaygroundSpiral::generate(const DatasetArguments& arguments, const DatasetView& out) {
  RandomState random(arguments.seed());
  const std::size_t n = out.labels.size();
  const std::size_t n_positive = (n + 1) / 2;
  for (std::size_t i = 0; i < n; ++i) {
    const bool positive = i < n_positive;
    const double count = static_cast<double>(positive ? n_positive : n - n_positive);
    const double share = static_cast<double>(positive ? i : i - n_positive) / count;
    const double r = share * 5.0;
    const double t = 1.75 * share * 2.0 * kPi + (positive ? 0.0 : kPi);
    put(out, i, stray({r * sin(t), r * cos(t)}, 1.0, arguments.real("noise"), random));
    out.labels[i] = positive ? 1 : 0;
  }
}

void PlaygroundPlane::generate(const DatasetArguments& arguments, const DatasetView& out) {
  fill_square(arguments, out, [](Point p) { return (p.x + p.y) / 10.0; });
}

void PlaygroundHills::generate(const DatasetArguments& arguments, const DatasetView& out) {
  fill_square(arguments, out, [](Point p) {
    struct Cone {
      Point top;
      double height;
    };
    static constexpr Cone kCones[] = {{{-4.0, 2.5}, 1.0},   {{0.0, 2.5}, -1.0}, {{4.0, 2.5}, 1.0},
                                      {{-4.0, -2.5}, -1.0}, {{0.0, -2.5}, 1.0}, {{4.0, -2.5}, -1.0}};
    double value = 0.0;  // of the cone that is farthest from zero
    for (const Cone& cone : kCones) {
      const double height = cone.height * max(0.0, 1.0 - distance(p, cone.top) / 2.0);
      if (abs(height) > abs(value)) value = height;
    }
    return value;
  });
}

}  // namespace ap

#include "data/patterns.hpp"

#include "core/math.hpp"
#include "data/random_state.hpp"

namespace ap {

namespace {

/// Uniform points on the square -6..6 with label(x, y), moved by normal noise afterwards.
template <class Label>
void fill_square(const DatasetArguments& arguments, const DatasetView& out, Label label) {
  const double noise = arguments.real("noise");
  RandomState random(arguments.seed());
  for (std::size_t i = 0; i < out.labels.size(); ++i) {
    const double x = random.uniform(-6.0, 6.0);
    const double y = random.uniform(-6.0, 6.0);
    out.labels[i] = label(x, y) ? 1 : 0;
    out.features[2 * i] = random.normal(x, noise);
    out.features[2 * i + 1] = random.normal(y, noise);
  }
}

}  // namespace

void Checkerboard::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const double scale = arguments.real("cells") / 12.0;
  fill_square(arguments, out, [scale](double x, double y) {
    const int column = static_cast<int>((x + 6.0) * scale);
    const int row = static_cast<int>((y + 6.0) * scale);
    return (column + row) % 2 == 0;
  });
}

void SineBorder::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const double amplitude = arguments.real("amplitude");
  const double frequency = arguments.real("frequency");
  fill_square(arguments, out, [=](double x, double y) { return y > amplitude * sin(frequency * x); });
}

void OneDimensionalCurve::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const auto curve = kCurves[static_cast<std::size_t>(arguments.integer("function"))].value;
  const double noise = arguments.real("noise");
  RandomState random(arguments.seed());
  for (std::size_t i = 0; i < out.targets.size(); ++i) {
    const double x = random.uniform(-4.0, 4.0);
    out.features[i] = x;
    out.targets[i] = random.normal(curve(x), noise);
  }
}

}  // namespace ap

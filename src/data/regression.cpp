#include "data/regression.hpp"

#include <algorithm>

#include "core/math.hpp"
#include "data/random_state.hpp"
#include "data/rows.hpp"

namespace ap {

void MakeRegression::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const int n_features = arguments.integer("n_features");
  const auto width = static_cast<std::size_t>(n_features);
  const int n_informative = std::min(n_features, arguments.integer("n_informative"));
  RandomState random(arguments.seed());
  for (double& x : out.features) x = random.standard_normal();
  std::vector<double> weights(static_cast<std::size_t>(n_informative));
  for (double& w : weights) w = 100.0 * random.random_sample();
  for (std::size_t i = 0; i < out.targets.size(); ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < weights.size(); ++j) sum += out.features[i * width + j] * weights[j];
    out.targets[i] = sum + arguments.real("bias");
  }
  const double noise = arguments.real("noise");
  if (noise > 0.0) {
    for (double& y : out.targets) y += random.normal(0.0, noise);
  }
  if (!arguments.flag("shuffle")) return;
  const std::vector<std::int32_t> order = random.permutation(static_cast<int>(out.targets.size()));
  permute_rows(out.features, width, order);
  permute_rows(out.targets, 1, order);
  permute_columns(out.features, random.permutation(n_features));
}

void MakeFriedman1::generate(const DatasetArguments& arguments, const DatasetView& out) {
  constexpr double kPi = 0x1.921fb54442d18p+1;
  const auto width = static_cast<std::size_t>(arguments.integer("n_features"));
  const double noise = arguments.real("noise");
  RandomState random(arguments.seed());
  for (double& x : out.features) x = random.random_sample();
  for (std::size_t i = 0; i < out.targets.size(); ++i) {
    const double* x = &out.features[i * width];
    const double centered = x[2] - 0.5;
    const double value =
        10.0 * sin(kPi * x[0] * x[1]) + 20.0 * (centered * centered) + 10.0 * x[3] + 5.0 * x[4];
    out.targets[i] = value + noise * random.standard_normal();
  }
}

}  // namespace ap

#include "data/shapes.hpp"

#include "core/math.hpp"
#include "data/random_state.hpp"
#include "data/rows.hpp"

namespace ap {

namespace {

constexpr double kPi = 0x1.921fb54442d18p+1;

/// scikit-learn's util.shuffle of rows and labels together.
void shuffle_rows(const DatasetView& out, RandomState& random) {
  const std::vector<std::int32_t> order = random.permutation(static_cast<int>(out.labels.size()));
  permute_rows(out.features, out.features.size() / out.labels.size(), order);
  permute_rows(out.labels, 1, order);
}

void finish_shape(const DatasetArguments& arguments, const DatasetView& out) {
  RandomState random(arguments.seed());
  if (arguments.flag("shuffle")) shuffle_rows(out, random);
  const double noise = arguments.real("noise");
  if (noise == 0.0) return;
  for (double& x : out.features) x += random.normal(0.0, noise);
}

}  // namespace

void MakeMoons::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const std::size_t n = out.labels.size();
  const std::size_t n_outer = n / 2;
  for (std::size_t i = 0; i < n; ++i) {
    const bool inner = i >= n_outer;
    const std::size_t count = inner ? n - n_outer : n_outer;
    const std::size_t place = inner ? i - n_outer : i;
    const double step = kPi / static_cast<double>(count - 1);
    // numpy.linspace: the last point is the end itself, and a single one the start.
    const double t = count == 1 ? 0.0 : place + 1 == count ? kPi : static_cast<double>(place) * step;
    out.features[2 * i] = inner ? 1.0 - cos(t) : cos(t);
    out.features[2 * i + 1] = inner ? 1.0 - sin(t) - 0.5 : sin(t);
    out.labels[i] = inner ? 1 : 0;
  }
  finish_shape(arguments, out);
}

void MakeCircles::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const double factor = arguments.real("factor");
  const std::size_t n = out.labels.size();
  const std::size_t n_outer = n / 2;
  for (std::size_t i = 0; i < n; ++i) {
    const bool inner = i >= n_outer;
    const double step = 2.0 * kPi / static_cast<double>(inner ? n - n_outer : n_outer);
    const double t = static_cast<double>(inner ? i - n_outer : i) * step;
    out.features[2 * i] = inner ? cos(t) * factor : cos(t);
    out.features[2 * i + 1] = inner ? sin(t) * factor : sin(t);
    out.labels[i] = inner ? 1 : 0;
  }
  finish_shape(arguments, out);
}

Result<DatasetShape> MakeBlobs::shape(const DatasetArguments& arguments) {
  const int centers = arguments.integer("centers");
  const std::span<const double> deviations = arguments.list("cluster_std");
  const std::span<const double> box = arguments.list("center_box");
  if (deviations.size() != 1 && deviations.size() != static_cast<std::size_t>(centers))
    return Status::kBadShape;
  if (box.size() != 2) return Status::kBadShape;
  if (box[0] > box[1]) return Status::kOutOfRange;
  return checked_shape(arguments, arguments.integer("n_features"), centers);
}

void MakeBlobs::generate(const DatasetArguments& arguments, const DatasetView& out) {
  const auto n_centers = static_cast<std::size_t>(arguments.integer("centers"));
  const auto n_features = static_cast<std::size_t>(arguments.integer("n_features"));
  const std::span<const double> deviations = arguments.list("cluster_std");
  const std::span<const double> box = arguments.list("center_box");
  RandomState random(arguments.seed());
  std::vector<double> centers(n_centers * n_features);
  for (double& c : centers) c = random.uniform(box[0], box[1]);
  const std::size_t n = out.labels.size();
  std::size_t row = 0;
  for (std::size_t k = 0; k < n_centers; ++k) {
    const double deviation = deviations[deviations.size() == 1 ? 0 : k];
    const std::size_t end = row + n / n_centers + (k < n % n_centers ? 1 : 0);
    for (; row < end; ++row) {
      out.labels[row] = static_cast<std::int32_t>(k);
      for (std::size_t j = 0; j < n_features; ++j) {
        out.features[row * n_features + j] = random.normal(centers[k * n_features + j], deviation);
      }
    }
  }
  if (arguments.flag("shuffle")) shuffle_rows(out, random);
}

}  // namespace ap

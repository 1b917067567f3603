#include "data/standard_scaler.hpp"

#include <utility>

#include "core/simd.hpp"

namespace ap {

namespace {

/// Whether all indices name a row of n_samples.
bool are_rows(std::span<const std::int32_t> rows, std::size_t n_samples) {
  for (const std::int32_t row : rows) {
    if (row < 0 || static_cast<std::size_t>(row) >= n_samples) return false;
  }
  return true;
}

/// A feature whose variance could be rounding alone is left at its scale.
double scale_of(double mean, double var, double n) {
  constexpr double kEpsilon = 0x1p-52;
  const double rounding = n * mean * kEpsilon;
  const bool constant = var <= n * kEpsilon * var + rounding * rounding;
  return constant ? 1.0 : sqrt(var);
}

}  // namespace

Status StandardScaler::fit(std::span<const double> features, int n_features,
                           std::span<const std::int32_t> rows) {
  if (n_features < 1 || rows.empty()) return Status::kBadShape;
  const auto width = static_cast<std::size_t>(n_features);
  if (features.size() % width != 0 || !are_rows(rows, features.size() / width)) return Status::kBadShape;
  const double n = static_cast<double>(rows.size());
  std::vector<double> mean(width), var(width), rest(width);
  for (const std::int32_t row : rows) {
    const double* x = &features[static_cast<std::size_t>(row) * width];
    for (std::size_t j = 0; j < width; ++j) mean[j] += x[j];
  }
  for (double& m : mean) m /= n;
  // `rest` would be 0 without rounding; scikit-learn corrects the variance with it.
  for (const std::int32_t row : rows) {
    const double* x = &features[static_cast<std::size_t>(row) * width];
    for (std::size_t j = 0; j < width; ++j) {
      const double d = x[j] - mean[j];
      rest[j] += d;
      var[j] += d * d;
    }
  }
  std::vector<double> scale(width);
  for (std::size_t j = 0; j < width; ++j) {
    var[j] = (var[j] - rest[j] * rest[j] / n) / n;
    if (var[j] - var[j] != 0.0) return Status::kNotFinite;
    scale[j] = scale_of(mean[j], var[j], n);
  }
  mean_ = std::move(mean);
  var_ = std::move(var);
  scale_ = std::move(scale);
  return Status::kOk;
}

Status StandardScaler::transform(std::span<const double> features, std::span<const std::int32_t> rows,
                                 std::span<float> out) const {
  const std::size_t width = mean_.size();
  if (width == 0 || features.size() % width != 0 || !are_rows(rows, features.size() / width))
    return Status::kBadShape;
  if (out.size() != rows.size() * width) return Status::kBadShape;
  float* to = out.data();
  for (const std::int32_t row : rows) {
    const double* x = &features[static_cast<std::size_t>(row) * width];
    for (std::size_t j = 0; j < width; ++j) *to++ = static_cast<float>((x[j] - mean_[j]) / scale_[j]);
  }
  return Status::kOk;
}

}  // namespace ap

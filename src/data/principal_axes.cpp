#include "data/principal_axes.hpp"

#include <utility>

#include "core/simd.hpp"
#include "data/symmetric_eigen.hpp"

namespace ap {

namespace {

bool is_finite(double x) { return x - x == 0.0; }

std::vector<double> mean_of_rows(std::span<const double> features, std::size_t width) {
  std::vector<double> mean(width);
  for (std::size_t at = 0; at < features.size(); at += width) {
    for (std::size_t j = 0; j < width; ++j) mean[j] += features[at + j];
  }
  const double n = static_cast<double>(features.size() / width);
  for (double& m : mean) m /= n;
  return mean;
}

/// Divisor n - 1; of a single row it is zero.
std::vector<double> covariance(std::span<const double> features, std::span<const double> mean) {
  const std::size_t width = mean.size();
  std::vector<double> matrix(width * width), centered(width);
  for (std::size_t at = 0; at < features.size(); at += width) {
    for (std::size_t j = 0; j < width; ++j) centered[j] = features[at + j] - mean[j];
    for (std::size_t i = 0; i < width; ++i) {
      double* row = &matrix[i * width];
      for (std::size_t j = 0; j <= i; ++j) row[j] += centered[i] * centered[j];
    }
  }
  const double n = static_cast<double>(features.size() / width);
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      matrix[i * width + j] /= max(n - 1.0, 1.0);
      matrix[j * width + i] = matrix[i * width + j];
    }
  }
  return matrix;
}

/// An axis and its opposite are the same line: the one whose largest component is positive is taken.
void orient(std::vector<double>& axis) {
  double largest = 0.0;
  for (const double component : axis) {
    if (abs(component) > abs(largest)) largest = component;
  }
  if (largest > 0.0) return;
  for (double& component : axis) component = -component;
}

}  // namespace

Result<PrincipalAxes> principal_axes(std::span<const double> features, int n_features) {
  if (n_features < 1 || features.empty()) return Status::kBadShape;
  const auto width = static_cast<std::size_t>(n_features);
  if (features.size() % width != 0) return Status::kBadShape;
  PrincipalAxes plane;
  plane.mean = mean_of_rows(features, width);
  std::vector<double> matrix = covariance(features, plane.mean);
  double largest = 0.0;
  for (const double value : matrix) {
    if (!is_finite(value)) return Status::kNotFinite;
    largest = max(largest, abs(value));
  }
  for (std::size_t j = 0; j < width; ++j) plane.total_variance += matrix[j * width + j];
  if (width == 1 || largest == 0.0) {  // nothing to choose: the first features themselves
    for (std::size_t k = 0; k < 2; ++k) {
      plane.axes[k].resize(width);
      if (k < width) plane.axes[k][k] = 1.0;
    }
    plane.variance[0] = plane.total_variance;
    return plane;
  }
  for (double& value : matrix) value /= largest;
  TopEigenvectors top = top_eigenvectors(std::move(matrix), width);
  for (std::size_t k = 0; k < 2; ++k) {
    plane.axes[k] = std::move(top.vectors[k]);
    orient(plane.axes[k]);
    plane.variance[k] = max(top.values[k] * largest, 0.0);  // rounding may put it below
  }
  return plane;
}

void project_rows(const PrincipalAxes& plane, std::span<const double> features, std::span<double> out) {
  const std::size_t width = plane.mean.size();
  for (std::size_t i = 0; i < out.size() / 2; ++i) {
    double u = 0.0, v = 0.0;
    for (std::size_t j = 0; j < width; ++j) {
      const double x = features[i * width + j] - plane.mean[j];
      u += x * plane.axes[0][j];
      v += x * plane.axes[1][j];
    }
    out[2 * i] = u;
    out[2 * i + 1] = v;
  }
}

}  // namespace ap

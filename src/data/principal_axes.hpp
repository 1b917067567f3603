#pragma once
/// The plane in which rows of many features vary most, so that they can be drawn in it.

#include <array>
#include <span>
#include <vector>

#include "core/result.hpp"

namespace ap {

/// A plane through the mean of all rows. A point (u, v) of it is the row mean + u * axes[0] + v * axes[1].
///
/// Shapes: mean and each axis [n_features]. Units: variances are squares of the features' own.
struct PrincipalAxes {
  std::vector<double> mean;
  /// Of length 1 and perpendicular; the component of largest magnitude is positive. With one feature only,
  /// the second is zero.
  std::array<std::vector<double>, 2> axes;
  std::array<double, 2> variance{};  ///< along each axis, divisor n - 1, the larger one first
  double total_variance = 0.0;       ///< of all features together
};

/// The two directions of largest variance: eigenvectors of the covariance matrix.
///
/// The same bits everywhere. Time: n_samples * n_features^2 / 2 + 4 / 3 * n_features^3 multiplications.
/// Shapes: features [n_samples, n_features] row by row. Errors: kBadShape (no row, no feature, a broken row),
/// kNotFinite (a feature is not, or values are so large that their squares are not).
/// Accuracy: variances 1e-13 of the larger one; axes as well as the gap between the variances lets them be
/// known. Source: Golub and Van Loan, Matrix Computations, sections 8.3 and 8.4.
Result<PrincipalAxes> principal_axes(std::span<const double> features, int n_features);

/// Where each row lies in the plane: its distance from the mean along both axes.
/// Shapes: features [n_samples, n_features], out [n_samples, 2], n_features that of the plane.
void project_rows(const PrincipalAxes& plane, std::span<const double> features, std::span<double> out);

}  // namespace ap

#pragma once
/// scikit-learn's StandardScaler: each feature gets mean 0 and variance 1 over the training rows.

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.hpp"

namespace ap {

/// Mean and scale of each feature.
///
/// Errors: kBadShape when lengths do not fit, kNotFinite when a feature's mean or variance is not finite.
/// Accuracy: every bit of scikit-learn 1.2 in double. Source: sklearn/utils/extmath.py
/// (_incremental_mean_and_var).
class StandardScaler {
 public:
  /// Measures the rows `rows` of `features`. Shapes: features [n_samples, n_features], rows any number > 0 of
  /// indices below n_samples.
  Status fit(std::span<const double> features, int n_features, std::span<const std::int32_t> rows);

  /// out[i] = (features[rows[i]] - mean) / scale, rounded to float32 at the end.
  /// Shapes: features [n_samples, n_features], out [rows.size(), n_features].
  Status transform(std::span<const double> features, std::span<const std::int32_t> rows,
                   std::span<float> out) const;

  /// Shapes: [n_features]; empty before `fit`.
  std::span<const double> mean() const { return mean_; }
  std::span<const double> var() const { return var_; }
  /// The square root of var, or 1 for a feature that is constant but for rounding. Shapes: [n_features].
  std::span<const double> scale() const { return scale_; }

 private:
  std::vector<double> mean_;
  std::vector<double> var_;
  std::vector<double> scale_;
};

}  // namespace ap

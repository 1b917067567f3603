#pragma once
/// How good a run's answers are: confusion matrix, R squared, calibration.

#include <array>
#include <cstdint>
#include <span>

#include "core/result.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Which rows.
enum class Part : std::int32_t { kTrain = 0, kTest = 1 };

inline constexpr int kCalibrationBins = 10;

/// Answers of one confidence: the probability that the network gives to the class it chooses.
struct CalibrationBin {
  std::int64_t count = 0;
  double confidence = 0.0;  ///< mean of the bin's answers; 0 when there are none
  double accuracy = 0.0;    ///< share of right ones
};

/// What can be said of one part of a run's data. Units: as `EpochRecord`.
struct Assessment {
  std::int64_t rows = 0;
  double loss;            ///< NaN without rows, as are all that follow
  double accuracy;        ///< NaN for a regression
  double r_squared;       ///< of a regression: mean over the outputs, as scikit-learn's r2_score; else NaN
  double expected_error;  ///< expected calibration error; NaN where outputs are no probabilities
  /// Bins of equal width from 0 to 1. Source: Guo et al. 2017, arXiv:1706.04599, section 2.
  std::array<CalibrationBin, kCalibrationBins> bins;
  bool is_calibrated = false;  ///< whether the two above can be told
};

/// Classes that a run tells apart; 0 for a regression.
int class_count(Trainer& trainer);

/// Evaluates one part. Shapes: confusion [classes, classes], row: what it is, column: what the network says.
///
/// Probabilities are the outputs of a network that ends in softmax or softmin, and otherwise what the loss
/// makes of the outputs: cross_entropy, bce_with_logits, and nll behind log_softmax. Others make none.
/// Errors: kBadShape.
Status assess(Trainer& trainer, Part part, Assessment& out, std::span<std::int32_t> confusion);

}  // namespace ap

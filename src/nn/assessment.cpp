#include "nn/assessment.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include "core/math.hpp"
#include "nn/measure.hpp"
#include "nn/run.hpp"

namespace ap {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, std::int64_t of) { return of == 0 ? kUnknown : part / static_cast<double>(of); }

/// How outputs are read as probabilities.
enum class Reading { kNone, kAsTheyAre, kExponential, kSoftmax, kSigmoid };

Reading reading_of(const Run& run) {
  const std::string_view loss = run.loss().info->id;
  const Decision decision = run.loss().decision(run.network().outputs());
  if (decision == Decision::kNone) return Reading::kNone;
  if (decision == Decision::kSign) return loss == "bce_with_logits" ? Reading::kSigmoid : Reading::kNone;
  const Layer& last = run.network().layers().back();
  const std::string_view end = last.function == nullptr ? last.activation->info->id : "";
  if (end == "softmax" || end == "softmin") return Reading::kAsTheyAre;
  if (loss == "cross_entropy") return Reading::kSoftmax;
  return loss == "nll" && end == "log_softmax" ? Reading::kExponential : Reading::kNone;
}

/// One sample's outputs and target.
struct Answer {
  const float* outputs;  ///< unit u at [u * stride]
  const float* targets;
  int units;
  std::ptrdiff_t stride;

  double output(int u) const { return static_cast<double>(outputs[u * stride]); }
  double target(int u) const { return static_cast<double>(targets[u * stride]); }

  int chosen(Decision decision) const {
    if (decision == Decision::kSign) return outputs[0] > 0.0f ? 1 : 0;
    int best = 0;
    for (int u = 1; u < units; ++u) {
      if (outputs[u * stride] > outputs[best * stride]) best = u;
    }
    return best;
  }

  /// Of the class that is chosen.
  double probability(Reading reading, int chosen_class) const {
    const double x = output(reading == Reading::kSigmoid ? 0 : chosen_class);
    switch (reading) {
      case Reading::kAsTheyAre:
        return x;
      case Reading::kExponential:
        return exp(x);
      case Reading::kSigmoid:
        return 1.0 / (1.0 + exp(x < 0.0 ? x : -x));  // of the likelier class
      case Reading::kSoftmax: {
        double sum = 0.0;
        for (int u = 0; u < units; ++u) sum += exp(output(u) - x);
        return 1.0 / sum;
      }
      case Reading::kNone:
        break;
    }
    return kUnknown;
  }
};

/// Calls visit(answer) for every sample of a set.
template <class Visit>
void visit_answers(Run& run, const BlockSet& set, Visit visit) {
  for (int b = 0; b < set.count(); ++b) {
    const Block block = set.block(b);
    const float* outputs = run.network().forward(block);
    for (int s = 0; s < block.samples; ++s)
      visit(Answer{outputs + s, block.targets + s, run.network().outputs(), block.stride});
  }
}

void add_answer(std::array<CalibrationBin, kCalibrationBins>& bins, double probability, bool is_right) {
  if (!(probability >= 0.0)) return;  // not a number
  const int place = std::min(static_cast<int>(probability * kCalibrationBins), kCalibrationBins - 1);
  CalibrationBin& bin = bins[static_cast<std::size_t>(place)];
  ++bin.count;
  bin.confidence += probability;
  bin.accuracy += is_right ? 1.0 : 0.0;
}

void finish_calibration(Assessment& out) {
  double gaps = 0.0;
  std::int64_t count = 0;
  for (CalibrationBin& bin : out.bins) {
    if (bin.count == 0) continue;
    const double gap = bin.accuracy - bin.confidence;
    gaps += gap < 0.0 ? -gap : gap;
    count += bin.count;
    bin.confidence /= static_cast<double>(bin.count);
    bin.accuracy /= static_cast<double>(bin.count);
  }
  out.expected_error = ratio(gaps, count);
}

void assess_classes(Run& run, const BlockSet& set, Assessment& out, int classes, std::int32_t* confusion) {
  const Decision decision = run.loss().decision(run.network().outputs());
  const Reading reading = reading_of(run);
  std::int64_t correct = 0;
  visit_answers(run, set, [&](const Answer& answer) {
    const int chosen = answer.chosen(decision),
              label = static_cast<int>(class_of_target(decision, answer.targets[0]));
    ++confusion[label * classes + chosen];
    correct += chosen == label;
    if (reading != Reading::kNone) add_answer(out.bins, answer.probability(reading, chosen), chosen == label);
  });
  out.accuracy = ratio(static_cast<double>(correct), out.rows);
  out.is_calibrated = reading != Reading::kNone;
  if (out.is_calibrated) finish_calibration(out);
}

/// scikit-learn's r2_score of one output: a constant target counts as met (1) or not (0).
double r_squared_of(double residual, double total) {
  if (total == 0.0) return residual == 0.0 ? 1.0 : 0.0;
  return 1.0 - residual / total;
}

double r_squared(Run& run, const BlockSet& set) {
  const int units = run.network().outputs();
  if (set.rows() < 2) return kUnknown;
  double mean_of_all = 0.0;
  for (int u = 0; u < units; ++u) {
    double sum = 0.0, residual = 0.0, total = 0.0;
    for (int b = 0; b < set.count(); ++b) {
      const Block block = set.block(b);
      for (int s = 0; s < block.samples; ++s)
        sum += static_cast<double>(block.targets[static_cast<std::ptrdiff_t>(u) * block.stride + s]);
    }
    const double mean = sum / static_cast<double>(set.rows());
    visit_answers(run, set, [&](const Answer& answer) {
      const double error = answer.target(u) - answer.output(u), distance = answer.target(u) - mean;
      residual += error * error;
      total += distance * distance;
    });
    mean_of_all += r_squared_of(residual, total);
  }
  return mean_of_all / static_cast<double>(units);
}

}  // namespace

int class_count(Trainer& trainer) {
  const Run& run = trainer.run();
  const int outputs = run.network().outputs();
  switch (run.loss().decision(outputs)) {
    case Decision::kArgmax:
      return outputs;
    case Decision::kSign:
      return 2;
    case Decision::kNone:
      return 0;
  }
  return 0;
}

Status assess(Trainer& trainer, Part part, Assessment& out, std::span<std::int32_t> confusion) {
  Run& run = trainer.run();
  const int classes = class_count(trainer);
  if (confusion.size() != static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes))
    return Status::kBadShape;
  const BlockSet& set = part == Part::kTrain ? run.train_rows() : run.test_rows();
  std::fill(confusion.begin(), confusion.end(), 0);
  out = {.rows = set.rows(),
         .loss = run.evaluate(set).mean_loss(),
         .accuracy = kUnknown,
         .r_squared = kUnknown,
         .expected_error = kUnknown,
         .bins = {}};
  if (classes > 0) {
    assess_classes(run, set, out, classes, confusion.data());
  } else {
    out.r_squared = r_squared(run, set);
  }
  return Status::kOk;
}

}  // namespace ap

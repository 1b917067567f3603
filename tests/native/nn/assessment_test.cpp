// How good a run's answers are, against scikit-learn's printed examples and the definitions in double.

#include "nn/assessment.hpp"

#include "nn/reference.hpp"

namespace ap::test {
namespace {

std::vector<std::int32_t> assess_run(Trainer& trainer, Part part, Assessment& out) {
  const std::size_t classes = static_cast<std::size_t>(class_count(trainer));
  std::vector<std::int32_t> confusion(classes * classes, -1);
  REQUIRE(assess(trainer, part, out, confusion) == Status::kOk);
  return confusion;
}

/// A network that gives its features as they are.
std::unique_ptr<Trainer> echo(int width, std::string_view loss, std::string_view output, const Rows& train,
                              const Rows& test) {
  ExerciseSpec exercise;
  exercise.layers() = {layer(width, output)};
  exercise.spec.fan_in = width;
  exercise.spec.loss = entry(losses(), loss);
  auto trainer = exercise.create(train, test);
  const std::span<float> values = trainer->parameter_values();
  std::fill(values.begin(), values.end(), 0.0f);
  for (std::size_t u = 0; u < std::size_t(width); ++u) values[u * std::size_t(width) + u] = 1.0f;
  return trainer;
}

TEST_CASE("R squared is scikit-learn's", "[nn][assessment]") {
  // The examples of scikit-learn's manual.
  const Rows one{{2.5f, 0.0f, 2.0f, 8.0f}, {}, {3.0f, -0.5f, 2.0f, 7.0f}};
  const Rows two{{0, 2, -1, 2, 8, -5}, {}, {0.5f, 1, -1, 1, 7, -6}};
  const Rows right{{1, 2, 3}, {}, {1, 2, 3}}, mean{{2, 2, 2}, {}, {1, 2, 3}},
      reversed{{3, 2, 1}, {}, {1, 2, 3}};
  const Rows constant{{1, 2, 3}, {}, {2, 2, 2}}, met{{2, 2, 2}, {}, {2, 2, 2}}, single{{1}, {}, {2}};
  const struct {
    int width;
    const Rows* rows;
    double expected;
  } cases[] = {
      {1, &one, 0.9486081370449679}, {2, &two, 0.9368005266622778}, {1, &right, 1.0}, {1, &mean, 0.0},
      {1, &reversed, -3.0},          {1, &constant, 0.0},           {1, &met, 1.0}};
  for (const auto& [width, rows, expected] : cases) {
    auto trainer = echo(width, "mse", "linear", *rows, width == 1 ? single : *rows);
    Assessment out;
    REQUIRE(assess_run(*trainer, Part::kTrain, out).empty());
    CAPTURE(width, expected);
    REQUIRE(std::abs(out.r_squared - expected) <= 1e-12);
    REQUIRE(std::isnan(out.accuracy));
    REQUIRE(std::isnan(out.expected_error));
    REQUIRE_FALSE(out.is_calibrated);
    if (width > 1) continue;
    assess_run(*trainer, Part::kTest, out);
    REQUIRE(out.rows == 1);
    REQUIRE(std::isnan(out.r_squared));  // undefined for fewer than two rows
    REQUIRE(out.loss == 1.0);
  }
}

TEST_CASE("the confusion matrix is scikit-learn's", "[nn][assessment]") {
  // The example of sklearn.metrics.confusion_matrix's manual page: what it is 2 0 2 2 0 1, what is said 0 0 2
  // 2 0 2.
  Rows rows{std::vector<float>(18), {2, 0, 2, 2, 0, 1}};
  const int said[] = {0, 0, 2, 2, 0, 2};
  for (std::size_t i = 0; i < 6; ++i) rows.features[3 * i + std::size_t(said[i])] = 1.0f;
  for (const char* loss : {"cross_entropy", "nll", "hinge"}) {
    auto trainer = echo(3, loss, "linear", rows, {});
    Assessment out;
    REQUIRE(assess_run(*trainer, Part::kTrain, out) == std::vector<std::int32_t>{2, 0, 0, 0, 0, 1, 1, 0, 2});
    REQUIRE(out.accuracy == 4.0 / 6.0);
    REQUIRE(std::isnan(out.r_squared));
    REQUIRE(out.is_calibrated == (std::string_view(loss) == "cross_entropy"));
    REQUIRE(assess_run(*trainer, Part::kTest, out) == std::vector<std::int32_t>(9, 0));  // there are no rows
    REQUIRE(out.rows == 0);
    REQUIRE(std::isnan(out.loss));
    REQUIRE(std::isnan(out.accuracy));
    REQUIRE(std::isnan(out.expected_error));
  }
}

TEST_CASE("a target between no and yes counts as the nearer one", "[nn][assessment]") {
  const Rows rows{{-3.0f, -2.0f, -1.0f, 1.0f, 2.0f, 3.0f}, {}, {0.0f, 0.25f, 0.5f, 0.75f, 1.0f, 0.125f}};
  const std::vector<LayerSpec> layers{layer(1, "linear")};
  TrainerSpec spec;
  spec.fan_in = 1;
  spec.layers = layers;
  spec.loss = entry(losses(), "bce_with_logits");
  spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.5);
  auto created = Trainer::create(spec, rows.samples(), rows.samples());
  REQUIRE(created.status() == Status::kOk);
  Trainer& trainer = *created.value();
  REQUIRE(trainer.train(200) == Status::kOk);
  Assessment out;
  REQUIRE(assess_run(trainer, Part::kTest, out) == std::vector<std::int32_t>{3, 1, 0, 2});
  REQUIRE(out.accuracy == 5.0 / 6.0);
  REQUIRE(trainer.history().back().test_accuracy == out.accuracy);
  for (const float target : {-1.0f, -1e-6f, 1.5f, 3e38f}) {
    Rows wrong = rows;
    wrong.targets[2] = target;
    CAPTURE(target);
    REQUIRE(Trainer::create(spec, wrong.samples(), rows.samples()).status() == Status::kOutOfRange);
    REQUIRE(Trainer::create(spec, rows.samples(), wrong.samples()).status() == Status::kOutOfRange);
  }
}

/// The probability that a textbook gives to the chosen class.
double confidence(const std::string& loss, const std::string& output, const std::vector<double>& x) {
  if (x.size() == 1) return 1.0 / (1.0 + std::exp(-std::abs(x[0])));
  double largest = x[0], sum = 0.0;
  for (const double v : x) {
    largest = std::fmax(largest, v);
    sum += std::exp(v);
  }
  if (output == "softmax") return largest;
  return loss == "nll" ? std::exp(largest) : std::exp(largest) / sum;
}

TEST_CASE("calibration compares confidence with accuracy, bin by bin", "[nn][assessment]") {
  const struct {
    const char *loss, *output;
    int units;
  } cases[] = {{"cross_entropy", "linear", 2},
               {"cross_entropy", "softmax", 2},
               {"nll", "log_softmax", 2},
               {"cross_entropy", "log_softmax", 2},
               {"bce_with_logits", "linear", 1}};
  for (const auto& [loss, output, units] : cases) {
    ExerciseSpec exercise("tanh", output);
    exercise.layers()[1].units = units;
    exercise.spec.loss = entry(losses(), loss);
    exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "adam"), "lr", 0.01);
    exercise.spec.batch_size = 100;
    auto trainer = exercise.create();
    REQUIRE(trainer->train(15) == Status::kOk);
    for (const Part part : {Part::kTrain, Part::kTest}) {
      const Rows& rows = part == Part::kTrain ? exercise_data().train : exercise_data().test;
      Assessment out;
      const std::vector<std::int32_t> confusion = assess_run(*trainer, part, out);
      const std::size_t count = rows.labels.size(), width = std::size_t(units);
      std::vector<float> outputs(count * width);
      REQUIRE(trainer->predict(rows.features, outputs) == Status::kOk);
      std::vector<double> total(10), sum(10), right(10);
      std::vector<std::int32_t> expected_confusion(4);
      double loss_sum = 0.0;
      for (std::size_t i = 0; i < count; ++i) {
        const std::vector<double> x(&outputs[i * width], &outputs[i * width] + width);
        const std::size_t said = units == 1 ? x[0] > 0.0 : x[1] > x[0], is = std::size_t(rows.labels[i]);
        ++expected_confusion[2 * is + said];
        const double p = confidence(loss, output, x);
        const std::size_t bin = std::min(std::size_t(10.0 * p), std::size_t(9));
        total[bin] += 1.0;
        sum[bin] += p;
        right[bin] += said == is;
        loss_sum += reference_loss(loss, x, {double(is)});
      }
      CAPTURE(loss, output);
      REQUIRE(confusion == expected_confusion);
      REQUIRE(out.rows == std::int64_t(count));
      REQUIRE(std::abs(out.loss - loss_sum / double(count)) <= 1e-6);
      REQUIRE(out.is_calibrated);
      double error = 0.0;
      int filled = 0;
      for (std::size_t bin = 0; bin < 10; ++bin) {
        REQUIRE(out.bins[bin].count == std::int64_t(total[bin]));
        if (total[bin] == 0.0) continue;
        ++filled;
        REQUIRE(std::abs(out.bins[bin].confidence - sum[bin] / total[bin]) <= 1e-12);
        REQUIRE(out.bins[bin].accuracy == right[bin] / total[bin]);
        error += std::abs(right[bin] - sum[bin]) / double(count);
      }
      REQUIRE(filled >= 4);
      REQUIRE(std::abs(out.expected_error - error) <= 1e-12);
      const EpochRecord& last = trainer->history().back();
      REQUIRE(out.accuracy == (part == Part::kTrain ? last.train_accuracy : last.test_accuracy));
      if (part == Part::kTest) REQUIRE(out.loss == last.test_loss);
    }
  }
}

TEST_CASE("an answer that is not a number is counted in no bin, and assessing changes no bit",
          "[nn][assessment]") {
  auto trainer = ExerciseSpec("tanh").create(), blind = ExerciseSpec("tanh").create();
  Assessment out;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(trainer->train(1) == Status::kOk);
    assess_run(*trainer, Part::kTrain, out);
    assess_run(*trainer, Part::kTest, out);
    REQUIRE(blind->train(1) == Status::kOk);
  }
  REQUIRE(trainer->fingerprint() == blind->fingerprint());
  for (float& x : trainer->parameter_values()) x = std::numeric_limits<float>::quiet_NaN();
  const std::vector<std::int32_t> confusion = assess_run(*trainer, Part::kTest, out);
  REQUIRE(confusion[0] + confusion[2] == 200);  // the first class, as torch.argmax of equals
  for (const CalibrationBin& bin : out.bins) REQUIRE(bin.count == 0);
  REQUIRE(std::isnan(out.expected_error));
  std::vector<std::int32_t> small(3);
  REQUIRE(assess(*trainer, Part::kTest, out, small) == Status::kBadShape);
}

}  // namespace
}  // namespace ap::test

// When runs end by themselves, told from the history of the same run without a rule.

#include "nn/training.hpp"

namespace ap::test {
namespace {

constexpr int kEpochs = 60;

double metric_of(const EpochRecord& record, int metric) {
  const double values[] = {record.train_loss, record.train_accuracy, record.test_loss, record.test_accuracy};
  return values[metric];
}

/// Whether a is better than b by more than `by`: losses are odd ones out, for less of them is better.
bool is_better(int metric, double a, double b, double by) {
  return metric % 2 == 1 ? a > b + by : a < b - by;
}

ExerciseSpec make_exercise(int batch_size) {
  ExerciseSpec exercise("tanh", "linear");
  exercise.spec.optimizer = with(optimizers(), entry(optimizers(), "adam"), "lr", 0.02);
  exercise.spec.batch_size = batch_size;
  return exercise;
}

/// The epochs that a run with this rule makes; all of them when nothing ends it.
std::size_t epochs_made(int batch_size, const EntrySpec& stop, int evaluate_every) {
  ExerciseSpec exercise = make_exercise(batch_size);
  exercise.spec.stop = stop;
  exercise.spec.evaluate_every = evaluate_every;
  auto trainer = exercise.create();
  REQUIRE(trainer->train(kEpochs) == Status::kOk);
  const int epochs = trainer->epoch();
  if (epochs < kEpochs) REQUIRE(trainer->stopped() == stop.index);
  REQUIRE(trainer->history().size() == static_cast<std::size_t>(epochs));
  return static_cast<std::size_t>(epochs);
}

std::vector<EpochRecord> history_of(int batch_size) {
  auto trainer = make_exercise(batch_size).create();
  REQUIRE(trainer->train(kEpochs) == Status::kOk);
  return {trainer->history().begin(), trainer->history().end()};
}

TEST_CASE("a target ends a run with the first epoch that reaches it", "[nn][stop]") {
  for (const int batch_size : {0, 100}) {
    const std::vector<EpochRecord> history = history_of(batch_size);
    for (int metric = 0; metric < 4; ++metric) {
      for (const std::size_t epoch : {std::size_t(0), std::size_t(7), std::size_t(kEpochs - 1)}) {
        const double target = metric_of(history[epoch], metric);
        std::size_t expected = 0;
        while (is_better(metric, target, metric_of(history[expected], metric), 0.0)) ++expected;
        EntrySpec stop = entry(stop_rules(), "target");
        stop.params[0] = metric;
        stop.params[1] = target;
        CAPTURE(batch_size, metric, epoch, target);
        REQUIRE(epochs_made(batch_size, stop, 1) == expected + 1);
      }
    }
  }
}

TEST_CASE("a plateau ends a run after so many measured epochs without a better one", "[nn][stop]") {
  int ended = 0;
  for (const int batch_size : {0, 100}) {
    const std::vector<EpochRecord> history = history_of(batch_size);
    for (int metric = 0; metric < 4; ++metric) {
      for (const int patience : {1, 3, 10}) {
        for (const double min_delta : {0.0, 0.01}) {
          for (const int every : {1, 3}) {
            if (metric == 0 && every > 1) continue;  // the loss of training is measured in any case
            std::size_t expected = kEpochs;
            double best = 0.0;
            int waited = -1;
            for (std::size_t e = 0; e < kEpochs && expected == kEpochs; ++e) {
              if ((e + 1) % static_cast<std::size_t>(every) != 0) continue;
              const double now = metric_of(history[e], metric);
              if (waited < 0 || is_better(metric, now, best, min_delta)) {
                best = now;
                waited = 0;
              } else if (++waited == patience) {
                expected = e + 1;
              }
            }
            EntrySpec stop = entry(stop_rules(), "plateau");
            stop.params[0] = metric;
            stop.params[1] = patience;
            stop.params[2] = min_delta;
            CAPTURE(batch_size, metric, patience, min_delta, every);
            REQUIRE(epochs_made(batch_size, stop, every) == expected);
            ended += expected < kEpochs;
          }
        }
      }
    }
  }
  REQUIRE(ended >= 20);
}

}  // namespace
}  // namespace ap::test

// Learning-rate schedules against PyTorch's own recursions, gradient clipping against its definition.

#include "nn/schedules.hpp"

#include <cmath>
#include <functional>

#include "nn/training.hpp"

namespace ap::test {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Rates of epochs 0, 1, ... as the scheduler's `step` makes each from the one before.
void check_recursion(std::string_view id, const EntryParams& params,
                     std::function<double(double, int)> next) {
  const int index = find_entry(schedules(), id);
  REQUIRE(index >= 0);
  const Schedule& schedule = kSchedules[static_cast<std::size_t>(index)];
  double expected = schedule.rate(params, 0.1, {0, 0, 7});
  for (int epoch = 1; epoch < 60; ++epoch) {
    expected = next(expected, epoch);
    CAPTURE(id, epoch);
    REQUIRE(std::abs(schedule.rate(params, 0.1, {epoch, 7 * epoch, 7}) - expected) <= 1e-12);
  }
}

TEST_CASE("schedules follow PyTorch's recursions", "[nn]") {
  check_recursion("constant", {}, [](double rate, int) { return rate; });
  check_recursion("step", {10, 0.5},
                  [](double rate, int epoch) { return epoch % 10 == 0 ? rate * 0.5 : rate; });
  check_recursion("exponential", {0.9}, [](double rate, int) { return rate * 0.9; });
  check_recursion("warm_up", {0.25, 8}, [](double rate, int epoch) {
    return epoch > 8 ? rate : rate * (1.0 + 0.75 / (8 * 0.25 + (epoch - 1) * 0.75));
  });
  check_recursion("cosine", {20, 0.01}, [](double rate, int epoch) {
    if ((epoch - 1 - 20) % 40 == 0) return rate + (0.1 - 0.01) * (1.0 - std::cos(kPi / 20)) / 2;
    return (1.0 + std::cos(kPi * epoch / 20)) / (1.0 + std::cos(kPi * (epoch - 1) / 20)) * (rate - 0.01) +
           0.01;
  });
}

TEST_CASE("one cycle rises and falls step by step", "[nn]") {
  const int index = find_entry(schedules(), "one_cycle");
  const Schedule& schedule = kSchedules[static_cast<std::size_t>(index)];
  const EntryParams params = {4, 0.3, 25, 1e4};
  const auto rate = [&](int step) { return schedule.rate(params, 0.5, {step / 10, step, 10}); };
  REQUIRE(std::abs(rate(0) - 0.02) <= 1e-15);
  REQUIRE(std::abs(rate(11) - 0.5) <= 1e-15);  // 0.3 * 40 - 1
  REQUIRE(std::abs(rate(39) - 0.02 / 1e4) <= 1e-15);
  REQUIRE(std::abs(rate(1000) - 0.02 / 1e4) <= 1e-15);
  for (int step = 1; step < 40; ++step) REQUIRE((rate(step) > rate(step - 1)) == (step <= 11));
}

TEST_CASE("the trainer's rate follows schedule and reader", "[nn]") {
  ExerciseSpec spec;
  spec.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 0.5);
  spec.spec.schedule = with(schedules(), entry(schedules(), "step"), "step_size", 2);
  const auto trainer = spec.create();
  REQUIRE(trainer->learning_rate() == 0.5);
  REQUIRE(trainer->train(2) == Status::kOk);
  REQUIRE(trainer->learning_rate() == 0.5 * 0.1);

  // The third step is the one that a run at the constant rate 0.05 makes from the same weights.
  spec.spec.schedule = entry(schedules(), "constant");
  const auto constant = spec.create();
  REQUIRE(constant->train(2) == Status::kOk);
  REQUIRE(constant->set_learning_rate(-1.0) == Status::kOutOfRange);
  REQUIRE(constant->set_learning_rate(0.5 * 0.1) == Status::kOk);
  REQUIRE(constant->train(1) == Status::kOk);
  REQUIRE(trainer->train(1) == Status::kOk);
  REQUIRE(constant->fingerprint() == trainer->fingerprint());
}

TEST_CASE("clipping limits the norm of the whole gradient", "[nn]") {
  ExerciseSpec spec("relu", "linear");
  spec.spec.optimizer = with(optimizers(), entry(optimizers(), "sgd"), "lr", 1.0);
  const auto norm_of_step = [&](double clip) {
    spec.spec.clip_norm = clip;
    const auto before = spec.create(), after = spec.create();
    REQUIRE(after->train(1) == Status::kOk);
    double sum = 0.0;
    for (std::size_t i = 0; i < before->parameter_values().size(); ++i) {
      const double d = static_cast<double>(before->parameter_values()[i]) -
                       static_cast<double>(after->parameter_values()[i]);
      sum += d * d;
    }
    return std::sqrt(sum);
  };
  const double whole = norm_of_step(0.0);
  REQUIRE(std::abs(norm_of_step(2.0 * whole) - whole) <= 1e-6);
  REQUIRE(std::abs(norm_of_step(0.25 * whole) - 0.25 * whole * whole / (whole + 1e-6)) <= 1e-6);
}

}  // namespace
}  // namespace ap::test

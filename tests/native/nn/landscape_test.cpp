// The loss on a plane of parameters, against the double reference and the run itself.

#include "nn/landscape.hpp"

#include "nn/gradient.hpp"

namespace ap::test {
namespace {

/// Every number of a run, running statistics included.
std::vector<float> point_of(Trainer& trainer) {
  std::vector<float> out;
  for (int i = 0; i < trainer.parameter_count(); ++i) {
    const auto values = trainer.parameter(i).values;
    out.insert(out.end(), values.begin(), values.end());
  }
  REQUIRE(out.size() == std::size_t(plane_size(trainer)));
  return out;
}

struct Directions {
  std::vector<float> first, second;
  Directions(Trainer& trainer, std::uint32_t seed)
      : first(std::size_t(plane_size(trainer)), -1.0f), second(first) {
    REQUIRE(random_directions(trainer, seed, first, second) == Status::kOk);
  }
};

double loss_at(Trainer& trainer, Part part, const std::vector<float>& center, const Directions& directions,
               double u, double v) {
  double loss = -1.0;
  const Plane plane{center, directions.first, directions.second};
  REQUIRE(measure_losses(trainer, part, plane, {&u, 1}, {&v, 1}, {&loss, 1}) == Status::kOk);
  return loss;
}

TEST_CASE("random directions are as long as the weights, unit by unit", "[nn][landscape]") {
  auto trainer = ExerciseSpec().create();
  const std::vector<float> center = point_of(*trainer);
  const Directions one(*trainer, 1), again(*trainer, 1), two(*trainer, 2);
  REQUIRE(one.first == again.first);
  REQUIRE(one.second == again.second);
  REQUIRE(one.first != two.first);
  REQUIRE(one.first != one.second);
  const auto length = [](const std::vector<float>& values, std::size_t at, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = at; i < at + count; ++i) sum += double(values[i]) * double(values[i]);
    return std::sqrt(sum);
  };
  double cosine = 0.0;
  for (std::size_t u = 0; u < 50; ++u) {
    const double expected = length(center, 20 * u, 20);
    REQUIRE(std::abs(length(one.first, 20 * u, 20) - expected) <= 1e-6 * expected);
    REQUIRE(std::abs(length(one.second, 20 * u, 20) - expected) <= 1e-6 * expected);
    for (std::size_t i = 20 * u; i < 20 * u + 20; ++i)
      cosine += double(one.first[i]) * double(one.second[i]) / (expected * expected) / 50.0;
  }
  REQUIRE(std::abs(cosine) < 0.2);                                          // independent of each other
  for (std::size_t i = 1000; i < 1050; ++i) REQUIRE(one.first[i] == 0.0f);  // biases
  REQUIRE(std::abs(length(one.first, 1050, 50) - length(center, 1050, 50)) <= 1e-6);
  REQUIRE(one.first[1150] == 0.0f);
}

TEST_CASE("the loss on a plane is the double reference's", "[nn][landscape]") {
  const Problem problem =
      make_problem({layer(6, "tanh"), layer(4, "gelu"), layer(3, "linear")}, "cross_entropy", 3, 300);
  TrainerSpec spec;
  spec.fan_in = 3;
  spec.layers = problem.layers;
  spec.loss = entry(losses(), "cross_entropy");
  spec.optimizer = entry(optimizers(), "adam");
  auto created = Trainer::create(spec, problem.rows.samples(), {});
  REQUIRE(created.status() == Status::kOk);
  Trainer& trainer = *created.value();
  REQUIRE(trainer.train(5) == Status::kOk);
  const std::vector<float> center = point_of(trainer);
  const Directions directions(trainer, 9);
  double lowest = 1e9, highest = 0.0;
  for (const double u : {-1.0, 0.0, 0.37, 1.0}) {
    for (const double v : {-2.5, -0.1, 0.0, 1.0}) {
      std::vector<double> at(center.begin(), center.end());
      for (std::size_t i = 0; i < at.size(); ++i)
        at[i] += u * double(directions.first[i]) + v * double(directions.second[i]);
      const double loss = loss_at(trainer, Part::kTrain, center, directions, u, v);
      REQUIRE(std::abs(loss - problem.mean_loss(at)) <= 3e-6 * std::max(1.0, loss));
      lowest = std::min(lowest, loss);
      highest = std::max(highest, loss);
    }
  }
  REQUIRE(highest > lowest + 0.1);
  REQUIRE(std::isnan(loss_at(trainer, Part::kTest, center, directions, 0.0, 0.0)));  // no rows
}

TEST_CASE("at its centre the loss is the run's own, and the run stays as it was", "[nn][landscape]") {
  for (const int batch_size : {0, 100}) {
    ExerciseSpec exercise("relu");
    exercise.layers()[0].norm = entry(norms(), "batch_norm");
    exercise.layers()[0].dropout = 0.2;
    exercise.spec.batch_size = batch_size;
    auto trainer = exercise.create(), blind = exercise.create();
    REQUIRE(trainer->train(3) == Status::kOk);
    REQUIRE(blind->train(3) == Status::kOk);
    const std::vector<float> center = point_of(*trainer);
    const Directions directions(*trainer, 4);
    REQUIRE(loss_at(*trainer, Part::kTest, center, directions, 0.0, 0.0) ==
            trainer->history().back().test_loss);
    REQUIRE(loss_at(*trainer, Part::kTrain, center, directions, 5.0, -5.0) > 0.0);
    REQUIRE(point_of(*trainer) == center);
    const double here = loss_at(*trainer, Part::kTest, center, directions, 0.5, 0.5);
    REQUIRE(trainer->train(3) == Status::kOk);
    REQUIRE(blind->train(3) == Status::kOk);
    REQUIRE(trainer->fingerprint() == blind->fingerprint());
    // The plane stays where it is while the run goes on.
    REQUIRE(loss_at(*trainer, Part::kTest, center, directions, 0.5, 0.5) == here);
    REQUIRE(trainer->fingerprint() == blind->fingerprint());
  }
}

TEST_CASE("a loss that is not finite is a result, and a plane of other size is refused", "[nn][landscape]") {
  auto trainer = ExerciseSpec("relu", "linear").create();
  std::vector<float> center = point_of(*trainer);
  const Directions directions(*trainer, 4);
  REQUIRE_FALSE(std::isfinite(loss_at(*trainer, Part::kTest, center, directions, 1e30, 1e30)));
  const double place[2] = {};
  double losses[2] = {};
  const Plane plane{center, directions.first, directions.second};
  REQUIRE(measure_losses(*trainer, Part::kTest, plane, place, std::span(place).first(1), losses) ==
          Status::kBadShape);
  REQUIRE(measure_losses(*trainer, Part::kTest, plane, place, place, std::span(losses).first(1)) ==
          Status::kBadShape);
  REQUIRE(measure_losses(*trainer, Part::kTest, plane, {}, {}, {}) == Status::kOk);
  center.pop_back();
  REQUIRE(measure_losses(*trainer, Part::kTest, {center, plane.first, plane.second}, place, place, losses) ==
          Status::kBadShape);
  REQUIRE(random_directions(*trainer, 0, center, center) == Status::kBadShape);
}

}  // namespace
}  // namespace ap::test

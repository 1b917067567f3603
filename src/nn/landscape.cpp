#include "nn/landscape.hpp"

#include <algorithm>

#include "core/torch_generator.hpp"
#include "nn/buffer.hpp"
#include "nn/run.hpp"

namespace ap {
namespace {

/// Euclidean, summed from the front.
double norm_of(std::span<const float> values) {
  double sum = 0.0;
  for (const float x : values) sum += static_cast<double>(x) * static_cast<double>(x);
  return sqrt(sum);
}

void scale_row(std::span<float> row, double length) {
  const double norm = norm_of(row);
  const double factor = norm > 0.0 ? length / norm : 0.0;
  for (float& x : row) x = static_cast<float>(static_cast<double>(x) * factor);
}

void draw_direction(const Network& network, TorchGenerator& generator, std::span<float> out) {
  std::fill(out.begin(), out.end(), 0.0f);
  for (const Layer& layer : network.layers()) {
    const auto fan_in = static_cast<std::size_t>(layer.fan_in);
    for (int u = 0; u < layer.units; ++u) {
      const std::size_t at = static_cast<std::size_t>(layer.at.weight) + static_cast<std::size_t>(u) * fan_in;
      const std::span<float> row = out.subspan(at, fan_in);
      generator.normal(row, 0.0, 1.0);
      scale_row(row, norm_of({network.parameters() + at, fan_in}));
    }
  }
}

/// Puts the network at other parameters, and back when done.
class Excursion {
 public:
  /// False when out of memory.
  bool begin(Network& network) {
    if (!kept_.allocate(network.parameter_count() + static_cast<std::int64_t>(network.statistics().size())))
      return false;
    network_ = &network;
    std::copy_n(network.parameters(), network.parameter_count(), kept_.data());
    std::copy(network.statistics().begin(), network.statistics().end(),
              kept_.data() + network.parameter_count());
    return true;
  }
  ~Excursion() {
    if (network_ != nullptr) {
      std::copy_n(kept_.data(), network_->parameter_count(), network_->parameters());
      move_statistics({kept_.data(), static_cast<std::size_t>(kept_.size())});
    }
  }
  Excursion() = default;
  Excursion(const Excursion&) = delete;
  Excursion& operator=(const Excursion&) = delete;

  /// Shapes: center [plane_size].
  void move_statistics(std::span<const float> center) {
    const auto from = center.subspan(static_cast<std::size_t>(network_->parameter_count()));
    std::copy(from.begin(), from.end(), network_->statistics().begin());
  }
  void move_parameters(const Plane& plane, double u, double v) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(network_->parameter_count()); ++i) {
      const double way = u * static_cast<double>(plane.first[i]) + v * static_cast<double>(plane.second[i]);
      network_->parameters()[i] = static_cast<float>(static_cast<double>(plane.center[i]) + way);
    }
  }

 private:
  Network* network_ = nullptr;
  Buffer<float> kept_;
};

}  // namespace

int plane_size(Trainer& trainer) {
  const Network& network = trainer.run().network();
  return network.parameter_count() + static_cast<int>(network.statistics().size());
}

Status random_directions(Trainer& trainer, std::uint32_t seed, std::span<float> first,
                         std::span<float> second) {
  const auto size = static_cast<std::size_t>(plane_size(trainer));
  if (first.size() != size || second.size() != size) return Status::kBadShape;
  TorchGenerator generator(seed);
  draw_direction(trainer.run().network(), generator, first);
  draw_direction(trainer.run().network(), generator, second);
  return Status::kOk;
}

Status measure_losses(Trainer& trainer, Part part, const Plane& plane, std::span<const double> u,
                      std::span<const double> v, std::span<double> losses) {
  const auto size = static_cast<std::size_t>(plane_size(trainer));
  if (plane.center.size() != size || plane.first.size() != size || plane.second.size() != size ||
      v.size() != u.size() || losses.size() != u.size())
    return Status::kBadShape;
  Run& run = trainer.run();
  run.complete_history();  // which looks at the network where it is
  Excursion excursion;
  if (!excursion.begin(run.network())) return Status::kOutOfMemory;
  excursion.move_statistics(plane.center);
  const BlockSet& set = part == Part::kTrain ? run.train_rows() : run.test_rows();
  for (std::size_t i = 0; i < u.size(); ++i) {
    excursion.move_parameters(plane, u[i], v[i]);
    losses[i] = run.evaluate(set).mean_loss();
  }
  return Status::kOk;
}

}  // namespace ap

#pragma once
/// The loss around a run: on a plane through the space of its parameters.

#include <cstdint>
#include <span>

#include "core/result.hpp"
#include "nn/assessment.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// center + u * first + v * second. Shapes: each [plane_size]: the parameters, and behind them the running
/// statistics of batch norms, which stay as they are in `center`.
struct Plane {
  std::span<const float> center;
  std::span<const float> first;
  std::span<const float> second;
};

/// How many numbers a point of a plane has.
int plane_size(Trainer& trainer);

/// Two random directions, the same for the same seed: every unit's row of weights is as long as the one it
/// has now, so that 1 is one weight's length for all units; everything else stays where it is. Shapes: first,
/// second [plane_size]. Source: Li et al. 2018, arXiv:1712.09913, section 4. Errors: kBadShape.
Status random_directions(Trainer& trainer, std::uint32_t seed, std::span<float> first,
                         std::span<float> second);

/// The mean loss of one part of the rows at points of a plane, as in evaluation and without penalties; NaN
/// without rows. The run is afterwards as before. Shapes: u, v, losses [n].
/// Errors: kBadShape, kOutOfMemory.
Status measure_losses(Trainer& trainer, Part part, const Plane& plane, std::span<const double> u,
                      std::span<const double> v, std::span<double> losses);

}  // namespace ap

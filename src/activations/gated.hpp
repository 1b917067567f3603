#pragma once
/// Activations that weigh their input by a gate. To add one: write its struct, then its name in the list at
/// the foot.

#include "activations/entry.hpp"

namespace ap {

using GatedActivations = ActivationList<>;

}  // namespace ap

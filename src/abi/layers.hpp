#pragma once
/// What comes over the boundary of a run's layers and entries, as the room of training takes it.

#include "abi/abi.h"
#include "core/result.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Copies an entry; what its index and numbers mean is not checked here. Errors: kOutOfRange (reserved).
Status read_entry(const ap_entry& entry, EntrySpec& out);

/// Copies a layer, its formula too. Errors: kBadHandle (of the formula), kNotFinite (its parameters),
/// kOutOfRange (a formula besides an activation, reserved), kOutOfMemory.
Status read_layer(const ap_layer& layer, LayerSpec& out);

}  // namespace ap

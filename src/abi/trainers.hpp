#pragma once
/// The trainers that are alive, for all files of the boundary.

#include "abi/abi.h"
#include "abi/handles.hpp"
#include "nn/trainer.hpp"

namespace ap {

inline HandleTable<Trainer, AP_MAX_TRAINERS> trainers;

/// Calls use(trainer) when the handle is alive.
template <class Use>
std::int32_t with_trainer(ap_trainer handle, Use use) {
  Trainer* const trainer = trainers.find(handle);
  return trainer != nullptr ? static_cast<std::int32_t>(use(*trainer))
                            : static_cast<std::int32_t>(AP_BAD_HANDLE);
}

}  // namespace ap

#pragma once
/// The formulas that are alive, for all files of the boundary.

#include "abi/abi.h"
#include "abi/handles.hpp"
#include "formula/formula.hpp"

namespace ap {

inline HandleTable<Formula, AP_MAX_FORMULAS> formulas;

}  // namespace ap

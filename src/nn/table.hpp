#pragma once
/// The tables of losses and optimizers, joined from the lists at the foot of losses.hpp and optimizers.hpp.

#include <span>
#include <string_view>

#include "nn/info.hpp"
#include "nn/loss.hpp"

namespace ap {

/// All losses, in the order of the menu; `TrainerSpec::loss.index` counts along this table.
std::span<const Entry* const> losses();

/// All optimizers, in the order of the menu; `TrainerSpec::optimizer.index` counts along this table.
std::span<const Entry* const> optimizers();

/// What a loss compares with, and how outputs are read; index in losses().
const Loss& loss(int index);

/// The index of the entry with this id, or -1.
int find_entry(std::span<const Entry* const> table, std::string_view id);

}  // namespace ap

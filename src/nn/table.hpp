#pragma once
/// The tables of losses, optimizers, schedules, initializers, norms and stop rules, from the lists at the
/// foot of the headers that define them.

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

/// All learning-rate schedules, in the order of the menu; `TrainerSpec::schedule.index` counts along this
/// table.
std::span<const Entry* const> schedules();

/// All initializers, in the order of the menu; `TrainerSpec::init.index` counts along this table.
std::span<const Entry* const> initializers();

/// All normalizations, in the order of the menu; `LayerSpec::norm.index` counts along this table.
std::span<const Entry* const> norms();

/// All stop rules, in the order of the menu; `TrainerSpec::stop.index` counts along this table.
std::span<const Entry* const> stop_rules();

/// The index of the entry with this id, or -1.
int find_entry(std::span<const Entry* const> table, std::string_view id);

}  // namespace ap

#pragma once
/// The table of all data set generators; the catalogue, menus and checks follow from it.

#include <span>
#include <string_view>

#include "data/dataset.hpp"

namespace ap {

/// All generators, in the order of the menu.
std::span<const DatasetGenerator> datasets();

/// How many there are; indices 0..dataset_count()-1 are stable within one build only.
int dataset_count();

/// The generator with this index; index in 0..dataset_count()-1.
const DatasetGenerator& dataset(int index);

/// The generator with this id, or nullptr.
const DatasetGenerator* find_dataset(std::string_view id);

}  // namespace ap

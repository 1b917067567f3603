#pragma once
/// Everything the core knows about, as one text.

#include <string_view>

namespace ap {

/// All info tables as JSON, written at the first call: activations, losses, optimizers, datasets, operations
/// and limits. Infinite numbers are the strings "Infinity" and "-Infinity".
std::string_view catalog_json();

}  // namespace ap

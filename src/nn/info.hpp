#pragma once
/// What there is to say about one loss, optimizer, schedule or initializer; menus, sliders and checks read it
/// here.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/param_info.hpp"

namespace ap {

/// The metadata of one loss, optimizer, schedule or initializer.
struct Entry {
  std::string_view id;    ///< PyTorch's own name in snake_case
  std::string_view name;  ///< for people
  std::string_view summary;
  std::span<const ParamInfo> params = {};
};

/// No entry has more parameters than this.
inline constexpr int kMaxEntryParams = 8;

/// Values for an entry's parameters in the order of `Entry::params`; an option is the index of its choice.
using EntryParams = std::array<double, kMaxEntryParams>;

/// The default of every parameter; places without a parameter are 0.
constexpr EntryParams default_params(const Entry& entry) {
  EntryParams values{};
  for (std::size_t i = 0; i < entry.params.size(); ++i) values[i] = entry.params[i].default_value;
  return values;
}

/// True when every parameter is finite and within its limits; all but real ones must be whole numbers.
constexpr bool params_in_range(const Entry& entry, const EntryParams& values) {
  for (std::size_t i = 0; i < entry.params.size(); ++i) {
    const ParamInfo& param = entry.params[i];
    if (!(values[i] >= param.min && values[i] <= param.max)) return false;
    const bool is_whole = param.kind != ParamKind::kReal || !param.choices.empty();
    if (is_whole && values[i] != static_cast<double>(static_cast<int>(values[i]))) return false;
  }
  return true;
}

/// How a network's outputs are read as classes.
enum class Decision {
  kArgmax,  ///< the largest output, the first of equal ones
  kSign,    ///< one output: class 1 where it is above 0
  kNone,    ///< regression
};

}  // namespace ap

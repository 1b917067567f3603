#pragma once
/// The table of all activation functions, joined from the lists of the family files.

#include <array>
#include <span>
#include <string_view>

#include "activations/activation.hpp"

namespace ap {

/// All activations, family by family, in the order of the menu.
std::span<const Activation> activations();

/// How many activations there are; indices 0..activation_count()-1 are stable within one build only.
int activation_count();

/// The activation with this index; index in 0..activation_count()-1.
const Activation& activation(int index);

/// The activation with this id, or nullptr.
const Activation* find_activation(std::string_view id);

/// The default parameters, in the order of `info.params`; places without a parameter are 0.
std::array<float, kMaxActivationParams> default_params(const ActivationInfo& info);

}  // namespace ap

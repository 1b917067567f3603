#include "activations/table.hpp"

#include "activations/all.hpp"

namespace ap {

namespace {

constexpr auto kTable = make_table(AllActivations{});

}  // namespace

std::span<const Activation> activations() { return kTable; }

int activation_count() { return static_cast<int>(kTable.size()); }

const Activation& activation(int index) { return kTable[static_cast<std::size_t>(index)]; }

const Activation* find_activation(std::string_view id) {
  for (const Activation& a : kTable) {
    if (a.info->id == id) return &a;
  }
  return nullptr;
}

std::array<float, kMaxActivationParams> default_params(const ActivationInfo& info) {
  std::array<float, kMaxActivationParams> values{};
  for (std::size_t i = 0; i < info.params.size(); ++i)
    values[i] = static_cast<float>(info.params[i].default_value);
  return values;
}

}  // namespace ap

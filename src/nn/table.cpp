#include "nn/table.hpp"

#include <array>

#include "nn/init.hpp"
#include "nn/losses.hpp"
#include "nn/norms.hpp"
#include "nn/optimizers.hpp"
#include "nn/schedules.hpp"
#include "nn/stop_rules.hpp"

namespace ap {
namespace {

template <class T, std::size_t N>
constexpr std::array<const Entry*, N> infos(const std::array<T, N>& table) {
  std::array<const Entry*, N> entries{};
  for (std::size_t i = 0; i < N; ++i) entries[i] = table[i].info;
  return entries;
}

constexpr auto kLossInfos = infos(kLosses);
constexpr auto kOptimizerInfos = infos(kOptimizers);
constexpr auto kScheduleInfos = infos(kSchedules);
constexpr auto kInitializerInfos = infos(kInitializers);
constexpr auto kNormInfos = infos(kNorms);
constexpr auto kStopRuleInfos = infos(kStopRules);

}  // namespace

std::span<const Entry* const> losses() { return kLossInfos; }

std::span<const Entry* const> optimizers() { return kOptimizerInfos; }

const Loss& loss(int index) { return kLosses[static_cast<std::size_t>(index)]; }

std::span<const Entry* const> schedules() { return kScheduleInfos; }

std::span<const Entry* const> initializers() { return kInitializerInfos; }

std::span<const Entry* const> norms() { return kNormInfos; }

std::span<const Entry* const> stop_rules() { return kStopRuleInfos; }

int find_entry(std::span<const Entry* const> table, std::string_view id) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i]->id == id) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace ap

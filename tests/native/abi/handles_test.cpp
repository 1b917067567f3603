// Handles: alive, stale, exhausted.

#include "abi/handles.hpp"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>

namespace ap::test {
namespace {

TEST_CASE("a handle names its object until that is removed", "[abi]") {
  HandleTable<int, 4> table;
  const std::int32_t first = table.add(std::make_unique<int>(7));
  REQUIRE(first > 0);
  REQUIRE(*table.find(first) == 7);
  REQUIRE(table.remove(first));
  CHECK(table.find(first) == nullptr);
  CHECK_FALSE(table.remove(first));
  const std::int32_t second = table.add(std::make_unique<int>(8));
  CHECK(second != first);
  CHECK(table.find(first) == nullptr);
  CHECK(*table.find(second) == 8);
}

TEST_CASE("numbers that never were handles find nothing", "[abi]") {
  HandleTable<int, 4> table;
  const std::int32_t handle = table.add(std::make_unique<int>(1));
  for (const std::int32_t wrong : {0, -1, INT32_MIN, INT32_MAX, handle + 1, handle - 1, handle + 4}) {
    CHECK(table.find(wrong) == nullptr);
    CHECK_FALSE(table.remove(wrong));
  }
}

TEST_CASE("a full table refuses, and has room again when one is removed", "[abi]") {
  HandleTable<int, 4> table;
  std::set<std::int32_t> handles;
  for (int i = 0; i < 4; ++i) handles.insert(table.add(std::make_unique<int>(i)));
  REQUIRE(handles.size() == 4);
  REQUIRE(table.add(std::make_unique<int>(4)) == 0);
  REQUIRE(table.remove(*handles.begin()));
  const std::int32_t next = table.add(std::make_unique<int>(5));
  CHECK(next > 0);
  CHECK(handles.count(next) == 0);
}

TEST_CASE("a slot that has had its last generation is not used again", "[abi]") {
  constexpr int kSlots = 1 << 20;  // leaves 2046 generations
  const auto table = std::make_unique<HandleTable<int, kSlots>>();
  std::int32_t last = 0;
  for (int i = 0; i < 2046; ++i) {
    const std::int32_t handle = table->add(std::make_unique<int>(i));
    REQUIRE(handle > last);
    REQUIRE(handle % kSlots == 0);
    REQUIRE(table->remove(handle));
    last = handle;
  }
  const std::int32_t other = table->add(std::make_unique<int>(0));
  CHECK(other > 0);
  CHECK(other % kSlots == 1);
}

}  // namespace
}  // namespace ap::test

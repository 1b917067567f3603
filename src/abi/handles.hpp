#pragma once
/// Handles with generations: an object is named by a number that no other object, dead or alive, has or had.

#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace ap {

/// Owns up to `kSlots` objects. A handle is generation * kSlots + slot, never 0 or negative.
template <class T, int kSlots>
class HandleTable {
 public:
  /// The handle of a new object, or 0 when all slots are taken.
  std::int32_t add(std::unique_ptr<T> object) {
    for (std::int32_t slot = 0; slot < kSlots; ++slot) {
      Slot& place = slots_[static_cast<std::size_t>(slot)];
      // A slot that has had its last generation is never used again.
      if (place.object || place.generation == kLastGeneration) continue;
      ++place.generation;
      place.object = std::move(object);
      return place.generation * kSlots + slot;
    }
    return 0;
  }

  /// The object, or nullptr when the handle is stale or never was one.
  T* find(std::int32_t handle) {
    if (handle <= 0) return nullptr;
    Slot& place = slots_[static_cast<std::size_t>(handle % kSlots)];
    return place.generation == handle / kSlots ? place.object.get() : nullptr;
  }

  /// Destroys the object; false when the handle is stale.
  bool remove(std::int32_t handle) {
    if (find(handle) == nullptr) return false;
    slots_[static_cast<std::size_t>(handle % kSlots)].object.reset();
    return true;
  }

 private:
  static constexpr std::int32_t kLastGeneration = 0x7fffffff / kSlots - 1;
  struct Slot {
    std::unique_ptr<T> object;
    std::int32_t generation = 0;
  };
  std::array<Slot, static_cast<std::size_t>(kSlots)> slots_;
};

}  // namespace ap

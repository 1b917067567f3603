#pragma once
/// Numbers that are too small to change a result become 0: the subnormal numbers that would come of them take
/// a SIMD unit fifty times the time.

#include "core/simd.hpp"

namespace ap {

/// x, or zero where it is smaller than `limit`.
inline f32x4 flush(f32x4 x, float limit) { return select(abs(x) < f32x4(limit), f32x4(0.0f), x); }

/// A sample's gradient by the outputs of a layer is not smaller than this, but 0. Sums of such gradients are
/// far below what any optimizer's step can show, and their products with weights and inputs are still normal
/// unless saturated layers below make them much smaller.
inline constexpr float kLeastDelta = 0x1p-80f;

}  // namespace ap

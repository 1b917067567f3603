#pragma once
/// The project's own mathematics: equal bits natively, in scalar and in SIMD WebAssembly, which no libm
/// promises.
///
/// Only IEEE + - * / sqrt, comparisons and bit operations are used. V = double is the accurate form, V =
/// float and V = f32x4 are the fast one and agree bit for bit.

#include "core/math_double.hpp"  // IWYU pragma: export
#include "core/math_lanes.hpp"   // IWYU pragma: export
#include "core/math_normal.hpp"  // IWYU pragma: export
#include "core/math_wide.hpp"    // IWYU pragma: export

#pragma once
/// Decimal numbers from text, with equal bits on every machine and without a locale.

#include <string_view>

namespace ap {

/// The double nearest to a decimal number `digits[.digits][e[+-]digits]`, which must be well formed;
/// infinity above the largest double, 0 below about 1e-340.
/// Accuracy: correctly rounded from 1e-280 on for up to 19 significant digits, whatever follows them within
/// 2^-60; below, one ULP.
double parse_decimal(std::string_view text);

}  // namespace ap

#include "formula/number.hpp"

#include <cstdint>
#include <limits>

#include "core/double_double.hpp"

namespace ap {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 10^n in two doubles, n in 0..170.
DoubleDouble power_of_ten(int n) {
  DoubleDouble result{1.0}, square{10.0};
  for (; n > 0; n >>= 1) {
    if ((n & 1) != 0) result = result * square;
    if (n > 1) square = square * square;
  }
  return result;
}

/// Up to 19 significant digits as a whole number, and the power of ten to multiply it with.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;
};

Decimal read_digits(std::string_view text) {
  constexpr int kSignificant = 19, kFarthest = 100000;
  Decimal out;
  int taken = 0;
  std::size_t i = 0;
  bool after_point = false;
  for (; i < text.size() && (is_digit(text[i]) || text[i] == '.'); ++i) {
    if (text[i] == '.') {
      after_point = true;
    } else if (taken < kSignificant) {
      out.digits = out.digits * 10 + static_cast<std::uint64_t>(text[i] - '0');
      if (out.digits != 0) ++taken;
      out.exponent -= after_point ? 1 : 0;
    } else {
      out.exponent += after_point ? 0 : 1;
    }
  }
  if (i < text.size()) {
    ++i;  // e or E
    const bool negative = text[i] == '-';
    if (!is_digit(text[i])) ++i;
    int exponent = 0;
    for (; i < text.size(); ++i) {
      if (exponent < kFarthest) exponent = exponent * 10 + (text[i] - '0');
    }
    out.exponent += negative ? -exponent : exponent;
  }
  return out;
}

}  // namespace

double parse_decimal(std::string_view text) {
  constexpr int kHalfRange = 170;
  const Decimal decimal = read_digits(text);
  if (decimal.digits == 0 || decimal.exponent < -2 * kHalfRange) return 0.0;
  if (decimal.exponent > 308) return std::numeric_limits<double>::infinity();
  // Both halves of the digits are exact, and so is their sum as two doubles.
  const double high = static_cast<double>(decimal.digits >> 32) * 0x1p32;
  DoubleDouble value = two_sum(high, static_cast<double>(decimal.digits & 0xffffffffu));
  int left = decimal.exponent < 0 ? -decimal.exponent : decimal.exponent;
  while (left > 0) {
    const int step = left < kHalfRange ? left : kHalfRange;
    const DoubleDouble factor = power_of_ten(step);
    value = decimal.exponent < 0 ? value / factor : value * factor;
    left -= step;
  }
  // Beyond the range of two doubles their low part is no number.
  return value.lo == value.lo ? value.hi + value.lo : std::numeric_limits<double>::infinity();
}

}  // namespace ap

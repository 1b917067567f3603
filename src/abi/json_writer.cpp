#include "abi/json_writer.hpp"

#include <cstdint>
#include <limits>

#include "core/double_double.hpp"

namespace ap {

namespace {

/// The powers of ten that are exact in double; a product or quotient with one of them is rounded only once.
constexpr double kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kLargestPower = 22;
/// Numbers of so many digits are exact in double.
constexpr int kMaxExactDigits = 15;
/// So many digits tell any two doubles apart.
constexpr int kEnoughDigits = 17;

/// digits * 10^exponent.
struct Decimal {
  std::int64_t digits;
  int exponent;
};

/// x * 10^exponent, rounded once; |exponent| <= kLargestPower.
double scaled(double x, int exponent) {
  return exponent < 0 ? x / kPowersOfTen[-exponent] : x * kPowersOfTen[exponent];
}

/// The shortest decimal that reads back as x > 0; digits 0 when there is none within the limits.
Decimal shortest(double x, bool is_float) {
  int leading = 0;  // 10^leading <= x < 10^(leading + 1), as far as the limits allow
  while (leading < kLargestPower && scaled(1.0, leading + 1) <= x) ++leading;
  while (leading > -kLargestPower && scaled(1.0, leading) > x) --leading;
  for (int count = 1; count <= kMaxExactDigits; ++count) {
    const int exponent = leading + 1 - count;
    if (-exponent > kLargestPower) break;
    const auto digits = static_cast<std::int64_t>(scaled(x, -exponent) + 0.5);
    const double back = scaled(static_cast<double>(digits), exponent);
    if (is_float ? static_cast<float>(back) == static_cast<float>(x) : back == x) return {digits, exponent};
  }
  const int power = kEnoughDigits - 1 - leading;
  if (power < 0 || power > kLargestPower) return {0, 0};
  const DoubleDouble product = two_product(x, kPowersOfTen[power]);  // its high part is a whole number
  return {static_cast<std::int64_t>(product.hi) +
              static_cast<std::int64_t>(product.lo + (product.lo < 0.0 ? -0.5 : 0.5)),
          -power};
}

void append_decimal(std::string& out, Decimal value) {
  while (value.digits % 10 == 0) {
    value.digits /= 10;
    ++value.exponent;
  }
  const std::string digits = std::to_string(value.digits);
  const int length = static_cast<int>(digits.size());
  const int point = length + value.exponent;  // digits before the decimal point
  if (value.exponent >= 0 && point <= kMaxExactDigits) {
    out.append(digits).append(static_cast<std::size_t>(value.exponent), '0');
  } else if (value.exponent < 0 && point > 0) {
    out.append(digits, 0, static_cast<std::size_t>(point)).append(".");
    out.append(digits, static_cast<std::size_t>(point), std::string::npos);
  } else if (value.exponent < 0 && point > -5) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else {
    out.append(digits).append("e").append(std::to_string(value.exponent));
  }
}

}  // namespace

void JsonWriter::begin_value() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  begin_value();
  out_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  text(name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  begin_value();
  out_ += '"';
  std::size_t written = 0;  // what needs no escape is appended at once
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto code = static_cast<unsigned char>(value[i]);
    const bool is_quoted = value[i] == '"' || value[i] == '\\';
    if (!is_quoted && code >= 0x20) continue;
    out_.append(value.substr(written, i - written)).append(is_quoted ? "\\" : "\\u00");
    if (is_quoted) {
      out_ += value[i];
    } else {
      out_ += kHex[code >> 4];
      out_ += kHex[code & 15];
    }
    written = i + 1;
  }
  out_.append(value.substr(written)).append("\"");
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  begin_value();
  out_.append(value ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  append_number(value, false);
  return *this;
}

JsonWriter& JsonWriter::number(float value) {
  append_number(static_cast<double>(value), true);
  return *this;
}

void JsonWriter::append_number(double value, bool is_float) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (value == kInfinite || value == -kInfinite) {
    text(value < 0 ? "-Infinity" : "Infinity");
    return;
  }
  begin_value();
  if (value == 0.0) {
    out_ += '0';
    return;
  }
  const Decimal decimal = value == value ? shortest(value < 0 ? -value : value, is_float) : Decimal{0, 0};
  if (decimal.digits == 0) {
    out_.append("null");
    return;
  }
  if (value < 0) out_ += '-';
  append_decimal(out_, decimal);
}

}  // namespace ap

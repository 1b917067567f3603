#include "formula/error.hpp"

namespace ap {

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string out = "\"";
  if (text.size() <= kLongest) {
    out += text;
  } else {
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // whole code points
    out.append(text.substr(0, end)).append("…");
  }
  return out += '"';
}

namespace {

/// What is wrong, without its place.
std::string fault_text(const FormulaError& error) {
  const std::string found = error.found.empty() ? "the end" : quoted(error.found);
  switch (error.fault) {
    case FormulaFault::kNone:
      return "";
    case FormulaFault::kTooLong:
      return "the formula is longer than " + std::to_string(kMaxFormulaLength) + " characters";
    case FormulaFault::kTooDeep:
      return "more than " + std::to_string(kMaxFormulaDepth) + " levels are nested inside each other";
    case FormulaFault::kTooManyOperations:
      return "the formula and its derivative take more than " + std::to_string(kMaxFormulaOperations) +
             " operations";
    case FormulaFault::kTooManyParams:
      return found + " is one parameter more than the " + std::to_string(kMaxFormulaParams) + " allowed";
    case FormulaFault::kNameTooLong:
      return "the name " + found + " is longer than " + std::to_string(kMaxFormulaNameLength) + " characters";
    case FormulaFault::kCharacter:
      return found + " cannot stand in a formula";
    case FormulaFault::kToken:
      return "expected " + error.expected + ", found " + found;
    case FormulaFault::kNumberTooLarge:
      return found + " is too large for a 32-bit float";
    case FormulaFault::kUnknownFunction:
      return "there is no function " + found;
    case FormulaFault::kUnknownName:
      return found + " is not known";
    case FormulaFault::kBareFunction:
      return "the function " + found + " has no argument";
    case FormulaFault::kRowwiseFunction:
      return found + " acts on whole rows, a formula on one number at a time";
    case FormulaFault::kArgumentCount:
      return found + " takes " + error.expected;
  }
  return "";
}

}  // namespace

std::string problem_text(const FormulaError& error) {
  // This one has no place: all of the formula is too much.
  const bool has_place =
      error.fault != FormulaFault::kNone && error.fault != FormulaFault::kTooManyOperations;
  std::string out = has_place ? "at character " + std::to_string(error.position + 1) + ": " : "";
  out += fault_text(error);
  return out;
}

std::string message_text(const FormulaError& error) {
  std::string out = problem_text(error);
  if (!error.suggestion.empty()) out.append("; ").append(error.suggestion);
  return out;
}

}  // namespace ap

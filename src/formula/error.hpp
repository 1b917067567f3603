#pragma once
/// What is wrong with a typed formula, and the sentence that says so.

#include <string>
#include <string_view>

namespace ap {

/// Largest sizes of a formula.
inline constexpr int kMaxFormulaLength = 500;  ///< characters (code points)
inline constexpr int kMaxFormulaDepth = 50;    ///< parentheses, calls, signs and exponents inside each other
inline constexpr int kMaxFormulaOperations = 256;  ///< of value and derivative together
inline constexpr int kMaxFormulaParams = 8;
inline constexpr int kMaxFormulaNameLength = 31;  ///< of a parameter

/// Kinds of faults. The numbers cross the C boundary, so they are never reused.
enum class FormulaFault : int {
  kNone = 0,
  kTooLong = 1,
  kTooDeep = 2,
  kTooManyOperations = 3,
  kTooManyParams = 4,
  kNameTooLong = 5,
  kCharacter = 6,  ///< a character that no formula contains
  kToken = 7,      ///< something else was expected here
  kNumberTooLarge = 8,
  kUnknownFunction = 9,
  kUnknownName = 10,   ///< differs in case only from a name that means something
  kBareFunction = 11,  ///< a function without its argument
  kRowwiseFunction = 12,
  kArgumentCount = 13,
};

/// One fault: the place, what stands there, and what should. Parsing ends at the first one.
struct FormulaError {
  FormulaFault fault = FormulaFault::kNone;
  int position = 0;        ///< of the first wrong code point, from 0 on; the formula's length at its end
  int length = 0;          ///< code points that are wrong; 0 at the end
  std::string found;       ///< the text there; empty at the end
  std::string expected;    ///< what may stand there, in words, or the limit
  std::string suggestion;  ///< what to do about it; may be empty
};

/// What is wrong, and where: `at character 9: there is no function "sigmod"`; empty when nothing is.
/// Characters are counted from 1 here, as people do.
std::string problem_text(const FormulaError& error);

/// The same with the suggestion: `...; did you mean "sigmoid"?`.
std::string message_text(const FormulaError& error);

/// Text in double quotes, cut when it is long.
std::string quoted(std::string_view text);

}  // namespace ap

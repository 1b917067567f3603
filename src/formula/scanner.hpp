#pragma once
/// Cuts the text of a formula into tokens.

#include <cstddef>
#include <string_view>

#include "formula/error.hpp"

namespace ap {

enum class TokenKind {
  kEnd,
  kNumber,
  kName,
  kSymbol,   ///< one of + - * / ^ ( ) , < <= > >= == !=
  kInvalid,  ///< no token can begin with this character
};

/// A piece of the text. `**` is a symbol of its own kind: it is read as `^`.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;
  int position = 0;  ///< in code points, from 0 on
  int length = 0;
};

/// Reads one token after the other. The text is UTF-8; broken sequences are invalid characters.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { advance(); }

  /// The token that stands next.
  const Token& next() const { return token_; }
  /// Goes on to the token behind it.
  void advance();

 private:
  std::size_t token_end() const;

  std::string_view text_;
  std::size_t offset_ = 0;  ///< behind the current token, in bytes
  int position_ = 0;        ///< the same in code points
  Token token_;
};

/// The number of code points of a text; a byte that is none of UTF-8 counts as one.
int count_code_points(std::string_view text);

/// What to write for a character that is not in the language: `did you mean "*"?` for a multiplication dot.
std::string_view suggest_character(std::string_view character);

}  // namespace ap

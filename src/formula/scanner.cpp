#include "formula/scanner.hpp"

namespace ap {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

/// Bytes of the code point at `at`; 1 for a byte that begins none.
std::size_t code_point_bytes(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  if (at + bytes > text.size()) return 1;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xc0) != 0x80) return 1;
  }
  return bytes;
}

/// Bytes of the white space at `at`, with the no-break space that comes with pasted text; 0 when there is
/// none.
std::size_t space_bytes(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  return text.substr(at, 2) == "\u00a0" ? 2 : 0;
}

constexpr std::string_view kSymbols[] = {"**", "<=", ">=", "==", "!=", "+", "-", "*",
                                         "/",  "^",  "(",  ")",  ",",  "<", ">"};

struct Suggestion {
  std::string_view character;
  std::string_view text;
};
constexpr Suggestion kSuggestions[] = {
    {"−", "did you mean \"-\"?"},       {"–", "did you mean \"-\"?"},
    {"·", "did you mean \"*\"?"},       {"×", "did you mean \"*\"?"},
    {"⋅", "did you mean \"*\"?"},       {"÷", "did you mean \"/\"?"},
    {"≤", "did you mean \"<=\"?"},      {"≥", "did you mean \">=\"?"},
    {"=", "did you mean \"==\"?"},      {"π", "did you mean \"pi\"?"},
    {"σ", "did you mean \"sigmoid\"?"}, {"²", "did you mean \"^2\"?"},
    {"³", "did you mean \"^3\"?"},      {"√", "did you mean \"sqrt\"?"},
    {"|", "write \"abs(x)\""},          {"[", "did you mean \"(\"?"},
    {"]", "did you mean \")\"?"},       {"{", "did you mean \"(\"?"},
    {"}", "did you mean \")\"?"},       {".", "a number needs a digit, as in \"0.5\""},
};

}  // namespace

int count_code_points(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_bytes(text, at)) ++count;
  return count;
}

std::string_view suggest_character(std::string_view character) {
  for (const Suggestion& suggestion : kSuggestions) {
    if (suggestion.character == character) return suggestion.text;
  }
  return {};
}

void Scanner::advance() {
  while (offset_ < text_.size()) {
    const std::size_t bytes = space_bytes(text_, offset_);
    if (bytes == 0) break;
    offset_ += bytes;
    ++position_;
  }
  token_ = Token{};
  token_.position = position_;
  if (offset_ == text_.size()) return;
  const std::size_t start = offset_;
  const char first = text_[start];
  const bool point_first = first == '.' && start + 1 < text_.size() && is_digit(text_[start + 1]);
  if (is_digit(first) || point_first) {
    token_.kind = TokenKind::kNumber;
  } else if (is_name_start(first)) {
    token_.kind = TokenKind::kName;
  } else {
    token_.kind = TokenKind::kInvalid;
    for (const std::string_view symbol : kSymbols) {
      if (text_.substr(start, symbol.size()) == symbol) token_.kind = TokenKind::kSymbol;
    }
  }
  offset_ = token_end();
  token_.text = text_.substr(start, offset_ - start);
  token_.length = count_code_points(token_.text);
  position_ += token_.length;
}

std::size_t Scanner::token_end() const {
  std::size_t end = offset_;
  const auto skip_digits = [&] {
    while (end < text_.size() && is_digit(text_[end])) ++end;
  };
  switch (token_.kind) {
    case TokenKind::kNumber: {
      skip_digits();
      if (end < text_.size() && text_[end] == '.') {
        ++end;
        skip_digits();
      }
      // An exponent is one only with its digits: in `2e` the e is the constant.
      if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
        std::size_t digits = end + 1;
        if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
        if (digits < text_.size() && is_digit(text_[digits])) {
          end = digits;
          skip_digits();
        }
      }
      return end;
    }
    case TokenKind::kName:
      while (end < text_.size() && is_name_part(text_[end])) ++end;
      return end;
    case TokenKind::kSymbol:
      for (const std::string_view symbol : kSymbols) {
        if (text_.substr(end, symbol.size()) == symbol) return end + symbol.size();
      }
      return end + 1;
    case TokenKind::kInvalid:
    case TokenKind::kEnd:
      break;
  }
  return end + code_point_bytes(text_, end);
}

}  // namespace ap

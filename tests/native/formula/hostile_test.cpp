/// Random bytes and damaged formulas: each is read or refused with a fault inside the text, and runs.

#include <random>

#include "formula/scanner.hpp"
#include "formula_case.hpp"

namespace ap::test {
namespace {

using Random = std::mt19937;

/// Reads a text; when it is a formula, runs it.
void try_text(const std::string& text) {
  FormulaError error;
  const std::optional<Formula> f = Formula::parse(text, error);
  if (!f) {
    const int characters = count_code_points(text);
    const bool inside =
        error.position >= 0 && error.length >= 0 && error.position + error.length <= characters;
    const bool spoken = error.fault != FormulaFault::kNone && !problem_text(error).empty();
    if (!inside || !spoken) FAIL("a fault without place or words: " << message_text(error));
    return;
  }
  const std::vector<float> params(f->params().size(), 0.5f);
  const std::array<float, 5> x{-1e30f, -1.0f, 0.0f, 0.5f, std::numeric_limits<float>::infinity()};
  std::array<float, 5> y{}, again{}, dy{};
  const int n = static_cast<int>(x.size());
  f->forward(x.data(), n, params.data(), y.data());
  f->forward_derivative(x.data(), n, params.data(), again.data(), dy.data());
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!same(y[i], again[i])) FAIL("two values of " << text);
  }
  curve_at(*f, 0.25, params);
}

char random_byte(Random& random) { return static_cast<char>(random() & 0xff); }

const std::string_view kPieces[] = {"x",      "(",
                                    ")",      "+",
                                    "-",      "*",
                                    "/",      "^",
                                    "**",     ",",
                                    "<",      "<=",
                                    "==",     "!=",
                                    ">",      "1",
                                    "0.5",    "1e-3",
                                    "pi",     "e",
                                    "a",      "b",
                                    "max(",   "min(",
                                    " ",      ".",
                                    "where(", "exp",
                                    "log(x)", "sin(",
                                    "abs",    "sigmoid(",
                                    "σ",      "2x",
                                    "1e99",   "gelu(x)",
                                    "\xff",   "where(x<0,1,",
                                    "relu",   "X",
                                    "16",     "0",
                                    "-1",     "sqrt(",
                                    "erf("};

TEST_CASE("random bytes, tokens and damaged formulas do no harm") {
  Random random(99);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  const std::string seeds[] = {"x * sigmoid(1.702 * x)", "max(0, x) + a * min(0, x)",
                               "where(x < -1, -x ^ 2 / 2, exp(-abs(x)) * cos(b * x)) - erf(x / sqrt(2))",
                               "((x + 1) ^ 3.5 - log1p(x * x)) ^ -x / max(tanh(x), 1e-3)"};
  for (int i = 0; i < 40000; ++i) {
    std::string bytes;
    for (std::size_t k = pick(24); k > 0; --k) bytes += random_byte(random);
    try_text(bytes);
  }
  for (int i = 0; i < 40000; ++i) {
    std::string text;
    for (std::size_t k = pick(20); k > 0; --k) text += kPieces[pick(std::size(kPieces))];
    try_text(text);
  }
  for (int i = 0; i < 40000; ++i) {
    std::string text = seeds[pick(std::size(seeds))];
    for (std::size_t k = 1 + pick(4); k > 0; --k) {
      const std::size_t at = pick(text.size() + 1);
      switch (pick(4)) {
        case 0:
          text.insert(at, 1, random_byte(random));
          break;
        case 1:
          if (at < text.size()) text.erase(at, 1 + pick(5));
          break;
        case 2:
          text.insert(at, kPieces[pick(std::size(kPieces))]);
          break;
        default:
          text += text.substr(at, pick(30));
      }
    }
    try_text(text);
  }
}

TEST_CASE("long and deep formulas do no harm") {
  Random random(3);
  for (int i = 0; i < 300; ++i) {
    std::string text;
    while (text.size() < 480) {
      static constexpr std::string_view kFragments[] = {"x*",     "(x+",     "gelu(",   "x/(x+3)^",
                                                        "max(x,", "-",       "exp(x)^", "where(x<1,x*x,",
                                                        "2.5*",   "sin(x)*", "x^x^"};
      text += kFragments[random() % std::size(kFragments)];
      if (random() % 12 == 0) text += "x+x*";
    }
    text += "x";
    try_text(text);
    // The same with its brackets closed.
    int open = 0;
    for (const char c : text) open += c == '(' ? 1 : 0;
    try_text(joined({text.substr(0, 450), "x", repeated(")", std::min(open, 49))}));
  }
  for (const std::string_view piece : {"(", "-", "x^", "relu(", "x*(x+", "where(x<1,"}) {
    try_text(repeated(piece, 100000 / static_cast<int>(piece.size())));
    try_text(repeated(piece, 480 / static_cast<int>(piece.size())));
  }
}

}  // namespace
}  // namespace ap::test

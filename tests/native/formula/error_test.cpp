/// What is said about wrong formulas, and where.

#include "formula_case.hpp"

namespace ap::test {
namespace {

struct Wrong {
  const char* text;
  FormulaFault fault;
  int position;
  int length;
  const char* message;
};

TEST_CASE("a wrong formula is told what is wrong and where") {
  using enum FormulaFault;
  const char* const kOperand = "expected a number, x, a parameter, a function or \"(\", found ";
  const std::string none = std::string("at character 1: ") + kOperand + "the end";
  const std::string no_factor = std::string("at character 5: ") + kOperand + "the end";
  const std::string closing = std::string("at character 1: ") + kOperand + "\")\"";
  const std::string star = std::string("at character 5: ") + kOperand + "\"*\"";
  const std::string comma = std::string("at character 5: ") + kOperand + "\",\"";
  const std::string no_argument = std::string("at character 6: ") + kOperand + "\")\"";
  const Wrong table[] = {
      {"", kToken, 0, 0, none.c_str()},
      {"x * ", kToken, 4, 0, no_factor.c_str()},
      {")", kToken, 0, 1, closing.c_str()},
      {"x + * 2", kToken, 4, 1, star.c_str()},
      {"max(,1)", kToken, 4, 1, comma.c_str()},
      {"relu()", kToken, 5, 1, no_argument.c_str()},
      {"(x + 1", kToken, 6, 0, "at character 7: expected an operator or \")\", found the end"},
      {"x)", kToken, 1, 1, "at character 2: expected an operator or the end, found \")\""},
      {"2x", kToken, 1, 1,
       "at character 2: expected an operator or the end, found \"x\"; write \"*\" to multiply"},
      {"x(2)", kToken, 1, 1,
       "at character 2: expected an operator or the end, found \"(\"; write \"*\" to multiply"},
      {"a * x + a(x)", kToken, 9, 1,
       "at character 10: expected an operator, found \"(\"; write \"*\" to multiply"},
      {"relu(x) 2", kToken, 8, 1,
       "at character 9: expected an operator or the end, found \"2\"; write \"*\" to multiply"},
      {"2e", kToken, 1, 1,
       "at character 2: expected an operator or the end, found \"e\"; write \"*\" to multiply"},
      {"1,5 * x", kToken, 1, 1,
       "at character 2: expected an operator or the end, found \",\"; write decimals with \".\""},
      {"x < 1", kToken, 2, 1,
       "at character 3: expected an operator or the end, found \"<\"; compare in \"where(x < 0, a, b)\""},
      {"where(x, 1, 2)", kToken, 7, 1,
       "at character 8: expected \"<\", \"<=\", \">\", \">=\", \"==\" or \"!=\", found \",\""},
      {"where(x < 1 < 2, 1, 2)", kToken, 12, 1,
       "at character 13: expected an operator, \",\" or \")\", found \"<\"; compare in \"where(x < 0, a, "
       "b)\""},
      {"relu(x", kToken, 6, 0, "at character 7: expected an operator, \",\" or \")\", found the end"},
      {"x = 1", kCharacter, 2, 1, "at character 3: \"=\" cannot stand in a formula; did you mean \"==\"?"},
      {"2 · x", kCharacter, 2, 1, "at character 3: \"·\" cannot stand in a formula; did you mean \"*\"?"},
      {"π·π + €", kCharacter, 0, 1, "at character 1: \"π\" cannot stand in a formula; did you mean \"pi\"?"},
      {"x + 😀", kCharacter, 4, 1, "at character 5: \"😀\" cannot stand in a formula"},
      {"|x|", kCharacter, 0, 1, "at character 1: \"|\" cannot stand in a formula; write \"abs(x)\""},
      {"x + .", kCharacter, 4, 1,
       "at character 5: \".\" cannot stand in a formula; a number needs a digit, as in \"0.5\""},
      {"1e39", kNumberTooLarge, 0, 4, "at character 1: \"1e39\" is too large for a 32-bit float"},
      {"x * sigmod(x)", kUnknownFunction, 4, 6,
       "at character 5: there is no function \"sigmod\"; did you mean \"sigmoid\"?"},
      {"LeakyReLU(x)", kUnknownFunction, 0, 9,
       "at character 1: there is no function \"LeakyReLU\"; did you mean \"leaky_relu\"?"},
      {"swish(x)", kUnknownFunction, 0, 5,
       "at character 1: there is no function \"swish\"; did you mean \"silu\"?"},
      {"ln(x)", kUnknownFunction, 0, 2,
       "at character 1: there is no function \"ln\"; the natural logarithm is \"log\""},
      {"qwertyuiop(x)", kUnknownFunction, 0, 10, "at character 1: there is no function \"qwertyuiop\""},
      {"2 * X", kUnknownName, 4, 1, "at character 5: \"X\" is not known; did you mean \"x\"?"},
      {"PI * x", kUnknownName, 0, 2, "at character 1: \"PI\" is not known; did you mean \"pi\"?"},
      {"ReLU + x", kUnknownName, 0, 4, "at character 1: \"ReLU\" is not known; did you mean \"relu\"?"},
      {"x * relu", kBareFunction, 4, 4,
       "at character 5: the function \"relu\" has no argument; write \"relu(x)\""},
      {"softmax(x)", kRowwiseFunction, 0, 7,
       "at character 1: \"softmax\" acts on whole rows, a formula on one number at a time"},
      {"max(x)", kArgumentCount, 0, 3, "at character 1: \"max\" takes 2 arguments, found 1"},
      {"1 + relu(x, 2)", kArgumentCount, 4, 4, "at character 5: \"relu\" takes 1 argument, found 2"},
      {"where(x < 0, 1)", kArgumentCount, 0, 5, "at character 1: \"where\" takes 3 arguments, found 2"},
      {"where(x < 0, 1, 2, 3)", kArgumentCount, 0, 5, "at character 1: \"where\" takes 3 arguments, found 4"},
  };
  for (const Wrong& w : table) {
    INFO(w.text);
    const FormulaError error = fault(w.text);
    CHECK(error.fault == w.fault);
    CHECK(error.position == w.position);
    CHECK(error.length == w.length);
    CHECK(message_text(error) == w.message);
  }
}

TEST_CASE("bytes that are no UTF-8 are faults like others") {
  for (const std::string text : {"x + \xff", "x + \xc3", "x + \xe2\x88", "x + \xed\xa0\x80", "x + \x80"}) {
    const FormulaError error = fault(text);
    CHECK(error.fault == FormulaFault::kCharacter);
    CHECK(error.position == 4);
  }
  CHECK(fault(std::string("x\0+1", 4)).position == 1);
}

TEST_CASE("the length of a formula is limited in characters") {
  formula(joined({"x", repeated(" ", 499)}));
  formula(joined({"x", repeated("\u00a0", 499)}));
  const FormulaError error = fault(joined({"x", repeated(" ", 500)}));
  CHECK(error.fault == FormulaFault::kTooLong);
  CHECK(error.position == 500);
  CHECK(error.length == 1);
  CHECK(message_text(error) == "at character 501: the formula is longer than 500 characters");
}

TEST_CASE("the depth of a formula is limited") {
  formula(joined({repeated("(", 50), "x", repeated(")", 50)}));
  formula(joined({repeated("-", 50), "x"}));
  formula(joined({"x", repeated("^1", 50)}));
  formula(joined({repeated("abs(", 50), "x", repeated(")", 50)}));
  for (const std::string_view piece : {"(", "-", "+", "abs(", "x^", "x**", "where(x<1,1,", "-("}) {
    INFO(piece);
    const FormulaError error = fault(joined({repeated(piece, 26), repeated("(", 25)}));
    CHECK(error.fault == FormulaFault::kTooDeep);
    CHECK(message_text(error).find(": more than 50 levels are nested inside each other") !=
          std::string::npos);
  }
  CHECK(fault(joined({repeated("(", 51), "x"})).position == 50);
}

TEST_CASE("the number and the names of parameters are limited") {
  CHECK(formula("a+b+c+d+f+g+h+i+a").params().size() == 8);
  const FormulaError error = fault("a+b+c+d+f+g+h+i+jay");
  CHECK(error.fault == FormulaFault::kTooManyParams);
  CHECK(error.position == 16);
  CHECK(error.length == 3);
  CHECK(message_text(error) == "at character 17: \"jay\" is one parameter more than the 8 allowed");
  formula(joined({repeated("a", 31), " * x"}));
  CHECK(fault(joined({repeated("a", 32), " * x"})).fault == FormulaFault::kNameTooLong);
}

TEST_CASE("the number of operations is limited") {
  const FormulaError error = fault(joined({"x", repeated("^x", 45)}));
  CHECK(error.fault == FormulaFault::kTooManyOperations);
  CHECK(error.position == 0);
  CHECK(message_text(error) == "the formula and its derivative take more than 256 operations");
  // A long sum is no problem, neither are equal parts, which are worked out once.
  formula(joined({"x", repeated("+x", 200)}));
  formula(joined({"x", repeated("*(x+1)", 40)}));
}

}  // namespace
}  // namespace ap::test

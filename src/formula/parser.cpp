#include "formula/parser.hpp"

#include <limits>

#include "core/simd.hpp"
#include "formula/names.hpp"
#include "formula/number.hpp"
#include "formula/scanner.hpp"

namespace ap {

namespace {

constexpr std::string_view kOperand = "a number, x, a parameter, a function or \"(\"";
constexpr std::string_view kInputOperand = "a number, a feature such as x1, a function or \"(\"";
constexpr std::string_view kComparison = "\"<\", \"<=\", \">\", \">=\", \"==\" or \"!=\"";
constexpr std::string_view kComparisons[] = {"<", "<=", ">", ">=", "==", "!="};

/// Recursive descent. After the first fault every function returns at once, with a node without meaning.
class Parser {
 public:
  /// `n_features`: 0 for a formula of x, else the number of its variables x1, x2 ...
  Parser(std::string_view text, int n_features, ParsedFormula& out, FormulaError& error)
      : scanner_(text), n_features_(n_features), graph_(out.graph), params_(out.params), error_(error) {}

  /// The whole formula.
  NodeId formula() {
    const NodeId root = sum();
    if (!failed() && token().kind != TokenKind::kEnd) fail_at_operator("an operator or the end");
    return root;
  }

  bool failed() const { return error_.fault != FormulaFault::kNone; }

 private:
  /// Counts how deep things are nested, while it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kMaxFormulaDepth) parser_.fail(FormulaFault::kTooDeep, parser_.token());
    }
    ~Level() { --parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
  };

  const Token& token() const { return scanner_.next(); }
  bool at_symbol(std::string_view symbol) const {
    return token().kind == TokenKind::kSymbol && token().text == symbol;
  }
  bool take_symbol(std::string_view symbol) {
    if (failed() || !at_symbol(symbol)) return false;
    scanner_.advance();
    return true;
  }

  NodeId fail(FormulaFault fault, const Token& where, std::string expected = {},
              std::string suggestion = {}) {
    if (!failed()) {
      error_ = {fault,
                where.position,
                where.length,
                std::string(where.text),
                std::move(expected),
                std::move(suggestion)};
    }
    return graph_.variable();
  }

  /// The next token is not what the grammar allows here.
  NodeId fail_at_token(std::string_view expected, std::string_view suggestion = {}) {
    if (token().kind == TokenKind::kInvalid) {
      return fail(FormulaFault::kCharacter, token(), {}, std::string(suggest_character(token().text)));
    }
    return fail(FormulaFault::kToken, token(), std::string(expected), std::string(suggestion));
  }

  /// The next token stands where an operator should: says what people mean by that.
  NodeId fail_at_operator(std::string_view expected) {
    if (token().kind == TokenKind::kNumber || token().kind == TokenKind::kName || at_symbol("(")) {
      return fail_at_token(expected, "write \"*\" to multiply");
    }
    for (const std::string_view comparison : kComparisons) {
      if (at_symbol(comparison))
        return fail_at_token(expected, "compare in \"where(" + variable_name() + " < 0, a, b)\"");
    }
    if (at_symbol(",") && depth_ == 0) return fail_at_token(expected, "write decimals with \".\"");
    return fail_at_token(expected);
  }

  /// Takes a symbol that must be there, behind an operand.
  void expect(std::string_view symbol, std::string_view expected) {
    if (!failed() && !take_symbol(symbol)) fail_at_operator(expected);
  }

  NodeId sum() {
    NodeId left = product();
    while (!failed()) {
      if (take_symbol("+")) {
        left = graph_.binary(Op::kAdd, left, product());
      } else if (take_symbol("-")) {
        left = graph_.binary(Op::kSubtract, left, product());
      } else {
        break;
      }
    }
    return left;
  }

  NodeId product() {
    NodeId left = unary();
    while (!failed()) {
      if (take_symbol("*")) {
        left = graph_.binary(Op::kMultiply, left, unary());
      } else if (take_symbol("/")) {
        left = graph_.binary(Op::kDivide, left, unary());
      } else {
        break;
      }
    }
    return left;
  }

  NodeId unary() {
    if (failed()) return graph_.variable();
    const bool minus = at_symbol("-");
    if (!minus && !at_symbol("+")) return power();
    const Level level(*this);
    scanner_.advance();
    const NodeId operand = unary();
    return minus ? graph_.unary(Op::kNegate, operand) : operand;
  }

  NodeId power() {
    const NodeId base = primary();
    if (failed() || !(at_symbol("^") || at_symbol("**"))) return base;
    const Level level(*this);
    scanner_.advance();
    return graph_.binary(Op::kPower, base, unary());
  }

  NodeId primary() {
    if (failed()) return graph_.variable();
    if (token().kind == TokenKind::kNumber) return number();
    if (token().kind == TokenKind::kName) return name();
    if (!at_symbol("(")) return fail_at_token(n_features_ > 0 ? kInputOperand : kOperand);
    const Level level(*this);
    scanner_.advance();
    const NodeId inner = sum();
    expect(")", "an operator or \")\"");
    return inner;
  }

  NodeId number() {
    const double value = parse_decimal(token().text);
    if (value > static_cast<double>(std::numeric_limits<float>::max())) {
      return fail(FormulaFault::kNumberTooLarge, token());
    }
    scanner_.advance();
    return graph_.constant(value);
  }

  NodeId name() {
    const Token here = token();
    scanner_.advance();
    if (n_features_ == 0 && here.text == kVariableName) return graph_.variable();
    if (const int feature = feature_index(here.text); feature >= 0) return graph_.variable(feature);
    if (const NamedConstant* const constant = find_constant(here.text)) {
      return graph_.constant(constant->value);
    }
    const FunctionName function = find_function(here.text);
    const bool is_function = function.kind != FunctionName::Kind::kNone;
    if (function.kind == FunctionName::Kind::kRowwise) return fail(FormulaFault::kRowwiseFunction, here);
    if (at_symbol("(")) return is_function ? call(here, function) : fail_unknown_function(here);
    if (is_function) {
      const std::string call = std::string(here.text) + "(" + variable_name() + ")";
      return fail(FormulaFault::kBareFunction, here, {}, "write " + quoted(call));
    }
    return n_features_ > 0 ? fail_unknown_feature(here) : parameter(here);
  }

  /// How the variable is called in examples.
  std::string variable_name() const { return n_features_ > 0 ? "x1" : std::string(kVariableName); }

  /// The place of the feature of this name: 0 for x1; -1 when it is none.
  int feature_index(std::string_view text) const {
    if (text.size() < 2 || text.size() > 5 || text[0] != 'x' || text[1] == '0') return -1;
    int number = 0;
    for (const char digit : text.substr(1)) {
      if (digit < '0' || digit > '9') return -1;
      number = 10 * number + (digit - '0');
    }
    return number <= n_features_ ? number - 1 : -1;
  }

  NodeId fail_unknown_feature(const Token& here) {
    std::string last("x");
    last += std::to_string(n_features_);
    return fail(
        FormulaFault::kUnknownName, here, {},
        n_features_ == 1 ? "the only feature is \"x1\"" : "the features are \"x1\" to " + quoted(last));
  }

  NodeId fail_unknown_function(const Token& here) {
    for (const std::string& param : params_) {
      if (param == here.text) return fail_at_token("an operator", "write \"*\" to multiply");
    }
    return fail(FormulaFault::kUnknownFunction, here, {}, suggest_function(here.text));
  }

  NodeId parameter(const Token& here) {
    for (std::size_t i = 0; i < params_.size(); ++i) {
      if (params_[i] == here.text) return graph_.param(static_cast<int>(i));
    }
    const std::string_view meant = same_but_for_case(here.text);
    if (!meant.empty()) {
      return fail(FormulaFault::kUnknownName, here, {}, "did you mean " + quoted(meant) + "?");
    }
    if (here.length > kMaxFormulaNameLength) return fail(FormulaFault::kNameTooLong, here);
    if (params_.size() == kMaxFormulaParams) return fail(FormulaFault::kTooManyParams, here);
    params_.emplace_back(here.text);
    return graph_.param(static_cast<int>(params_.size()) - 1);
  }

  NodeId call(const Token& here, const FunctionName& function) {
    const Level level(*this);
    scanner_.advance();
    if (function.kind == FunctionName::Kind::kChoice) return choice(here);
    std::array<NodeId, 2> arguments{};
    int count = 0;
    do {
      const NodeId argument = sum();
      if (count < function.arity) arguments[static_cast<std::size_t>(count)] = argument;
      ++count;
    } while (take_symbol(","));
    expect(")", "an operator, \",\" or \")\"");
    if (!failed() && count != function.arity) return fail_count(here, function.arity, count);
    if (function.kind == FunctionName::Kind::kActivation) {
      return graph_.unary(Op::kActivation, arguments[0], function.activation);
    }
    return function.arity == 1 ? graph_.unary(function.op, arguments[0])
                               : graph_.binary(function.op, arguments[0], arguments[1]);
  }

  NodeId fail_count(const Token& here, int arity, int count) {
    const std::string noun = arity == 1 ? " argument, found " : " arguments, found ";
    return fail(FormulaFault::kArgumentCount, here, std::to_string(arity) + noun + std::to_string(count));
  }

  NodeId choice(const Token& here) {
    const NodeId left = sum();
    if (failed()) return left;
    const Token comparison = token();
    bool found = false;
    for (const std::string_view symbol : kComparisons) found |= take_symbol(symbol);
    if (!found) return fail_at_token(kComparison);
    const NodeId right = sum();
    int count = 1;
    std::array<NodeId, 2> branches{};
    while (take_symbol(",")) {
      const NodeId branch = sum();
      if (count <= 2) branches[static_cast<std::size_t>(count - 1)] = branch;
      ++count;
    }
    expect(")", "an operator, \",\" or \")\"");
    if (!failed() && count != 3) return fail_count(here, 3, count);
    return compared(comparison.text, left, right, branches[0], branches[1]);
  }

  NodeId compared(std::string_view symbol, NodeId a, NodeId b, NodeId if_true, NodeId if_false) {
    if (symbol == "<") return graph_.select(Op::kSelectLess, a, b, if_true, if_false);
    if (symbol == "<=") return graph_.select(Op::kSelectLessEqual, a, b, if_true, if_false);
    if (symbol == ">") return graph_.select(Op::kSelectLess, b, a, if_true, if_false);
    if (symbol == ">=") return graph_.select(Op::kSelectLessEqual, b, a, if_true, if_false);
    if (symbol == "==") return graph_.select(Op::kSelectEqual, a, b, if_true, if_false);
    return graph_.select(Op::kSelectEqual, a, b, if_false, if_true);
  }

  Scanner scanner_;
  int n_features_;
  Graph& graph_;
  std::vector<std::string>& params_;
  FormulaError& error_;
  int depth_ = 0;
};

bool parse(std::string_view text, int n_features, ParsedFormula& out, FormulaError& error) {
  out = {};
  error = {};
  const int length = count_code_points(text);
  if (length > kMaxFormulaLength) {
    error = {FormulaFault::kTooLong, kMaxFormulaLength, length - kMaxFormulaLength, {}, {}, {}};
    return false;
  }
  Parser parser(text, n_features, out, error);
  out.root = parser.formula();
  if (!parser.failed() && out.graph.is_full())
    error = {FormulaFault::kTooManyOperations, 0, length, {}, {}, {}};
  return error.fault == FormulaFault::kNone;
}

}  // namespace

bool parse_formula(std::string_view text, ParsedFormula& out, FormulaError& error) {
  return parse(text, 0, out, error);
}

bool parse_input_formula(std::string_view text, int n_features, ParsedFormula& out, FormulaError& error) {
  return parse(text, n_features, out, error);
}

}  // namespace ap

#include "formula/names.hpp"

#include <algorithm>
#include <array>

#include "activations/table.hpp"
#include "formula/error.hpp"

namespace ap {

namespace {

constexpr NamedConstant kConstants[] = {{"pi", 0x1.921fb54442d18p+1}, {"e", 0x1.5bf0a8b145769p+1}};

struct Operation {
  std::string_view name;
  Op op;
  int arity;
};
constexpr Operation kOperations[] = {{"exp", Op::kExp, 1},     {"expm1", Op::kExpm1, 1}, {"log", Op::kLog, 1},
                                     {"log1p", Op::kLog1p, 1}, {"sqrt", Op::kSqrt, 1},   {"abs", Op::kAbs, 1},
                                     {"cos", Op::kCos, 1},     {"sign", Op::kSign, 1},   {"erf", Op::kErf, 1},
                                     {"min", Op::kMin, 2},     {"max", Op::kMax, 2}};

/// What people write for what formulas call otherwise.
struct OtherName {
  std::string_view name;
  std::string_view suggestion;
};
constexpr OtherName kOtherNames[] = {
    {"ln", "the natural logarithm is \"log\""},
    {"pow", "write a power as \"a ^ b\""},
    {"if", "write a choice as \"where(x < 0, a, b)\""},
    {"clamp", "write \"min(max(x, a), b)\""},
    {"clip", "write \"min(max(x, a), b)\""},
    {"maximum", "did you mean \"max\"?"},
    {"minimum", "did you mean \"min\"?"},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char p, char q) { return lower(p) == lower(q); });
}

/// Lower case without underscores: LeakyReLU is leaky_relu.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_') out += lower(c);
  }
  return out;
}

constexpr std::size_t kLongestCompared = 32;

/// Edits (insert, delete, replace, swap neighbours) that turn one name into the other.
int edit_distance(std::string_view a, std::string_view b) {
  std::array<std::array<int, kLongestCompared + 1>, 3> rows{};  // of i - 2, i - 1 and i
  for (std::size_t j = 0; j <= b.size(); ++j) rows[1][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    rows[2][0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      rows[2][j] = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        rows[2][j] = std::min(rows[2][j], rows[0][j - 2] + 1);
      }
    }
    rows[0] = rows[1];
    rows[1] = rows[2];
  }
  return rows[1][b.size()];
}

/// Calls visit(name) for every function.
template <class Visit>
void visit_functions(Visit visit) {
  for (const Operation& operation : kOperations) visit(operation.name);
  visit(kChoiceName);
  for (const Activation& activation : activations()) {
    if (!activation.info->rowwise) visit(activation.info->id);
  }
}

/// The id of the elementwise activation whose name for people holds this word: `swish`, `identity`.
std::string_view find_in_titles(std::string_view word) {
  if (word.size() < 4) return {};
  for (const Activation& activation : activations()) {
    if (!activation.info->rowwise && plain(activation.info->name).find(word) != std::string::npos) {
      return activation.info->id;
    }
  }
  return {};
}

}  // namespace

const NamedConstant* find_constant(std::string_view name) {
  for (const NamedConstant& constant : kConstants) {
    if (constant.name == name) return &constant;
  }
  return nullptr;
}

FunctionName find_function(std::string_view name) {
  using Kind = FunctionName::Kind;
  if (name == kChoiceName) return {.kind = Kind::kChoice, .arity = 3};
  for (const Operation& operation : kOperations) {
    if (operation.name == name)
      return {.kind = Kind::kOperation, .op = operation.op, .arity = operation.arity};
  }
  for (int i = 0; i < activation_count(); ++i) {
    const ActivationInfo& info = *activation(i).info;
    if (info.id == name) return {.kind = info.rowwise ? Kind::kRowwise : Kind::kActivation, .activation = i};
  }
  return {};
}

std::string suggest_function(std::string_view name) {
  const std::string wanted = plain(name.substr(0, kLongestCompared));
  for (const OtherName& other : kOtherNames) {
    if (other.name == wanted) return std::string(other.suggestion);
  }
  std::string_view best;
  int best_distance = std::max(1, static_cast<int>(wanted.size()) / 3) + 1;
  visit_functions([&](std::string_view candidate) {
    const std::string other = plain(candidate.substr(0, kLongestCompared));
    const int distance = edit_distance(wanted, other);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  });
  if (best.empty()) best = find_in_titles(wanted);
  return best.empty() ? "" : "did you mean " + quoted(best) + "?";
}

std::string_view same_but_for_case(std::string_view name) {
  if (equal_but_for_case(name, kVariableName)) return kVariableName;
  for (const NamedConstant& constant : kConstants) {
    if (equal_but_for_case(name, constant.name)) return constant.name;
  }
  std::string_view found;
  visit_functions([&](std::string_view candidate) {
    if (equal_but_for_case(name, candidate)) found = candidate;
  });
  return found;
}

}  // namespace ap

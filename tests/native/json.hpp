#pragma once
/// A reader of the JSON fixtures. What is not as expected throws, which fails the test.

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ap::test {

/// One value; only what its kind has is filled in.
struct Json {
  enum class Kind { kNull, kBool, kNumber, kText, kList, kObject };
  Kind kind = Kind::kNull;
  double number = 0.0;  ///< true is 1
  std::string text = {};
  std::vector<Json> items = {};
  std::vector<std::pair<std::string, Json>> members = {};

  bool is_null() const { return kind == Kind::kNull; }

  /// The member, or nullptr.
  const Json* find(std::string_view key) const {
    for (const auto& [name, value] : members) {
      if (name == key) return &value;
    }
    return nullptr;
  }

  const Json& at(std::string_view key) const {
    const Json* const found = find(key);
    if (found == nullptr) throw std::runtime_error("no member " + std::string(key));
    return *found;
  }

  /// A member that is a number or a flag, or what it is when left out.
  double number_or(std::string_view key, double otherwise) const {
    const Json* const found = find(key);
    return found == nullptr || found->is_null() ? otherwise : found->number;
  }

  std::vector<double> numbers() const {
    std::vector<double> out;
    for (const Json& item : items) out.push_back(item.number);
    return out;
  }
};

/// Reads what JSON.stringify writes; of the escapes only those of the quote and the backslash.
class JsonReader {
 public:
  explicit JsonReader(std::string text) : text_(std::move(text)) {}

  Json read() {
    Json value;
    switch (peek()) {
      case '{':
        value.kind = Json::Kind::kObject;
        read_items('}', [&] {
          std::string key = read().text;
          expect(':');
          value.members.emplace_back(std::move(key), read());
        });
        return value;
      case '[':
        value.kind = Json::Kind::kList;
        read_items(']', [&] { value.items.push_back(read()); });
        return value;
      case '"':
        value.kind = Json::Kind::kText;
        value.text = read_text();
        return value;
      case 't':
        return word("true", {Json::Kind::kBool, 1.0});
      case 'f':
        return word("false", {Json::Kind::kBool, 0.0});
      case 'n':
        return word("null", {});
      default:
        return read_number();
    }
  }

 private:
  char peek() {
    while (at_ < text_.size() && std::string_view(" \n\r\t").find(text_[at_]) != std::string_view::npos)
      ++at_;
    if (at_ == text_.size()) throw std::runtime_error("the JSON ends early");
    return text_[at_];
  }

  void expect(char c) {
    if (peek() != c) throw std::runtime_error(std::string("the JSON has no ") + c + " where it must");
    ++at_;
  }

  template <class Read>
  void read_items(char end, Read read_one) {
    ++at_;
    for (bool first = true; peek() != end; first = false) {
      if (!first) expect(',');
      read_one();
    }
    ++at_;
  }

  std::string read_text() {
    std::string out;
    for (++at_; text_.at(at_) != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
      out += text_.at(at_);
    }
    ++at_;
    return out;
  }

  Json word(std::string_view name, Json value) {
    if (text_.compare(at_, name.size(), name) != 0) throw std::runtime_error("the JSON has a strange word");
    at_ += name.size();
    return value;
  }

  Json read_number() {
    char* end = nullptr;
    const char* const start = text_.c_str() + at_;
    const double value = std::strtod(start, &end);
    if (end == start) throw std::runtime_error("the JSON has no value where it must");
    at_ += static_cast<std::size_t>(end - start);
    return {Json::Kind::kNumber, value};
  }

  std::string text_;
  std::size_t at_ = 0;
};

/// A file below tests/fixtures.
inline Json read_json(const std::string& name) {
  std::ifstream file(std::string(AP_FIXTURES) + "/" + name);
  if (!file) throw std::runtime_error("cannot open " + name);
  return JsonReader({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}).read();
}

}  // namespace ap::test

#pragma once
/// Writes JSON text; numbers in the fewest digits that read back as the same bits, or else in 17.

#include <string>
#include <string_view>

namespace ap {

/// A JSON text under construction. The caller opens and closes in order; commas come by themselves.
///
/// ```cpp
/// JsonWriter json;
/// json.open('{').key("id").text("relu").close('}');
/// ```
class JsonWriter {
 public:
  /// Opens an object ('{') or an array ('[').
  JsonWriter& open(char bracket);
  /// Closes it ('}' or ']').
  JsonWriter& close(char bracket);
  /// The name of the value that follows.
  JsonWriter& key(std::string_view name);
  /// A string, escaped; UTF-8 passes as it is.
  JsonWriter& text(std::string_view value);
  JsonWriter& boolean(bool value);
  /// A number; infinities are the strings "Infinity" and "-Infinity", for which JSON has no number.
  /// Errors: NaN becomes null, and so do numbers that need a power of ten beyond 22.
  JsonWriter& number(double value);
  /// The same with the fewest digits that a float needs.
  JsonWriter& number(float value);
  JsonWriter& number(int value) { return number(static_cast<double>(value)); }

  std::string_view view() const { return out_; }

 private:
  void begin_value();
  void append_number(double value, bool is_float);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace ap

#pragma once
/// The description of one numeric parameter: every slider, range check and default in the project comes from
/// one.

#include <span>
#include <string_view>

namespace ap {

/// How a slider should spread a parameter's range.
enum class Scale { kLinear, kLog };

/// What the number stands for.
enum class ParamKind { kReal, kInteger, kFlag };

/// One parameter of an activation, optimizer, loss or data set.
///
/// `id` is PyTorch's or scikit-learn's argument name. A parameter with `choices` is a named option: its value
/// is the index of the chosen name (min 0, max = count - 1). A flag is 0 or 1; JSON has false or true in its
/// place.
struct ParamInfo {
  std::string_view id;
  std::string_view symbol = {};  ///< as in the formula, LaTeX
  double min = 0.0;
  double max = 1.0;
  double default_value = 0.0;
  Scale scale = Scale::kLinear;
  std::string_view meaning = {};  ///< one sentence for the reader
  std::span<const std::string_view> choices = {};
  ParamKind kind = ParamKind::kReal;
};

}  // namespace ap

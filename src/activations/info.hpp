#pragma once
/// What there is to say about one activation function; the menu, sliders, badges, code samples and tests read
/// it here.

#include <limits>
#include <span>
#include <string_view>

#include "core/param_info.hpp"

namespace ap {

/// The file, and the group in the menu, that a function lives in.
enum class Family { kPiecewise, kSigmoidal, kGated, kNormalizing };

/// The name of a family in the catalogue.
constexpr std::string_view family_name(Family family) {
  switch (family) {
    case Family::kPiecewise:
      return "piecewise";
    case Family::kSigmoidal:
      return "sigmoidal";
    case Family::kGated:
      return "gated";
    case Family::kNormalizing:
      return "normalizing";
  }
  return "";
}

/// Properties at default parameters, one bit each; `ActivationInfo::properties` is a sum of them.
enum Property : unsigned {
  kSmooth = 1u << 0,          ///< infinitely often differentiable
  kContinuous = 1u << 1,      ///< without jumps
  kMonotonic = 1u << 2,       ///< never falls
  kBounded = 1u << 3,         ///< stays between two finite limits
  kZeroCentered = 1u << 4,    ///< odd: f(-x) = -f(x), so that outputs average to about zero
  kSaturating = 1u << 5,      ///< the derivative tends to 0 on both sides
  kSparse = 1u << 6,          ///< exactly 0 on a whole interval
  kIdentityAtZero = 1u << 7,  ///< f(0) = 0 and f'(0) = 1: small signals pass unchanged
  kLearnable = 1u << 8,       ///< a parameter is trained with the weights
  kZeroGradient =
      1u << 9,  ///< the derivative is 0 wherever it exists: gradient descent cannot train through it
};

/// A property's bit and its name in the catalogue.
struct PropertyName {
  Property bit;
  std::string_view name;
};

/// All properties, in the order the catalogue lists them.
inline constexpr PropertyName kPropertyNames[] = {
    {kSmooth, "smooth"},
    {kContinuous, "continuous"},
    {kMonotonic, "monotonic"},
    {kBounded, "bounded"},
    {kZeroCentered, "zero_centered"},
    {kSaturating, "saturating"},
    {kSparse, "sparse"},
    {kIdentityAtZero, "identity_at_zero"},
    {kLearnable, "learnable"},
    {kZeroGradient, "zero_gradient"},
};

/// Infimum and supremum of the values.
struct ValueRange {
  float low;
  float high;
};

/// How to write the function elsewhere, as an expression of `x`.
///
/// `{id}` stands for the current value of the parameter of that id (a named option: its name in double
/// quotes), and `{id=value?this|else that}` for one of two texts, whose own braces match and hold every `|`.
struct CodeSamples {
  std::string_view
      pytorch;              ///< call of torch or torch.nn.functional, after `import torch.nn.functional as F`
  std::string_view module;  ///< torch.nn module, after `import torch.nn as nn`; empty when torch has none
  std::string_view numpy;   ///< after `import numpy as np`, and `import math` where it says `math.`
  std::string_view cpp;     ///< standard C++, `x` a double
};

inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// The metadata of one activation function.
struct ActivationInfo {
  std::string_view id;    ///< torch.nn.functional's name; `linear` is torch's Identity
  std::string_view name;  ///< for people
  Family family;
  bool rowwise = false;         ///< acts on whole rows (softmax), not on each element
  int row_divisor = 1;          ///< rowwise: a row of n inputs gives n / row_divisor outputs (2 for GLU)
  std::string_view formula;     ///< LaTeX, right-hand side only, with `{id=value?this|else that}` as in code
  std::string_view derivative;  ///< the same of the derivative
  ValueRange range;             ///< at default parameters
  unsigned properties;          ///< sum of `Property` bits, at default parameters
  std::span<const ParamInfo> params = {};
  float max_ulp;             ///< largest error of the value, measured over all float inputs at the defaults
  float derivative_max_ulp;  ///< the same of the derivative
  float domain = kInfinity;  ///< both bounds hold for |x| up to here
  std::span<const float> kinks = {};  ///< where the derivative jumps, at default parameters
  std::string_view summary;           ///< one plain sentence: what it is good for, or what to watch
  CodeSamples code;
  std::span<const float> example;  ///< an instructive input
  std::string_view source;         ///< paper or documentation
};

/// No activation has more parameters than this.
inline constexpr int kMaxActivationParams = 4;

}  // namespace ap

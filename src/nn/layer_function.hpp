#pragma once
/// An activation that is not of the catalogue, such as a typed formula: this room only knows how to call it.

namespace ap {

/// A function of one number, applied to each. Equal inputs must give equal bits on every machine, and a call
/// must not allocate.
class LayerFunction {
 public:
  virtual ~LayerFunction() = default;
  /// out[i] = f(z[i]) for i < n; out == z is allowed.
  virtual void forward(const float* z, int n, float* out) const = 0;
  /// The same, and slope[i] = f'(z[i]); out == z or slope == z is allowed, out == slope is not.
  virtual void forward_derivative(const float* z, int n, float* out, float* slope) const = 0;
};

}  // namespace ap

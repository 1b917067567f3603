#include "nn/norms.hpp"

#include "core/simd.hpp"

namespace ap {
namespace {

/// The sum over samples 0..count-1 of term(s), which gives those of s..s+3.
template <class Term>
double sum_over(int count, Term term) {
  f64x4 sums(0.0);
  int s = 0;
  for (; s + kLanes <= count; s += kLanes) sums = sums + term(s);
  if (s < count) {
    const f64x4 left(static_cast<double>(count - s));
    sums = sums + select(f64x4(0.0, 1.0, 2.0, 3.0) < left, term(s), f64x4(0.0));
  }
  return reduce_add(sums);
}

struct Moments {
  double mean;
  double squares;  // sum of (x - mean)^2
};

Moments moments_of(const float* x, int count) {
  const double mean = sum_over(count, [&](int s) { return widen(load(x + s)); }) / count;
  const double squares = sum_over(count, [&](int s) {
    const f64x4 distance = widen(load(x + s)) - f64x4(mean);
    return distance * distance;
  });
  return {mean, squares};
}

std::ptrdiff_t row(const NormPass& pass, int unit) { return static_cast<std::ptrdiff_t>(unit) * pass.stride; }

void add_or_set(float& to, double value, bool accumulate) {
  to = accumulate ? to + static_cast<float>(value) : static_cast<float>(value);
}

/// out = normalized * weight + bias for one group of samples of one unit.
void scale_and_shift(const NormPass& pass, int unit, int s, float* out) {
  const std::ptrdiff_t at = row(pass, unit) + s;
  store(out + at, load(pass.normalized + at) * f32x4(pass.weight[unit]) + f32x4(pass.bias[unit]));
}

void parameter_gradient(const NormPass& pass, const NormGradient& gradient, int unit, double& weight_sum,
                        double& bias_sum) {
  const float* d = gradient.delta + row(pass, unit);
  const float* x = pass.normalized + row(pass, unit);
  weight_sum = sum_over(pass.columns, [&](int s) { return widen(load(d + s)) * widen(load(x + s)); });
  bias_sum = sum_over(pass.columns, [&](int s) { return widen(load(d + s)); });
  add_or_set(gradient.weight_grad[unit], weight_sum, gradient.accumulate);
  add_or_set(gradient.bias_grad[unit], bias_sum, gradient.accumulate);
}

}  // namespace

void batch_norm_forward(const NormPass& pass, double eps, double momentum, const RunningStatistics* running,
                        float* out) {
  const auto follow = [momentum](float& value, double seen) {
    value = static_cast<float>((1.0 - momentum) * static_cast<double>(value) + momentum * seen);
  };
  for (int u = 0; u < pass.units; ++u) {
    float* x = pass.normalized + row(pass, u);
    const Moments m = moments_of(x, pass.samples);
    if (running != nullptr) {
      follow(running->mean[u], m.mean);
      follow(running->variance[u], m.squares / (pass.samples - 1));
    }
    const double scale = 1.0 / sqrt(m.squares / pass.samples + eps);
    pass.scale[u] = static_cast<float>(scale);
    for (int s = 0; s < pass.columns; s += kLanes) {
      store(x + s, narrow((widen(load(x + s)) - f64x4(m.mean)) * f64x4(scale)));
      scale_and_shift(pass, u, s, out);
    }
  }
}

void batch_norm_evaluate(const NormPass& pass, double eps, const RunningStatistics& running, float* x) {
  for (int u = 0; u < pass.units; ++u) {
    const double scale = 1.0 / sqrt(static_cast<double>(running.variance[u]) + eps);
    const f64x4 factor(scale), mean(static_cast<double>(running.mean[u]));
    const f32x4 weight(pass.weight[u]), bias(pass.bias[u]);
    float* to = x + row(pass, u);
    for (int s = 0; s < pass.columns; s += kLanes)
      store(to + s, narrow((widen(load(to + s)) - mean) * factor) * weight + bias);
  }
}

void batch_norm_backward(const NormPass& pass, const NormGradient& gradient) {
  for (int u = 0; u < pass.units; ++u) {
    double weight_sum = 0.0, bias_sum = 0.0;
    parameter_gradient(pass, gradient, u, weight_sum, bias_sum);
    float* d = gradient.delta + row(pass, u);
    const float* x = pass.normalized + row(pass, u);
    const f64x4 weight_mean(weight_sum / pass.samples), bias_mean(bias_sum / pass.samples);
    const f64x4 factor(static_cast<double>(pass.weight[u]) * static_cast<double>(pass.scale[u]));
    for (int s = 0; s < pass.columns; s += kLanes) {
      const f64x4 centred = widen(load(d + s)) - bias_mean - widen(load(x + s)) * weight_mean;
      store(d + s, narrow(factor * centred));
    }
    for (int s = pass.samples; s < pass.columns; ++s) d[s] = 0.0f;
  }
}

void layer_norm_forward(const NormPass& pass, double eps, float* out) {
  for (int s = 0; s < pass.columns; s += kLanes) {
    float* x = pass.normalized + s;
    const f64x4 units(static_cast<double>(pass.units));
    f64x4 sum(0.0), squares(0.0);
    for (int u = 0; u < pass.units; ++u) sum = sum + widen(load(x + row(pass, u)));
    const f64x4 mean = sum / units;
    for (int u = 0; u < pass.units; ++u) {
      const f64x4 distance = widen(load(x + row(pass, u))) - mean;
      squares = squares + distance * distance;
    }
    const f64x4 scale = f64x4(1.0) / sqrt(squares / units + f64x4(eps));
    store(pass.scale + s, narrow(scale));
    for (int u = 0; u < pass.units; ++u) {
      float* at = x + row(pass, u);
      store(at, narrow((widen(load(at)) - mean) * scale));
      scale_and_shift(pass, u, s, out);
    }
  }
}

void layer_norm_backward(const NormPass& pass, const NormGradient& gradient) {
  for (int u = 0; u < pass.units; ++u) {
    double weight_sum = 0.0, bias_sum = 0.0;
    parameter_gradient(pass, gradient, u, weight_sum, bias_sum);
  }
  for (int s = 0; s < pass.columns; s += kLanes) {
    const f64x4 units(static_cast<double>(pass.units)), scale = widen(load(pass.scale + s));
    f64x4 sum(0.0), product(0.0);
    for (int u = 0; u < pass.units; ++u) {
      const std::ptrdiff_t at = row(pass, u) + s;
      const f64x4 d = widen(load(gradient.delta + at)) * f64x4(static_cast<double>(pass.weight[u]));
      sum = sum + d;
      product = product + d * widen(load(pass.normalized + at));
    }
    const f64x4 mean = sum / units, product_mean = product / units;
    for (int u = 0; u < pass.units; ++u) {
      const std::ptrdiff_t at = row(pass, u) + s;
      const f64x4 d = widen(load(gradient.delta + at)) * f64x4(static_cast<double>(pass.weight[u]));
      store(gradient.delta + at,
            narrow(scale * (d - mean - widen(load(pass.normalized + at)) * product_mean)));
    }
  }
}

}  // namespace ap

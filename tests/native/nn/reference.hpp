#pragma once
/// A network in plain double precision, written for clarity: the oracle for the gradients of the fast one.

#include <cmath>
#include <vector>

#include "nn/training.hpp"

namespace ap::test {

/// The formulas of the rowwise functions, as textbooks have them.
inline std::vector<double> rowwise(const std::string& id, const std::vector<double>& z, const float* params) {
  const double temperature = id == "glu" ? 1.0 : static_cast<double>(params[0]);
  std::vector<double> out;
  if (id == "glu") {
    for (std::size_t i = 0; i < z.size() / 2; ++i)
      out.push_back(z[i] / (1.0 + std::exp(-z[i + z.size() / 2])));
    return out;
  }
  const double sign = id == "softmin" ? -1.0 : 1.0;
  double sum = 0.0;
  for (const double x : z) sum += std::exp(sign * x / temperature);
  for (const double x : z) {
    const double y = sign * x / temperature;
    out.push_back(id == "log_softmax" ? y - std::log(sum) : std::exp(y) / sum);
  }
  return out;
}

/// The outputs for one row of features, parameters in PyTorch's order.
inline std::vector<double> reference_outputs(const std::vector<LayerSpec>& layers,
                                             const std::vector<double>& parameters, std::vector<double> x) {
  std::size_t at = 0;
  for (const LayerSpec& spec : layers) {
    const std::size_t units = static_cast<std::size_t>(spec.units), bias = at + units * x.size();
    std::vector<double> z(units);
    for (std::size_t u = 0; u < units; ++u) {
      z[u] = parameters[bias + u];
      for (std::size_t f = 0; f < x.size(); ++f) z[u] += parameters[at + u * x.size() + f] * x[f];
    }
    at = bias + units;
    const Activation& f = activation(spec.activation);
    if (f.info->rowwise) {
      x = rowwise(std::string(f.info->id), z, spec.params.data());
    } else {
      std::vector<double> first(units), second(units);
      x.resize(units);
      f.curve(z.data(), spec.units, spec.params.data(), x.data(), first.data(), second.data());
    }
  }
  return x;
}

/// The loss of one row; `target` has one class, or a number for each output.
inline double reference_loss(const std::string& id, const std::vector<double>& x,
                             const std::vector<double>& target) {
  const std::size_t label = static_cast<std::size_t>(target[0]);
  const double n = static_cast<double>(x.size());
  double sum = 0.0;
  if (id == "cross_entropy") {
    for (const double v : x) sum += std::exp(v);
    return std::log(sum) - x[label];
  }
  if (id == "nll") return -x[label];
  if (id == "hinge" && x.size() == 1) return std::fmax(0.0, 1.0 - (2.0 * target[0] - 1.0) * x[0]);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (id == "hinge") {
      if (i != label) sum += std::fmax(0.0, 1.0 - x[label] + x[i]);
      continue;
    }
    const double error = x[i] - target[i];
    if (id == "mse") {
      sum += error * error;
    } else if (id == "huber") {
      sum += std::abs(error) <= 1.0 ? 0.5 * error * error : std::abs(error) - 0.5;
    } else if (id == "bce_with_logits") {
      sum += std::log1p(std::exp(-std::abs(x[i]))) + std::fmax(x[i], 0.0) - x[i] * target[i];
    }
  }
  return sum / n;
}

}  // namespace ap::test

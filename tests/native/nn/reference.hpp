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

using Matrix = std::vector<std::vector<double>>;  ///< row by row

/// (x - mean) / sqrt(variance + eps), of each row.
inline Matrix normalized(Matrix rows, double eps) {
  for (std::vector<double>& x : rows) {
    const double n = static_cast<double>(x.size());
    double mean = 0.0, variance = 0.0;
    for (const double v : x) mean += v / n;
    for (const double v : x) variance += (v - mean) * (v - mean) / n;
    for (double& v : x) v = (v - mean) / std::sqrt(variance + eps);
  }
  return rows;
}

inline Matrix transposed(const Matrix& rows) {
  Matrix out(rows[0].size(), std::vector<double>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) out[j][i] = rows[i][j];
  }
  return out;
}

inline Matrix normalize(const LayerSpec& spec, const Matrix& z) {
  if (spec.norm.index == find_entry(norms(), "layer_norm")) return normalized(z, spec.norm.params[0]);
  return transposed(normalized(transposed(z), spec.norm.params[0]));
}

/// Activation of one row; `slope` is the one that PReLU learns.
inline std::vector<double> reference_activation(const LayerSpec& spec, const std::vector<double>& z,
                                                const double* slope) {
  const Activation& f = activation(spec.activation);
  std::vector<double> x(z.size()), first(z.size()), second(z.size());
  if (slope != nullptr) {
    for (std::size_t u = 0; u < z.size(); ++u) x[u] = z[u] > 0.0 ? z[u] : *slope * z[u];
  } else if (f.info->rowwise) {
    return rowwise(std::string(f.info->id), z, spec.params.data());
  } else {
    f.curve(z.data(), static_cast<int>(z.size()), spec.params.data(), x.data(), first.data(), second.data());
  }
  return x;
}

/// The outputs of a batch in training, parameters in the network's order. `masks` has one matrix for each
/// layer with dropout: what its outputs are multiplied by.
inline Matrix reference_outputs(const std::vector<LayerSpec>& layers, const std::vector<double>& parameters,
                                Matrix x, const std::vector<Matrix>& masks = {}) {
  const double* at = parameters.data();
  std::size_t dropouts = 0;
  for (const LayerSpec& spec : layers) {
    const std::size_t units = static_cast<std::size_t>(spec.units), fan_in = x[0].size();
    const double *weight = at, *bias = at + units * fan_in;
    at = bias + units;
    Matrix z(x.size(), std::vector<double>(units));
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t u = 0; u < units; ++u) {
        z[i][u] = bias[u];
        for (std::size_t f = 0; f < fan_in; ++f) z[i][u] += weight[u * fan_in + f] * x[i][f];
      }
    }
    if (spec.norm.index != 0) {
      z = normalize(spec, z);
      for (std::vector<double>& row : z) {
        for (std::size_t u = 0; u < units; ++u) row[u] = row[u] * at[u] + at[units + u];
      }
      at += 2 * units;
    }
    const double* slope = activation(spec.activation).info->id == "prelu" ? at++ : nullptr;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = reference_activation(spec, z[i], slope);
    if (spec.dropout == 0.0) continue;
    const Matrix& mask = masks[dropouts++];
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t u = 0; u < x[i].size(); ++u) x[i][u] *= mask[i][u];
    }
  }
  return x;
}

/// The loss of one row; `target` has one class, or a number for each output.
inline double reference_loss(const std::string& id, const std::vector<double>& x,
                             const std::vector<double>& target) {
  // Of a regression the target is any number, and no label.
  const std::size_t label = target[0] >= 0.0 ? static_cast<std::size_t>(target[0]) : 0;
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

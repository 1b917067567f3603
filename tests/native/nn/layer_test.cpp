// Norms, dropout and learned slopes: gradients against finite differences in double.

#include "core/torch_generator.hpp"
#include "nn/gradient.hpp"

namespace ap::test {
namespace {

/// The masks that dropout draws first after the parameters of seed 5: one double for each output, row by row.
std::vector<Matrix> first_masks(const Problem& problem) {
  TorchGenerator generator(5);
  std::size_t fan_in = problem.fan_in;
  for (const LayerSpec& layer : problem.layers) {
    std::vector<float> drawn((fan_in + 1) * static_cast<std::size_t>(layer.units));
    generator.uniform(std::span<float>(drawn), 0.0, 1.0);
    const ActivationInfo& info = *activation(layer.activation).info;
    fan_in = static_cast<std::size_t>(layer.units / (info.rowwise ? info.row_divisor : 1));
  }
  std::vector<Matrix> masks;
  for (const LayerSpec& layer : problem.layers) {
    if (layer.dropout == 0.0) continue;
    const ActivationInfo& info = *activation(layer.activation).info;
    const std::size_t outputs = static_cast<std::size_t>(layer.units / (info.rowwise ? info.row_divisor : 1));
    Matrix& mask = masks.emplace_back(problem.count(), std::vector<double>(outputs));
    for (std::vector<double>& row : mask) {
      for (double& m : row)
        m = generator.next_double() < 1.0 - layer.dropout ? 1.0 / (1.0 - layer.dropout) : 0.0;
    }
  }
  return masks;
}

LayerSpec with_norm(LayerSpec spec, std::string_view norm) {
  spec.norm = entry(norms(), norm);
  return spec;
}

LayerSpec with_dropout(LayerSpec spec, double p) {
  spec.dropout = p;
  return spec;
}

TEST_CASE("norms have the right gradient before every activation", "[nn]") {
  for (const char* norm : {"batch_norm", "layer_norm"}) {
    for (const Activation& f : activations()) {
      const std::string id(f.info->id);
      INFO(norm << " " << id);
      check_gradient(
          make_problem({with_norm(layer(6, id), norm), with_norm(layer(4, "tanh"), norm), layer(3, "linear")},
                       "cross_entropy", 3));
    }
    for (const std::size_t rows : {2u, 3u, 5u, 255u, 256u, 257u, 600u}) {
      INFO(norm << " " << rows);
      check_gradient(make_problem({with_norm(layer(7, "tanh"), norm), with_norm(layer(3, "linear"), norm)},
                                  "cross_entropy", 3, rows));
    }
  }
}

TEST_CASE("dropout passes the gradient through what it has not dropped", "[nn]") {
  for (const Activation& f : activations()) {
    const std::string id(f.info->id);
    INFO(id);
    for (const std::size_t rows : {11u, 300u}) {
      Problem problem = make_problem({with_dropout(with_norm(layer(6, id), "batch_norm"), 0.25),
                                      with_dropout(layer(4, id), 0.5), layer(3, "linear")},
                                     "cross_entropy", 3, rows);
      problem.masks = first_masks(problem);
      check_gradient(problem);
    }
  }
}

}  // namespace
}  // namespace ap::test

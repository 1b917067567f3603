#include <algorithm>
#include <catch_amalgamated.hpp>
#include <fstream>
#include <sstream>

#include "activations/support.hpp"
#include "fixture.hpp"

namespace {

using namespace ap;

/// Names of the cases of one group: {"elementwise/0", "linear"}, ...
std::vector<std::pair<std::string, std::string>> cases(const std::string& group) {
  std::ifstream index(std::string(AP_FIXTURES) + "/activations/reference.txt");
  std::vector<std::pair<std::string, std::string>> found;
  for (std::string line; std::getline(index, line);) {
    std::istringstream fields(line);
    std::string key, type;
    std::size_t count = 1;
    fields >> key >> type >> count;
    const std::size_t slash = key.rfind('/');
    if (count == 0 && key.rfind(group, 0) == 0 && find_activation(key.substr(slash + 1)) != nullptr) {
      found.emplace_back(key.substr(0, slash), key.substr(slash + 1));
    }
  }
  return found;
}

double scaled_error(float value, double reference) {
  if (std::isnan(value) && std::isnan(reference)) return 0.0;
  if (static_cast<double>(value) == reference) return 0.0;
  const double error =
      std::fabs(static_cast<double>(value) - reference) / std::fmax(1.0, std::fabs(reference));
  return std::isnan(error) ? 1e9 : error;
}

}  // namespace

TEST_CASE("Activations equal the true value and PyTorch's float results", "[activations][reference]") {
  const test::Fixture fixture("activations/reference");
  const std::vector<float> x = fixture.f32("x");
  const auto all = cases("elementwise/");
  REQUIRE(all.size() >= 7);
  for (const auto& [key, id] : all) {
    const Activation& f = *find_activation(id);
    std::vector<float> params = fixture.f32(key + "/params");
    REQUIRE(params.size() == f.info->params.size());
    const test::Sample ours = test::sample(f, x, params.data());
    const auto y64 = fixture.f64(key + "/y64"), dy64 = fixture.f64(key + "/dy64");
    const auto y = fixture.f32(key + "/y"), dy = fixture.f32(key + "/dy");
    const bool gated = f.info->family == Family::kGated;
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(id, params, x[i], ours.y[i], y64[i], y[i], ours.dy[i], dy64[i], dy[i]);
      // A NaN gives NaN, which PyTorch's derivatives of piecewise functions and its softshrink do not do.
      if (std::isnan(x[i])) {
        CHECK((std::isnan(ours.y[i]) && std::isnan(ours.dy[i])));
        continue;
      }
      const double gate = gated && x[i] != 0.0f ? y64[i] / static_cast<double>(x[i]) : 0.0;
      CHECK(test::ulp_error(ours.y[i], y64[i]) <= 2.0);
      // At a kink PyTorch's vector and scalar kernels may disagree (hardswish at 3): either will do.
      const auto& kinks = f.info->kinks;
      const bool at_kink = std::find(kinks.begin(), kinks.end(), x[i]) != kinks.end();
      CHECK((test::ulp_error(ours.dy[i], dy64[i], gate) <= 3.0 || (at_kink && ours.dy[i] == dy[i])));
      // PyTorch itself overflows where the true value does not.
      if (std::isfinite(y[i]) || !std::isfinite(y64[i])) CHECK(scaled_error(ours.y[i], y[i]) <= 3e-7);
      if (std::isfinite(dy[i]) || !std::isfinite(dy64[i])) CHECK(scaled_error(ours.dy[i], dy[i]) <= 1.5e-6);
    }
  }
}

TEST_CASE("Rowwise activations equal the true value and gradient, by rows and by columns",
          "[activations][reference]") {
  const test::Fixture fixture("activations/reference");
  for (const auto& [key, id] : cases("vector/")) {
    const Activation& f = *find_activation(id);
    const auto params = default_params(*f.info);
    const auto shape = fixture.f32(key + "/shape");
    const auto x = fixture.f32(key + "/x"), upstream = fixture.f32(key + "/upstream");
    const auto y64 = fixture.f64(key + "/y64"), dx64 = fixture.f64(key + "/dx64");
    // Along dimension 1 the samples are the rows; along dimension 0 the matrix is feature-major already.
    const int height = static_cast<int>(shape[0]), width = static_cast<int>(shape[1]);
    const bool by_rows = shape[2] == 1.0f;
    const int samples = by_rows ? height : width, units = by_rows ? width : height;
    const int outputs = units / f.info->row_divisor, stride = samples + 3;
    const auto place = [&](int u, int s, int row_length) {
      return by_rows ? s * row_length + u : u * samples + s;
    };
    std::vector<float> logits(static_cast<std::size_t>(units * stride), 7.0f),
        out = logits, grad_out = logits, grad = logits;
    for (int s = 0; s < samples; ++s) {
      for (int u = 0; u < units; ++u)
        logits[static_cast<std::size_t>(u * stride + s)] = x[static_cast<std::size_t>(place(u, s, units))];
      for (int u = 0; u < outputs; ++u) {
        grad_out[static_cast<std::size_t>(u * stride + s)] =
            upstream[static_cast<std::size_t>(place(u, s, outputs))];
      }
    }
    f.columns(logits.data(), units, samples, stride, params.data(), out.data());
    f.columns_backward(logits.data(), out.data(), grad_out.data(), units, samples, stride, params.data(),
                       grad.data());
    CAPTURE(key, id, x);
    for (int s = 0; s < samples; ++s) {
      for (int u = 0; u < outputs; ++u) {
        const float value = out[static_cast<std::size_t>(u * stride + s)];
        CHECK(test::ulp_error(value, y64[static_cast<std::size_t>(place(u, s, outputs))]) <= 2.0);
      }
      for (int u = 0; u < units; ++u) {
        const float value = grad[static_cast<std::size_t>(u * stride + s)];
        CHECK(scaled_error(value, dx64[static_cast<std::size_t>(place(u, s, units))]) <= 1e-6);
      }
    }
    CHECK(out[static_cast<std::size_t>(samples)] == 7.0f);
    if (!by_rows) continue;
    std::vector<float> rows(static_cast<std::size_t>(height * outputs));
    f.rows(x.data(), height, width, params.data(), rows.data());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(test::ulp_error(rows[i], y64[i]) <= 2.0);
  }
}

#include <catch_amalgamated.hpp>
#include <set>

#include "activations/support.hpp"

namespace {

using namespace ap;
using test::same_bits;

}  // namespace

TEST_CASE("The table's entries are complete and their ids unique", "[activations]") {
  std::set<std::string_view> ids;
  for (int i = 0; i < activation_count(); ++i) {
    const Activation& f = activation(i);
    const ActivationInfo& info = *f.info;
    CAPTURE(info.id);
    CHECK(ids.insert(info.id).second);
    CHECK(find_activation(info.id) == &f);
    CHECK_FALSE(info.name.empty());
    CHECK_FALSE(info.formula.empty());
    CHECK_FALSE(info.derivative.empty());
    CHECK_FALSE(info.summary.empty());
    CHECK_FALSE(info.source.empty());
    CHECK_FALSE(info.code.pytorch.empty());
    CHECK_FALSE(info.code.numpy.empty());
    CHECK_FALSE(info.example.empty());
    CHECK(info.params.size() <= static_cast<std::size_t>(kMaxActivationParams));
    for (const ParamInfo& param : info.params) {
      CHECK(param.min < param.max);
      CHECK(param.default_value >= param.min);
      CHECK(param.default_value <= param.max);
      CHECK_FALSE(param.meaning.empty());
    }
    CHECK((f.curve == nullptr) == info.rowwise);
    CHECK((f.rows == nullptr) != info.rowwise);
    CHECK((f.columns == nullptr) != info.rowwise);
    CHECK((f.columns_backward == nullptr) != info.rowwise);
  }
  CHECK(find_activation("rleu") == nullptr);
  CHECK(find_activation("") == nullptr);
}

TEST_CASE("NaN gives NaN in value and derivative", "[activations][special]") {
  for (const Activation& f : activations()) {
    if (f.info->rowwise) continue;
    const auto params = default_params(*f.info);
    for (const std::uint32_t pattern : {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xffffffffu, 0x7fffffffu}) {
      const float nan = from_bits(static_cast<std::int32_t>(pattern));
      const test::Sample s = test::sample(f, {nan, 1.0f, nan}, params.data());
      CAPTURE(f.info->id, pattern);
      CHECK((std::isnan(s.y[0]) && std::isnan(s.dy[0]) && std::isnan(s.y[2]) && std::isnan(s.dy[2])));
      CHECK_FALSE(std::isnan(s.y[1]));
    }
  }
}

TEST_CASE("Odd functions keep the sign of zero and are odd to the bit", "[activations][special]") {
  for (const Activation& f : activations()) {
    if (f.info->rowwise || (f.info->properties & kZeroCentered) == 0) continue;
    const auto params = default_params(*f.info);
    CAPTURE(f.info->id);
    const auto x = test::float_sample(0x00000000u, 20011, 0x7f800000u / 20011);
    auto negative = x;
    for (float& v : negative) v = -v;
    const test::Sample plus = test::sample(f, x, params.data()),
                       minus = test::sample(f, negative, params.data());
    std::size_t different = 0;
    // Shrinking functions are +0 all over their band, as in PyTorch.
    const bool sparse = (f.info->properties & kSparse) != 0;
    for (std::size_t i = 0; i < x.size() && x[i] <= f.info->domain; ++i) {
      const bool zero = sparse && plus.y[i] == 0.0f && minus.y[i] == 0.0f;
      if (!zero && !same_bits(plus.y[i], -minus.y[i])) ++different;
      if (!same_bits(plus.dy[i], minus.dy[i])) ++different;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("Any length, alignment and in-place use gives the same bits as one element alone",
          "[activations][special]") {
  std::vector<float> x;
  for (int i = 0; i < 75; ++i) x.push_back(static_cast<float>((i * 37) % 75 - 37) * 0.31f);
  for (const Activation& f : activations()) {
    if (f.info->rowwise) continue;
    const auto params = default_params(*f.info);
    CAPTURE(f.info->id);
    std::vector<float> y(x.size()), dy(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      f.forward(&x[i], 1, params.data(), &y[i]);
      float value = 0.0f;
      f.forward_derivative(&x[i], 1, params.data(), &value, &dy[i]);
      CHECK(same_bits(value, y[i]));
    }
    std::size_t wrong = 0;
    for (std::size_t start = 0; start < 5; ++start) {
      for (std::size_t n = 0; n + start + 1 < x.size(); ++n) {
        const int count = static_cast<int>(n);
        // A mark behind the end must stay.
        std::vector<float> out(x.size(), 7.0f), slope = out, in_place = x, slope_in_place = x, value = out;
        f.forward_derivative(&x[start], count, params.data(), &out[start], &slope[start]);
        f.forward(&in_place[start], count, params.data(), &in_place[start]);
        f.forward_derivative(&slope_in_place[start], count, params.data(), &value[start],
                             &slope_in_place[start]);
        for (std::size_t i = start; i < start + n; ++i) {
          wrong += !same_bits(out[i], y[i]) + !same_bits(slope[i], dy[i]) + !same_bits(in_place[i], y[i]);
          wrong += !same_bits(value[i], y[i]) + !same_bits(slope_in_place[i], dy[i]);
        }
        wrong += out[start + n] != 7.0f || slope[start + n] != 7.0f || in_place[start + n] != x[start + n];
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("Tails are relatively exact, and limits are reached", "[activations][special]") {
  const auto at = [](std::string_view id, float x) {
    const Activation& f = *find_activation(id);
    const test::Sample s = test::sample(f, {x}, default_params(*f.info).data());
    return std::pair{s.y[0], s.dy[0]};
  };
  // Written with 17 digits of the true value; the bounds are the catalogue's, here in relative error.
  const auto near = [](double truth) { return Catch::Approx(truth).epsilon(2.4e-7); };
  CHECK(at("sigmoid", -50.0f).first == near(1.9287498479639178e-22));
  CHECK(at("sigmoid", 50.0f).second == near(1.9287498479639178e-22));
  CHECK(at("tanh", 20.0f).second == near(1.6993417021166355e-17));
  CHECK(at("silu", -50.0f).first == near(-9.643749239819589e-21));
  CHECK(at("gelu", -10.0f).first == near(-7.619853024160526e-23));
  CHECK(at("softplus", -50.0f).first == near(1.9287498479639178e-22));
  CHECK(at("logsigmoid", 50.0f).first == near(-1.9287498479639178e-22));
  CHECK(at("elu", -1e-10f).first == -1e-10f);
  CHECK(at("tanh", 1e-40f).first == 1e-40f);
  CHECK(at("sigmoid", 200.0f).first == 1.0f);
  CHECK(at("sigmoid", -200.0f).first == 0.0f);
  CHECK(at("tanh", -30.0f).first == -1.0f);
  CHECK(at("silu", 3e38f).first == 3e38f);
  CHECK(at("softplus", 3e38f).first == 3e38f);
  CHECK(at("sigmoid", -kInfinity).first == 0.0f);
  CHECK(at("tanh", kInfinity) == std::pair{1.0f, 0.0f});
  CHECK(at("bent_identity", -kInfinity) == std::pair{-kInfinity, 0.5f});
}

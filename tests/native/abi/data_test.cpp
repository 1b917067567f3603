// Activations and data through the boundary, with good and with bad arguments.

#include <cmath>
#include <limits>

#include "abi/abi_call.hpp"
#include "fixture.hpp"

namespace ap::test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST_CASE("an activation through the boundary is the activation", "[abi]") {
  const std::vector<float> x{-2.0f, -0.5f, 0.0f, 1.0f, 3.0f};
  for (int32_t index = 0; index < activation_count(); ++index) {
    const Activation& f = activation(index);
    if (f.info->rowwise) continue;
    INFO(f.info->id);
    const auto params = default_params(*f.info);
    std::vector<float> y(5), dy(5), expected(5), slope(5);
    f.forward_derivative(x.data(), 5, params.data(), expected.data(), slope.data());
    const auto count = static_cast<int32_t>(f.info->params.size());
    REQUIRE(ap_activation_sample(index, params.data(), count, x.data(), 5, y.data(), dy.data()) == AP_OK);
    CHECK(y == expected);
    CHECK(dy == slope);
    REQUIRE(ap_activation_sample(index, params.data(), count, x.data(), 5, y.data(), nullptr) == AP_OK);
    CHECK(y == expected);
  }
}

TEST_CASE("a curve through the boundary is the activation's", "[abi]") {
  const std::vector<double> x{-2.0, -0.5, 0.0, 1.0, 3.0};
  for (int32_t index = 0; index < activation_count(); ++index) {
    const Activation& f = activation(index);
    const auto params = default_params(*f.info);
    std::vector<double> y(5), dy(5), d2y(5), expected(5), first(5), second(5);
    const auto count = static_cast<int32_t>(f.info->params.size());
    const int32_t status =
        ap_activation_curve(index, params.data(), count, x.data(), 5, y.data(), dy.data(), d2y.data());
    INFO(f.info->id);
    if (f.info->rowwise) {
      CHECK(status == AP_BAD_SHAPE);
      continue;
    }
    REQUIRE(status == AP_OK);
    f.curve(x.data(), 5, params.data(), expected.data(), first.data(), second.data());
    CHECK(y == expected);
    CHECK(dy == first);
    CHECK(d2y == second);
  }
}

TEST_CASE("a curve refuses bad arguments", "[abi]") {
  const int32_t leaky = index_of_activation("leaky_relu");
  const float good = 0.5f;
  double x[2] = {1, 2}, a[2] = {}, b[2] = {}, c[2] = {};
  CHECK(ap_activation_curve(leaky, &good, 1, x, 2, a, b, c) == AP_OK);
  CHECK(ap_activation_curve(-1, &good, 1, x, 2, a, b, c) == AP_UNKNOWN_ID);
  CHECK(ap_activation_curve(leaky, &good, 2, x, 2, a, b, c) == AP_BAD_SHAPE);
  CHECK(ap_activation_curve(leaky, &good, 1, x, -1, a, b, c) == AP_OUT_OF_RANGE);
  CHECK(ap_activation_curve(leaky, &good, 1, nullptr, 2, a, b, c) == AP_NULL_POINTER);
  CHECK(ap_activation_curve(leaky, &good, 1, x, 2, a, b, nullptr) == AP_NULL_POINTER);
  CHECK(ap_activation_curve(leaky, &good, 1, x, 2, a, a, c) == AP_NULL_POINTER);
  CHECK(ap_activation_curve(leaky, &good, 1, x, 2, a, b, b) == AP_NULL_POINTER);
}

TEST_CASE("an activation refuses bad arguments", "[abi]") {
  const int32_t leaky = index_of_activation("leaky_relu"), softmax = index_of_activation("softmax");
  const float good = 0.5f;
  float x[4] = {1, 2, 3, 4}, y[4] = {}, dy[4] = {};
  const auto sample = [&](int32_t index, const float* params, int32_t count, const float* in, int32_t n,
                          float* out, float* slope) {
    return ap_activation_sample(index, params, count, in, n, out, slope);
  };
  CHECK(sample(leaky, &good, 1, x, 4, y, dy) == AP_OK);
  CHECK(sample(leaky, nullptr, 1, x, 0, nullptr, nullptr) == AP_NULL_POINTER);
  CHECK(sample(leaky, &good, 1, nullptr, 0, nullptr, nullptr) == AP_OK);
  for (const int32_t index : {-1, activation_count(), INT32_MIN, INT32_MAX})
    CHECK(sample(index, &good, 1, x, 4, y, dy) == AP_UNKNOWN_ID);
  CHECK(sample(softmax, &good, 1, x, 4, y, dy) == AP_BAD_SHAPE);
  for (const int32_t count : {0, 2, -1, INT32_MAX})
    CHECK(sample(leaky, &good, count, x, 4, y, dy) == AP_BAD_SHAPE);
  for (const int32_t n : {-1, INT32_MIN, INT32_MAX, AP_MAX_ELEMENTS + 1})
    CHECK(sample(leaky, &good, 1, x, n, y, dy) == AP_OUT_OF_RANGE);
  CHECK(sample(leaky, &good, 1, nullptr, 4, y, dy) == AP_NULL_POINTER);
  CHECK(sample(leaky, &good, 1, x, 4, nullptr, dy) == AP_NULL_POINTER);
  CHECK(sample(leaky, &good, 1, x, 4, y, y) == AP_NULL_POINTER);
  const auto* odd = reinterpret_cast<const float*>(reinterpret_cast<const char*>(x) + 1);
  CHECK(sample(leaky, &good, 1, odd, 2, y, dy) == AP_NULL_POINTER);
  for (const double wrong : {kNan, kInf, -kInf}) {
    const auto param = static_cast<float>(wrong);
    CHECK(sample(leaky, &param, 1, x, 4, y, dy) == AP_NOT_FINITE);
  }
  const float large = 1e30f;
  CHECK(sample(leaky, &large, 1, x, 4, y, dy) == AP_OUT_OF_RANGE);
}

TEST_CASE("rows refuse bad arguments", "[abi]") {
  const int32_t softmax = index_of_activation("softmax");
  const float temperature = 1.0f, zero = 0.0f;
  float x[6] = {1, 2, 3, 4, 5, 6}, out[6] = {};
  const auto rows = [&](int32_t index, const float* params, int32_t r, int32_t c, const float* in, float* to,
                        int32_t capacity) {
    return ap_activation_rows(index, params, 1, in, r, c, to, capacity);
  };
  REQUIRE(rows(softmax, &temperature, 2, 3, x, out, 6) == AP_OK);
  CHECK(std::abs(out[0] + out[1] + out[2] - 1.0f) < 1e-6f);
  CHECK(rows(softmax, &temperature, 0, 3, nullptr, nullptr, 0) == AP_OK);
  CHECK(rows(softmax, &temperature, INT32_MAX, 0, nullptr, nullptr, 0) == AP_OK);  // at once: nothing to do
  CHECK(rows(softmax, &temperature, 2, 3, x, out, 5) == AP_CAPACITY);
  CHECK(rows(softmax, &temperature, -2, 3, x, out, 6) == AP_OUT_OF_RANGE);
  CHECK(rows(softmax, &temperature, 65536, 65536, x, out, INT32_MAX) == AP_OUT_OF_RANGE);
  CHECK(rows(softmax, &temperature, INT32_MAX, INT32_MAX, x, out, INT32_MAX) == AP_OUT_OF_RANGE);
  CHECK(rows(softmax, &zero, 2, 3, x, out, 6) == AP_OUT_OF_RANGE);
  CHECK(rows(index_of_activation("leaky_relu"), &temperature, 2, 3, x, out, 6) == AP_BAD_SHAPE);
  CHECK(rows(softmax, &temperature, 2, 3, nullptr, out, 6) == AP_NULL_POINTER);
  CHECK(rows(softmax, &temperature, 2, 3, x, nullptr, 6) == AP_NULL_POINTER);
}

TEST_CASE("the tutorial's data through the boundary is scikit-learn's", "[abi]") {
  const Fixture sklearn("data/make_classification_42");
  const AbiExercise& data = abi_exercise();
  CHECK(data.features == sklearn.f64("X"));
  CHECK(data.labels == sklearn.i32("y"));
  CHECK(data.train_rows == sklearn.i32("train_index"));
  CHECK(data.test_rows == sklearn.i32("test_index"));
  CHECK(data.train == sklearn.f32("X_train"));
  CHECK(data.test == sklearn.f32("X_test"));
}

TEST_CASE("a data set refuses bad arguments", "[abi]") {
  const DatasetCall good("make_classification");
  ap_dataset_shape shape{};
  REQUIRE(good.measure(&shape) == AP_OK);
  CHECK(shape.n_samples == 100);
  CHECK(shape.n_features == 20);
  CHECK(shape.n_classes == 2);
  CHECK(good.measure(nullptr) == AP_NULL_POINTER);

  const auto with = [&](auto change) {
    DatasetCall call = good;
    change(call);
    return call.measure(&shape);
  };
  CHECK(with([](DatasetCall& c) { c.index = -1; }) == AP_UNKNOWN_ID);
  CHECK(with([](DatasetCall& c) { c.index = dataset_count(); }) == AP_UNKNOWN_ID);
  CHECK(with([](DatasetCall& c) { c.params.pop_back(); }) == AP_BAD_SHAPE);
  CHECK(with([](DatasetCall& c) { c.list_lengths.pop_back(); }) == AP_BAD_SHAPE);
  CHECK(with([](DatasetCall& c) { c.list_lengths[0] = -1; }) == AP_BAD_SHAPE);
  CHECK(with([](DatasetCall& c) { c.list_lengths.assign({INT32_MAX, INT32_MAX, 1}); }) == AP_BAD_SHAPE);
  CHECK(with([](DatasetCall& c) { c.set("n_samples", kNan); }) == AP_NOT_FINITE);
  CHECK(with([](DatasetCall& c) { c.set("n_samples", kInf); }) == AP_NOT_FINITE);
  CHECK(with([](DatasetCall& c) { c.set("n_samples", 1e18); }) == AP_OUT_OF_RANGE);
  CHECK(with([](DatasetCall& c) { c.set("n_samples", 10.5); }) == AP_OUT_OF_RANGE);
  CHECK(with([](DatasetCall& c) { c.set("random_state", -1); }) == AP_OUT_OF_RANGE);
  CHECK(with([](DatasetCall& c) { c.set("n_informative", 19); }) == AP_OUT_OF_RANGE);
  CHECK(with([](DatasetCall& c) { c.list_values[0] = kNan; }) == AP_NOT_FINITE);

  std::vector<double> features(2000);
  std::vector<int32_t> labels(100);
  CHECK(good.make(features, labels) == AP_OK);
  std::vector<double> few(1999);
  CHECK(good.make(few, labels) == AP_CAPACITY);
  std::vector<int32_t> too_few(99);
  CHECK(good.make(features, too_few) == AP_CAPACITY);
}

TEST_CASE("rows are split and prepared only when they are rows", "[abi]") {
  int32_t train[8] = {}, test[2] = {}, count = 0;
  CHECK(ap_rows_split(10, 0.2, 1, train, 8, test, 2, &count) == AP_OK);
  CHECK(count == 8);
  CHECK(ap_rows_split(10, 0.2, 1, train, 7, test, 2, &count) == AP_CAPACITY);
  CHECK(ap_rows_split(10, 0.2, 1, train, 8, nullptr, 2, &count) == AP_NULL_POINTER);
  CHECK(ap_rows_split(10, 0.2, 1, train, 8, test, 2, nullptr) == AP_NULL_POINTER);
  CHECK(ap_rows_split(10, kNan, 1, train, 8, test, 2, &count) == AP_NOT_FINITE);
  for (const double size : {0.0, 1.0, -0.5, 0.95})
    CHECK(ap_rows_split(10, size, 1, train, 8, test, 2, &count) == AP_OUT_OF_RANGE);
  for (const int32_t n : {INT32_MIN, -1, 0, 1, INT32_MAX})
    CHECK(ap_rows_split(n, 0.5, 1, train, 8, test, 2, &count) == AP_OUT_OF_RANGE);

  const double x[6] = {1, 2, 3, 4, 5, 6};
  float a[4] = {}, b[2] = {};
  double mean[2] = {}, scale[2] = {};
  const int32_t first[2] = {0, 2}, second[1] = {1}, beyond[1] = {3}, before[1] = {-1};
  const auto prepare = [&](const int32_t* rows, const int32_t* others, int32_t standardize, int32_t n = 3) {
    return ap_rows_prepare(x, n, 2, rows, 2, others, 1, standardize, a, 4, b, 2, mean, scale);
  };
  REQUIRE(prepare(first, second, 1) == AP_OK);
  CHECK(mean[0] == 3.0);
  CHECK(scale[0] == 2.0);
  CHECK(a[0] == -1.0f);
  CHECK(a[2] == 1.0f);
  CHECK(b[0] == 0.0f);
  REQUIRE(prepare(first, second, 0) == AP_OK);
  CHECK(a[2] == 5.0f);
  CHECK(b[1] == 4.0f);
  CHECK(prepare(first, beyond, 1) == AP_OUT_OF_RANGE);
  CHECK(prepare(first, before, 0) == AP_OUT_OF_RANGE);
  CHECK(prepare(nullptr, second, 1) == AP_NULL_POINTER);
  CHECK(prepare(first, second, 2) == AP_OUT_OF_RANGE);
  CHECK(prepare(first, second, 1, -3) == AP_OUT_OF_RANGE);
  CHECK(ap_rows_prepare(x, 3, 2, first, 2, second, 1, 1, a, 3, b, 2, mean, scale) == AP_CAPACITY);
  CHECK(ap_rows_prepare(x, 3, 2, first, 0, second, 1, 1, a, 4, b, 2, mean, scale) == AP_BAD_SHAPE);
  CHECK(ap_rows_prepare(x, 3, 0, first, 2, second, 1, 1, a, 4, b, 2, mean, scale) == AP_OUT_OF_RANGE);
}

TEST_CASE("principal axes are those of checked rows", "[abi]") {
  const double x[8] = {0, 0, 2, 1, 4, 2, 6, 3};
  double mean[2] = {}, axes[4] = {}, variance[3] = {}, projected[8] = {};
  const auto call = [&](const double* rows, int32_t n, int32_t width, int32_t axes_capacity = 4,
                        double* out = nullptr, int32_t capacity = 0) {
    return ap_rows_principal_axes(rows, n, width, mean, axes, axes_capacity, variance, out, capacity);
  };
  REQUIRE(call(x, 4, 2, 4, projected, 8) == AP_OK);
  CHECK(mean[0] == 3.0);
  CHECK(axes[0] == Catch::Approx(2.0 / std::sqrt(5.0)));
  CHECK(axes[3] == Catch::Approx(2.0 / std::sqrt(5.0)));
  CHECK(variance[2] == Catch::Approx(variance[0]));
  CHECK(projected[6] == Catch::Approx(1.5 * std::sqrt(5.0)));
  CHECK(call(x, 4, 2) == AP_OK);
  CHECK(call(x, 4, 2, 3) == AP_CAPACITY);
  CHECK(call(x, 4, 2, 4, projected, 7) == AP_CAPACITY);
  CHECK(call(x, 0, 2) == AP_BAD_SHAPE);
  for (const int32_t n : {-1, INT32_MIN, INT32_MAX}) CHECK(call(x, n, 2) == AP_OUT_OF_RANGE);
  for (const int32_t width : {0, -1, kMaxFeatures + 1, INT32_MAX})
    CHECK(call(x, 1, width) == AP_OUT_OF_RANGE);
  CHECK(call(nullptr, 4, 2) == AP_NULL_POINTER);
  CHECK(ap_rows_principal_axes(x, 4, 2, nullptr, axes, 4, variance, nullptr, 0) == AP_NULL_POINTER);
  CHECK(ap_rows_principal_axes(x, 4, 2, mean, nullptr, 4, variance, nullptr, 0) == AP_NULL_POINTER);
  CHECK(ap_rows_principal_axes(x, 4, 2, mean, axes, 4, nullptr, nullptr, 0) == AP_NULL_POINTER);
  const double bad[2] = {1, kNan};
  CHECK(call(bad, 1, 2) == AP_NOT_FINITE);
}

TEST_CASE("memory is there, and is given back", "[abi]") {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
    void* memory = ap_memory_allocate(bytes);
    REQUIRE(memory != nullptr);
    CHECK(reinterpret_cast<std::uintptr_t>(memory) % 8 == 0);
    CHECK(ap_memory_free(memory) == AP_OK);
  }
  CHECK(ap_memory_free(nullptr) == AP_OK);
  CHECK(ap_abi_version() == AP_ABI_VERSION);
}

}  // namespace
}  // namespace ap::test

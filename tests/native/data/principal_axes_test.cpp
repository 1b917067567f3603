// The two principal axes, compared with Eigen's solver.

#include "data/principal_axes.hpp"

#include <Eigen/Dense>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "data/make_classification.hpp"
#include "data/random_state.hpp"
#include "fixture.hpp"

namespace {

using ap::PrincipalAxes;
using ap::Status;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

PrincipalAxes axes_of(const std::vector<double>& features, int width) {
  const ap::Result<PrincipalAxes> result = ap::principal_axes(features, width);
  REQUIRE(result.status() == Status::kOk);
  return result.value();
}

/// Rows that vary differently along each of some random directions.
std::vector<double> random_rows(int n, int width, std::uint32_t seed) {
  ap::RandomState random(seed);
  const auto normal = [&] { return random.standard_normal(); };
  const Matrix mix = Matrix::NullaryExpr(width, width, normal);
  const Matrix rows = Matrix::NullaryExpr(n, width, normal) * mix;
  std::vector<double> features(rows.data(), rows.data() + rows.size());
  for (std::size_t i = 0; i < features.size(); ++i) features[i] += 100.0;
  return features;
}

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Matrix covariance(const std::vector<double>& features, int width) {
  const Eigen::Map<const Matrix> rows(features.data(), static_cast<int>(features.size()) / width, width);
  const Matrix centered = rows.rowwise() - rows.colwise().mean();
  return centered.transpose() * centered / std::max<double>(static_cast<double>(rows.rows()) - 1.0, 1.0);
}

void check_against_eigen(const std::vector<double>& features, int width) {
  const PrincipalAxes plane = axes_of(features, width);
  const Matrix matrix = covariance(features, width);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
  const double largest = solver.eigenvalues()(width - 1);
  CHECK(plane.total_variance == Catch::Approx(matrix.trace()).epsilon(1e-12));
  for (int k = 0; k < 2; ++k) {
    CAPTURE(k);
    const Eigen::VectorXd axis = vector_of(plane.axes[static_cast<std::size_t>(k)]);
    const double variance = plane.variance[static_cast<std::size_t>(k)];
    CHECK(std::abs(variance - solver.eigenvalues()(width - 1 - k)) <= 1e-12 * largest);
    CHECK((matrix * axis - variance * axis).norm() <= 1e-12 * largest);
    CHECK(std::abs(axis.norm() - 1.0) <= 1e-14);
    Eigen::Index place = 0;
    axis.cwiseAbs().maxCoeff(&place);
    CHECK(axis(place) > 0.0);
  }
  CHECK(std::abs(vector_of(plane.axes[0]).dot(vector_of(plane.axes[1]))) <= 1e-13);
}

}  // namespace

TEST_CASE("the principal axes are Eigen's", "[data]") {
  const auto [n, width] = GENERATE(table<int, int>(
      {{2, 2}, {3, 2}, {50, 3}, {200, 4}, {30, 20}, {10, 64}, {400, 64}, {150, 100}, {250, 200}}));
  CAPTURE(n, width);
  check_against_eigen(random_rows(n, width, 7), width);
}

TEST_CASE("the principal axes are the same direction as Eigen's where the variances differ", "[data]") {
  const int width = 12;
  const std::vector<double> features = random_rows(300, width, 3);
  const PrincipalAxes plane = axes_of(features, width);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(covariance(features, width));
  for (int k = 0; k < 2; ++k) {
    const Eigen::VectorXd truth = solver.eigenvectors().col(width - 1 - k);
    const Eigen::VectorXd axis = vector_of(plane.axes[static_cast<std::size_t>(k)]);
    CHECK(std::abs(std::abs(truth.dot(axis)) - 1.0) <= 1e-13);
  }
}

TEST_CASE("equal variances, dependent and constant features have axes as well", "[data]") {
  SECTION("equal variances") {
    check_against_eigen({1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1}, 3);
    check_against_eigen({1, 0, 0, 0, -1, 0, 0, 0, 0, 3, 0, 0, 0, -3, 0, 0, 0, 0, 3, 0, 0, 0, -3, 0}, 4);
  }
  SECTION("one direction only") { check_against_eigen({1, 2, 3, 2, 4, 6, 3, 6, 9, -1, -2, -3}, 3); }
  SECTION("sizes far apart") {
    check_against_eigen({1e150, 1, 1e-150, -1e150, 2, 1e-151, 3e149, 5, 0}, 3);
    check_against_eigen({1e-150, 2e-150, 3e-150, 5e-150, -1e-150, 0, 0, 1e-150, 1e-151}, 3);
  }
  SECTION("a constant") {
    const PrincipalAxes plane = axes_of({5, 6, 7, 5, 6, 7}, 3);
    CHECK(plane.axes[0] == std::vector<double>{1, 0, 0});
    CHECK(plane.axes[1] == std::vector<double>{0, 1, 0});
    CHECK(plane.variance == std::array<double, 2>{0.0, 0.0});
  }
  SECTION("one row") { CHECK(axes_of({5, 6, 7}, 3).mean == std::vector<double>{5, 6, 7}); }
  SECTION("one feature") {
    const PrincipalAxes plane = axes_of({1, 3}, 1);
    CHECK(plane.axes[0] == std::vector<double>{1});
    CHECK(plane.axes[1] == std::vector<double>{0});
    CHECK(plane.variance == std::array<double, 2>{2.0, 0.0});
  }
}

TEST_CASE("a row that lies in the plane is found again from its place there", "[data]") {
  const std::vector<double> features = random_rows(40, 5, 11);
  const PrincipalAxes plane = axes_of(features, 5);
  std::vector<double> row(5), place(2);
  for (std::size_t j = 0; j < 5; ++j)
    row[j] = plane.mean[j] + 2.5 * plane.axes[0][j] - 0.75 * plane.axes[1][j];
  ap::project_rows(plane, row, place);
  CHECK(std::abs(place[0] - 2.5) < 1e-12);
  CHECK(std::abs(place[1] + 0.75) < 1e-12);
}

TEST_CASE("principal axes refuse what has none", "[data]") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto status = [](const std::vector<double>& features, int width) {
    return ap::principal_axes(features, width).status();
  };
  CHECK(status({}, 3) == Status::kBadShape);
  CHECK(status({1, 2}, 0) == Status::kBadShape);
  CHECK(status({1, 2, 3}, 2) == Status::kBadShape);
  CHECK(status({1, nan, 2, 3}, 2) == Status::kNotFinite);
  CHECK(status({1, inf, 2, 3}, 2) == Status::kNotFinite);
  CHECK(status({1e200, 0, -1e200, 0}, 2) == Status::kNotFinite);
}

TEST_CASE("the principal axes have the same bits in every build", "[data]") {
  const ap::Dataset dataset = [] {
    ap::DatasetArguments arguments(ap::MakeClassification::info);
    REQUIRE(arguments.set("n_samples", 200) == Status::kOk);
    return ap::make_dataset<ap::MakeClassification>(arguments).value();
  }();
  const PrincipalAxes plane = axes_of(dataset.features, 20);
  std::vector<double> places(400);
  ap::project_rows(plane, dataset.features, places);
  const std::uint64_t hash = ap::test::hash_of(plane.mean) + 31 * ap::test::hash_of(plane.axes[0]) +
                             37 * ap::test::hash_of(plane.axes[1]) + 41 * ap::test::hash_of(places);
  CHECK(hash == 0x84c4c26f14746a45u);
}

#include "data/symmetric_eigen.hpp"

#include <cstdint>
#include <utility>

#include "core/simd.hpp"

namespace ap {

namespace {

constexpr double kEpsilon = 0x1p-52;

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

/// A symmetric matrix as Q T Q^T: T has two diagonals, Q is a product of reflections.
class Tridiagonal {
 public:
  /// Householder's reduction, from the first column on.
  Tridiagonal(std::vector<double> matrix, std::size_t n)
      : n_(n), a_(std::move(matrix)), diagonal_(n), beside_(n), factor_(n) {
    std::vector<double> column(n), product(n);
    for (std::size_t k = 0; k + 1 < n; ++k) {
      reflect(k, column, product);
      diagonal_[k] = a_[k * n + k];
    }
    diagonal_[n - 1] = a_[n * n - 1];
  }

  /// The eigenvalue of this rank, 0 for the largest.
  double eigenvalue(std::size_t rank) const {
    double radius = 0.0;
    for (std::size_t i = 0; i < n_; ++i) {
      const double left = i > 0 ? abs(beside_[i - 1]) : 0.0;
      radius = max(radius, abs(diagonal_[i]) + left + abs(beside_[i]));
    }
    double low = -radius, high = radius;
    // Each step halves the interval: 200 are more than doubles can tell apart from 1 to 1e-40.
    for (int step = 0; step < 200; ++step) {
      const double middle = low + (high - low) * 0.5;
      if (middle <= low || middle >= high) break;
      (count_above(middle) > rank ? low : high) = middle;
    }
    return low + (high - low) * 0.5;
  }

  /// An eigenvector of length 1 for this eigenvalue, perpendicular to `other` unless that is empty.
  std::vector<double> eigenvector(double value, const std::vector<double>& other) const {
    std::vector<double> x(n_);
    // A start that is perpendicular to no eigenvector, and another one for each, as two may share a value.
    std::uint32_t state = other.empty() ? 1 : 2;
    for (double& component : x) {
      state = state * 1664525u + 1013904223u;
      component = static_cast<double>(state >> 8) * 0x1p-24 - 0.5;
    }
    constexpr int kIterations = 4;  // each divides the error by the distance of the other eigenvalues
    for (int i = 0; i < kIterations; ++i) {
      make_perpendicular_unit(x, other);
      solve(value, x);
    }
    make_perpendicular_unit(x, other);
    return x;
  }

  /// Q x in place.
  void to_original(std::vector<double>& x) const {
    for (std::size_t k = n_ - 1; k-- > 0;) {
      if (factor_[k] == 0.0) continue;
      const double* v = &a_[k * n_ + k + 1];
      const double scale = factor_[k] * dot(v, &x[k + 1], n_ - k - 1);
      for (std::size_t i = k + 1; i < n_; ++i) x[i] -= scale * v[i - k - 1];
    }
  }

 private:
  /// Clears column k below the second diagonal; its reflection stays behind in row k.
  void reflect(std::size_t k, std::vector<double>& v, std::vector<double>& p) {
    const std::size_t m = n_ - k - 1;
    double* row = &a_[k * n_ + k + 1];
    for (std::size_t i = 0; i < m; ++i) v[i] = row[i];
    const double rest = dot(&v[1], &v[1], m - 1);
    if (m == 1 || rest < 0x1p-900) {  // nothing to clear
      beside_[k] = v[0];
      return;
    }
    const double length = sqrt(v[0] * v[0] + rest);
    beside_[k] = v[0] > 0.0 ? -length : length;
    v[0] -= beside_[k];
    factor_[k] = 2.0 / (v[0] * v[0] + rest);
    for (std::size_t i = 0; i < m; ++i) row[i] = v[i];
    // A <- (I - f v v^T) A (I - f v v^T) = A - v w^T - w v^T for the rest of the matrix.
    for (std::size_t i = 0; i < m; ++i) p[i] = factor_[k] * dot(&a_[(k + 1 + i) * n_ + k + 1], v.data(), m);
    const double half = 0.5 * factor_[k] * dot(p.data(), v.data(), m);
    for (std::size_t i = 0; i < m; ++i) p[i] -= half * v[i];
    for (std::size_t i = 0; i < m; ++i) {
      double* to = &a_[(k + 1 + i) * n_ + k + 1];
      for (std::size_t j = 0; j < m; ++j) to[j] -= v[i] * p[j] + p[i] * v[j];
    }
  }

  /// How many eigenvalues lie above x: Sylvester's law of inertia.
  std::size_t count_above(double x) const {
    std::size_t count = 0;
    double pivot = 1.0;
    for (std::size_t i = 0; i < n_; ++i) {
      const double square = i > 0 ? beside_[i - 1] * beside_[i - 1] : 0.0;
      pivot = diagonal_[i] - x - square / pivot;
      if (abs(pivot) < 0x1p-500) pivot = -0x1p-500;
      if (pivot > 0.0) ++count;
    }
    return count;
  }

  /// x <- (T - value)^-1 x by elimination with row exchanges; a pivot of zero counts as a tiny one.
  void solve(double value, std::vector<double>& x) const {
    std::vector<double> first(n_), second(n_), third(n_);  // diagonals of the triangle
    double here = diagonal_[0] - value, right = beside_[0];
    for (std::size_t i = 0; i + 1 < n_; ++i) {
      const double below = beside_[i], below_here = diagonal_[i + 1] - value, below_right = beside_[i + 1];
      if (abs(here) >= abs(below)) {
        first[i] = abs(here) < kEpsilon ? kEpsilon : here;
        second[i] = right;
        const double ratio = below / first[i];
        x[i + 1] -= ratio * x[i];
        here = below_here - ratio * right;
        right = below_right;
      } else {
        first[i] = below;
        second[i] = below_here;
        third[i] = below_right;
        const double ratio = here / below;
        std::swap(x[i], x[i + 1]);
        x[i + 1] -= ratio * x[i];
        here = right - ratio * below_here;
        right = -ratio * below_right;
      }
    }
    first[n_ - 1] = abs(here) < kEpsilon ? kEpsilon : here;
    for (std::size_t i = n_; i-- > 0;) {
      if (i + 1 < n_) x[i] -= second[i] * x[i + 1];
      if (i + 2 < n_) x[i] -= third[i] * x[i + 2];
      x[i] /= first[i];
    }
  }

  /// Length 1, and perpendicular: the second time takes away what rounding left of the first.
  void make_perpendicular_unit(std::vector<double>& x, const std::vector<double>& other) const {
    normalize(x);
    for (int time = 0; time < 2 && !other.empty(); ++time) {
      const double along = dot(x.data(), other.data(), n_);
      for (std::size_t i = 0; i < n_; ++i) x[i] -= along * other[i];
      normalize(x);
    }
  }

  void normalize(std::vector<double>& x) const {
    double largest = 0.0;
    for (const double component : x) largest = max(largest, abs(component));
    for (double& component : x) component /= largest;
    const double length = sqrt(dot(x.data(), x.data(), n_));
    for (double& component : x) component /= length;
  }

  std::size_t n_;
  std::vector<double> a_;
  std::vector<double> diagonal_;
  std::vector<double> beside_;  ///< beside_[i] couples i and i + 1; the last one is 0
  std::vector<double> factor_;  ///< of each reflection; 0 where there is none
};

}  // namespace

TopEigenvectors top_eigenvectors(std::vector<double> matrix, std::size_t n) {
  const Tridiagonal t(std::move(matrix), n);
  TopEigenvectors top;
  for (std::size_t rank = 0; rank < 2; ++rank) {
    top.values[rank] = t.eigenvalue(rank);
    top.vectors[rank] = t.eigenvector(top.values[rank], rank == 0 ? std::vector<double>{} : top.vectors[0]);
  }
  for (std::vector<double>& vector : top.vectors) t.to_original(vector);
  return top;
}

}  // namespace ap

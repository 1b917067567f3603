#pragma once
/// The two largest eigenvalues of a symmetric matrix, with their eigenvectors.

#include <array>
#include <vector>

namespace ap {

struct TopEigenvectors {
  std::array<double, 2> values{};              ///< the larger one first
  std::array<std::vector<double>, 2> vectors;  ///< of length 1, perpendicular
};

/// Of a matrix of `n` >= 2 rows, given row by row and used up; its numbers are at most 1 in magnitude. Only
/// + - * / and square roots, so the same bits everywhere.
TopEigenvectors top_eigenvectors(std::vector<double> matrix, std::size_t n);

}  // namespace ap

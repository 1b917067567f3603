#pragma once
/// A call of a generator as a row of a test's table.

#include <catch_amalgamated.hpp>
#include <string>
#include <utility>
#include <vector>

#include "data/dataset.hpp"

namespace ap::test {

/// The arguments that differ from the defaults, and where the library's own answer lies.
struct DatasetCase {
  std::string fixture;
  std::string name;
  std::vector<std::pair<const char*, double>> params;
  std::vector<std::pair<const char*, std::vector<double>>> lists;
};

/// The data set of one case.
template <class G>
Dataset make(const DatasetCase& example) {
  DatasetArguments arguments(G::info);
  for (const auto& [id, value] : example.params) REQUIRE(arguments.set(id, value) == Status::kOk);
  for (const auto& [id, values] : example.lists) REQUIRE(arguments.set_list(id, values) == Status::kOk);
  Result<Dataset> dataset = make_dataset<G>(arguments);
  REQUIRE(dataset.status() == Status::kOk);
  return std::move(dataset.value());
}

/// The largest difference of two arrays of the same length.
inline double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace ap::test

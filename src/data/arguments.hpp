#pragma once
/// The arguments of one call of a generator, checked against its info as they are set.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/result.hpp"
#include "data/info.hpp"

namespace ap {

/// Values for all parameters of `info()`, defaults at first.
///
/// ```cpp
/// DatasetArguments arguments(MakeClassification::info);
/// arguments.set("n_samples", 1000);
/// ```
class DatasetArguments {
 public:
  explicit DatasetArguments(const DatasetInfo& info);

  const DatasetInfo& info() const { return *info_; }

  /// Sets parameter `index` of `info().params`.
  /// Errors: kUnknownId, kNotFinite, kOutOfRange (outside the limits, or a fraction where a whole number is
  /// needed).
  Status set(int index, double value);
  /// The same by id.
  Status set(std::string_view id, double value);

  /// Sets list `index` of `info().lists`; the values must outlive this object. An empty list is
  /// scikit-learn's None. Errors: kUnknownId, kBadShape (too long), kNotFinite, kOutOfRange.
  Status set_list(int index, std::span<const double> values);
  /// The same by id.
  Status set_list(std::string_view id, std::span<const double> values);

  // Precondition of the readers: the generator has an argument of this id.
  double real(std::string_view id) const;
  int integer(std::string_view id) const { return static_cast<int>(real(id)); }
  bool flag(std::string_view id) const { return real(id) != 0.0; }
  std::uint32_t seed() const { return static_cast<std::uint32_t>(real("random_state")); }
  std::span<const double> list(std::string_view id) const;

 private:
  const DatasetInfo* info_;
  std::array<double, kMaxDatasetParams> values_{};
  std::array<std::span<const double>, kMaxDatasetLists> lists_{};
};

}  // namespace ap

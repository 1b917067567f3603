#include "data/arguments.hpp"

#include <cassert>

namespace ap {

namespace {

bool is_finite(double x) { return x - x == 0.0; }

/// The place of `id` in `infos`, or -1.
template <class Info>
int index_of(std::span<const Info> infos, std::string_view id) {
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

bool is_whole(double x) { return x == static_cast<double>(static_cast<std::int64_t>(x)); }

}  // namespace

DatasetArguments::DatasetArguments(const DatasetInfo& info) : info_(&info) {
  assert(info.params.size() <= values_.size() && info.lists.size() <= lists_.size());
  for (std::size_t i = 0; i < info.params.size(); ++i) values_[i] = info.params[i].default_value;
  for (std::size_t i = 0; i < info.lists.size(); ++i) lists_[i] = info.lists[i].default_value;
}

Status DatasetArguments::set(int index, double value) {
  if (index < 0 || index >= static_cast<int>(info_->params.size())) return Status::kUnknownId;
  const ParamInfo& param = info_->params[static_cast<std::size_t>(index)];
  if (!is_finite(value)) return Status::kNotFinite;
  if (value < param.min || value > param.max) return Status::kOutOfRange;
  if ((param.kind != ParamKind::kReal || !param.choices.empty()) && !is_whole(value))
    return Status::kOutOfRange;
  values_[static_cast<std::size_t>(index)] = value;
  return Status::kOk;
}

Status DatasetArguments::set(std::string_view id, double value) {
  return set(index_of(info_->params, id), value);
}

Status DatasetArguments::set_list(int index, std::span<const double> values) {
  if (index < 0 || index >= static_cast<int>(info_->lists.size())) return Status::kUnknownId;
  const ListInfo& list = info_->lists[static_cast<std::size_t>(index)];
  if (values.size() > static_cast<std::size_t>(list.max_length)) return Status::kBadShape;
  for (const double value : values) {
    if (!is_finite(value)) return Status::kNotFinite;
    if (value < list.min || value > list.max) return Status::kOutOfRange;
  }
  lists_[static_cast<std::size_t>(index)] = values;
  return Status::kOk;
}

Status DatasetArguments::set_list(std::string_view id, std::span<const double> values) {
  return set_list(index_of(info_->lists, id), values);
}

double DatasetArguments::real(std::string_view id) const {
  const int index = index_of(info_->params, id);
  assert(index >= 0);
  return values_[static_cast<std::size_t>(index)];
}

std::span<const double> DatasetArguments::list(std::string_view id) const {
  const int index = index_of(info_->lists, id);
  assert(index >= 0);
  return lists_[static_cast<std::size_t>(index)];
}

}  // namespace ap

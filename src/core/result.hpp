#pragma once
/// `Result<T>`: a value, or the status that says why there is none. Nothing in src throws.

#include <utility>

namespace ap {

/// What went wrong; 0 is success. The numbers cross the C boundary, so they are never reused.
enum class Status : int {
  kOk = 0,
  kNullPointer = 1,
  kBadHandle = 2,
  kOutOfRange = 3,  ///< an integer or real argument is outside its documented limits
  kNotFinite = 4,   ///< an argument or an input value is NaN or infinite
  kUnknownId = 5,   ///< no activation, loss, optimizer... has this index
  kBadShape = 6,    ///< lengths or dimensions do not fit together
  kCapacity = 7,    ///< the caller's buffer is too small
  kOutOfMemory = 8,
  kDiverged = 9,     ///< training met a value that is not finite
  kBadFormula = 10,  ///< the text is no formula
};

/// A value or a failed status. Call `ok()` before `value()`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(status) {}
  bool ok() const { return status_ == Status::kOk; }
  Status status() const { return status_; }
  T& value() { return value_; }
  const T& value() const { return value_; }

 private:
  T value_{};
  Status status_ = Status::kOk;
};

}  // namespace ap

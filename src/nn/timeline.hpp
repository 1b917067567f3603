#pragma once
/// The past of a run: the edits that were made to it, and states kept on the way, from which it can go back.

#include <cstdint>
#include <span>

#include "core/result.hpp"
#include "nn/buffer.hpp"
#include "nn/edit.hpp"
#include "nn/snapshot.hpp"

namespace ap {

class Run;

/// No run takes more edits than this.
inline constexpr int kMaxEdits = 65536;

/// Most states that are kept; a step back repeats at most 2 / kMaxSnapshots of the way from the start, and 1
/// / kMaxSnapshots on average.
inline constexpr int kMaxSnapshots = 64;

/// What one run needs to go back to any step it has made, with the same bits.
///
/// Without kept states a run goes back by starting anew. With them, states at multiples of a spacing are
/// kept; when there is no room for one more, every second one goes and the spacing doubles.
class Timeline {
 public:
  /// Keeps states from now on: as many as fit into `max_bytes`, or none any more when that is 0. Errors:
  /// kCapacity (not even kFewest fit), kOutOfMemory; then nothing has changed.
  Status keep(Run& run, std::int64_t max_bytes);
  static constexpr int kFewest = 4;
  /// How many states fit; 0: none are kept.
  int capacity() const { return capacity_; }
  /// Bytes of one state.
  static std::int64_t snapshot_size(const Run& run);

  /// Makes an edit now, and notes it; edits that are still to be repeated are dropped. Errors: kOutOfRange,
  /// kNotFinite, kCapacity (too many), kOutOfMemory; then nothing has changed.
  Status edit(Run& run, Edit edit);
  /// All edits so far, those included that are still to be repeated.
  std::span<const Edit> edits() const { return {log_.data(), static_cast<std::size_t>(log_size_)}; }

  /// The first step after which `arrive` must be called.
  std::int64_t next_stop(std::int64_t step) const;
  /// What is to be done between two steps: keeps the state when it is due, and repeats edits.
  Status arrive(Run& run);

  /// Goes back to a kept state before `step` (the start is one), from where training leads to `step` again.
  /// Later edits are dropped. Errors: kOutOfRange (the run has not come that far), kOutOfMemory.
  Status restore(Run& run, std::int64_t step);

 private:
  struct Kept {
    std::int64_t step;
    int edits;  ///< how many of the log are in it
    Snapshot state;
  };

  void take(Run& run);
  void thin_out(std::int64_t values);
  void set_due(std::int64_t step);
  bool reserve_edit();

  Buffer<Edit> log_;
  int log_size_ = 0;
  int applied_ = 0;  // of the log
  Buffer<Kept> kept_;
  Buffer<float> values_;  // [capacity][values of a run]
  int capacity_ = 0;
  int kept_count_ = 0;
  std::int64_t spacing_ = 1;
  std::int64_t due_ = 0;
};

}  // namespace ap

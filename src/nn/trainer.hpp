#pragma once
/// Training of a small fully connected network with PyTorch's numbers: same seeds, same initial weights, same
/// losses.

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "activations/info.hpp"
#include "core/result.hpp"
#include "nn/edit.hpp"
#include "nn/info.hpp"
#include "nn/layer_function.hpp"
#include "nn/penalty.hpp"

namespace ap {

class Run;

inline constexpr int kMaxLayers = 17;  ///< 16 hidden ones and the output
inline constexpr int kMaxUnits = 1024;
inline constexpr int kMaxFanIn = 1024;
inline constexpr int kMaxRows = 1'000'000;
inline constexpr std::int64_t kMaxValues =
    100'000'000;  ///< features or targets of one set, rows times columns
inline constexpr std::int64_t kMaxNetworkValues =
    250'000'000;  ///< what a network keeps of the rows it computes at once: 1 GB

/// A loss, optimizer, schedule, initializer, norm or stop rule and its parameters.
struct EntrySpec {
  int index = 0;  ///< in losses(), optimizers()...
  EntryParams params{};
};

/// One layer: Linear, norm, activation, dropout.
struct LayerSpec {
  int units = 0;       ///< outputs of the Linear; GLU halves them
  int activation = 0;  ///< index in activations()
  std::array<float, kMaxActivationParams> params{};
  std::shared_ptr<const LayerFunction> function = nullptr;  ///< in place of `activation`
  EntrySpec norm = {};                                      ///< in norms(); the first is none
  double dropout = 0.0;                                     ///< probability, 0..1
};

/// Everything a run depends on besides its data.
struct TrainerSpec {
  int fan_in = 0;
  std::span<const LayerSpec> layers;  ///< copied by `create`
  EntrySpec loss;
  EntrySpec optimizer;
  EntrySpec schedule;  ///< of the learning rate; the first is constant
  EntrySpec init;      ///< of the parameters; the first is PyTorch's default
  /// Limit of the norm of the whole gradient, as torch.nn.utils.clip_grad_norm_; 0: none.
  double clip_norm = 0.0;
  Penalty penalty = {};    ///< on the weights of the Linears
  EntrySpec stop;          ///< in stop_rules(); the first is none
  int batch_size = 0;      ///< 0: the full batch, in the order of the rows
  bool drop_last = false;  ///< mini-batches: leave out the last short one
  std::uint64_t seed = 0;  ///< torch.manual_seed(seed) before the model is built
  /// Every so many epochs the accuracies and the test loss are measured, else they are NaN; 0: never.
  int evaluate_every = 1;
};

/// Rows to train or test on. Shapes: features [n, fan_in] row by row; labels [n] or targets [n, outputs].
///
/// Losses over classes read `labels` (0..outputs-1, or 0 and 1 for one output); the others read `targets`,
/// and where these are empty the labels as numbers. The targets of binary cross entropy with one output are
/// 0..1.
struct Samples {
  std::span<const float> features;
  std::span<const std::int32_t> labels = {};
  std::span<const float> targets = {};
};

/// One epoch. Units: losses in nats (or the loss's own unit), accuracies 0..1; NaN where there is nothing to
/// measure.
struct EpochRecord {
  double train_loss;      ///< before the epoch's update, as PyTorch's loop prints it (mini-batches: mean over
                          ///< samples)
  double train_accuracy;  ///< after the epoch's update, like the two that follow
  double test_loss;
  double test_accuracy;
};

/// One tensor of a network: parameters, and behind them the running statistics of batch norms. Shapes: a
/// Linear's weight [rows, cols] = [fan_out, fan_in]; all others [rows] with cols 0.
struct ParameterView {
  std::array<char, 24> name;  ///< PyTorch's, zero-terminated: "fc1.weight"
  int rows;
  int cols;
  std::span<const float> values;  ///< row by row; valid until the trainer trains on or is gone
};

/// Where a run left the finite numbers.
struct Divergence {
  enum class Operation {
    kNone,
    kLinear,
    kNorm,
    kActivation,
    kFormula,
    kDropout,
    kLoss,
    kGradient,
    kUpdate  ///< of a parameter, or of what the optimizer remembers of it
  };
  Operation operation = Operation::kNone;
  int layer = 0;          ///< 1-based, as in fc1; the last layer for the loss
  std::int64_t step = 0;  ///< 1-based number of the optimizer step that could not be finished
};

/// A training run. The same spec and rows give the same bits in every build and on every machine.
class Trainer {
 public:
  /// Checks everything, copies the rows and draws the initial parameters; the only place that allocates for
  /// the model. Errors: kOutOfRange, kUnknownId, kBadShape, kNotFinite, kOutOfMemory.
  static Result<std::unique_ptr<Trainer>> create(const TrainerSpec& spec, const Samples& train,
                                                 const Samples& test);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  /// Trains that many epochs more; many short calls give the same bits as one long one. A run that its stop
  /// rule has ended does nothing more. Errors: kDiverged when a value is not finite (then, and at every later
  /// call), kOutOfRange, kOutOfMemory.
  Status train(int epochs);

  /// Makes that many optimizer steps more, across the ends of epochs. Errors: as `train`.
  Status advance(std::int64_t steps);

  int epoch() const;          ///< whole epochs trained
  std::int64_t step() const;  ///< optimizer steps made
  int steps_per_epoch() const;
  double learning_rate() const;  ///< of the next step
  int fan_in() const;
  int outputs() const;

  /// How many of the training rows the next step learns from, and which, in their order. Shapes: rows
  /// [next_batch_size]. Errors: kBadShape, kOutOfMemory.
  int next_batch_size() const;
  Status next_batch(std::span<std::int32_t> rows) const;

  /// Changes the optimizer's rate from the next step on; the schedule, if any, applies to the new one.
  /// An edit like others. Errors: kOutOfRange, kCapacity.
  Status set_learning_rate(double rate);
  double base_learning_rate() const;  ///< the optimizer's, before the schedule

  /// Changes the run from here on; `edit.step` is ignored. Errors: kOutOfRange, kNotFinite, kBadShape (a
  /// function of whole rows cannot lose an output), kCapacity (more than kMaxEdits), kOutOfMemory; then
  /// nothing has changed.
  Status edit(const Edit& edit);
  /// All edits so far, in their order.
  std::span<const Edit> edits() const;

  /// Goes back to the state after `step` steps: the same bits, the history cut off there. Edits made at that
  /// step or before stay, later ones are dropped; a divergence is forgotten. Errors: kOutOfRange (more steps
  /// than were made), kOutOfMemory.
  Status rewind(std::int64_t step);
  /// The first half of it: goes back to some step before, from where `advance` leads to `step`. For those who
  /// must not be kept waiting.
  Status restore(std::int64_t step);

  /// Keeps states on the way from now on, in at most `max_bytes`, so that `rewind` need not repeat everything
  /// from the start; 0: none. Errors: kCapacity (too few of `state_size` fit), kOutOfMemory.
  Status keep_states(std::int64_t max_bytes);
  int kept_states() const;          ///< how many fit
  std::int64_t state_size() const;  ///< bytes of one

  /// One record for each whole epoch; valid until the trainer trains on or is gone.
  std::span<const EpochRecord> history();

  int parameter_count() const;               ///< tensors
  ParameterView parameter(int index) const;  ///< in PyTorch's order; index in 0..parameter_count()-1
  std::span<float> parameter_values();       ///< all that is trained, one after the other in the same order

  /// The network's outputs. Shapes: features [n, fan_in] -> out [n, outputs]. Errors: kBadShape.
  Status predict(std::span<const float> features, std::span<float> out);

  /// Hash of all parameters and the history; equal bits give equal hashes, every NaN counts as the same.
  std::uint64_t fingerprint();

  /// The state itself, for this room's own functions.
  Run& run();

  /// The index of the rule that has ended the run, in stop_rules(); 0: none has.
  int stopped() const;

  /// What happened when training returned kDiverged.
  const Divergence& divergence() const;

 private:
  struct State;
  explicit Trainer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ap

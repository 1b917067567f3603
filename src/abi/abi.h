#ifndef ACTIVATION_PLAYGROUND_ABI_H
#define ACTIVATION_PLAYGROUND_ABI_H
/// The whole boundary of the core in plain C: what the JavaScript engine calls, and what C programs can call.
///
/// - Every function but `ap_abi_version` and `ap_memory_allocate` returns an `ap_status`; 0 is success.
///   Results come through pointers, and are only valid on success.
/// - The caller owns every buffer. Lengths and capacities are counted in elements.
/// - All arguments are checked before use: indices, lengths, shapes, limits, finiteness, null and misaligned
///   pointers, and in WebAssembly whether a range lies inside the memory. A fault changes nothing.
/// - Functions, losses, optimizers and data sets are named by their index in the catalogue
///   (`ap_catalog_json`); their parameters are given in its order, none left out.
/// - Handles carry a generation: one that was destroyed, or never was, gives AP_BAD_HANDLE.
/// - Not to be called by several threads at once.
/// - Structs have neither padding nor pointers: their layout is the same everywhere.

#include <stddef.h>
#include <stdint.h>

#ifdef __EMSCRIPTEN__
#define AP_EXPORT(name) __attribute__((export_name(#name)))
#else
#define AP_EXPORT(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// Raised whenever a function or struct below changes its meaning.
#define AP_ABI_VERSION 2

#define AP_MAX_ACTIVATION_PARAMS 4
#define AP_MAX_ENTRY_PARAMS 8
#define AP_MAX_LAYER_PARAMS 8
#define AP_NAME_LENGTH 24
/// Most elements of an array that crosses the boundary.
#define AP_MAX_ELEMENTS 67108864
/// Most epochs of one run.
#define AP_MAX_EPOCHS 1000000
/// Most trainers alive at one time.
#define AP_MAX_TRAINERS 1024

/// Why there is no result; equal to `ap::Status`.
typedef enum ap_status {
  AP_OK = 0,
  AP_NULL_POINTER = 1,  ///< a pointer is null, misaligned, or its range lies outside the memory
  AP_BAD_HANDLE = 2,    ///< the object was destroyed, or never was
  AP_OUT_OF_RANGE = 3,  ///< a number is outside its limits
  AP_NOT_FINITE = 4,    ///< a number that must be finite is NaN or infinite
  AP_UNKNOWN_ID = 5,    ///< the catalogue has no entry of this index
  AP_BAD_SHAPE = 6,     ///< lengths do not fit together
  AP_CAPACITY = 7,      ///< the caller's buffer is too small, or there are too many objects
  AP_OUT_OF_MEMORY = 8,
  AP_DIVERGED = 9,     ///< training met a value that is not finite
  AP_BAD_FORMULA = 10  ///< the text is no formula
} ap_status;

/// A training run; 0 is never one.
typedef int32_t ap_trainer;

/// A function typed by the user; 0 is never one.
typedef int32_t ap_formula;

/// A loss, optimizer, schedule, initializer, norm or stop rule and its parameters.
typedef struct ap_entry {
  double params[AP_MAX_ENTRY_PARAMS];  ///< in the catalogue's order; places beyond are ignored
  int32_t index;                       ///< in the catalogue
  int32_t reserved;                    ///< 0
} ap_entry;

/// One layer: Linear, norm, activation, dropout.
typedef struct ap_layer {
  ap_entry norm;                      ///< the first of the catalogue's is none
  double dropout;                     ///< probability that an output is dropped in training, 0..1
  int32_t units;                      ///< outputs of the Linear
  int32_t activation;                 ///< index in the catalogue; -1: `formula`
  float params[AP_MAX_LAYER_PARAMS];  ///< of the activation or formula, in its order; the rest is ignored
  ap_formula formula;                 ///< copied, so it may be destroyed afterwards; else 0
  int32_t reserved;                   ///< 0
} ap_layer;

/// What a run depends on besides its layers and rows.
typedef struct ap_trainer_spec {
  ap_entry loss;
  ap_entry optimizer;
  ap_entry schedule;       ///< of the learning rate; the first of the catalogue's is constant
  ap_entry init;           ///< of the weights; the first is PyTorch's default
  ap_entry stop;           ///< when the run ends by itself; the first is never
  double clip_grad_norm;   ///< limit of the norm of the whole gradient; 0: none
  double l1;               ///< penalty l1 * sum of |w| on the weights of the Linears
  double l2;               ///< penalty l2 * sum of w * w on the same
  int32_t fan_in;          ///< features of one row
  int32_t batch_size;      ///< 0: the full batch
  int32_t drop_last;       ///< 1: mini-batches leave out the last short one
  int32_t evaluate_every;  ///< every so many epochs accuracies and test loss are measured, else they are NaN;
                           ///< 0: never
  uint32_t seed;           ///< torch.manual_seed(seed) before the model is built
  int32_t reserved;        ///< 0
} ap_trainer_spec;

/// The size of a data set; n_classes is 0 for regression.
typedef struct ap_dataset_shape {
  int32_t n_samples;
  int32_t n_features;
  int32_t n_classes;
  int32_t reserved;
} ap_dataset_shape;

/// One epoch. Units: losses in nats (or the loss's own unit), accuracies 0..1; NaN where there is nothing to
/// measure.
typedef struct ap_epoch_record {
  double train_loss;      ///< before the epoch's update; mini-batches: mean over samples
  double train_accuracy;  ///< after the epoch's update, as the two that follow
  double test_loss;
  double test_accuracy;
} ap_epoch_record;

/// One tensor: a parameter, or behind all of them the running statistics of batch norms. Shapes: a Linear's
/// weight [rows, cols] = [fan_out, fan_in]; all others [rows], with cols 0.
typedef struct ap_parameter_info {
  char name[AP_NAME_LENGTH];  ///< PyTorch's, zero-terminated: "fc1.weight"
  int32_t rows;
  int32_t cols;
  int32_t offset;  ///< of its first value in what `ap_trainer_parameters` writes
  int32_t length;
} ap_parameter_info;

/// The sizes of a run.
typedef struct ap_trainer_size {
  int32_t fan_in;
  int32_t outputs;
  int32_t tensors;  ///< of parameters
  int32_t values;   ///< of all these tensors together
} ap_trainer_size;

/// How far a run is.
typedef struct ap_progress {
  double step;           ///< optimizer steps made, a whole number
  double diverged_step;  ///< 1-based number of the step that met a value that is not finite; 0: none did
  int32_t epoch;         ///< whole epochs made
  int32_t steps_per_epoch;
  int32_t diverged_layer;      ///< 1-based, as in fc1; the last layer for the loss
  int32_t diverged_operation;  ///< index in the catalogue's `operations`
  int32_t stopped;             ///< index of the stop rule that has ended the run; 0: none has
  int32_t reserved;            ///< 0
} ap_progress;

/// AP_ABI_VERSION of the code that was compiled.
AP_EXPORT(ap_abi_version) int32_t ap_abi_version(void);

/// Memory for buffers, or null when there is none left. Aligned to 8 bytes at least; free it with
/// `ap_memory_free`.
AP_EXPORT(ap_memory_allocate) void* ap_memory_allocate(size_t bytes);

/// Gives memory back; null is allowed.
AP_EXPORT(ap_memory_free) int32_t ap_memory_free(void* memory);

/// The catalogue as UTF-8 JSON: activations, losses, optimizers, schedules, initializers, norms, stop_rules,
/// datasets, operations, limits. The text is the module's own and lives as long as it; infinite numbers are
/// the strings "Infinity" and "-Infinity".
AP_EXPORT(ap_catalog_json) int32_t ap_catalog_json(const char** text, int32_t* length);

/// y[i] = f(x[i]) and dy[i] = f'(x[i]) of an elementwise activation; dy may be null. NaN and infinity are
/// values like others. Shapes: x, y, dy [n], not overlapping. Errors: AP_UNKNOWN_ID, AP_BAD_SHAPE (rowwise
/// function, wrong param_count), AP_OUT_OF_RANGE (parameter, n).
AP_EXPORT(ap_activation_sample)
int32_t ap_activation_sample(int32_t activation, const float* params, int32_t param_count, const float* x,
                             int32_t n, float* y, float* dy);

/// Value, first and second derivative of an elementwise activation in double precision; at a kink the first
/// derivative is torch's and the second 0. Shapes: x, y, dy, d2y [n], not overlapping. Errors: as
/// `ap_activation_sample`.
AP_EXPORT(ap_activation_curve)
int32_t ap_activation_curve(int32_t activation, const float* params, int32_t param_count, const double* x,
                            int32_t n, double* y, double* dy, double* d2y);

/// A rowwise activation (softmax and its family) of each row. Shapes: logits [rows, cols] row by row,
/// out [rows, cols / row_divisor]. Errors: as `ap_activation_sample`; AP_BAD_SHAPE for elementwise functions.
AP_EXPORT(ap_activation_rows)
int32_t ap_activation_rows(int32_t activation, const float* params, int32_t param_count, const float* logits,
                           int32_t rows, int32_t cols, float* out, int32_t capacity);

/// The size of the data set that these arguments ask for; makes nothing.
///
/// params [param_count] holds all numbers in the catalogue's order (flags as 0 and 1, options as the index of
/// the choice). The lists follow one another in list_values, list_lengths [list_count] says how long each is;
/// an empty one is scikit-learn's None. Errors: AP_UNKNOWN_ID, AP_BAD_SHAPE, AP_OUT_OF_RANGE, AP_NOT_FINITE.
AP_EXPORT(ap_dataset_measure)
int32_t ap_dataset_measure(int32_t dataset, const double* params, int32_t param_count,
                           const double* list_values, const int32_t* list_lengths, int32_t list_count,
                           ap_dataset_shape* out);

/// Makes a data set. Shapes: features [n_samples, n_features] row by row; labels [n_samples] for
/// classification or targets [n_samples] for regression, the other one null with capacity 0. Errors: as
/// `ap_dataset_measure`; AP_CAPACITY.
AP_EXPORT(ap_dataset_make)
int32_t ap_dataset_make(int32_t dataset, const double* params, int32_t param_count, const double* list_values,
                        const int32_t* list_lengths, int32_t list_count, double* features,
                        int32_t features_capacity, int32_t* labels, int32_t labels_capacity, double* targets,
                        int32_t targets_capacity);

/// scikit-learn's train_test_split of row numbers: test_rows are the first ceil(test_size * n_samples) of a
/// permutation, train_rows the others, `*train_count` their number.
/// Errors: AP_NOT_FINITE, AP_OUT_OF_RANGE (test_size outside (0, 1), a part that would be empty),
/// AP_CAPACITY.
AP_EXPORT(ap_rows_split)
int32_t ap_rows_split(int32_t n_samples, double test_size, uint32_t random_state, int32_t* train_rows,
                      int32_t train_capacity, int32_t* test_rows, int32_t test_capacity,
                      int32_t* train_count);

/// Rows of a data set as a network reads them: with `standardize` 1 through scikit-learn's StandardScaler,
/// fitted on the training rows, and rounded to float32; with 0 only rounded.
///
/// Shapes: features [n_samples, n_features], train_rows [train_count], test_rows [test_count], train_out
/// [train_count, n_features], test_out [test_count, n_features], mean and scale [n_features] (what the scaler
/// found; may be null). Errors: AP_OUT_OF_RANGE (row number, sizes), AP_BAD_SHAPE (no training row),
/// AP_NOT_FINITE, AP_CAPACITY.
AP_EXPORT(ap_rows_prepare)
int32_t ap_rows_prepare(const double* features, int32_t n_samples, int32_t n_features,
                        const int32_t* train_rows, int32_t train_count, const int32_t* test_rows,
                        int32_t test_count, int32_t standardize, float* train_out, int32_t train_capacity,
                        float* test_out, int32_t test_capacity, double* mean, double* scale);

/// The plane in which the rows vary most, for a picture of them: its point (u, v) is mean + u * axes[0] + v *
/// axes[1]. The largest component of each axis is positive.
///
/// Shapes: features [n_samples, n_features], mean [n_features], axes [2, n_features], variance [3] (along
/// both axes and of all features together, divisor n - 1), projected [n_samples, 2] (where each row lies; may
/// be null). Errors: AP_OUT_OF_RANGE (sizes), AP_BAD_SHAPE (no row), AP_NOT_FINITE, AP_CAPACITY.
AP_EXPORT(ap_rows_principal_axes)
int32_t ap_rows_principal_axes(const double* features, int32_t n_samples, int32_t n_features, double* mean,
                               double* axes, int32_t axes_capacity, double* variance, double* projected,
                               int32_t projected_capacity);

/// Builds a network with PyTorch's initial weights, and copies the rows. Shapes: layers [layer_count];
/// features [rows, fan_in]; labels [rows]; targets [rows, outputs]. Labels or targets may be null; test_rows
/// may be 0. Errors: AP_UNKNOWN_ID, AP_OUT_OF_RANGE, AP_NOT_FINITE, AP_BAD_HANDLE (of a formula),
/// AP_BAD_SHAPE (also a batch norm with a batch of one row, or a stop rule for what is not measured),
/// AP_OUT_OF_MEMORY, AP_CAPACITY. Binary cross entropy with one output takes targets of 0..1.
AP_EXPORT(ap_trainer_create)
int32_t ap_trainer_create(const ap_trainer_spec* spec, const ap_layer* layers, int32_t layer_count,
                          const float* train_features, const int32_t* train_labels,
                          const float* train_targets, int32_t train_rows, const float* test_features,
                          const int32_t* test_labels, const float* test_targets, int32_t test_rows,
                          ap_trainer* out);

/// Trains that many epochs more, or until the stop rule ends the run. Errors: AP_DIVERGED (the run has come
/// to its end; `ap_trainer_progress` says where), AP_OUT_OF_RANGE (more than AP_MAX_EPOCHS in all).
AP_EXPORT(ap_trainer_run) int32_t ap_trainer_run(ap_trainer trainer, int32_t epochs);

/// Makes that many optimizer steps more, across the ends of epochs; the same bits as whole epochs. Errors: as
/// `ap_trainer_run`.
AP_EXPORT(ap_trainer_advance) int32_t ap_trainer_advance(ap_trainer trainer, int32_t steps);

/// How far the run is.
AP_EXPORT(ap_trainer_progress) int32_t ap_trainer_progress(ap_trainer trainer, ap_progress* out);

/// The records of epochs first, first + 1... (0-based) as far as the capacity goes; `*count` is how many were
/// written. Errors: AP_OUT_OF_RANGE (first beyond the epochs made).
AP_EXPORT(ap_trainer_history)
int32_t ap_trainer_history(ap_trainer trainer, int32_t first, ap_epoch_record* out, int32_t capacity,
                           int32_t* count);

/// The sizes that a run keeps from beginning to end.
AP_EXPORT(ap_trainer_measure) int32_t ap_trainer_measure(ap_trainer trainer, ap_trainer_size* out);

/// Name, shape and place of one tensor, in PyTorch's order. Errors: AP_OUT_OF_RANGE.
AP_EXPORT(ap_trainer_parameter_info)
int32_t ap_trainer_parameter_info(ap_trainer trainer, int32_t index, ap_parameter_info* out);

/// All tensors, one after the other. Errors: AP_CAPACITY.
AP_EXPORT(ap_trainer_parameters)
int32_t ap_trainer_parameters(ap_trainer trainer, float* out, int32_t capacity);

/// The network's outputs. Shapes: features [rows, fan_in], out [rows, outputs]. Errors: AP_OUT_OF_RANGE,
/// AP_CAPACITY.
AP_EXPORT(ap_trainer_predict)
int32_t ap_trainer_predict(ap_trainer trainer, const float* features, int32_t rows, float* out,
                           int32_t capacity);

/// Hash of all parameters and the history: low word first. Equal bits give equal hashes.
AP_EXPORT(ap_trainer_fingerprint)
int32_t ap_trainer_fingerprint(ap_trainer trainer, uint32_t* low, uint32_t* high);

/// Ends a run; its handle is stale from then on.
AP_EXPORT(ap_trainer_destroy) int32_t ap_trainer_destroy(ap_trainer trainer);

/// Bins of a histogram.
#define AP_HISTOGRAM_BINS 32

/// The sizes of one layer. Behind GLU there are fewer outputs than units.
typedef struct ap_layer_shape {
  int32_t fan_in;
  int32_t units;
  int32_t outputs;
  int32_t reserved;  ///< 0
} ap_layer_shape;

/// One layer of a run; `ap::LayerStats` says what each number means. The bins of a histogram are equally wide
/// from `low` to `high`, the smallest and largest finite value; NaN when there is none.
typedef struct ap_layer_stats {
  double gradient_norm;
  double weight_norm;
  double update_ratio;
  double pre_activation_low;
  double pre_activation_high;
  double activation_low;
  double activation_high;
  int32_t pre_activation_counts[AP_HISTOGRAM_BINS];
  int32_t activation_counts[AP_HISTOGRAM_BINS];
} ap_layer_stats;

/// The sizes of all layers from the input on; `*count` is how many there are. Errors: AP_CAPACITY.
AP_EXPORT(ap_trainer_layers)
int32_t ap_trainer_layers(ap_trainer trainer, ap_layer_shape* out, int32_t capacity, int32_t* count);

/// Every layer's pre-activations [units, rows] and activations [outputs, rows], one matrix after the other
/// from the input on: one unit's values for all rows lie together. Shapes: features [rows, fan_in], out [the
/// sum of units + outputs, rows]. Errors: AP_OUT_OF_RANGE, AP_CAPACITY, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_trace)
int32_t ap_trainer_trace(ap_trainer trainer, const float* features, int32_t rows, float* out,
                         int32_t capacity);

/// How every layer fares over these rows, or over the training rows when features is null and rows 0. Shapes:
/// features [rows, fan_in], out [layers], unit_states [units of all layers]: 0 active, 1 dead, 2 saturated
/// (`ap::UnitState`). Errors: AP_OUT_OF_RANGE, AP_CAPACITY, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_layer_stats)
int32_t ap_trainer_layer_stats(ap_trainer trainer, const float* features, int32_t rows, ap_layer_stats* out,
                               int32_t capacity, int32_t* unit_states, int32_t states_capacity);

/// Bins of a calibration.
#define AP_CALIBRATION_BINS 10

/// How good the answers for one part of a run's rows are; `ap::Assessment` says what each number means. NaN
/// where there is nothing to measure; an empty bin has 0.
typedef struct ap_assessment {
  double loss;
  double accuracy;
  double r_squared;
  double expected_error;
  double bin_confidence[AP_CALIBRATION_BINS];
  double bin_accuracy[AP_CALIBRATION_BINS];
  int32_t bin_counts[AP_CALIBRATION_BINS];
  int32_t rows;
  int32_t classes;        ///< 0 for a regression
  int32_t is_calibrated;  ///< 1: the bins and expected_error can be told
  int32_t reserved;       ///< 0
} ap_assessment;

/// Evaluates the training rows (part 0) or the test rows (1). Shapes: confusion [classes, classes], row by
/// row: [what it is][what the network says]; a single output tells 2 classes apart. Errors: AP_OUT_OF_RANGE
/// (part), AP_CAPACITY.
AP_EXPORT(ap_trainer_assess)
int32_t ap_trainer_assess(ap_trainer trainer, int32_t part, ap_assessment* out, int32_t* confusion,
                          int32_t capacity);

/// The one linear map that a network without a bend is, as in evaluation: outputs = weight * features + bias,
/// and the largest difference of its outputs from the network's over these rows, or over the training rows
/// when features is null and rows 0; NaN when one is not finite. `*linear` is 0, and nothing else is written,
/// when an activation other than linear, or a layer norm, bends.
///
/// Shapes: features [rows, fan_in], weight [outputs, fan_in], bias [outputs]. Errors: AP_OUT_OF_RANGE,
/// AP_CAPACITY, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_collapse)
int32_t ap_trainer_collapse(ap_trainer trainer, const float* features, int32_t rows, double* weight,
                            int32_t weight_capacity, double* bias, int32_t bias_capacity,
                            double* largest_difference, int32_t* linear);

/// Two random directions through the space of a run's parameters, the same for the same seed: every unit's
/// row of weights is as long as the one it has now; all else is 0. Shapes: first, second [`values` of
/// ap_trainer_size]. Errors: AP_CAPACITY.
AP_EXPORT(ap_trainer_directions)
int32_t ap_trainer_directions(ap_trainer trainer, uint32_t seed, float* first, float* second,
                              int32_t capacity);

/// The mean loss over the training rows (part 0) or the test rows (1) with the parameters center + u[i] *
/// first
/// + v[i] * second, as in evaluation and without penalties; the run itself stays as it is. Losses may be
/// infinite or NaN. Shapes: center, first, second [values], as `ap_trainer_parameters` has them (running
/// statistics are those of center); u, v, losses [n]. Errors: AP_OUT_OF_RANGE (part, n), AP_BAD_SHAPE
/// (values), AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_losses)
int32_t ap_trainer_losses(ap_trainer trainer, int32_t part, const float* center, const float* first,
                          const float* second, int32_t values, const double* u, const double* v, int32_t n,
                          double* losses);

/// Follows one of the training rows (part 0) or test rows (1) forwards and its loss back, as in evaluation.
/// `ap::BacktracePart` says what is written for each layer, from the input on: 5 arrays [units] and 2 arrays
/// [outputs]. Shapes: out [the sum of 5 * units + 2 * outputs]. Errors: AP_OUT_OF_RANGE (part, row),
/// AP_CAPACITY, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_backtrace)
int32_t ap_trainer_backtrace(ap_trainer trainer, int32_t part, int32_t row, float* out, int32_t capacity,
                             double* loss);

/// The training rows that the next step learns from, in their order; `*count` is how many. Errors:
/// AP_CAPACITY, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_next_batch)
int32_t ap_trainer_next_batch(ap_trainer trainer, int32_t* rows, int32_t capacity, int32_t* count);

/// A change of a run between two steps; `ap::Edit` says what each number means.
typedef struct ap_edit {
  double step;    ///< steps made before it, a whole number; set by the run
  double value;   ///< the learning rate, the parameter's value, or 1 (frozen, ablated) and 0 (no more)
  int32_t kind;   ///< 0 learning rate, 1 parameter, 2 freeze, 3 ablate
  int32_t first;  ///< parameter, in the order of `ap_trainer_parameters`, or output among all layers' outputs
  int32_t count;  ///< of parameters to freeze or outputs to ablate; else 1
  int32_t reserved;  ///< 0
} ap_edit;

/// The states that a run keeps on its way.
typedef struct ap_kept_states {
  double state_size;  ///< of one. Units: bytes
  int32_t capacity;   ///< how many it keeps; 0: none
  int32_t fewest;     ///< how many must fit at least
} ap_kept_states;

/// Changes a run from here on; the same edits at the same steps give the same bits. Errors: AP_OUT_OF_RANGE,
/// AP_NOT_FINITE, AP_BAD_SHAPE (a function of whole rows cannot lose an output), AP_CAPACITY (too many
/// edits), AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_edit) int32_t ap_trainer_edit(ap_trainer trainer, const ap_edit* edit);

/// Edits first, first + 1... (0-based) as far as the capacity goes; `*count` is how many were written.
/// Errors: AP_OUT_OF_RANGE (first beyond the edits made).
AP_EXPORT(ap_trainer_edits)
int32_t ap_trainer_edits(ap_trainer trainer, int32_t first, ap_edit* out, int32_t capacity, int32_t* count);

/// The learning rate of the next step, and the optimizer's own that a schedule makes it from.
AP_EXPORT(ap_trainer_learning_rate)
int32_t ap_trainer_learning_rate(ap_trainer trainer, double* next, double* base);

/// Keeps states from now on, as many as fit into `max_bytes`, so that `ap_trainer_restore` need not go back
/// to the start; 0: none. Errors: AP_CAPACITY (fewer than `fewest` fit), AP_OUT_OF_RANGE, AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_keep_states) int32_t ap_trainer_keep_states(ap_trainer trainer, double max_bytes);

/// What a run keeps, and what it would take.
AP_EXPORT(ap_trainer_kept_states)
int32_t ap_trainer_kept_states(ap_trainer trainer, ap_kept_states* out);

/// Goes back to some step before `step` (or to 0), from where `ap_trainer_advance` leads to `step` with the
/// same bits. The history is cut off there; edits made after `step` are dropped, earlier ones are made again
/// on the way. A divergence is forgotten. Errors: AP_OUT_OF_RANGE (no whole number, or more than the steps
/// made), AP_OUT_OF_MEMORY.
AP_EXPORT(ap_trainer_restore) int32_t ap_trainer_restore(ap_trainer trainer, double step);

/// Most formulas alive at one time, parameters of one, and bytes of a parameter's name and of a sentence
/// with their closing zeros.
#define AP_MAX_FORMULAS 256
#define AP_MAX_FORMULA_PARAMS 8
#define AP_FORMULA_NAME_LENGTH 32
#define AP_FORMULA_NAMES_LENGTH 256
#define AP_SENTENCE_LENGTH 256
/// Most features of a row that formulas read.
#define AP_MAX_INPUT_FEATURES 1000

/// What is wrong with the text of a formula, in UTF-8, zero-terminated: `at character 5: there is no function
/// "sigmod"` and `did you mean "sigmoid"?`; the suggestion may be empty.
typedef struct ap_formula_error {
  int32_t fault;     ///< `ap::FormulaFault`
  int32_t position;  ///< in code points, from 0 on
  int32_t length;    ///< in code points; 0 at the end of the text
  int32_t reserved;  ///< 0
  char problem[AP_SENTENCE_LENGTH];
  char suggestion[AP_SENTENCE_LENGTH];
} ap_formula_error;

/// The parameters of a formula in the order of their first use; name i is at i * AP_FORMULA_NAME_LENGTH.
typedef struct ap_formula_info {
  int32_t param_count;
  int32_t reserved;  ///< 0
  char names[AP_FORMULA_NAMES_LENGTH];
} ap_formula_info;

/// Reads a formula of UTF-8 text [length]: `max(0, x) + a * min(0, x)`. `*error` is written in every case.
/// Errors: AP_BAD_FORMULA (`*error` says what is wrong), AP_OUT_OF_RANGE (length), AP_CAPACITY,
/// AP_OUT_OF_MEMORY.
AP_EXPORT(ap_formula_parse)
int32_t ap_formula_parse(const char* text, int32_t length, ap_formula* out, ap_formula_error* error);

/// The parameters of a formula.
AP_EXPORT(ap_formula_describe) int32_t ap_formula_describe(ap_formula formula, ap_formula_info* out);

/// y[i] = f(x[i]) and dy[i] = f'(x[i]); dy may be null. Shapes: params [param_count], x, y, dy [n], not
/// overlapping. Errors: AP_BAD_SHAPE (param_count), AP_NOT_FINITE (parameter), AP_OUT_OF_RANGE (n).
AP_EXPORT(ap_formula_sample)
int32_t ap_formula_sample(ap_formula formula, const float* params, int32_t param_count, const float* x,
                          int32_t n, float* y, float* dy);

/// Value, first and second derivative in double precision. Shapes and errors: as `ap_formula_sample`.
AP_EXPORT(ap_formula_curve)
int32_t ap_formula_curve(ap_formula formula, const float* params, int32_t param_count, const double* x,
                         int32_t n, double* y, double* dy, double* d2y);

/// Ends a formula; its handle is stale from then on.
AP_EXPORT(ap_formula_destroy) int32_t ap_formula_destroy(ap_formula formula);

/// One input of a network as a formula of the features x1, x2 ... of each row: `x1 * x2`. The text is UTF-8
/// [length], of the language of `ap_formula_parse`, without parameters. `*error` is written in every case. No
/// rows only have the text checked.
///
/// Shapes: features [n_samples, n_features]; out [n_samples, n_inputs], of which column `input` is written.
/// Errors: AP_BAD_FORMULA (`*error` says what is wrong), AP_OUT_OF_RANGE (length, sizes, input), AP_CAPACITY.
AP_EXPORT(ap_input_compute)
int32_t ap_input_compute(const char* text, int32_t length, const double* features, int32_t n_samples,
                         int32_t n_features, double* out, int32_t out_capacity, int32_t n_inputs,
                         int32_t input, ap_formula_error* error);

#ifdef __cplusplus
}
#endif

#endif

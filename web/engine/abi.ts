/** The C boundary as TypeScript sees it: functions, status codes, struct layouts. Documented in src/abi/abi.h. */

/** Address in the module's memory. */
export type Pointer = number;

export const kAbiVersion = 2;

/** AP_* status codes by name, without the prefix. */
export const kStatus = {
  OK: 0,
  NULL_POINTER: 1,
  BAD_HANDLE: 2,
  OUT_OF_RANGE: 3,
  NOT_FINITE: 4,
  UNKNOWN_ID: 5,
  BAD_SHAPE: 6,
  CAPACITY: 7,
  OUT_OF_MEMORY: 8,
  DIVERGED: 9,
  BAD_FORMULA: 10,
} as const;

/** Functions that return a status, each with the number of its arguments. */
export const kFunctions = {
  ap_memory_free: 1,
  ap_catalog_json: 2,
  ap_activation_sample: 7,
  ap_activation_curve: 8,
  ap_activation_rows: 8,
  ap_dataset_measure: 7,
  ap_dataset_make: 12,
  ap_rows_split: 8,
  ap_rows_prepare: 14,
  ap_rows_principal_axes: 9,
  ap_trainer_create: 12,
  ap_trainer_run: 2,
  ap_trainer_advance: 2,
  ap_trainer_measure: 2,
  ap_trainer_progress: 2,
  ap_trainer_history: 5,
  ap_trainer_parameter_info: 3,
  ap_trainer_parameters: 3,
  ap_trainer_predict: 5,
  ap_trainer_fingerprint: 3,
  ap_trainer_destroy: 1,
  ap_trainer_layers: 4,
  ap_trainer_trace: 5,
  ap_trainer_layer_stats: 7,
  ap_trainer_assess: 5,
  ap_trainer_collapse: 9,
  ap_trainer_directions: 5,
  ap_trainer_losses: 10,
  ap_trainer_backtrace: 6,
  ap_trainer_next_batch: 4,
  ap_trainer_edit: 2,
  ap_trainer_edits: 5,
  ap_trainer_learning_rate: 3,
  ap_trainer_keep_states: 2,
  ap_trainer_kept_states: 2,
  ap_trainer_restore: 2,
  ap_formula_parse: 4,
  ap_formula_describe: 2,
  ap_formula_sample: 7,
  ap_formula_curve: 8,
  ap_formula_destroy: 1,
  ap_input_compute: 10,
} as const;

export type AbiFunction = keyof typeof kFunctions;

/** What the module exports. */
export type AbiExports = Readonly<Record<AbiFunction, (...args: number[]) => number>> & {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly ap_abi_version: () => number;
  readonly ap_memory_allocate: (bytes: number) => Pointer;
};

/** Byte offsets of the structs' fields; `size` is that of the whole struct. */
export const kLayout = {
  ap_entry: { params: 0, index: 64, reserved: 68, size: 72 },
  ap_layer: {
    norm: 0,
    dropout: 72,
    units: 80,
    activation: 84,
    params: 88,
    formula: 120,
    reserved: 124,
    size: 128,
  },
  ap_trainer_spec: {
    loss: 0,
    optimizer: 72,
    schedule: 144,
    init: 216,
    stop: 288,
    clip_grad_norm: 360,
    l1: 368,
    l2: 376,
    fan_in: 384,
    batch_size: 388,
    drop_last: 392,
    evaluate_every: 396,
    seed: 400,
    reserved: 404,
    size: 408,
  },
  ap_dataset_shape: { n_samples: 0, n_features: 4, n_classes: 8, reserved: 12, size: 16 },
  ap_epoch_record: { train_loss: 0, train_accuracy: 8, test_loss: 16, test_accuracy: 24, size: 32 },
  ap_parameter_info: { name: 0, rows: 24, cols: 28, offset: 32, length: 36, size: 40 },
  ap_trainer_size: { fan_in: 0, outputs: 4, tensors: 8, values: 12, size: 16 },
  ap_progress: {
    step: 0,
    diverged_step: 8,
    epoch: 16,
    steps_per_epoch: 20,
    diverged_layer: 24,
    diverged_operation: 28,
    stopped: 32,
    reserved: 36,
    size: 40,
  },
  ap_layer_shape: { fan_in: 0, units: 4, outputs: 8, reserved: 12, size: 16 },
  ap_layer_stats: {
    gradient_norm: 0,
    weight_norm: 8,
    update_ratio: 16,
    pre_activation_low: 24,
    pre_activation_high: 32,
    activation_low: 40,
    activation_high: 48,
    pre_activation_counts: 56,
    activation_counts: 184,
    size: 312,
  },
  ap_assessment: {
    loss: 0,
    accuracy: 8,
    r_squared: 16,
    expected_error: 24,
    bin_confidence: 32,
    bin_accuracy: 112,
    bin_counts: 192,
    rows: 232,
    classes: 236,
    is_calibrated: 240,
    reserved: 244,
    size: 248,
  },
  ap_edit: { step: 0, value: 8, kind: 16, first: 20, count: 24, reserved: 28, size: 32 },
  ap_kept_states: { state_size: 0, capacity: 8, fewest: 12, size: 16 },
  ap_formula_error: {
    fault: 0,
    position: 4,
    length: 8,
    reserved: 12,
    problem: 16,
    suggestion: 272,
    size: 528,
  },
  ap_formula_info: { param_count: 0, reserved: 4, names: 8, size: 264 },
} as const;

/** Length of a name in `ap_parameter_info`, its closing zero included. */
export const kNameLength = 24;

/** Bins of the histograms in `ap_layer_stats`. */
export const kHistogramBins = 32;

/** Bins of the calibration in `ap_assessment`. */
export const kCalibrationBins = 10;

/** Lengths of a parameter's name in `ap_formula_info` and of a sentence in `ap_formula_error`, with their closing zeros. */
export const kFormulaNameLength = 32;
export const kSentenceLength = 256;

/** The public types of the engine. Names are PyTorch's and scikit-learn's own where they have one. */

import type {
  Assessment,
  Backtrace,
  Edit,
  GradientChain,
  LayerStats,
  LayerTrace,
  LinearMap,
  LossPlane,
  LossSlice,
  LossSliceOptions,
} from "./insight-types.js";
import type { DataSpec, DatasetSpec, RunSpec, TableSpec } from "../spec/run-spec.js";

export type * from "./insight-types.js";

/** What `makeDataset` takes: the `data` part of a RunSpec; what it says of split and scaling is not used. */
export type { DatasetSpec };

/** Which of the two compiled modules is used; both give the same bits. */
export type ModuleKind = "simd" | "scalar";

/** One numeric parameter or named option; every slider, range check and default comes from one. */
export interface ParamInfo {
  /** PyTorch's or scikit-learn's argument name. */
  readonly id: string;
  /** Symbol used in the formula (LaTeX). */
  readonly symbol: string;
  /** What it is: a number, a whole number, a yes or no, or one of `choices`. */
  readonly kind: "real" | "integer" | "flag" | "option";
  readonly min: number;
  readonly max: number;
  /** Of an option: its name. Of a flag: 0 or 1, where a RunSpec has false or true. */
  readonly default: number | string;
  readonly scale: "linear" | "log";
  /** One sentence for the reader. */
  readonly meaning: string;
  /** Present for a named option (such as `approximate`): the accepted names. */
  readonly choices?: readonly string[];
}

/** How to write a function elsewhere, as an expression of `x`; `{id}` stands for the value of the parameter of that id. */
export interface CodeSamples {
  /** Call of torch or torch.nn.functional, after `import torch.nn.functional as F`. */
  readonly pytorch: string;
  /** torch.nn module, after `import torch.nn as nn`; empty when torch has none. */
  readonly module: string;
  readonly numpy: string;
  readonly cpp: string;
}

/** One activation function, as the core describes it. */
export interface ActivationInfo {
  /** PyTorch's functional name, such as `leaky_relu`; `linear` is torch's Identity. */
  readonly id: string;
  readonly name: string;
  readonly family: "piecewise" | "sigmoidal" | "gated" | "normalizing";
  /** True when the function acts on a whole row (softmax), false when it acts on each element. */
  readonly rowwise: boolean;
  /** A rowwise function gives n / row_divisor outputs for a row of n inputs. */
  readonly row_divisor: number;
  /** LaTeX; `{id=value?this|else that}` stands for one of two texts, by the named option of that id. */
  readonly formula: string;
  /** The same of the derivative. */
  readonly derivative: string;
  /** Infimum and supremum of the value at default parameters; may be infinite. */
  readonly range: readonly [number, number];
  /** Such as `smooth`, `monotonic`, `bounded`, `zero_centered`. */
  readonly properties: readonly string[];
  /** One plain sentence: what it is good for, or what to watch. */
  readonly summary: string;
  readonly params: readonly ParamInfo[];
  /** Largest error of value and derivative against the true result, in units in the last place. */
  readonly max_ulp: number;
  readonly derivative_max_ulp: number;
  /** Points where the derivative jumps, at default parameters. */
  readonly kinks: readonly number[];
  readonly code: CodeSamples;
  /** The tutorial's example input for this function. */
  readonly example: readonly number[];
  /** Where the function comes from (paper or documentation). */
  readonly source: string;
}

/** Parameters by argument name, numbers or named options; left-out ones take their default. */
export type ActivationParams = Readonly<Record<string, number | string>>;

/** A named entry and its parameters. */
export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly params: readonly ParamInfo[];
}

export interface LossInfo extends CatalogEntry {
  /** What the outputs are compared with: class labels, or numbers. */
  readonly targets: "classes" | "numbers";
  /** True when a single output can stand for two classes. */
  readonly binary: boolean;
}

/** An argument of a data set that is a list of numbers; null stands for scikit-learn's None. */
export interface ListInfo {
  readonly id: string;
  /** Limits of each number. */
  readonly min: number;
  readonly max: number;
  /** Empty: null. */
  readonly default: readonly number[];
  readonly max_length: number;
  /** Whether a single number may stand for the list. */
  readonly one_for_all: boolean;
  readonly meaning: string;
}

export interface DatasetInfo extends CatalogEntry {
  readonly lists: readonly ListInfo[];
  readonly task: "classification" | "regression";
  readonly source: string;
}

/** How large things may be. */
export interface Limits {
  readonly layers: number;
  readonly units: number;
  readonly features: number;
  readonly samples: number;
  /** Numbers of a data set: n_samples times n_features. */
  readonly feature_values: number;
  readonly classes: number;
  readonly batch_size: number;
  readonly epochs: number;
  readonly seed: number;
  /** Numbers of an array that is given to the engine. */
  readonly elements: number;
  /** Runs that are not yet disposed. */
  readonly runs: number;
}

/** Everything the core knows about, read once from the module. */
export interface Catalog {
  readonly activations: readonly ActivationInfo[];
  readonly losses: readonly LossInfo[];
  readonly optimizers: readonly CatalogEntry[];
  readonly schedules: readonly CatalogEntry[];
  readonly initializers: readonly CatalogEntry[];
  readonly norms: readonly CatalogEntry[];
  readonly stop_rules: readonly CatalogEntry[];
  readonly datasets: readonly DatasetInfo[];
  readonly limits: Limits;
}

/** Value and derivative of an activation, element by element. */
export interface ActivationSample {
  readonly y: Float32Array;
  readonly dy: Float32Array;
}

/** What one element costs on this device: the value alone, and value and slope together. Units: ns. */
export interface TimePerElement {
  readonly value: number;
  readonly both: number;
}

/** Values of a formula's parameters by name. */
export type FormulaParams = Readonly<Record<string, number>>;

/** Value, first and second derivative of a function, in double precision. */
export interface Curve {
  readonly y: Float64Array;
  readonly dy: Float64Array;
  readonly d2y: Float64Array;
}

/** A formula with its exact derivatives. Call `dispose` when done; the memory lives in the module. */
export interface Formula {
  readonly text: string;
  /** Names of the parameters, in the order of their first use. */
  readonly params: readonly string[];
  /** Value and derivative at each x; parameters left out keep their first value. Shapes: x, y, dy [n]. */
  sample(x: Float32Array, params?: FormulaParams): ActivationSample;
  /** Value and two derivatives at each x. Shapes: x, y, dy, d2y [n]. */
  curve(x: Float64Array, params?: FormulaParams): Curve;
  /** As `Engine.activationTime`. */
  time(elements: number, params?: FormulaParams): TimePerElement;
  dispose(): void;
}

export interface SoftmaxOptions {
  readonly rows: number;
  readonly cols: number;
  /** Default `softmax`. */
  readonly kind?: "softmax" | "log_softmax" | "softmin";
  /** Divides the logits first; above 0, default 1. */
  readonly temperature?: number;
}

/**
 * A generated data set. Shapes: features [n_samples, n_features] row by row; labels [n_samples] of a classification,
 * targets [n_samples] of a regression, the other one empty.
 */
export interface Dataset {
  readonly features: Float64Array;
  readonly labels: Int32Array;
  readonly targets: Float64Array;
  readonly n_samples: number;
  readonly n_features: number;
  /** 0 for a regression. */
  readonly n_classes: number;
}

/**
 * The plane in which rows vary most, for a picture of data of many features: its point (u, v) is the row
 * `mean[j] + u * axes[0][j] + v * axes[1][j]`. Shapes: mean and each axis [n_features]; projected [n, 2], row by row.
 */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  /** Of length 1 and perpendicular; the largest component is positive. Of one feature only, the second is zero. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** Along each axis, the larger one first. Units: squares of the features' own. */
  readonly variance: readonly [number, number];
  /** Of all features together. */
  readonly total_variance: number;
  /** Where each row lies in the plane. */
  readonly projected: Float64Array;
}

/** A table of the user's own. Shapes and classes: as in `Dataset`; the number of rows follows from the features. */
export interface Table {
  readonly features: Float64Array;
  readonly n_features: number;
  readonly labels: Int32Array;
  readonly targets: Float64Array;
  /** 0 for a regression. */
  readonly n_classes: number;
}

/** Row numbers of the two parts of a data set, in scikit-learn's order. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Rows as a network reads them. Shapes: features [n, n_features] row by row; labels or targets [n], the other one empty. */
export interface PreparedRows {
  readonly features: Float32Array;
  readonly labels: Int32Array;
  readonly targets: Float32Array;
}

/**
 * What a run of this data trains on and is tested with. Shapes: mean, scale [n_features], and so each row; where the RunSpec
 * makes inputs by formulas, they take the place of the features.
 */
export interface PreparedData {
  readonly train: PreparedRows;
  readonly test: PreparedRows;
  /** A feature is (raw - mean) / scale; 0 and 1 where the RunSpec does not standardize. */
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  readonly n_features: number;
  /** 0 for a regression. */
  readonly n_classes: number;
}

/** One epoch of a run. Losses in nats, accuracies 0..1. */
export interface EpochRecord {
  /** 1-based. */
  readonly epoch: number;
  /** As PyTorch's loop prints it: before the epoch's update (mini-batches: mean over samples). */
  readonly train_loss: number;
  /** After the epoch's update, as are the two that follow. */
  readonly train_accuracy: number;
  readonly test_loss: number;
  readonly test_accuracy: number;
}

/** One parameter tensor in PyTorch's name and layout, such as `fc1.weight` [50, 20]. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Where a run left the finite numbers: it has come to its end, and what was trained before stays. */
export interface Divergence {
  readonly operation:
    "linear" | "norm" | "activation" | "formula" | "dropout" | "loss" | "gradient" | "update";
  /** 1-based, as in fc1; the last layer for the loss. */
  readonly layer: number;
  /** 1-based number of the optimizer step that could not be finished. */
  readonly step: number;
}

/**
 * Why a run trains no further by itself: all its epochs are made (it can still be asked for more), its stop rule has ended
 * it, or a value was not finite.
 */
export type StopReason = "epochs" | "target" | "plateau" | "divergence";

/** A training run: a pure function of its RunSpec and its edits. Call `dispose` when done; the memory lives in the module. */
export interface Run {
  /** The complete RunSpec, defaults filled in. */
  readonly spec: RunSpec;
  /** Epochs trained so far. */
  readonly epoch: number;
  readonly history: readonly EpochRecord[];
  /** Optimizer steps made so far, and how many of them an epoch has. */
  readonly step: number;
  readonly steps_per_epoch: number;
  /** Set once a value was not finite; from then on training does nothing. */
  readonly divergence: Divergence | undefined;
  /** Why the run has come to its end; undefined while it has not. */
  readonly stopped: StopReason | undefined;
  /** True once training does nothing more: by its stop rule or a divergence. */
  readonly isOver: boolean;
  /** Trains `epochs` more epochs; left out: up to the RunSpec's `epochs`. Returns the whole history. */
  train(epochs?: number): readonly EpochRecord[];
  /** Makes that many optimizer steps, across the ends of epochs; the same bits as whole epochs. */
  advance(steps: number): readonly EpochRecord[];
  /**
   * The training rows (0-based, as `prepareData` has them) that the next step learns from, in their order: with `backtrace`
   * of each, a step is gone through sample by sample.
   */
  nextBatch(): Int32Array;
  /** The learning rate of the next step, as schedule and edits have it. */
  readonly learning_rate: number;
  /** Changes the optimizer's learning rate from the next step on. */
  setLearningRate(rate: number): void;
  /** Changes one number of a parameter; `index` counts along its `data`. */
  setParameter(name: string, index: number, value: number): void;
  /**
   * Keeps a parameter's number, or all of them, as they are: the optimizer touches neither them nor what it remembers of
   * them, as with PyTorch's `requires_grad = False`. `frozen` false: trains them again.
   */
  freeze(name: string, index: number | "all", frozen?: boolean): void;
  /**
   * Silences a unit (0-based) of a layer (1-based, as in fc1): it gives 0 and passes no gradient. `ablated` false: lets it
   * speak again. Functions of whole rows cannot lose a unit.
   */
  ablate(layer: number, unit: number, ablated?: boolean): void;
  /** All edits so far, in their order. */
  edits(): Edit[];
  /**
   * Goes back to the state after `step` steps: the same bits, with the history cut off there. Edits made at that step or
   * before stay, later ones are dropped; a divergence is forgotten. What lies between the last checkpoint (or the start)
   * and `step` is trained again.
   */
  rewind(step: number): readonly EpochRecord[];
  /** The first half of it: goes to the checkpoint before `step`, from where `advance` leads to `step`. */
  restore(step: number): void;
  /**
   * Keeps checkpoints from now on, up to 64 of them in `max_bytes` (default 64 MiB), at a spacing that doubles as the run
   * grows: rewinding then repeats less than 1/32 of the way. Returns how many fit; 0 bytes: none are kept.
   */
  keepCheckpoints(max_bytes?: number): number;
  parameters(): Parameter[];
  /**
   * Rows of the data set's features as the network reads them: formulas worked out, scaled as the training rows are, rounded.
   * Shapes: features [n, n_features] -> result [n, inputs], row by row.
   */
  prepare(features: Float64Array): Float32Array;
  /**
   * The network's outputs for rows of prepared features.
   * Shapes: features [n, n_features] -> result [n, outputs], row by row; `out`, when given, is the result.
   */
  predict(features: Float32Array, out?: Float32Array): Float32Array;
  /** What every layer computes for rows of standardised features, from the input on. Shape: features [rows, n_features]. */
  trace(features: Float32Array): LayerTrace[];
  /** How every layer fares over rows of standardised features; left out: over the training rows. */
  layerStats(features?: Float32Array): LayerStats[];
  /** Confusion matrix, R squared and calibration over the training or the test rows. */
  assess(part: "train" | "test"): Assessment;
  /**
   * The product of all layers, biases, batch norms and silenced units included, compared with the network over rows of
   * standardised features; left out: over the training rows. Undefined when something bends: an activation other than
   * `linear`, or a layer norm.
   */
  collapse(features?: Float32Array): LinearMap | undefined;
  /** A plane through the space of the parameters as they are now, for `lossOn`. */
  lossPlane(options?: LossSliceOptions): LossPlane;
  /**
   * The mean loss at points of a plane, as in evaluation and without penalties; the run stays as it is. Infinity and NaN are
   * results. Shapes: u, v, result [n].
   */
  lossOn(plane: LossPlane, u: Float64Array, v: Float64Array): Float64Array;
  /** The loss on a square of a plane around the run. Costs `size` * `size` evaluations of the part. */
  lossSlice(options?: LossSliceOptions): LossSlice;
  /**
   * Follows one row (0-based, as `prepareData` has them) forwards and the gradient of its loss back, as in evaluation: batch
   * norms use their running statistics, dropout does nothing.
   */
  backtrace(part: "train" | "test", row: number): Backtrace;
  /** The factors of the gradient by one unit (0-based) of a layer (1-based), along the strongest way up to the loss. */
  gradientChain(part: "train" | "test", row: number, layer: number, unit: number): GradientChain;
  /** Hash of all parameters and the history: equal bits give equal text on every machine. */
  fingerprint(): string;
  dispose(): void;
}

/** The part of the engine that needs no data and no training. Errors: as those of `Engine`. */
export interface FunctionEngine {
  readonly module: ModuleKind;
  readonly catalog: Catalog;
  /** False once the engine was disposed, or its module has stopped. */
  readonly isRunning: boolean;
  /** An elementwise activation and its derivative at each x. Shapes: x, y, dy [n]. NaN and infinity are allowed. */
  activation(id: string, x: Float32Array, params?: ActivationParams): ActivationSample;
  /** The same with its second derivative, in double precision. At kinks dy is torch's and d2y 0. Shapes: x, y, dy, d2y [n]. */
  activationCurve(id: string, x: Float64Array, params?: ActivationParams): Curve;
  /** Measures the core on that many numbers, 1 to 4194304, for some 30 ms: the best of a few stretches. */
  activationTime(id: string, elements: number, params?: ActivationParams): TimePerElement;
  /**
   * A function typed by the user, such as `max(0, x) + a * min(0, x)`: x, numbers, `+ - * / ^`, every elementwise
   * activation by its id, exp, log, sqrt, abs, min, max, `where(x < 0, ...)` and more; any other name is a parameter.
   * `params` are first values; those left out are 1. Errors: `FormulaError`, an `ArgumentError` with the fault's place.
   */
  formula(text: string, params?: FormulaParams): Formula;
  /** Softmax, or one of its family, of each row. Shapes: logits and result [rows, cols], row by row. */
  softmax(logits: Float32Array, options: SoftmaxOptions): Float32Array;
  /** Frees the module; the engine and its runs cannot be used any more. */
  dispose(): void;
}

/**
 * The engine: activations, data and training, synchronous.
 *
 * Errors: every wrong argument throws one `ArgumentError` that lists all its faults; a module that has stopped, or an
 * object that was disposed, throws an `EngineError`.
 */
export interface Engine extends FunctionEngine {
  /** scikit-learn's generator of that name: the same numbers. Or the points, table or digits that the spec names. */
  makeDataset(spec: DatasetSpec): Dataset;
  /**
   * Keeps a copy of a table until `removeTable`, and gives its name for RunSpecs: up to 100 features, 100,000 rows, 10
   * classes. The name is the hash of the numbers, so that equal RunSpecs are equal runs.
   */
  addTable(table: Table): TableSpec;
  /** Forgets a table; runs that were made of it keep their rows. */
  removeTable(id: string): void;
  /** Reads the handwritten digits from beside this script; `data: { name: "digits" }` needs it once. */
  loadDigits(): Promise<void>;
  /**
   * The inputs that formulas make of features x1, x2...: `["x1", "x1 * x2"]`; see `data.inputs` of the RunSpec.
   * Shapes: features [n, n_features], result [n, inputs.length]. Errors: `ArgumentError` with each formula's fault.
   */
  computeInputs(features: Float64Array, n_features: number, inputs: readonly string[]): Float64Array;
  /** scikit-learn's train_test_split of row numbers. */
  trainTestSplit(n_samples: number, options: { test_size: number; random_state: number }): Split;
  /** The two directions in which rows vary most. Shapes: features [n, n_features], row by row. */
  principalAxes(features: Float64Array | Float32Array, n_features: number): PrincipalAxes;
  /** The rows of a RunSpec's `data` after split and scaling: the very numbers that its run trains on. */
  prepareData(data: DataSpec): PreparedData;
  /** Makes the data and the network of a run; nothing is trained yet. */
  createRun(spec: RunSpec): Run;
}

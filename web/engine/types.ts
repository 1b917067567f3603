/** The public types of the engine. Names are PyTorch's and scikit-learn's own where they have one. */

import type { RunSpec } from "../spec/run-spec.js";

/** Which of the two compiled modules is used; both give the same bits. */
export type ModuleKind = "simd" | "scalar";

/** One numeric parameter or named option; every slider, range check and default comes from one. */
export interface ParamInfo {
  /** PyTorch's or scikit-learn's argument name. */
  readonly id: string;
  /** Symbol used in the formula (LaTeX). */
  readonly symbol: string;
  readonly min: number;
  readonly max: number;
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
  /** LaTeX. */
  readonly formula: string;
  /** LaTeX. */
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

/** Named entries (losses, optimizers, data sets...) and their parameters. */
export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly params: readonly ParamInfo[];
}

/** Everything the core knows about, read once from the module. */
export interface Catalog {
  readonly activations: readonly ActivationInfo[];
  readonly losses: readonly CatalogEntry[];
  readonly optimizers: readonly CatalogEntry[];
  readonly datasets: readonly CatalogEntry[];
}

/** Value and derivative of an activation, element by element. */
export interface ActivationSample {
  readonly y: Float32Array;
  readonly dy: Float32Array;
}

export interface SoftmaxOptions {
  readonly rows: number;
  readonly cols: number;
  /** Default `softmax`. */
  readonly kind?: "softmax" | "log_softmax" | "softmin";
  /** Divides the logits first; above 0, default 1. */
  readonly temperature?: number;
}

/** A generated data set. Shapes: features [n_samples, n_features] row by row, labels [n_samples]. */
export interface Dataset {
  readonly features: Float64Array;
  readonly labels: Int32Array;
  readonly n_samples: number;
  readonly n_features: number;
  readonly n_classes: number;
}

/** Row numbers of the two parts of a data set, in scikit-learn's order. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
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

/** A training run: a pure function of its RunSpec. Call `dispose` when done; the memory lives in the module. */
export interface Run {
  /** The complete RunSpec, defaults filled in. */
  readonly spec: RunSpec;
  /** Epochs trained so far. */
  readonly epoch: number;
  readonly history: readonly EpochRecord[];
  /** Trains `epochs` more epochs; left out: up to the RunSpec's `epochs`. Returns the whole history. */
  train(epochs?: number): readonly EpochRecord[];
  parameters(): Parameter[];
  /**
   * The network's outputs for rows of standardised features.
   * Shapes: features [n, n_features] -> result [n, outputs], row by row.
   */
  predict(features: Float32Array): Float32Array;
  /** Hash of all parameters and the history: equal bits give equal text on every machine. */
  fingerprint(): string;
  dispose(): void;
}

/** The engine: activations, data and training, synchronous. Every wrong argument throws one `ArgumentError`. */
export interface Engine {
  readonly module: ModuleKind;
  readonly catalog: Catalog;
  activation(id: string, x: Float32Array, params?: ActivationParams): ActivationSample;
  softmax(logits: Float32Array, options: SoftmaxOptions): Float32Array;
  makeDataset(spec: DatasetSpec): Dataset;
  trainTestSplit(n_samples: number, options: { test_size: number; random_state: number }): Split;
  createRun(spec: RunSpec): Run;
  dispose(): void;
}

/** What `makeDataset` takes: the `data` part of a RunSpec without the split. */
export type DatasetSpec = Omit<RunSpec["data"], "test_size" | "split_random_state" | "standardize">;

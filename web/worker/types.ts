/** The asynchronous engine that pages use: the same names as the engine's, each call abortable. */

import type {
  ActivationParams,
  ActivationSample,
  Catalog,
  Curve,
  Dataset,
  DatasetSpec,
  Divergence,
  EpochRecord,
  FormulaParams,
  ModuleKind,
  Parameter,
  PrincipalAxes,
  SoftmaxOptions,
  Split,
  TimePerElement,
} from "../engine/types.js";
import type { RunSpec } from "../spec/run-spec.js";

export interface CallOptions {
  /** Aborting rejects the call with the signal's reason; work not yet begun is never done. */
  readonly signal?: AbortSignal;
}

/** Newest wins when calls share a `lane`: an older call of the lane that has not begun rejects with AbortError. */
export interface LaneOptions extends CallOptions {
  readonly lane?: string;
}

export interface TrainOptions extends CallOptions {
  /** Called at most once a slice (about 12 ms of training) with the records that are new since the last call. */
  readonly onProgress?: (records: readonly EpochRecord[]) => void;
}

/** A run that lives in the worker. */
export interface RunClient {
  readonly spec: RunSpec;
  /** All records received so far. */
  readonly history: readonly EpochRecord[];
  /** Set once a value was not finite; from then on training does nothing. */
  readonly divergence: Divergence | undefined;
  /** Trains `epochs` more, or up to the RunSpec's epochs. Abort stops between slices; what was trained stays. */
  train(epochs?: number, options?: TrainOptions): Promise<readonly EpochRecord[]>;
  parameters(options?: CallOptions): Promise<Parameter[]>;
  predict(features: Float32Array, options?: CallOptions): Promise<Float32Array>;
  fingerprint(options?: CallOptions): Promise<string>;
  dispose(): void;
}

/** A formula that the worker has read; it needs not be disposed of, and outlives a worker that has stopped. */
export interface FormulaClient {
  readonly text: string;
  readonly params: readonly string[];
  /** Parameters left out are 1. */
  sample(x: Float32Array, params?: FormulaParams, options?: LaneOptions): Promise<ActivationSample>;
  curve(x: Float64Array, params?: FormulaParams, options?: LaneOptions): Promise<Curve>;
  time(elements: number, params?: FormulaParams, options?: LaneOptions): Promise<TimePerElement>;
}

/**
 * The engine's functions, each call answered in its turn.
 *
 * Errors: those of the engine, as the same classes. Should the engine stop, all open calls reject with an `EngineError`,
 * and the next call starts a new one; runs of the old one are lost, and say so.
 */
export interface EngineClient {
  /** Resolves once the module is loaded; rejects when it cannot be. */
  readonly ready: Promise<{ readonly module: ModuleKind; readonly catalog: Catalog }>;
  activation(
    id: string,
    x: Float32Array,
    params?: ActivationParams,
    options?: LaneOptions,
  ): Promise<ActivationSample>;
  activationCurve(
    id: string,
    x: Float64Array,
    params?: ActivationParams,
    options?: LaneOptions,
  ): Promise<Curve>;
  activationTime(
    id: string,
    elements: number,
    params?: ActivationParams,
    options?: LaneOptions,
  ): Promise<TimePerElement>;
  /** Reads a formula. Errors: `FormulaError`. */
  formula(text: string, options?: LaneOptions): Promise<FormulaClient>;
  softmax(logits: Float32Array, options: SoftmaxOptions & LaneOptions): Promise<Float32Array>;
  makeDataset(spec: DatasetSpec, options?: CallOptions): Promise<Dataset>;
  trainTestSplit(
    n_samples: number,
    options: { test_size: number; random_state: number } & CallOptions,
  ): Promise<Split>;
  principalAxes(
    features: Float64Array | Float32Array,
    n_features: number,
    options?: CallOptions,
  ): Promise<PrincipalAxes>;
  createRun(spec: RunSpec, options?: CallOptions): Promise<RunClient>;
  dispose(): void;
}

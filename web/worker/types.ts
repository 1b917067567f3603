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
  LayerStats,
  LayerTrace,
  LossSlice,
  LossSliceOptions,
  ModuleKind,
  Parameter,
  PrincipalAxes,
  PreparedData,
  Run,
  SoftmaxOptions,
  Split,
  StopReason,
  Table,
  TimePerElement,
} from "../engine/types.js";
import type { Race, RaceOptions, RaceResult } from "./race-types.js";

export type * from "./race-types.js";
import type { DataSpec, RunSpec, TableSpec } from "../spec/run-spec.js";
import type { RunMethod } from "./protocol.js";

export type { RunMethod };

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

/** Where a picture of a run is taken. Shapes: rows of standardised features, [n, n_features]. */
export interface Scene {
  /** Places at which the outputs are wanted: the decision map. */
  readonly map: Float32Array;
  /** Places at which every unit's activation is wanted: the units' own maps. */
  readonly units: Float32Array;
}

/** A picture of a run at one step, all of the same moment. */
export interface Frame {
  readonly step: number;
  readonly epoch: number;
  /** Why the run has come to its end; undefined while it has not. */
  readonly stopped: StopReason | undefined;
  /** The network's outputs at the scene's map. Shapes: [n, outputs], row by row. */
  readonly outputs: Float32Array;
  /** Every layer's activations at the scene's units. Shapes: [outputs, n] for each layer, one after the other. */
  readonly activations: Float32Array;
  /** How every layer fares over the training rows. */
  readonly layers: readonly LayerStats[];
  /** All parameters, in the order of `parameters()`, one after the other. */
  readonly parameters: Float32Array;
  /** Epochs that ended since the frame before; in a scene's first one, all of them. */
  readonly records: readonly EpochRecord[];
}

export interface PlayOptions {
  /** Train this many steps at most; 0 only reads a frame. Default: up to the RunSpec's epochs. */
  readonly steps?: number;
  /** Default: as fast as can be. */
  readonly steps_per_second?: number;
  /** Least time from one frame to the next; the last frame comes always. Units: ms. Default: 15. */
  readonly frame_interval?: number;
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
  /** Says what frames show. A scene stays until the next one; large ones cost time at every frame. */
  watch(scene: Scene | undefined, options?: CallOptions): Promise<undefined>;
  /**
   * Trains in slices and gives a frame after each, as long as the one before was taken: training never waits for a
   * picture, except for the last one. A frame's arrays are good until the next frame comes; they lie in two buffers that
   * travel back and forth. `pause` ends it early and in peace. Resolves when the last frame has been given.
   */
  play(onFrame: (frame: Frame) => void, options?: PlayOptions & CallOptions): Promise<Divergence | undefined>;
  /** Ends what is played after the slice under way. */
  pause(): void;
  /**
   * Goes back to the state after `step` steps, in slices; see `Run.rewind`. Waits for training under way: pause it first.
   * An abort leaves the run at some step before.
   */
  rewind(step: number, options?: CallOptions): Promise<readonly EpochRecord[]>;
  /** The loss on a plane around the run as it is now; see `Run.lossSlice`. Training may go on meanwhile. */
  lossSlice(options?: LossSliceOptions & CallOptions): Promise<LossSlice>;
  /**
   * Calls a method of the engine's `Run`, between two slices of training: `await run.ask("ablate", [1, 3])`. Arrays in the
   * arguments stay the caller's.
   */
  ask<M extends RunMethod>(
    method: M,
    args: Parameters<Run[M]>,
    options?: CallOptions,
  ): Promise<ReturnType<Run[M]>>;
  parameters(options?: CallOptions): Promise<Parameter[]>;
  prepare(features: Float64Array, options?: CallOptions): Promise<Float32Array>;
  predict(features: Float32Array, options?: CallOptions): Promise<Float32Array>;
  /** What every layer computes for rows of standardised features; see `Run.trace`. */
  trace(features: Float32Array, options?: CallOptions): Promise<LayerTrace[]>;
  /** How every layer fares, over the training rows unless others are given; see `Run.layerStats`. */
  layerStats(options?: CallOptions & { readonly features?: Float32Array }): Promise<LayerStats[]>;
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
  prepareData(data: DataSpec, options?: CallOptions): Promise<PreparedData>;
  /** Hands the table's arrays over, so that a large one costs the page no time: they cannot be used afterwards. */
  addTable(table: Table, options?: CallOptions): Promise<TableSpec>;
  removeTable(id: string, options?: CallOptions): Promise<void>;
  /** Call it while the page loads: the file comes from beside the worker's script. */
  loadDigits(options?: CallOptions): Promise<void>;
  computeInputs(
    features: Float64Array,
    n_features: number,
    inputs: readonly string[],
    options?: CallOptions,
  ): Promise<Float64Array>;
  createRun(spec: RunSpec, options?: CallOptions): Promise<RunClient>;
  /**
   * Trains each activation with each seed, on all cores, and says which is ahead. Workers of its own are started for it and
   * kept for the next race; where there can be none, the page runs it in slices.
   *
   * Errors: `ArgumentError` with every fault; `EngineError` when a worker stops and, started anew, stops at the same run
   * again.
   */
  race(race: Race, options?: RaceOptions): Promise<RaceResult>;
  dispose(): void;
}

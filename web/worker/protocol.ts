/** Every message between the client and the host of the engine. */

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
  LossSlice,
  LossSliceOptions,
  ModuleKind,
  PrincipalAxes,
  PreparedData,
  Run,
  SoftmaxOptions,
  Split,
  Table,
  TimePerElement,
} from "../engine/types.js";
import type { Fault } from "../spec/faults.js";
import type { DataSpec, RunSpec, TableSpec } from "../spec/run-spec.js";
import type { Frame, PlayOptions, Scene } from "./types.js";

/** Number of a call or a run, given by the client. */
export type Id = number;

/** A run that was made, trained and disposed of. */
export interface FinishedRun {
  /** Those that have not been sent before. */
  readonly records: readonly EpochRecord[];
  readonly divergence: Divergence | undefined;
  readonly fingerprint: string;
}

/** What a call takes and what comes back. */
export interface Calls {
  activation: { args: [id: string, x: Float32Array, params?: ActivationParams]; result: ActivationSample };
  activationCurve: { args: [id: string, x: Float64Array, params?: ActivationParams]; result: Curve };
  activationTime: {
    args: [id: string, elements: number, params?: ActivationParams];
    result: TimePerElement;
  };
  /** The names of the text's parameters. */
  formula: { args: [text: string]; result: readonly string[] };
  formulaSample: { args: [text: string, x: Float32Array, params?: FormulaParams]; result: ActivationSample };
  formulaCurve: { args: [text: string, x: Float64Array, params?: FormulaParams]; result: Curve };
  formulaTime: { args: [text: string, elements: number, params?: FormulaParams]; result: TimePerElement };
  softmax: { args: [logits: Float32Array, options: SoftmaxOptions]; result: Float32Array };
  makeDataset: { args: [spec: DatasetSpec]; result: Dataset };
  trainTestSplit: {
    args: [n_samples: number, options: { test_size: number; random_state: number }];
    result: Split;
  };
  principalAxes: {
    args: [features: Float64Array | Float32Array, n_features: number];
    result: PrincipalAxes;
  };
  prepareData: { args: [data: DataSpec]; result: PreparedData };
  addTable: { args: [table: Table]; result: TableSpec };
  removeTable: { args: [id: string]; result: undefined };
  loadDigits: { args: []; result: undefined };
  computeInputs: {
    args: [features: Float64Array, n_features: number, inputs: readonly string[]];
    result: Float64Array;
  };
  createRun: { args: [run: Id, spec: RunSpec]; result: RunSpec };
  train: { args: [run: Id, epochs?: number]; result: Divergence | undefined };
  /** What the frames of a run show from now on; no scene is no frames. */
  watch: { args: [run: Id, scene: Scene | undefined]; result: undefined };
  play: { args: [run: Id, options: PlayOptions]; result: Divergence | undefined };
  ask: {
    args: { [M in RunMethod]: [run: Id, method: M, ...args: Parameters<Run[M]>] }[RunMethod];
    result: ReturnType<Run[RunMethod]>;
  };
  rewind: { args: [run: Id, step: number]; result: Moment };
  lossSlice: { args: [run: Id, options: LossSliceOptions]; result: LossSlice };
  /** A whole run at once. Its records come as progress while it is long, and the rest with the result. */
  finishRun: { args: [spec: RunSpec]; result: FinishedRun };
}

/** Where a run is after a rewind. */
export interface Moment {
  readonly step: number;
  readonly epoch: number;
}

/** Methods of a run that are passed on as they are, between two slices of its training. */
export const kRunMethods = [
  "parameters",
  "prepare",
  "predict",
  "trace",
  "layerStats",
  "assess",
  "collapse",
  "lossPlane",
  "lossOn",
  "nextBatch",
  "backtrace",
  "gradientChain",
  "fingerprint",
  "setLearningRate",
  "setParameter",
  "freeze",
  "ablate",
  "edits",
  "keepCheckpoints",
] as const;
export type RunMethod = (typeof kRunMethods)[number];

export type Method = keyof Calls;
export type Args<M extends Method> = Calls[M]["args"];
export type Result<M extends Method> = Calls[M]["result"];

/** Methods that need neither data nor runs. */
export type FunctionMethod =
  | "activation"
  | "activationCurve"
  | "activationTime"
  | "formula"
  | "formulaSample"
  | "formulaCurve"
  | "formulaTime"
  | "softmax";
export type TrainingMethod = Exclude<Method, FunctionMethod>;

/** What the host does at a call, given the call's number. */
export type Handler<M extends Method> = (args: Args<M>, id: Id) => Result<M> | Promise<Result<M>>;
export type Handlers<All extends Method> = { readonly [M in All]: Handler<M> };

/** A call as a message. */
export type CallMessage<M extends Method = Method> = {
  [K in M]: { readonly type: "call"; readonly id: Id; readonly method: K; readonly args: Args<K> };
}[M];

/** From the client to the host. */
export type ToHost =
  /** First of all: load the module. */
  | { readonly type: "start"; readonly module: ModuleKind | undefined }
  | CallMessage
  /** A call not yet begun is never done; training stops at the end of its slice. */
  | { readonly type: "abort"; readonly id: Id }
  /** What is played of a run by calls up to this one comes to its end after its slice, with a last frame. */
  | { readonly type: "pause"; readonly run: Id; readonly id: Id }
  /** A frame's buffer on its way back to the pool. */
  | { readonly type: "release"; readonly run: Id; readonly buffer: ArrayBuffer }
  | { readonly type: "dispose"; readonly run: Id };

/** An error as plain data. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  /** Of an `ArgumentError`. */
  readonly faults?: readonly Fault[];
  /** Of a `FormulaError`: the place of the fault. */
  readonly place?: readonly [start: number, end: number];
}

/** From the host to the client. */
export type ToClient =
  | { readonly type: "ready"; readonly module: ModuleKind; readonly catalog: Catalog }
  /** The module could not be loaded, or has stopped: the host is of no more use. */
  | { readonly type: "stopped"; readonly error: ErrorData }
  | { readonly type: "result"; readonly id: Id; readonly value: Result<Method> }
  | { readonly type: "error"; readonly id: Id; readonly error: ErrorData }
  /** Its arrays all lie in one buffer, which is handed over. */
  | { readonly type: "frame"; readonly id: Id; readonly run: Id; readonly frame: Frame }
  /** Records of a training call since the last such message. */
  | { readonly type: "progress"; readonly id: Id; readonly records: readonly EpochRecord[] };

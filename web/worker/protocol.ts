/** Every message between a page and its engine, typed once. */

import type {
  ActivationParams,
  ActivationSample,
  Catalog,
  Dataset,
  DatasetSpec,
  EpochRecord,
  ModuleKind,
  Parameter,
  SoftmaxOptions,
  Split,
} from "../engine/types.js";
import { ArgumentError, type Fault } from "../spec/faults.js";
import type { RunSpec } from "../spec/run-spec.js";

/** What the client can ask for: arguments and answer of each call. */
export interface Calls {
  load: {
    args: { readonly module?: ModuleKind };
    answer: { readonly module: ModuleKind; readonly catalog: Catalog };
  };
  activation: {
    args: { readonly id: string; readonly x: Float32Array; readonly params: ActivationParams };
    answer: ActivationSample;
  };
  softmax: {
    args: { readonly logits: Float32Array; readonly options: SoftmaxOptions };
    answer: Float32Array;
  };
  makeDataset: { args: { readonly spec: DatasetSpec }; answer: Dataset };
  trainTestSplit: {
    args: { readonly n_samples: number; readonly test_size: number; readonly random_state: number };
    answer: Split;
  };
  createRun: { args: { readonly spec: RunSpec }; answer: { readonly run: number; readonly spec: RunSpec } };
  /** Sends progress; the answer is the number of epochs trained in all. */
  train: { args: { readonly run: number; readonly epochs?: number }; answer: number };
  parameters: { args: { readonly run: number }; answer: Parameter[] };
  predict: { args: { readonly run: number; readonly features: Float32Array }; answer: Float32Array };
  fingerprint: { args: { readonly run: number }; answer: string };
  disposeRun: { args: { readonly run: number }; answer: null };
}

export type CallName = keyof Calls;

/** A call, with the name telling the type of its arguments. */
export type CallMessage = {
  [N in CallName]: { readonly call: number; readonly name: N; readonly args: Calls[N]["args"] };
}[CallName];

/** Page to engine. */
export type ToHost = CallMessage | { readonly abort: number };

/** An error as it crosses; `faults` makes it an ArgumentError again. */
export interface ErrorMessage {
  readonly message: string;
  readonly faults?: readonly Fault[];
}

/** Engine to page. */
export type FromHost =
  | { readonly call: number; readonly answer: Calls[CallName]["answer"] }
  | { readonly call: number; readonly error: ErrorMessage }
  | { readonly call: number; readonly progress: readonly EpochRecord[] };

/** The end of a channel: a worker, a worker's own scope, or a MessagePort. */
export interface Port<Out> {
  postMessage(message: Out, transfer: Transferable[]): void;
}

export function packError(error: unknown): ErrorMessage {
  if (error instanceof ArgumentError) {
    // A fault's value may be something that cannot be cloned, such as a function.
    const faults = error.faults.map((fault) => ({
      ...fault,
      value: isPlain(fault.value) ? fault.value : String(fault.value),
    }));
    return { message: error.message, faults };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

export function unpackError({ message, faults }: ErrorMessage): Error {
  return faults ? new ArgumentError(faults) : new Error(message);
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "undefined"].includes(typeof value);
}

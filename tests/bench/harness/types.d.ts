/** What the files of the benchmark hand to each other. */

import type { Engine } from "../../../web/engine/types.js";
import type { Race } from "../../../web/worker/types.js";
import type { RunSpec } from "../../../web/spec/run-spec.js";

/** One Linear layer of a task; weights in PyTorch's layout. Shapes: weight [units, fan_in], bias [units]. */
export interface TaskLayer {
  readonly fan_in: number;
  readonly units: number;
  readonly activation: "linear" | "relu" | "tanh" | "sigmoid";
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Training from given weights on given rows; one unit of work is `epochs` epochs. */
export interface TrainTask {
  readonly kind: "train";
  readonly id: string;
  /** The same work for our own engine, which makes rows and weights itself. */
  readonly spec: RunSpec;
  readonly layers: readonly TaskLayer[];
  readonly loss: "cross_entropy" | "mse";
  readonly optimizer: { readonly id: "adam" | "sgd"; readonly lr: number };
  readonly rows: number;
  readonly batch_size: number;
  readonly epochs: number;
  /** Shapes: [rows, fan_in], in the order in which they are trained on. */
  readonly features: Float32Array;
  readonly labels: Int32Array;
  /** Training loss of each epoch by our engine. */
  readonly expected: readonly number[];
}

/** The outputs of a network for many rows. */
export interface ForwardTask {
  readonly kind: "forward";
  readonly id: string;
  readonly spec: RunSpec;
  readonly layers: readonly TaskLayer[];
  readonly rows: number;
  readonly features: Float32Array;
  readonly expected: readonly number[];
}

export type ElementOp = "sigmoid" | "tanh" | "gelu" | "gelu_erf" | "silu" | "exp" | "relu";

/** An activation over `x`; with `backward` also the gradient of its sum. `gelu` is the tanh form, `gelu_erf` the exact one. */
export interface ElementTask {
  readonly kind: "element";
  readonly id: string;
  readonly op: ElementOp;
  readonly backward: boolean;
  readonly x: Float32Array;
  readonly expected: readonly number[];
}

/** The same by a typed formula; for the core's own function, `op`. */
export interface FormulaTask extends Omit<ElementTask, "kind" | "op"> {
  readonly kind: "formula";
  readonly op: ElementOp | "leaky_relu";
  readonly formula: string;
}

/** Softmax over the rows of `x`. */
export interface SoftmaxTask {
  readonly kind: "softmax";
  readonly id: string;
  readonly rows: number;
  readonly cols: number;
  readonly x: Float32Array;
  readonly expected: readonly number[];
}

/** One of the three matrix products of a Linear layer and a batch of `columns` samples, in PyTorch's layouts. */
export interface ProductTask {
  readonly kind: "product";
  readonly id: string;
  /** x weight^T, [columns, units]; d weight, [columns, fan_in]; or d^T x, [units, fan_in]. */
  readonly op: "forward" | "backward" | "gradient";
  readonly units: number;
  readonly fan_in: number;
  readonly columns: number;
  /** Shapes: weight [units, fan_in], x [columns, fan_in], d [columns, units]. */
  readonly weight: Float32Array;
  readonly x: Float32Array;
  readonly d: Float32Array;
  readonly expected: readonly number[];
}

/** Many runs that differ in activation and seed. */
export interface RaceTask {
  readonly kind: "race";
  readonly id: string;
  readonly race: Race;
  /** The last training loss of each run. */
  readonly expected: readonly number[];
}

export type Task = TrainTask | ForwardTask | ElementTask | FormulaTask | SoftmaxTask | ProductTask | RaceTask;

/** Time of one unit of work; the CPU's is NaN where it is not known. */
export interface Timing {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A task made ready by one peer. */
export interface Job {
  /** Said beside the peer's numbers: how its work differs from what was asked. */
  readonly note?: string;
  /** False when the method differs so that the numbers cannot agree; then the loss must fall. */
  readonly comparable?: boolean;
  /**
   * Runs one unit from the start and returns what `Task.expected` holds: losses of the epochs, outputs for
   * every row, or values (with backward: gradients) at every index.
   */
  check(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Back to the initial weights; not timed. */
  reset?(): void | Promise<void>;
  /** One unit of work, finished when it returns. */
  unit(): void | Promise<void>;
  /** For peers that keep their own clock: a unit's time, over at least `ms`. */
  measure?(ms: number): Promise<Timing>;
}

/** A library to compare with. */
export interface Peer {
  /** Loads the library and returns its name and version. */
  load(): Promise<string>;
  /** Undefined when the library cannot do the task. */
  prepare(task: Task): Promise<Job | undefined> | Job | undefined;
}

/** What a peer said about a task once it ran it. */
export interface Prepared {
  readonly supported: boolean;
  readonly note: string;
  readonly comparable: boolean;
  readonly values: readonly number[];
}

/** A peer in a process or page of its own. */
export interface PeerSession {
  load(): Promise<string>;
  prepare(task: Task): Promise<Prepared>;
  /** A unit's time, over at least `ms`. */
  measure(ms: number): Promise<Timing>;
  close(): Promise<void>;
}

/** A workload: one or more tasks under one heading. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  /** Unit of the table, and what a time in ms is multiplied by to get it. */
  readonly unit: string;
  /** Largest relative difference from `expected` that is still the same work. */
  readonly tolerance: number;
  /** Where there are many short tasks: less than usual is enough to warm up. */
  readonly warmUpMs?: number;
  /** The peer that ratios refer to, "ours" when left out: the one whose work is most like the others'. */
  readonly baseline?: string;
  tasks(engine: Engine): Task[];
  /** Times of one task in ms to the table's unit. */
  scale(task: Task): number;
}

/** One peer on one task. */
export interface Row {
  readonly task: string;
  readonly peer: string;
  readonly version: string;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Median of the CPU time, which does not grow when the machine is busy with other things. */
  readonly cpu: number | null;
  readonly repetitions: number;
  readonly verdict: string;
  readonly note: string;
}

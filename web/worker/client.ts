/** The asynchronous engine of a page; see types.ts. */

import { EngineError } from "../engine/errors.js";
import type {
  ActivationParams,
  Dataset,
  DatasetSpec,
  Divergence,
  EpochRecord,
  LayerStats,
  LayerTrace,
  LossSlice,
  LossSliceOptions,
  Parameter,
  PrincipalAxes,
  PreparedData,
  Run,
  SoftmaxOptions,
  Split,
  Table,
} from "../engine/types.js";
import { ArgumentError, fault, show } from "../spec/faults.js";
import type { DataSpec, RunSpec, TableSpec } from "../spec/run-spec.js";
import { Lanes } from "./lanes.js";
import type { Args, Id, Method, Result, RunMethod } from "./protocol.js";
import { WorkerPool } from "./pool.js";
import { Session, type ClientOptions, type Ready } from "./session.js";
import { startWorker } from "./transport.js";
import type {
  CallOptions,
  EngineClient,
  FormulaClient,
  LaneOptions,
  Frame,
  PlayOptions,
  Race,
  RaceOptions,
  RaceResult,
  RunClient,
  Scene,
  TrainOptions,
} from "./types.js";

export { FormulaError } from "../engine/errors.js";
export type { ClientOptions } from "./session.js";

/** Options that may be there without a value. */
type Unset<T> = { readonly [K in keyof T]?: T[K] | undefined };

function isNumbers(value: unknown): value is Float32Array | Float64Array {
  return value instanceof Float32Array || value instanceof Float64Array;
}

class Client implements EngineClient {
  readonly #options: ClientOptions;
  readonly #lanes = new Lanes();
  readonly #pool = new WorkerPool(() => this.#start());
  #session: Session;
  #isDisposed = false;
  #lastRun: Id = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#session = this.#start();
  }

  get ready(): Promise<Ready> {
    return this.#current().ready;
  }

  activation(id: string, x: Float32Array, params?: ActivationParams, options?: LaneOptions) {
    return this.#inLane("activation", [id, x, params], options);
  }

  activationCurve(id: string, x: Float64Array, params?: ActivationParams, options?: LaneOptions) {
    return this.#inLane("activationCurve", [id, x, params], options);
  }

  activationTime(id: string, elements: number, params?: ActivationParams, options?: LaneOptions) {
    return this.#inLane("activationTime", [id, elements, params], options);
  }

  async formula(text: string, options?: LaneOptions): Promise<FormulaClient> {
    const params = await this.#inLane("formula", [text], options);
    return {
      text,
      params,
      sample: (x, values, rest) => this.#inLane("formulaSample", [text, x, values], rest),
      curve: (x, values, rest) => this.#inLane("formulaCurve", [text, x, values], rest),
      time: (elements, values, rest) => this.#inLane("formulaTime", [text, elements, values], rest),
    };
  }

  softmax(logits: Float32Array, options: SoftmaxOptions & LaneOptions): Promise<Float32Array> {
    const { lane, signal, ...rest } = options;
    return this.#inLane("softmax", [logits, rest], { lane, signal });
  }

  makeDataset(spec: DatasetSpec, { signal }: CallOptions = {}): Promise<Dataset> {
    return this.#call((session) => session.call("makeDataset", [spec], { signal }));
  }

  trainTestSplit(
    n_samples: number,
    { signal, ...options }: { test_size: number; random_state: number } & CallOptions,
  ): Promise<Split> {
    return this.#call((session) => session.call("trainTestSplit", [n_samples, options], { signal }));
  }

  principalAxes(
    features: Float64Array | Float32Array,
    n_features: number,
    { signal }: CallOptions = {},
  ): Promise<PrincipalAxes> {
    return this.#call((session) => session.call("principalAxes", [features, n_features], { signal }));
  }

  prepareData(data: DataSpec, { signal }: CallOptions = {}): Promise<PreparedData> {
    return this.#call((session) => session.call("prepareData", [data], { signal }));
  }

  addTable(table: Table, { signal }: CallOptions = {}): Promise<TableSpec> {
    const arrays = Object.values(table).filter((value) => ArrayBuffer.isView(value));
    const transfer = arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
    return this.#call((session) => session.call("addTable", [table], { signal, transfer }));
  }

  removeTable(id: string, { signal }: CallOptions = {}): Promise<void> {
    return this.#call((session) => session.call("removeTable", [id], { signal }));
  }

  loadDigits({ signal }: CallOptions = {}): Promise<void> {
    return this.#call((session) => session.call("loadDigits", [], { signal }));
  }

  computeInputs(
    features: Float64Array,
    n_features: number,
    inputs: readonly string[],
    { signal }: CallOptions = {},
  ): Promise<Float64Array> {
    return this.#call((session) => session.call("computeInputs", [features, n_features, inputs], { signal }));
  }

  createRun(spec: RunSpec, { signal }: CallOptions = {}): Promise<RunClient> {
    return this.#call(async (session) => {
      const run = ++this.#lastRun;
      try {
        return new RemoteRun(session, run, await session.call("createRun", [run, spec], { signal }));
      } catch (error) {
        // It may have been made all the same, when the call was aborted too late.
        session.disposeRun(run);
        throw error;
      }
    });
  }

  async race(race: Race, options: RaceOptions = {}): Promise<RaceResult> {
    const [{ runRace }, ready] = await Promise.all([import("./race.js"), this.ready]);
    return runRace(this.#pool, ready, race, options);
  }

  dispose(): void {
    this.#isDisposed = true;
    const reason = new DOMException(
      "this engine client was disposed; make a new one with createEngineClient()",
      "AbortError",
    );
    this.#session.close(reason);
    this.#pool.close(reason);
  }

  #start(): Session {
    return new Session({ createWorker: startWorker, ...this.#options });
  }

  /** The session, or a new one when it has ended. */
  #current(): Session {
    if (this.#session.end !== undefined && !this.#isDisposed) this.#session = this.#start();
    return this.#session;
  }

  #inLane<M extends Method>(method: M, args: Args<M>, options: Unset<LaneOptions> = {}): Promise<Result<M>> {
    const { lane, signal } = options;
    if (lane === undefined) return this.#call((session) => session.call(method, args, { signal }));
    // What waits in a lane must not change meanwhile.
    const copy = args.map((arg) => (isNumbers(arg) ? arg.slice() : arg)) as Args<M>;
    return this.#lanes.run(lane, signal, () =>
      this.#call((session) => session.call(method, copy, { signal })),
    );
  }

  // Errors of the call itself become rejections, too.
  async #call<T>(use: (session: Session) => Promise<T>): Promise<T> {
    return use(this.#current());
  }
}

class RemoteRun implements RunClient {
  readonly spec: RunSpec;
  readonly #session: Session;
  readonly #id: Id;
  readonly #history: EpochRecord[] = [];
  #divergence: Divergence | undefined;
  #isDisposed = false;

  constructor(session: Session, id: Id, spec: RunSpec) {
    this.#session = session;
    this.#id = id;
    this.spec = spec;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  async train(epochs?: number, options: TrainOptions = {}): Promise<readonly EpochRecord[]> {
    const { signal, onProgress } = options;
    if (onProgress !== undefined) checkFunction("onProgress", onProgress);
    const onRecords = (records: readonly EpochRecord[]) => {
      this.#take(records);
      if (signal?.aborted !== true) onProgress?.(records);
    };
    this.#divergence = await this.#alive().call("train", [this.#id, epochs], { signal, onRecords });
    return this.#history;
  }

  async watch(scene: Scene | undefined, { signal }: CallOptions = {}): Promise<undefined> {
    return this.#alive().call("watch", [this.#id, scene], { signal });
  }

  async play(
    onFrame: (frame: Frame) => void,
    options: PlayOptions & CallOptions = {},
  ): Promise<Divergence | undefined> {
    checkFunction("onFrame", onFrame);
    const { signal, ...rest } = options;
    const take = (frame: Frame) => {
      this.#take(frame.records);
      if (signal?.aborted !== true) onFrame(frame);
    };
    this.#divergence = await this.#alive().call("play", [this.#id, rest], { signal, onFrame: take });
    return this.#divergence;
  }

  pause(): void {
    if (!this.#isDisposed) this.#session.pauseRun(this.#id);
  }

  async rewind(step: number, { signal }: CallOptions = {}): Promise<readonly EpochRecord[]> {
    const { epoch } = await this.#alive().call("rewind", [this.#id, step], { signal });
    this.#history.length = Math.min(this.#history.length, epoch);
    this.#divergence = undefined;
    return this.#history;
  }

  async lossSlice({ signal, ...options }: LossSliceOptions & CallOptions = {}): Promise<LossSlice> {
    return this.#alive().call("lossSlice", [this.#id, options], { signal });
  }

  async ask<M extends RunMethod>(
    method: M,
    args: Parameters<Run[M]>,
    { signal }: CallOptions = {},
  ): Promise<ReturnType<Run[M]>> {
    const asked = [this.#id, method, ...args] as unknown as Args<"ask">;
    return (await this.#alive().call("ask", asked, { signal })) as ReturnType<Run[M]>;
  }

  parameters(options?: CallOptions): Promise<Parameter[]> {
    return this.ask("parameters", [], options);
  }

  prepare(features: Float64Array, options?: CallOptions): Promise<Float32Array> {
    return this.ask("prepare", [features], options);
  }

  predict(features: Float32Array, options?: CallOptions): Promise<Float32Array> {
    return this.ask("predict", [features], options);
  }

  trace(features: Float32Array, options?: CallOptions): Promise<LayerTrace[]> {
    return this.ask("trace", [features], options);
  }

  layerStats({ features, ...options }: CallOptions & { readonly features?: Float32Array } = {}): Promise<
    LayerStats[]
  > {
    return this.ask("layerStats", [features], options);
  }

  fingerprint(options?: CallOptions): Promise<string> {
    return this.ask("fingerprint", [], options);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#session.disposeRun(this.#id);
  }

  /** Adds records; those of epochs that a rewind has taken back give way. */
  #take(records: readonly EpochRecord[]): void {
    if (records.length === 0) return;
    this.#history.length = Math.min(this.#history.length, records[0].epoch - 1);
    // One by one: a hundred thousand arguments are more than a call can take.
    for (const record of records) this.#history.push(record);
  }

  #alive(): Session {
    if (this.#isDisposed)
      throw new EngineError("this run was disposed; make it again with createRun(run.spec)");
    const { end } = this.#session;
    if (end === undefined) return this.#session;
    throw new EngineError(`this run was lost: ${end.message}; make it again with createRun(run.spec)`);
  }
}

function checkFunction(name: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new ArgumentError([
    fault(name, value, `${show(value)} is not a function`, { suggestion: "give a function" }),
  ]);
}

/**
 * Starts an engine for this page: in a worker, or in the page itself, in slices of 4 ms, where no worker can be had (a
 * script from another origin, a frame with `sandbox="allow-scripts"` alone). The module is then fetched across origins:
 * its server must send `Access-Control-Allow-Origin`.
 */
export function createEngineClient(options: ClientOptions = {}): EngineClient {
  return new Client(options);
}

/** The asynchronous engine of a page; see types.ts. */

import { EngineError } from "../engine/errors.js";
import type {
  ActivationParams,
  ActivationSample,
  Dataset,
  DatasetSpec,
  Divergence,
  EpochRecord,
  Parameter,
  PrincipalAxes,
  SoftmaxOptions,
  Split,
} from "../engine/types.js";
import { ArgumentError, fault, show } from "../spec/faults.js";
import type { RunSpec } from "../spec/run-spec.js";
import { Lanes } from "./lanes.js";
import type { Id } from "./protocol.js";
import { Session, type ClientOptions, type Ready } from "./session.js";
import { startWorker } from "./transport.js";
import type { CallOptions, EngineClient, RunClient, TrainOptions } from "./types.js";

export type { ClientOptions } from "./session.js";

class Client implements EngineClient {
  readonly #options: ClientOptions;
  readonly #lanes = new Lanes();
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

  activation(
    id: string,
    x: Float32Array,
    params?: ActivationParams,
    options: CallOptions & { readonly lane?: string } = {},
  ): Promise<ActivationSample> {
    const { lane, signal } = options;
    if (lane === undefined)
      return this.#call((session) => session.call("activation", [id, x, params], { signal }));
    // What waits in a lane must not change meanwhile.
    const copy = x instanceof Float32Array ? x.slice() : x;
    return this.#lanes.run(lane, signal, () => {
      return this.#call((session) => session.call("activation", [id, copy, params], { signal }));
    });
  }

  softmax(
    logits: Float32Array,
    options: SoftmaxOptions & CallOptions & { readonly lane?: string },
  ): Promise<Float32Array> {
    const { lane, signal, ...rest } = options;
    if (lane === undefined)
      return this.#call((session) => session.call("softmax", [logits, rest], { signal }));
    const copy = logits instanceof Float32Array ? logits.slice() : logits;
    return this.#lanes.run(lane, signal, () => {
      return this.#call((session) => session.call("softmax", [copy, rest], { signal }));
    });
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

  dispose(): void {
    this.#isDisposed = true;
    this.#session.close(
      new DOMException(
        "this engine client was disposed; make a new one with createEngineClient()",
        "AbortError",
      ),
    );
  }

  #start(): Session {
    return new Session({ createWorker: startWorker, ...this.#options });
  }

  /** The session, or a new one when it has ended. */
  #current(): Session {
    if (this.#session.end !== undefined && !this.#isDisposed) this.#session = this.#start();
    return this.#session;
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
    if (onProgress !== undefined && typeof onProgress !== "function") {
      const problem = `${show(onProgress)} is not a function`;
      throw new ArgumentError([
        fault("onProgress", onProgress, problem, { suggestion: "give a function, or leave it out" }),
      ]);
    }
    const onRecords = (records: readonly EpochRecord[]) => {
      this.#history.push(...records);
      if (signal?.aborted !== true) onProgress?.(records);
    };
    this.#divergence = await this.#alive().call("train", [this.#id, epochs], { signal, onRecords });
    return this.#history;
  }

  async parameters({ signal }: CallOptions = {}): Promise<Parameter[]> {
    return this.#alive().call("parameters", [this.#id], { signal });
  }

  async predict(features: Float32Array, { signal }: CallOptions = {}): Promise<Float32Array> {
    return this.#alive().call("predict", [this.#id, features], { signal });
  }

  async fingerprint({ signal }: CallOptions = {}): Promise<string> {
    return this.#alive().call("fingerprint", [this.#id], { signal });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#session.disposeRun(this.#id);
  }

  #alive(): Session {
    if (this.#isDisposed)
      throw new EngineError("this run was disposed; make it again with createRun(run.spec)");
    const { end } = this.#session;
    if (end === undefined) return this.#session;
    throw new EngineError(`this run was lost: ${end.message}; make it again with createRun(run.spec)`);
  }
}

/**
 * Starts an engine for this page: in a worker, or in the page itself, in slices of 4 ms, where no worker can be had (a
 * script from another origin, a frame with `sandbox="allow-scripts"` alone). The module is then fetched across origins:
 * its server must send `Access-Control-Allow-Origin`.
 */
export function createEngineClient(options: ClientOptions = {}): EngineClient {
  return new Client(options);
}

/** One life of a host: from its start until it is closed or has stopped. */

import { EngineError } from "../engine/errors.js";
import type { Catalog, EpochRecord, ModuleKind } from "../engine/types.js";
import { ArgumentError, fault } from "../spec/faults.js";
import { unpackError } from "./errors.js";
import type { Frame } from "./types.js";
import type { Args, CallMessage, Id, Method, Result, ToClient, ToHost } from "./protocol.js";
import { pageTransport, workerTransport, type Transport } from "./transport.js";

export interface ClientOptions {
  /** Default: SIMD where there is SIMD. */
  readonly module?: ModuleKind;
  /** Starts the worker; for hosts that serve its script from elsewhere. Throwing means that there can be none. */
  readonly createWorker?: () => Worker;
}

export interface Ready {
  readonly module: ModuleKind;
  readonly catalog: Catalog;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onRecords: SessionCall["onRecords"];
  readonly onFrame: SessionCall["onFrame"];
}

/** What a call may want besides its arguments. */
export interface SessionCall {
  readonly signal?: AbortSignal | undefined;
  /** Buffers that are handed over rather than copied. */
  readonly transfer?: ArrayBuffer[] | undefined;
  /** Gets a training's records, also those that arrive after it was aborted. */
  readonly onRecords?: ((records: readonly EpochRecord[]) => void) | undefined;
  readonly onFrame?: ((frame: Frame) => void) | undefined;
}

export class Session {
  readonly ready: Promise<Ready>;
  readonly #options: ClientOptions & { readonly createWorker: () => Worker };
  readonly #pending = new Map<Id, Pending>();
  #transport: Transport;
  /** The newest frame of each run. */
  readonly #shown = new Map<Id, Frame>();
  #unsent: ToHost[] | undefined = [];
  #isInPage = false;
  #end: Error | undefined;
  #lastId = 0;
  #setReady: (ready: Ready) => void = () => undefined;
  #refuseReady: (error: Error) => void = () => undefined;

  constructor(options: ClientOptions & { readonly createWorker: () => Worker }) {
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      this.#setReady = resolve;
      this.#refuseReady = reject;
    });
    this.ready.catch(() => undefined); // whoever waits for it is told
    this.#transport = this.#connect();
    this.#transport.post({ type: "start", module: options.module });
  }

  /** Why this session cannot be used any more. */
  get end(): Error | undefined {
    return this.#end;
  }

  /** Whether the engine runs in the page for want of a worker. */
  get isInPage(): boolean {
    return this.#isInPage;
  }

  call<M extends Method>(
    method: M,
    args: Args<M>,
    { signal, transfer, onRecords, onFrame }: SessionCall = {},
  ): Promise<Result<M>> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#end !== undefined) throw this.#end;
      const id = ++this.#lastId;
      this.#send({ type: "call", id, method, args } as CallMessage, transfer);
      const abort = () => {
        this.#abort(id);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", abort);
      const settle = <T>(use: (value: T) => void) => {
        return (value: T) => {
          signal?.removeEventListener("abort", abort);
          use(value);
        };
      };
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject), onRecords, onFrame });
    });
  }

  /** Tells the host that a run is no longer needed. */
  disposeRun(run: Id): void {
    this.#shown.delete(run);
    if (this.#end === undefined) this.#send({ type: "dispose", run });
  }

  /** Lets what is played of a run come to its end. */
  pauseRun(run: Id): void {
    if (this.#end === undefined) this.#send({ type: "pause", run, id: this.#lastId });
  }

  /** Ends the session; all open calls reject with the reason. */
  close(reason: Error): void {
    if (this.#end !== undefined) return;
    this.#end = reason;
    this.#transport.close();
    this.#refuseReady(reason);
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #connect(): Transport {
    try {
      return workerTransport(this.#options.createWorker, {
        onMessage: (message) => {
          this.#receive(message);
        },
        onFailure: (reason) => {
          this.#workerFailed(reason);
        },
      });
    } catch {
      // A sandboxed frame, a script from another origin, or no workers at all.
      return this.#connectPage();
    }
  }

  #connectPage(): Transport {
    this.#isInPage = true;
    return pageTransport({
      onMessage: (message) => {
        this.#receive(message);
      },
      onFailure: (reason) => {
        this.close(new EngineError(reason));
      },
    });
  }

  #workerFailed(reason: string): void {
    if (this.#unsent === undefined) {
      this.close(new EngineError(`the engine has stopped (${reason}); the next call starts a new one`));
      return;
    }
    this.#transport.close();
    this.#transport = this.#connectPage();
    this.#transport.post({ type: "start", module: this.#options.module });
  }

  #abort(id: Id): void {
    if (this.#unsent === undefined) {
      this.#send({ type: "abort", id });
      return;
    }
    this.#unsent = this.#unsent.filter((message) => message.type !== "call" || message.id !== id);
    this.#pending.delete(id);
  }

  #send(message: ToHost, transfer: ArrayBuffer[] = []): void {
    try {
      if (this.#unsent === undefined) this.#transport.post(message, transfer);
      else this.#unsent.push(structuredClone(message, { transfer }));
    } catch {
      throw new ArgumentError([
        fault("", message, "an argument cannot be sent to the engine", {
          suggestion: "give numbers, texts and arrays only",
        }),
      ]);
    }
  }

  #receive(message: ToClient): void {
    switch (message.type) {
      case "ready": {
        const unsent = this.#unsent ?? [];
        this.#unsent = undefined;
        for (const waiting of unsent) this.#transport.post(waiting);
        this.#setReady({ module: message.module, catalog: message.catalog });
        break;
      }
      case "stopped":
        this.close(unpackError(message.error));
        break;
      case "frame":
        this.#show(message);
        break;
      case "progress":
        this.#pending.get(message.id)?.onRecords?.(message.records);
        break;
      case "result":
        this.#take(message.id)?.resolve(message.value as never);
        break;
      case "error":
        this.#take(message.id)?.reject(unpackError(message.error));
        break;
    }
  }

  /** The newest frame belongs to the view; the one before goes back at once, and so does one that nobody waits for. */
  #show({ id, run, frame }: ToClient & { readonly type: "frame" }): void {
    const onFrame = this.#pending.get(id)?.onFrame;
    const done = onFrame === undefined ? frame : this.#shown.get(run);
    if (onFrame !== undefined) this.#shown.set(run, frame);
    onFrame?.(frame);
    if (done !== undefined) this.#release(run, done);
  }

  #release(run: Id, { outputs }: Frame): void {
    const buffer = outputs.buffer as ArrayBuffer;
    this.#transport.post({ type: "release", run, buffer }, [buffer]);
  }

  #take(id: Id): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

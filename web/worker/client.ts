/** The page's side of the channel: the engine's calls as promises, each abortable. */

import type { EpochRecord } from "../engine/types.js";
import { openChannel, type Channel, type ChannelEvents } from "./channel.js";
import { unpackError, type CallMessage, type CallName, type Calls, type FromHost } from "./protocol.js";
import { RemoteRun } from "./run-client.js";
import type { CallOptions, EngineClient } from "./types.js";

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress?: (records: readonly EpochRecord[]) => void;
}

/** Everything that a call needs beside its arguments. */
export interface SendOptions extends CallOptions {
  readonly transfer?: Transferable[];
  readonly onProgress?: (records: readonly EpochRecord[]) => void;
}

/** Sends a call; what `RemoteRun` sees of the client. */
export type Send = <N extends CallName>(
  name: N,
  args: Calls[N]["args"],
  options?: SendOptions,
) => Promise<Calls[N]["answer"]>;

/** In a lane one call is under way and at most one waits; a newer one takes the place of the one that waits. */
interface Lane {
  waiting: { start: () => void; cancel: () => void } | undefined;
}

function abortError(message: string): DOMException {
  return new DOMException(message, "AbortError");
}

class Client implements EngineClient {
  readonly ready: EngineClient["ready"];
  readonly #open: (events: ChannelEvents) => Channel;
  readonly #pending = new Map<number, Pending>();
  readonly #lanes = new Map<string, Lane>();
  #channel: Channel | undefined;
  #loaded: EngineClient["ready"] | undefined;
  #nextCall = 1;
  #disposed = false;
  /** Counts the engines this client has had: a run of an engine that crashed is gone. */
  #generation = 0;

  constructor(open: (events: ChannelEvents) => Channel) {
    this.#open = open;
    this.ready = this.#load();
    // A page that only draws later still learns of a failure from its own call.
    this.ready.catch(() => undefined);
  }

  activation: EngineClient["activation"] = (id, x, params = {}, options = {}) =>
    this.#inLane(options, () => this.#send("activation", { id, x, params }, options));

  softmax: EngineClient["softmax"] = (logits, { signal, lane, ...options }) =>
    this.#inLane({ signal, lane }, () => this.#send("softmax", { logits, options }, { signal }));

  makeDataset: EngineClient["makeDataset"] = (spec, options) => this.#send("makeDataset", { spec }, options);

  trainTestSplit: EngineClient["trainTestSplit"] = (n_samples, { signal, test_size, random_state }) =>
    this.#send("trainTestSplit", { n_samples, test_size, random_state }, { signal });

  createRun: EngineClient["createRun"] = async (spec, options) => {
    const created = await this.#send("createRun", { spec }, options);
    const generation = this.#generation;
    const send: Send = (name, args, sendOptions) =>
      generation === this.#generation
        ? this.#send(name, args, sendOptions)
        : Promise.reject(
            new Error("the engine was restarted and this run is gone; create it again from its RunSpec"),
          );
    return new RemoteRun(created.run, created.spec, send);
  };

  dispose(): void {
    this.#disposed = true;
    this.#channel?.close();
    this.#drop(abortError("the engine has been disposed of"));
  }

  #load(): EngineClient["ready"] {
    this.#channel = this.#open({
      onMessage: (message) => {
        this.#receive(message);
      },
      onCrash: (reason) => {
        this.#drop(new Error(`the engine stopped unexpectedly (${reason}); the next call starts it again`));
      },
    });
    this.#loaded = this.#post("load", {}, {});
    this.#loaded.catch(() => undefined);
    return this.#loaded;
  }

  /** Forgets the engine; every call that waits for it is rejected. */
  #drop(reason: Error): void {
    this.#generation++;
    this.#channel = undefined;
    this.#loaded = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }

  async #send<N extends CallName>(
    name: N,
    args: Calls[N]["args"],
    options: SendOptions = {},
  ): Promise<Calls[N]["answer"]> {
    options.signal?.throwIfAborted();
    if (this.#disposed) throw abortError("the engine has been disposed of");
    await (this.#loaded ?? this.#load());
    options.signal?.throwIfAborted();
    return this.#post(name, args, options);
  }

  #post<N extends CallName>(
    name: N,
    args: Calls[N]["args"],
    options: SendOptions,
  ): Promise<Calls[N]["answer"]> {
    const { signal, transfer = [], onProgress } = options;
    const call = this.#nextCall++;
    return new Promise<Calls[N]["answer"]>((resolve, reject) => {
      const onAbort = () => {
        this.#channel?.postMessage({ abort: call }, []);
        reject(signal?.reason as Error);
      };
      const settle =
        <A>(then: (value: A) => void) =>
        (value: A) => {
          signal?.removeEventListener("abort", onAbort);
          then(value);
        };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#pending.set(call, { resolve: settle(resolve), reject: settle(reject), onProgress });
      this.#channel?.postMessage({ call, name, args } as CallMessage, transfer);
    });
  }

  #receive(message: FromHost): void {
    const pending = this.#pending.get(message.call);
    if (!pending) return;
    if ("progress" in message) {
      pending.onProgress?.(message.progress);
      return;
    }
    this.#pending.delete(message.call);
    if ("error" in message) pending.reject(unpackError(message.error));
    else pending.resolve(message.answer as never);
  }

  #inLane<A>(
    { signal, lane: name }: { signal?: AbortSignal; lane?: string },
    start: () => Promise<A>,
  ): Promise<A> {
    if (name === undefined) return start();
    const lane = this.#lanes.get(name);
    if (!lane) {
      this.#lanes.set(name, { waiting: undefined });
      return start().finally(() => {
        this.#advance(name);
      });
    }
    lane.waiting?.cancel();
    return new Promise<A>((resolve, reject) => {
      const onAbort = () => {
        lane.waiting = undefined;
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      lane.waiting = {
        start: () => {
          signal?.removeEventListener("abort", onAbort);
          this.#inLane({ signal, lane: name }, start).then(resolve, reject);
        },
        cancel: () => {
          signal?.removeEventListener("abort", onAbort);
          reject(abortError(`a newer call took the place of this one in lane "${name}"`));
        },
      };
    });
  }

  #advance(name: string): void {
    const next = this.#lanes.get(name)?.waiting;
    this.#lanes.delete(name);
    next?.start();
  }
}

/** Starts an engine in a worker, or in the page where a worker cannot be had; `open` is for tests. */
export function createEngineClient(open: (events: ChannelEvents) => Channel = openChannel): EngineClient {
  return new Client(open);
}

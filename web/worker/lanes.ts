/** Newest wins: of the calls that share a lane, one is under way and at most one waits. */

interface Waiting {
  readonly begin: () => void;
  readonly cancel: (reason: Error) => void;
}

export class Lanes {
  /** Lanes with a call under way; the value is the call that waits behind it. */
  readonly #lanes = new Map<string, Waiting | undefined>();

  /** Runs `call` when the lane is free. Rejects with AbortError when a newer call comes first, or with the signal's reason. */
  run<T>(lane: string, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
    if (!this.#lanes.has(lane)) return this.#begin(lane, call);
    return new Promise<T>((resolve, reject) => {
      signal?.throwIfAborted();
      const aborted = () => {
        if (this.#lanes.get(lane) === waiting) this.#lanes.set(lane, undefined);
        reject(signal?.reason as Error);
      };
      const waiting: Waiting = {
        begin: () => {
          signal?.removeEventListener("abort", aborted);
          this.#begin(lane, call).then(resolve, reject);
        },
        cancel: (reason) => {
          signal?.removeEventListener("abort", aborted);
          reject(reason);
        },
      };
      signal?.addEventListener("abort", aborted);
      this.#lanes
        .get(lane)
        ?.cancel(new DOMException(`a newer call of lane ${lane} took its place`, "AbortError"));
      this.#lanes.set(lane, waiting);
    });
  }

  #begin<T>(lane: string, call: () => Promise<T>): Promise<T> {
    this.#lanes.set(lane, undefined);
    return call().finally(() => {
      const next = this.#lanes.get(lane);
      this.#lanes.delete(lane);
      next?.begin();
    });
  }
}

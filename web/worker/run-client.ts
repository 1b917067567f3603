/** A run that lives at the other end of the channel. */

import type { EpochRecord } from "../engine/types.js";
import type { RunSpec } from "../spec/run-spec.js";
import type { Send } from "./client.js";
import type { CallOptions, RunClient, TrainOptions } from "./types.js";

export class RemoteRun implements RunClient {
  readonly spec: RunSpec;
  readonly #run: number;
  readonly #send: Send;
  readonly #history: EpochRecord[] = [];

  constructor(run: number, spec: RunSpec, send: Send) {
    this.#run = run;
    this.spec = spec;
    this.#send = send;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  async train(epochs?: number, { signal, onProgress }: TrainOptions = {}): Promise<readonly EpochRecord[]> {
    await this.#send(
      "train",
      { run: this.#run, epochs },
      {
        signal,
        onProgress: (records) => {
          this.#history.push(...records);
          onProgress?.(records);
        },
      },
    );
    return this.#history;
  }

  parameters(options?: CallOptions) {
    return this.#send("parameters", { run: this.#run }, options);
  }

  predict(features: Float32Array, options?: CallOptions) {
    return this.#send("predict", { run: this.#run, features }, options);
  }

  fingerprint(options?: CallOptions) {
    return this.#send("fingerprint", { run: this.#run }, options);
  }

  dispose(): void {
    // There is nobody to tell when the engine is gone already.
    this.#send("disposeRun", { run: this.#run }).catch(() => undefined);
  }
}

/** Frames of a run, written into two buffers that travel between host and client. */

import type { Run } from "../engine/types.js";
import type { Frame, Scene } from "./types.js";

/** One frame is on show while the next is on its way. */
const kBuffers = 2;

/** Writes arrays one after the other. */
function fill(out: Float32Array, parts: readonly Float32Array[]): void {
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
}

/** Reads a run's frames of one scene; see `RunClient.play`. */
export class FrameSource {
  readonly #run: Run;
  readonly #scene: Scene;
  readonly #outputs: number;
  readonly #activations: number;
  readonly #parameters: number;
  readonly #free: ArrayBuffer[] = [];
  /** Buffers that exist, here or away. */
  #made = 0;
  /** Records that frames have told of. */
  #told = 0;
  #onRelease: () => void = () => undefined;

  constructor(run: Run, scene: Scene) {
    this.#run = run;
    this.#scene = scene;
    this.#outputs = run.predict(scene.map).length;
    this.#activations = run.trace(scene.units).reduce((sum, { activation }) => sum + activation.length, 0);
    this.#parameters = run.parameters().reduce((sum, { data }) => sum + data.length, 0);
  }

  /** True when a frame can be read now. */
  get isFree(): boolean {
    return this.#free.length > 0 || this.#made < kBuffers;
  }

  /** Resolves when a frame can be read, or never will be again. */
  async whenFree(): Promise<void> {
    if (this.isFree) return;
    await new Promise<void>((resolve) => {
      this.#onRelease = resolve;
    });
  }

  /** The run as it is now. Errors: throws when no buffer is free. */
  read(): Frame {
    const [run, buffer] = [this.#run, this.#take()];
    const outputs = new Float32Array(buffer, 0, this.#outputs);
    const activations = new Float32Array(buffer, outputs.byteLength, this.#activations);
    const parameters = new Float32Array(
      buffer,
      outputs.byteLength + activations.byteLength,
      this.#parameters,
    );
    run.predict(this.#scene.map, outputs);
    fill(
      activations,
      run.trace(this.#scene.units).map(({ activation }) => activation),
    );
    fill(
      parameters,
      run.parameters().map(({ data }) => data),
    );
    const layers = run.layerStats();
    const records = run.history.slice(this.#told);
    this.#told = run.history.length;
    const { step, epoch, stopped } = run;
    return { step, epoch, stopped, outputs, activations, layers, parameters, records };
  }

  /** Forgets what it has told of later epochs. */
  rewind(epoch: number): void {
    this.#told = Math.min(this.#told, epoch);
  }

  /** Takes a buffer back. One that was made for another scene is of no use here. */
  release(buffer: ArrayBuffer): void {
    if (buffer.byteLength === this.#bytes && this.#free.length < this.#made) this.#free.push(buffer);
    this.#onRelease();
  }

  /** Lets whoever waits go on. */
  close(): void {
    this.#onRelease();
  }

  get #bytes(): number {
    return Float32Array.BYTES_PER_ELEMENT * (this.#outputs + this.#activations + this.#parameters);
  }

  #take(): ArrayBuffer {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#made === kBuffers) throw new RangeError("no buffer is free; ask isFree first");
    this.#made++;
    return new ArrayBuffer(this.#bytes);
  }
}

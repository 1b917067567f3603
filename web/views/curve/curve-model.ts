/** The curve view's dealings with the engine: one drawing and one probe at a time, newest wins. */

import type { Asymptote, CurveJump } from "../../charts/curve-types.js";
import { niceTicks } from "../../charts/scale.js";
import type { ActivationInfo } from "../../engine/types.js";
import type { EngineClient } from "../../worker/types.js";
import type { CurveState } from "./curve-state.js";
import { printTensor } from "./print-tensor.js";
import { drawCurve, findAsymptotes, type DrawnCurve, type Sample, type Sampler } from "./sampling.js";

/** A function as drawn. */
export interface Drawing {
  readonly state: CurveState;
  readonly curve: DrawnCurve;
  readonly asymptotes: readonly Asymptote[];
  /** Round places on the axis, for the table. */
  readonly table: Sample;
  /** What PyTorch prints for the example inputs. */
  readonly printed: string;
}

/** The function at the probe. */
export interface Reading {
  readonly x: number;
  readonly value: number;
  readonly slope: number;
}

/** Samples the state's function through the client. */
export function samplerOf(client: EngineClient, { id, params }: CurveState): Sampler {
  return async (x) => {
    const { y, dy } = await client.activation(id, x, params);
    return { x, y, dy };
  };
}

/** Everything the picture of one state needs. */
export async function draw(
  client: EngineClient,
  state: CurveState,
  info: ActivationInfo,
  count: number,
): Promise<Drawing> {
  const sampler = samplerOf(client, state);
  const [curve, asymptotes, table, example] = await Promise.all([
    drawCurve(sampler, state.domain, count),
    findAsymptotes(sampler),
    sampler(Float32Array.from(niceTicks(state.domain, 13))),
    sampler(Float32Array.from(info.example)),
  ]);
  return { state, curve, asymptotes, table, printed: printTensor(example.y) };
}

/** Value and slope at one x. */
export async function read(client: EngineClient, state: CurveState): Promise<Reading> {
  const { y, dy } = await client.activation(state.id, Float32Array.of(state.x), state.params);
  return { x: state.x, value: y[0], slope: dy[0] };
}

/** The jump of the slope at x, when there is one. */
export function jumpAt({ curve }: Drawing, x: number): CurveJump | undefined {
  return curve.slopeJumps.find((jump) => jump.x === Math.fround(x) || jump.x === x);
}

/**
 * Runs the newest of the tasks given to it: one at a time, and of those that wait only the last.
 * Errors: a task's error goes to `onError`.
 */
export class NewestWins {
  #running = false;
  #next: (() => Promise<void>) | undefined;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  run(task: () => Promise<void>): void {
    this.#next = task;
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#next !== undefined) {
      const task = this.#next;
      this.#next = undefined;
      try {
        await task();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#running = false;
  }
}

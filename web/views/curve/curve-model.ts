/** The curve view's dealings with the engine: one drawing and one probe at a time, newest wins. */

import type { Asymptote, CurveJump } from "../../charts/curve-types.js";
import { niceTicks } from "../../charts/scale.js";
import type { EngineClient } from "../../worker/types.js";
import type { CurveState } from "./curve-state.js";
import { measure, type Measurement } from "./measure.js";
import { printTensor } from "./print-tensor.js";
import { drawCurve, findAsymptotes, type DrawnCurve, type Sample, type Sampler } from "./sampling.js";

/** One curve of the picture. */
export interface NamedCurve {
  readonly id: string;
  readonly curve: DrawnCurve;
}

/** Everything the picture of one state shows. */
export interface Drawing extends NamedCurve {
  readonly state: CurveState;
  readonly asymptotes: readonly Asymptote[];
  /** Round places on the axis, for the table. */
  readonly table: Sample;
  /** The functions beside it. */
  readonly others: readonly NamedCurve[];
}

/** What does not depend on the axis. */
export interface Facts {
  readonly measured: Measurement;
  /** What PyTorch prints for the inputs. */
  readonly printed: string;
}

/** A function at the probe. */
export interface Reading {
  readonly id: string;
  readonly value: number;
  readonly slope: number;
}

/** The function and those beside it at the probe, in the order of the state. */
export interface Readings {
  readonly x: number;
  readonly all: readonly Reading[];
}

type Function = Pick<CurveState, "id" | "params">;

/** Samples a function through the client. */
export function samplerOf(client: EngineClient, { id, params }: Function): Sampler {
  return async (x) => {
    const { y, dy } = await client.activation(id, x, params);
    return { x, y, dy };
  };
}

/** The picture of a state. */
export async function draw(client: EngineClient, state: CurveState, count: number): Promise<Drawing> {
  const sampler = samplerOf(client, state);
  const [curve, asymptotes, table, others] = await Promise.all([
    drawCurve(sampler, state.domain, count),
    findAsymptotes(sampler),
    sampler(Float32Array.from(niceTicks(state.domain, 13))),
    Promise.all(
      state.others.map(async (id) => ({
        id,
        curve: await drawCurve(samplerOf(client, { id, params: {} }), state.domain, count),
      })),
    ),
  ]);
  return { state, id: state.id, curve, asymptotes, table, others };
}

/** What is measured and printed of a state's function. */
export async function findFacts(client: EngineClient, state: CurveState): Promise<Facts> {
  const sampler = samplerOf(client, state);
  const example = await sampler(Float32Array.from(state.inputs));
  return { measured: await measure(sampler), printed: printTensor(example.y) };
}

/** Values and slopes at the probe. */
export async function read(client: EngineClient, state: CurveState): Promise<Readings> {
  const functions: Function[] = [state, ...state.others.map((id) => ({ id, params: {} }))];
  const all = await Promise.all(
    functions.map(async ({ id, params }) => {
      const { y, dy } = await client.activation(id, Float32Array.of(state.x), params);
      return { id, value: y[0], slope: dy[0] };
    }),
  );
  return { x: state.x, all };
}

/** What jumps at x, when something does. */
export interface JumpsAt {
  readonly value: CurveJump | undefined;
  readonly slope: CurveJump | undefined;
}

/** The jumps of value and slope at x. */
export function jumpsAt({ curve }: NamedCurve, x: number): JumpsAt {
  const here = (jump: CurveJump): boolean => jump.x === Math.fround(x) || jump.x === x;
  return { value: curve.valueJumps.find(here), slope: curve.slopeJumps.find(here) };
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

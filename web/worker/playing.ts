/** Training for someone who watches: in slices, at a pace, with a frame after each slice. */

import { Arguments } from "../engine/arguments.js";
import type { Run } from "../engine/types.js";
import { show } from "../spec/faults.js";
import type { FrameSource } from "./frames.js";
import { nextTurn, trainSlice } from "./slices.js";
import type { Frame, PlayOptions } from "./types.js";

export interface PlayHooks {
  /** How long training may keep the thread. Units: ms. */
  readonly slice: number;
  /** Asked before each slice: come to an end, with a last frame. */
  readonly isPaused: () => boolean;
  /** Asked before each slice and frame: nobody listens any more. */
  readonly isAborted: () => boolean;
  readonly onFrame: (frame: Frame) => void;
}

/** Shorter than a frame of the screen, so that none of those is missed. Units: ms. */
const kFrameInterval = 15;
/** The longest nap of a slow pace, so that a pause is heard. Units: ms. */
const kNap = 50;
/** What was missed longer ago than this is not made up for. Units: ms. */
const kMostBehind = 100;

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/** Errors: `ArgumentError` for what cannot be played. */
export function checkPlayOptions(options: PlayOptions): void {
  const check = new Arguments();
  const { steps = 0, steps_per_second = 1, frame_interval = 0 } = options;
  check.whole(steps, "steps", 0, Number.MAX_SAFE_INTEGER);
  for (const [id, value] of Object.entries({ steps_per_second, frame_interval })) {
    if (typeof value === "number" && value >= 0 && (value > 0 || id === "frame_interval")) continue;
    const limit = id === "frame_interval" ? "a number, at least 0" : "a number above 0";
    check.note(id, value, `${show(value)} is not ${limit}`, { limit, suggestion: `use ${limit}` });
  }
  check.done();
}

/** Says how many steps are due by now; a thread that cannot keep up falls behind for good. */
class Pace {
  readonly #perMs: number;
  #start = performance.now();
  #made = 0;

  constructor(stepsPerSecond: number) {
    this.#perMs = stepsPerSecond / 1000;
  }

  /** The first step is due at once. */
  get due(): number {
    if (this.#perMs === Infinity) return Infinity;
    const elapsed = performance.now() - this.#start;
    const behind = elapsed - this.#made / this.#perMs;
    if (behind > kMostBehind) this.#start += behind - kMostBehind;
    return Math.floor((performance.now() - this.#start) * this.#perMs) + 1 - this.#made;
  }

  count(steps: number): void {
    this.#made += steps;
  }

  /** Until the next step is due. */
  rest(): Promise<void> {
    const wait = this.#start + this.#made / this.#perMs - performance.now();
    return wait > 1 ? sleep(Math.min(kNap, wait)) : nextTurn();
  }
}

/** Plays a run; see `RunClient.play`. */
export async function playInSlices(
  run: Run,
  source: FrameSource,
  options: PlayOptions,
  hooks: PlayHooks,
): Promise<void> {
  const { frame_interval = kFrameInterval, steps_per_second = Infinity } = options;
  const rest = run.spec.epochs * run.steps_per_epoch - run.step;
  const goal = run.step + Math.max(0, options.steps ?? rest);
  const pace = new Pace(steps_per_second);
  let cost = 0;
  // An endless interval leaves the last frame only; else the first slice has one.
  let shown = frame_interval === Infinity ? 0 : -Infinity;
  while (run.step < goal && !run.isOver && !hooks.isPaused()) {
    if (hooks.isAborted()) return;
    const before = run.step;
    const due = Math.min(goal, before + Math.max(0, pace.due));
    cost = trainSlice(run, due, hooks.slice, cost);
    pace.count(run.step - before);
    const now = performance.now();
    if (run.step < goal && run.step > before && now - shown >= frame_interval && source.isFree) {
      hooks.onFrame(source.read());
      shown = now;
    }
    await (run.step < due || steps_per_second === Infinity ? nextTurn() : pace.rest());
  }
  await source.whenFree();
  if (!hooks.isAborted()) hooks.onFrame(source.read());
}

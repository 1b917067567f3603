/** Training in slices of a few milliseconds, so that whoever shares the thread gets a turn in between. */

import type { EpochRecord, Run } from "../engine/types.js";

export interface SliceOptions {
  /** Units: ms. */
  readonly slice: number;
  /** Asked before each slice. */
  readonly isAborted: () => boolean;
  /** Gets the records that are new, after each slice that has made some. */
  readonly onRecords: (records: readonly EpochRecord[]) => void;
}

/** Ends the current task and goes on in a new one; unlike a timer it does not wait. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Trains `epochs` more, or up to the RunSpec's; stops early when aborted or diverged. */
export async function trainInSlices(
  run: Run,
  epochs: number | undefined,
  options: SliceOptions,
): Promise<void> {
  const goal = (epochs === undefined ? run.spec.epochs : run.epoch + epochs) * run.steps_per_epoch;
  let cost = 0; // of one step, in ms
  while (run.step < goal && !run.isOver) {
    if (options.isAborted()) return;
    const known = run.history.length;
    cost = trainSlice(run, goal, options.slice, cost);
    if (run.history.length > known) options.onRecords(run.history.slice(known));
    await nextTurn();
  }
}

/** Trains until the slice is used up or `goal` is reached; takes and returns what a step costs, in ms, 0: not known. */
export function trainSlice(run: Run, goal: number, slice: number, cost: number): number {
  const start = performance.now();
  let left = slice;
  while (left > 0 && run.step < goal && !run.isOver) {
    // Half of what would fit, so that a wrong estimate does not overrun the slice.
    const steps = cost === 0 ? 1 : Math.max(1, Math.floor(left / cost / 2));
    const before = performance.now();
    run.advance(Math.min(steps, goal - run.step));
    const now = performance.now();
    cost = Math.max(1e-4, (now - before) / steps);
    left = slice - (now - start);
    if (left < cost) break;
  }
  return cost;
}

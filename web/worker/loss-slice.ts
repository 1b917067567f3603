/** The loss around a run, measured in slices of a few milliseconds. */

import { EngineError } from "../engine/errors.js";
import { gridOf } from "../engine/landscape.js";
import type { LossSlice, LossSliceOptions, Run } from "../engine/types.js";
import { nextTurn, type SliceOptions } from "./slices.js";

/** See `Run.lossSlice`; the run may train on meanwhile. Errors: `EngineError` when it is aborted. */
export async function lossSliceInParts(
  run: Run,
  options: LossSliceOptions,
  { slice, isAborted }: Pick<SliceOptions, "slice" | "isAborted">,
): Promise<LossSlice> {
  const { u, v, ...grid } = gridOf(options);
  const plane = run.lossPlane(options);
  const losses = new Float64Array(u.length);
  let cost = 0; // of one point, in ms
  for (let at = 0; at < u.length;) {
    if (isAborted()) throw new EngineError("this slice of the loss was aborted");
    const count = cost === 0 ? 1 : Math.max(1, Math.floor(slice / cost));
    const before = performance.now();
    const end = Math.min(u.length, at + count);
    losses.set(run.lossOn(plane, u.subarray(at, end), v.subarray(at, end)), at);
    cost = Math.max(1e-4, (performance.now() - before) / (end - at));
    at = end;
    await nextTurn();
  }
  return { ...grid, losses };
}

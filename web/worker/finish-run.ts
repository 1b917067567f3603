/** A whole run in one call of the worker. */

import { EngineError } from "../engine/errors.js";
import type { EpochRecord, Engine } from "../engine/types.js";
import type { RunSpec } from "../spec/run-spec.js";
import type { FinishedRun } from "./protocol.js";
import { trainInSlices, type SliceOptions } from "./slices.js";

/** Least time from one message with records to the next, so that many short slices do not flood the page. Units: ms. */
const kMessageGap = 50;

/** Makes a run, trains it to its end in slices and disposes of it. Errors: `EngineError` when it is aborted. */
export async function finishRun(engine: Engine, spec: RunSpec, options: SliceOptions): Promise<FinishedRun> {
  const run = engine.createRun(spec);
  const unsent: EpochRecord[] = [];
  let last = performance.now();
  try {
    await trainInSlices(run, undefined, {
      ...options,
      onRecords: (records) => {
        unsent.push(...records);
        if (performance.now() - last < kMessageGap) return;
        options.onRecords(unsent.splice(0));
        last = performance.now();
      },
    });
    if (options.isAborted()) throw new EngineError("this run was aborted");
    return { records: unsent, divergence: run.divergence, fingerprint: run.fingerprint() };
  } finally {
    run.dispose();
  }
}

/** Training the exercise through the client, and what is kept of a finished run. */

import type { EpochRecord } from "../../engine/types.js";
import type { EngineClient } from "../../worker/types.js";
import { formulaGlyph } from "../formula-text.js";
import { runKey, runSpec, typedFormula, type ExerciseState } from "./state.js";

/** A run that came to its end. */
export interface FinishedRun {
  readonly key: string;
  readonly state: ExerciseState;
  readonly history: readonly EpochRecord[];
  readonly fingerprint: string;
  /** The little curve of a typed formula; empty for a function of the catalogue. */
  readonly glyph: string;
  /** From the first epoch to the last, messages to the worker included. Units: ms. */
  readonly time: number;
}

/** A run on show: what has arrived of it, and the whole once it is there. */
export interface ShownRun {
  readonly state: ExerciseState;
  records: readonly EpochRecord[];
  finished?: FinishedRun;
}

/** Trains one state to its end. `onProgress` gets all records so far. Errors: AbortError, or the engine's own. */
export async function trainExercise(
  client: EngineClient,
  state: ExerciseState,
  signal: AbortSignal,
  onProgress: (records: readonly EpochRecord[]) => void,
): Promise<FinishedRun> {
  const typed = typedFormula(state.activation);
  const glyph = typed ? await formulaGlyph(await client.formula(typed.text), typed.params) : "";
  const run = await client.createRun(runSpec(state), { signal });
  try {
    const received: EpochRecord[] = [];
    const start = performance.now();
    const history = await run.train(undefined, {
      signal,
      onProgress: (records) => {
        received.push(...records);
        onProgress(received);
      },
    });
    const time = performance.now() - start;
    onProgress(history);
    const fingerprint = await run.fingerprint({ signal });
    return { key: runKey(state), state, history, fingerprint, glyph, time };
  } finally {
    run.dispose();
  }
}

/** The same run with the softmax put in or left out. */
export function counterpart(state: ExerciseState): ExerciseState {
  return { ...state, output: state.output === "softmax" ? "logits" : "softmax" };
}

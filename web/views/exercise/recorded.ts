/** The recorded PyTorch runs of the exercise, and how a run here compares with its recording. */

import type { ActivationInfo, EpochRecord } from "../../engine/types.js";
import { formatFixed } from "../../charts/format.js";
import recordings from "./recorded-losses.json";
import { atDefaults, type ExerciseState } from "./state.js";

/** One recorded run. `losses[i]` is the loss of epoch i + 1; `correct` counts test samples after the last one. */
export interface Recording {
  readonly activation: string;
  readonly output: string;
  readonly seed: number;
  readonly correct: number;
  readonly losses: readonly number[];
}

/** The recording of this very run, if there is one. A longer run begins as its recording does, so it counts too. */
export function findRecording(state: ExerciseState, info: ActivationInfo | undefined): Recording | undefined {
  if (!info || !atDefaults(state.activation, info)) return undefined;
  return recordings.cases.find(
    ({ activation, output, seed }) =>
      activation === state.activation.id && output === state.output && seed === state.seed,
  );
}

export interface Comparison {
  /** Epochs that both have. */
  readonly epochs: number;
  /** How many of their losses print the same four digits. */
  readonly equal: number;
  /** Largest difference of a loss, in nats. */
  readonly largest: number;
  /** Whether the accuracy is the same count; undefined where the recording ended elsewhere. */
  readonly sameAccuracy: boolean | undefined;
}

/** Holds a run against its recording, number by number. */
export function compareWith(recording: Recording, records: readonly EpochRecord[]): Comparison {
  const epochs = Math.min(recording.losses.length, records.length);
  let equal = 0;
  let largest = 0;
  for (let i = 0; i < epochs; i++) {
    const ours = records[i].train_loss;
    if (ours.toFixed(4) === recording.losses[i].toFixed(4)) equal++;
    largest = Math.max(largest, Math.abs(ours - recording.losses[i]));
  }
  const last = records.at(-1);
  const sameEnd = last !== undefined && records.length === recording.losses.length;
  return {
    epochs,
    equal,
    largest,
    sameAccuracy: sameEnd
      ? Math.round(last.test_accuracy * recordings.test_samples) === recording.correct
      : undefined,
  };
}

/** The comparison as one sentence that claims no more than was measured. */
export function comparisonSentence({ epochs, equal, largest, sameAccuracy }: Comparison): string {
  const torch = `PyTorch ${recordings.torch}`;
  const size = largest === 0 ? "no difference at all" : `largest difference ${formatFixed(largest)}`;
  const accuracy =
    sameAccuracy === undefined
      ? ""
      : sameAccuracy
        ? ", and the same accuracy"
        : ", but not the same accuracy";
  if (equal === epochs) {
    return `Matches ${torch} to 4 digits in ${epochs === 1 ? "its one epoch" : `all ${epochs} recorded epochs`} (${size})${accuracy}.`;
  }
  return `${equal} of ${epochs} losses print the same 4 digits as in ${torch} (${size})${accuracy}.`;
}

/** What follows from a run's document and what it has told so far. */

import type { Divergence, Edit, EpochRecord, PreparedData } from "../../engine/types.js";
import type { RunSpec } from "../../spec/run-spec.js";

/** Steps that an epoch has. */
export function stepsOfEpoch(
  { batch_size, drop_last }: RunSpec,
  { train, n_features }: PreparedData,
): number {
  const batches = train.features.length / n_features / (batch_size ?? Infinity);
  return Math.max(1, drop_last ? Math.floor(batches) : Math.ceil(batches));
}

/** The optimizer's learning rate after these changes; a schedule comes on top. */
export function rateAfter(made: readonly Edit[], spec: RunSpec | undefined): number | undefined {
  const last = made.findLast(({ kind }) => kind === "learning_rate");
  return last?.kind === "learning_rate" ? last.value : spec?.optimizer.lr;
}

/** How a run came to its end, as plain data. */
export function outcomeOf(
  epoch: number,
  history: readonly EpochRecord[],
  divergence: Divergence | undefined,
): Readonly<Record<string, unknown>> {
  const last = history.at(-1);
  return {
    epoch,
    diverged: divergence !== undefined,
    ...(last && {
      train_loss: last.train_loss,
      test_loss: last.test_loss,
      test_accuracy: last.test_accuracy,
    }),
  };
}

/** What the parts of a RunSpec must be together. */

import type { LossShape, SpecCatalog } from "./catalog.js";
import type { Reader } from "./reader.js";
import type { LayerSpec, RunSpec } from "./run-spec.js";

/** Both parts of the split need a row. */
export function checkSplit(reader: Reader, n_samples: number, test_size: number): void {
  const tests = Math.ceil(test_size * n_samples);
  if (tests < n_samples) return;
  const problem = `of ${n_samples} rows ${tests} would be for the test, and none left to train on`;
  const suggestion = "use a smaller test_size or more n_samples";
  reader.note("data.test_size", test_size, problem, {
    limit: `below ${(n_samples - 1) / n_samples}`,
    suggestion,
  });
}

/** All inputs together are a limited number of values. */
export function checkInputs(
  reader: Reader,
  n_samples: number,
  inputs: readonly string[] | null,
  { limits }: SpecCatalog,
): void {
  const values = n_samples * (inputs?.length ?? 0);
  if (values <= limits.feature_values) return;
  const limit = `at most ${limits.feature_values} numbers`;
  const problem = `${inputs?.length ?? 0} inputs of ${n_samples} rows are ${values} numbers`;
  reader.note("data.inputs", inputs, problem, { limit, suggestion: `use ${limit}: fewer inputs or rows` });
}

/** The short batch cannot be left out when it is the only one, and a batch norm needs two rows in each. */
export function checkBatches(
  reader: Reader,
  rows: number,
  batch_size: number | null,
  drop_last: boolean,
  layers: readonly LayerSpec[],
): void {
  if (drop_last && batch_size !== null && batch_size > rows) {
    const problem = `no batch of ${batch_size} can be filled from ${rows} training rows, and drop_last leaves out the short one`;
    const limit = `at most ${rows}`;
    reader.note("batch_size", batch_size, problem, { limit, suggestion: `use ${limit}, or drop_last false` });
  }
  const rest = rows % (batch_size ?? Infinity);
  const smallest = rest !== 0 && !drop_last ? rest : (batch_size ?? rows);
  if (smallest >= 2 || layers.every(({ norm }) => norm?.id !== "batch_norm")) return;
  const problem = `batch norm needs 2 rows in every batch, and one of ${rows} training rows would have 1`;
  const suggestion = batch_size === 1 ? "use at least 2" : "use another batch size, or drop_last true";
  reader.note("batch_size", batch_size, problem, { limit: "2 rows in every batch", suggestion });
}

/** A stop rule must look at something that is measured; `n_classes` is 0 for a regression. */
export function checkStop(
  reader: Reader,
  { stop, evaluate_every, layers }: RunSpec,
  loss: LossShape,
  n_classes: number | undefined,
): void {
  const metric = stop?.["metric"];
  if (stop === undefined || typeof metric !== "string") return;
  const isAccuracy = metric.endsWith("accuracy");
  const { target } = stop;
  if (metric !== "train_loss" && evaluate_every === 0) {
    const options = { limit: "train_loss", suggestion: "use train_loss, or evaluate_every 1" };
    reader.note("stop.metric", metric, `${metric} is never measured with evaluate_every 0`, options);
  }
  const decides = loss.targets === "classes" || (loss.binary && layers[layers.length - 1].units === 1);
  if (isAccuracy && (n_classes === 0 || !decides)) {
    const options = { limit: "train_loss, test_loss", suggestion: "use train_loss or test_loss" };
    reader.note("stop.metric", metric, `${loss.id} has no accuracy here`, options);
  }
  if (isAccuracy && typeof target === "number" && (target > 1 || target < 0)) {
    const limit = "a number from 0 to 1";
    reader.note("stop.target", target, `an accuracy is never ${target}`, {
      limit,
      suggestion: `use ${limit}`,
    });
  }
}

function divisorOf({ activation }: LayerSpec, { activations }: SpecCatalog): number {
  return activations.find(({ id }) => id === activation.id)?.row_divisor ?? 1;
}

/** Outputs of the network: the last layer's units, halved by GLU. */
export function outputCount(layers: readonly LayerSpec[], catalog: SpecCatalog): number {
  const last = layers[layers.length - 1];
  return last.units / divisorOf(last, catalog);
}

/** Outputs, loss and labels must fit together; `n_classes` is 0 for a regression. */
export function checkOutputs(
  reader: Reader,
  layers: readonly LayerSpec[],
  loss: LossShape,
  n_classes: number,
  catalog: SpecCatalog,
): void {
  const last = layers[layers.length - 1];
  const divisor = divisorOf(last, catalog);
  const outputs = outputCount(layers, catalog);
  const setUnits = (problem: string, limit: string, units: number) => {
    const suggestion = `use ${units} ${units === 1 ? "unit" : "units"} in the last layer`;
    reader.note(`layers[${layers.length - 1}].units`, last.units, problem, { limit, suggestion });
  };
  const otherLoss = (problem: string, losses: readonly LossShape[]) => {
    const limit = losses.map(({ id }) => id).join(", ");
    reader.note("loss.id", loss.id, problem, { limit, suggestion: `use ${limit}` });
  };

  if (n_classes === 0 && (loss.targets === "classes" || loss.binary)) {
    const fitting = catalog.losses.filter(({ targets, binary }) => targets === "numbers" && !binary);
    otherLoss(`${loss.id} compares with classes, and this data set has numbers`, fitting);
  } else if (loss.targets === "numbers" && outputs !== 1 && outputs !== n_classes) {
    const each = n_classes > 2 ? ` or one for each of ${n_classes} classes` : "";
    setUnits(`${loss.id} compares ${outputs} outputs with one number${each}`, String(divisor), divisor);
  } else if (loss.binary && outputs === 1 && n_classes > 2) {
    otherLoss(
      `${loss.id} with one output cannot tell ${n_classes} classes apart`,
      catalog.losses.filter(({ targets }) => targets === "classes"),
    );
  } else if (loss.targets === "classes" && !(loss.binary && outputs === 1) && outputs < n_classes) {
    const units = n_classes * divisor;
    setUnits(
      `${outputs} ${outputs === 1 ? "output" : "outputs"} cannot tell ${n_classes} classes apart`,
      `at least ${units}`,
      units,
    );
  }
}

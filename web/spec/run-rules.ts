/** What the parts of a RunSpec must be together. */

import type { LossShape, SpecCatalog } from "./catalog.js";
import type { Reader } from "./reader.js";
import type { LayerSpec } from "./run-spec.js";

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

/** The short batch cannot be left out when it is the only one. */
export function checkBatches(reader: Reader, rows: number, batch_size: unknown, drop_last: unknown): void {
  if (drop_last !== true || typeof batch_size !== "number" || batch_size <= rows) return;
  const problem = `no batch of ${batch_size} can be filled from ${rows} training rows, and drop_last leaves out the short one`;
  const limit = `at most ${rows}`;
  reader.note("batch_size", batch_size, problem, { limit, suggestion: `use ${limit}, or drop_last false` });
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
  const divisor = catalog.activations.find(({ id }) => id === last.activation.id)?.row_divisor ?? 1;
  const outputs = last.units / divisor;
  const setUnits = (problem: string, limit: string, units: number) => {
    const suggestion = `use ${units} ${units === 1 ? "unit" : "units"} in the last layer`;
    reader.note(`layers[${layers.length - 1}].units`, last.units, problem, { limit, suggestion });
  };
  const otherLoss = (problem: string, losses: readonly LossShape[]) => {
    const limit = losses.map(({ id }) => id).join(", ");
    reader.note("loss.id", loss.id, problem, { limit, suggestion: `use ${limit}` });
  };

  if (n_classes === 0 && loss.targets === "classes") {
    const fitting = catalog.losses.filter(({ targets, binary }) => targets === "numbers" && !binary);
    otherLoss(`${loss.id} compares with classes, and this data set has numbers`, fitting);
  } else if (loss.targets === "numbers" && outputs !== 1) {
    setUnits(`${loss.id} compares ${outputs} outputs with one number`, String(divisor), divisor);
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

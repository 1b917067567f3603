/** The rows of a run, for whoever draws them. */

import { completeData } from "../spec/read-run-spec.js";
import type { DataSpec } from "../spec/run-spec.js";
import { Arguments } from "./arguments.js";
import { placeDataset, placeSplit, type DataSources } from "./datasets.js";
import type { KeptRows } from "./prepared-cache.js";
import { placePrepared, takePart } from "./preparation.js";
import type { PreparedData, PreparedRows } from "./types.js";

/** Makes the rows of complete data. Errors: `ArgumentError` with the faults of the inputs' formulas. */
function makeRows(sources: DataSources, data: DataSpec): KeptRows {
  const { core } = sources;
  const { test_size = 0.2, split_random_state = 0 } = data;
  return core.withMemory((memory) => {
    const placed = placeDataset(sources, memory, data, "data");
    const split = placeSplit(core, memory, placed.n_samples, test_size, split_random_state);
    const made = placePrepared(core, memory, new Arguments(), placed, split, data);
    const width = made.preparation.mean.length;
    return {
      train: takePart(memory, made.train, width),
      test: takePart(memory, made.test, width),
      preparation: made.preparation,
      n_classes: placed.n_classes,
    };
  });
}

/** The rows of complete data, made when they are not kept from before; they are for reading only. */
export function keptRows(sources: DataSources, data: DataSpec): KeptRows {
  return sources.prepared.get(data, () => makeRows(sources, data));
}

function copyOf({ features, labels, targets }: PreparedRows): PreparedRows {
  return { features: features.slice(), labels: labels.slice(), targets: targets.slice() };
}

/** See `Engine.prepareData`. */
export function prepareData(sources: DataSources, given: DataSpec): PreparedData {
  const { train, test, preparation, n_classes } = keptRows(sources, completeData(given, sources.catalog));
  const { mean, scale } = preparation;
  return {
    train: copyOf(train),
    test: copyOf(test),
    mean: mean.slice(),
    scale: scale.slice(),
    n_features: mean.length,
    n_classes,
  };
}

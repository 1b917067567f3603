/** The rows of a run, for whoever draws them. */

import { completeData, readDataset, type ReadDataset } from "../spec/read-run-spec.js";
import type { DataSpec } from "../spec/run-spec.js";
import { Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import { placeDataset, placeSplit } from "./datasets.js";
import { prepareRows, type PlacedRows } from "./trainer.js";
import type { Catalog, PreparedData, PreparedRows } from "./types.js";

function takePart(memory: Scratch, { features, labels, targets, count }: PlacedRows, n_features: number) {
  return {
    features: memory.take(Float32Array, features, count * n_features),
    labels: memory.take(Int32Array, labels, labels === 0 ? 0 : count),
    targets: memory.take(Float32Array, targets, targets === 0 ? 0 : count),
  } satisfies PreparedRows;
}

/** See `Engine.prepareData`. */
export function prepareData(core: Core, catalog: Catalog, given: DataSpec): PreparedData {
  const data = completeData(given, catalog);
  const { test_size = 0.2, split_random_state = 0, standardize = true } = data;
  const dataset = readDataset(new Arguments(), data, "data", catalog) as ReadDataset;
  return core.withMemory((memory) => {
    const placed = placeDataset(core, memory, catalog, dataset, "data");
    const { n_samples, n_features, n_classes } = placed;
    const split = placeSplit(core, memory, n_samples, test_size, split_random_state);
    const [mean, scale] = [
      memory.reserve(Float64Array, n_features),
      memory.reserve(Float64Array, n_features),
    ];
    const { train, test } = prepareRows(core, memory, placed, split, standardize, [mean, scale]);
    return {
      train: takePart(memory, train, n_features),
      test: takePart(memory, test, n_features),
      mean: memory.take(Float64Array, mean, n_features),
      scale: memory.take(Float64Array, scale, n_features),
      n_features,
      n_classes,
    };
  });
}

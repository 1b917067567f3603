/** The rows of a run, for whoever draws them. */

import { completeData } from "../spec/read-run-spec.js";
import type { DataSpec } from "../spec/run-spec.js";
import { Arguments } from "./arguments.js";
import type { Scratch } from "./core.js";
import { placeDataset, placeSplit, type DataSources } from "./datasets.js";
import { placePrepared, type PlacedRows } from "./preparation.js";
import type { PreparedData, PreparedRows } from "./types.js";

function takePart(memory: Scratch, { features, labels, targets, count }: PlacedRows, n_features: number) {
  return {
    features: memory.take(Float32Array, features, count * n_features),
    labels: memory.take(Int32Array, labels, labels === 0 ? 0 : count),
    targets: memory.take(Float32Array, targets, targets === 0 ? 0 : count),
  } satisfies PreparedRows;
}

/** See `Engine.prepareData`. */
export function prepareData(sources: DataSources, given: DataSpec): PreparedData {
  const { core, catalog } = sources;
  const data = completeData(given, catalog);
  const { test_size = 0.2, split_random_state = 0 } = data;
  return core.withMemory((memory) => {
    const placed = placeDataset(sources, memory, data, "data");
    const { n_samples, n_classes } = placed;
    const split = placeSplit(core, memory, n_samples, test_size, split_random_state);
    const prepared = placePrepared(core, memory, new Arguments(), placed, split, data);
    const { mean, scale } = prepared.preparation;
    const n_features = mean.length;
    return {
      train: takePart(memory, prepared.train, n_features),
      test: takePart(memory, prepared.test, n_features),
      mean,
      scale,
      n_features,
      n_classes,
    };
  });
}

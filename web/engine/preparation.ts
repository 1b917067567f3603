/** From rows of a data set to what a network reads: formulas, scaling, rounding. */

import type { RunSpec } from "../spec/run-spec.js";
import type { Pointer } from "./abi.js";
import type { Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import type { PlacedDataset, PlacedSplit } from "./datasets.js";
import { placeInputs } from "./inputs.js";
import type { PreparedRows } from "./types.js";

/** What is done to each row before a network reads it; fitted on the training rows. */
export interface Preparation {
  /** Of a row of the data set. */
  readonly n_features: number;
  /** null: the features themselves. */
  readonly inputs: readonly string[] | null;
  /** Shapes: [inputs]; a row is read as (input - mean) / scale. */
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Features, labels and targets of some rows, ready for the trainer. */
export interface PlacedRows {
  readonly features: Pointer;
  readonly labels: Pointer;
  readonly targets: Pointer;
  readonly count: number;
}

/** A copy of them outside of the module. Shapes: features [count, width]. */
export function takePart(
  memory: Scratch,
  { features, labels, targets, count }: PlacedRows,
  width: number,
): PreparedRows {
  return {
    features: memory.take(Float32Array, features, count * width),
    labels: memory.take(Int32Array, labels, labels === 0 ? 0 : count),
    targets: memory.take(Float32Array, targets, targets === 0 ? 0 : count),
  };
}

function takeRows(
  memory: Scratch,
  data: PlacedDataset,
  rows: Pointer,
  count: number,
  features: Pointer,
): PlacedRows {
  const numbers = memory.take(Int32Array, rows, count);
  if (data.labels !== 0) {
    const all = memory.take(Int32Array, data.labels, data.n_samples);
    return { features, labels: memory.place(numbers.map((row) => all[row])), targets: 0, count };
  }
  const all = memory.take(Float64Array, data.targets, data.n_samples);
  return { features, labels: 0, targets: memory.place(Float32Array.from(numbers, (row) => all[row])), count };
}

/** Prepares both parts of a data set. Errors: `ArgumentError` with the faults of the inputs' formulas. */
export function placePrepared(
  core: Core,
  memory: Scratch,
  check: Arguments,
  data: PlacedDataset,
  split: PlacedSplit,
  { inputs = null, standardize = true }: RunSpec["data"],
): { readonly train: PlacedRows; readonly test: PlacedRows; readonly preparation: Preparation } {
  const { n_samples, n_features } = data;
  const from =
    inputs === null ? data.features : placeInputs(core, memory, check, data, inputs, "data.inputs");
  check.done();
  const width = inputs?.length ?? n_features;
  const { train, train_count, test, test_count } = split;
  const [trainSize, testSize] = [train_count * width, test_count * width];
  const trainOut = memory.reserve(Float32Array, trainSize);
  const testOut = memory.reserve(Float32Array, testSize);
  const [mean, scale] = [memory.reserve(Float64Array, width), memory.reserve(Float64Array, width)];
  const rows = [train, train_count, test, test_count, standardize ? 1 : 0];
  const out = [trainOut, trainSize, testOut, testSize, mean, scale];
  core.call("ap_rows_prepare", [from, n_samples, width, ...rows, ...out]);
  const take = (at: Pointer) => memory.take(Float64Array, at, width);
  return {
    train: takeRows(memory, data, train, train_count, trainOut),
    test: takeRows(memory, data, test, test_count, testOut),
    preparation: { n_features, inputs, mean: take(mean), scale: take(scale) },
  };
}

/** Rows of features as the network reads them; the same bits as in training. Shapes: result [n, inputs]. */
export function prepareRows(
  core: Core,
  check: Arguments,
  { n_features, inputs, mean, scale }: Preparation,
  features: Float64Array,
): Float32Array {
  const ready =
    inputs === null
      ? features
      : core.withMemory((memory) => {
          const n_samples = features.length / n_features;
          const rows = { features: memory.place(features), n_samples, n_features };
          const out = placeInputs(core, memory, check, rows, inputs, "inputs");
          check.done();
          return memory.take(Float64Array, out, n_samples * inputs.length);
        });
  const width = mean.length;
  return Float32Array.from(ready, (value, i) => (value - mean[i % width]) / scale[i % width]);
}

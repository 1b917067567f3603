/** Puts a RunSpec into the module's memory and creates its trainer. */

import { readDataset, type ReadDataset } from "../spec/read-run-spec.js";
import { checkOutputs } from "../spec/run-rules.js";
import type { EntryShape } from "../spec/catalog.js";
import type { RunSpec } from "../spec/run-spec.js";
import { kLayout, kStatus, type Pointer } from "./abi.js";
import { Arguments, paramNumber } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import { placeDataset, placeSplit, type PlacedDataset, type PlacedSplit } from "./datasets.js";
import { EngineError } from "./errors.js";
import type { Catalog } from "./types.js";

/** Number of a trainer; see `ap_trainer` in src/abi/abi.h. */
export type TrainerHandle = number;

type Values = Readonly<Record<string, unknown>>;

function valuesOf(entry: EntryShape, given: Values): number[] {
  return entry.params.map((param) => paramNumber(given[param.id], param));
}

/** Writes an `ap_entry`. */
function writeEntry(view: DataView, at: Pointer, table: readonly EntryShape[], given: Values): void {
  const index = table.findIndex(({ id }) => id === given["id"]);
  view.setInt32(at + kLayout.ap_entry.index, index, true);
  valuesOf(table[index], given).forEach((value, i) => {
    view.setFloat64(at + kLayout.ap_entry.params + 8 * i, value, true);
  });
}

function placeSpec(memory: Scratch, catalog: Catalog, spec: RunSpec, fan_in: number): Pointer {
  const at = kLayout.ap_trainer_spec;
  const place = memory.place(new Int32Array(at.size / 4));
  const view = memory.data;
  writeEntry(view, place + at.loss, catalog.losses, spec.loss);
  writeEntry(view, place + at.optimizer, catalog.optimizers, spec.optimizer);
  view.setInt32(place + at.fan_in, fan_in, true);
  view.setInt32(place + at.batch_size, spec.batch_size ?? 0, true);
  view.setInt32(place + at.drop_last, spec.drop_last === true ? 1 : 0, true);
  view.setInt32(place + at.evaluate_every, spec.evaluate_every ?? 1, true);
  view.setUint32(place + at.seed, spec.seed, true);
  return place;
}

function placeLayers(memory: Scratch, catalog: Catalog, spec: RunSpec): Pointer {
  const at = kLayout.ap_layer;
  const place = memory.place(new Int32Array((spec.layers.length * at.size) / 4));
  const view = memory.data;
  spec.layers.forEach(({ units, activation }, i) => {
    const layer = place + i * at.size;
    const index = catalog.activations.findIndex(({ id }) => id === activation.id);
    view.setInt32(layer + at.units, units, true);
    view.setInt32(layer + at.activation, index, true);
    valuesOf(catalog.activations[index], activation).forEach((value, j) => {
      view.setFloat32(layer + at.params + 4 * j, value, true);
    });
  });
  return place;
}

/** Features, labels and targets of some rows, ready for the trainer. */
export interface PlacedRows {
  readonly features: Pointer;
  readonly labels: Pointer;
  readonly targets: Pointer;
  readonly count: number;
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

/** The two parts of a split data set; `scaler` is where the mean and scale of each feature go, if anywhere. */
export function prepareRows(
  core: Core,
  memory: Scratch,
  data: PlacedDataset,
  split: PlacedSplit,
  standardize: boolean,
  scaler: readonly [mean: Pointer, scale: Pointer] = [0, 0],
): { readonly train: PlacedRows; readonly test: PlacedRows } {
  const { n_samples, n_features } = data;
  const { train, train_count, test, test_count } = split;
  const [trainSize, testSize] = [train_count * n_features, test_count * n_features];
  const trainOut = memory.reserve(Float32Array, trainSize);
  const testOut = memory.reserve(Float32Array, testSize);
  const rows = [train, train_count, test, test_count, standardize ? 1 : 0];
  const out = [trainOut, trainSize, testOut, testSize, ...scaler];
  core.call("ap_rows_prepare", [data.features, n_samples, n_features, ...rows, ...out]);
  return {
    train: takeRows(memory, data, train, train_count, trainOut),
    test: takeRows(memory, data, test, test_count, testOut),
  };
}

/** Creates the trainer of a complete RunSpec. Errors: `ArgumentError` for what only the data set's size can tell. */
export function createTrainer(core: Core, catalog: Catalog, spec: RunSpec): TrainerHandle {
  const check = new Arguments();
  const dataset = readDataset(check, spec.data, "data", catalog) as ReadDataset;
  return core.withMemory((memory) => {
    const data = placeDataset(core, memory, catalog, dataset, "data");
    const loss = catalog.losses.find(({ id }) => id === spec.loss.id);
    if (loss !== undefined && data.n_classes > 0)
      checkOutputs(check, spec.layers, loss, data.n_classes, catalog);
    check.done();
    const { test_size = 0.2, split_random_state = 0, standardize = true } = spec.data;
    const split = placeSplit(core, memory, data.n_samples, test_size, split_random_state);
    const { train, test } = prepareRows(core, memory, data, split, standardize);
    const handle = memory.allocate(4);
    const part = ({ features, labels, targets, count }: PlacedRows) => [features, labels, targets, count];
    const model = [placeSpec(memory, catalog, spec, data.n_features), placeLayers(memory, catalog, spec)];
    const args = [...model, spec.layers.length, ...part(train), ...part(test), handle];
    if (core.call("ap_trainer_create", args, [kStatus.OK, kStatus.CAPACITY]) === kStatus.CAPACITY) {
      throw new EngineError(`${catalog.limits.runs} runs are alive; call dispose() on those that are done`);
    }
    return memory.data.getInt32(handle, true);
  });
}

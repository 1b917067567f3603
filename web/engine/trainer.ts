/** Puts a RunSpec into the module's memory and creates its trainer. */

import { checkOutputs } from "../spec/run-rules.js";
import type { EntryShape } from "../spec/catalog.js";
import type { RunSpec } from "../spec/run-spec.js";
import { kLayout, kStatus, type Pointer } from "./abi.js";
import { Arguments, paramNumber } from "./arguments.js";
import type { Scratch } from "./core.js";
import { placeDataset, placeSplit, type DataSources } from "./datasets.js";
import { EngineError } from "./errors.js";
import { placePrepared, type PlacedRows, type Preparation } from "./preparation.js";
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

/** A trainer, and how rows are prepared for it. */
export interface CreatedTrainer {
  readonly handle: TrainerHandle;
  readonly preparation: Preparation;
}

/** Creates the trainer of a complete RunSpec. Errors: `ArgumentError` for what only the data set's size can tell. */
export function createTrainer(sources: DataSources, spec: RunSpec): CreatedTrainer {
  const { core, catalog } = sources;
  const check = new Arguments();
  return core.withMemory((memory) => {
    const data = placeDataset(sources, memory, spec.data, "data");
    const loss = catalog.losses.find(({ id }) => id === spec.loss.id);
    if (loss !== undefined && data.n_classes > 0)
      checkOutputs(check, spec.layers, loss, data.n_classes, catalog);
    const { test_size = 0.2, split_random_state = 0 } = spec.data;
    const split = placeSplit(core, memory, data.n_samples, test_size, split_random_state);
    const { train, test, preparation } = placePrepared(core, memory, check, data, split, spec.data);
    const handle = memory.allocate(4);
    const part = ({ features, labels, targets, count }: PlacedRows) => [features, labels, targets, count];
    const model = [
      placeSpec(memory, catalog, spec, preparation.mean.length),
      placeLayers(memory, catalog, spec),
    ];
    const args = [...model, spec.layers.length, ...part(train), ...part(test), handle];
    if (core.call("ap_trainer_create", args, [kStatus.OK, kStatus.CAPACITY]) === kStatus.CAPACITY) {
      throw new EngineError(`${catalog.limits.runs} runs are alive; call dispose() on those that are done`);
    }
    return { handle: memory.data.getInt32(handle, true), preparation };
  });
}

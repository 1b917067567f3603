/** Puts a RunSpec into the module's memory and creates its trainer. */

import { checkOutputs, outputCount } from "../spec/run-rules.js";
import type { RunSpec } from "../spec/run-spec.js";
import { kLayout, kStatus, type Pointer } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Scratch } from "./core.js";
import { placeDataset, placeSplit, type DataSources } from "./datasets.js";
import { EngineError } from "./errors.js";
import { placeLayers, withFormulas, writeEntry } from "./layers.js";
import { placePrepared, type PlacedRows, type Preparation } from "./preparation.js";
import type { Catalog } from "./types.js";

/** Number of a trainer; see `ap_trainer` in src/abi/abi.h. */
export type TrainerHandle = number;

function placeSpec(memory: Scratch, catalog: Catalog, spec: RunSpec, fan_in: number): Pointer {
  const at = kLayout.ap_trainer_spec;
  const place = memory.place(new Int32Array(at.size / 4));
  const view = memory.data;
  writeEntry(view, place + at.loss, catalog.losses, spec.loss);
  writeEntry(view, place + at.optimizer, catalog.optimizers, spec.optimizer);
  writeEntry(view, place + at.schedule, catalog.schedules, spec.schedule);
  writeEntry(view, place + at.init, catalog.initializers, spec.init);
  writeEntry(view, place + at.stop, catalog.stop_rules, spec.stop);
  view.setFloat64(place + at.clip_grad_norm, spec.clip_grad_norm ?? 0, true);
  view.setFloat64(place + at.l1, spec.l1 ?? 0, true);
  view.setFloat64(place + at.l2, spec.l2 ?? 0, true);
  view.setInt32(place + at.fan_in, fan_in, true);
  view.setInt32(place + at.batch_size, spec.batch_size ?? 0, true);
  view.setInt32(place + at.drop_last, spec.drop_last === true ? 1 : 0, true);
  view.setInt32(place + at.evaluate_every, spec.evaluate_every ?? 1, true);
  view.setUint32(place + at.seed, spec.seed, true);
  return place;
}

/** Several outputs that are compared with numbers learn 1 for the row's class and 0 for the others. */
function placeOneHot(memory: Scratch, { labels, count }: PlacedRows, outputs: number): Pointer {
  const targets = new Float32Array(count * outputs);
  memory.view(Int32Array, labels, count).forEach((label, i) => (targets[i * outputs + label] = 1));
  return memory.place(targets);
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
    const outputs = outputCount(spec.layers, catalog);
    const isOneHot = loss?.targets === "numbers" && outputs > 1 && train.labels !== 0;
    const handle = memory.allocate(4);
    withFormulas(core, check, spec.layers, (formulas) => {
      const layers = placeLayers(memory, catalog, spec.layers, formulas);
      const model = [placeSpec(memory, catalog, spec, preparation.mean.length), layers, spec.layers.length];
      const rows = [train, test].flatMap((part) => {
        const targets = isOneHot ? placeOneHot(memory, part, outputs) : part.targets;
        return [part.features, part.labels, targets, part.count];
      });
      const args = [...model, ...rows, handle];
      if (core.call("ap_trainer_create", args, [kStatus.OK, kStatus.CAPACITY]) === kStatus.OK) return;
      throw new EngineError(`${catalog.limits.runs} runs are alive; call dispose() on those that are done`);
    });
    return { handle: memory.data.getInt32(handle, true), preparation };
  });
}

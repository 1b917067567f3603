/** Puts a RunSpec into the module's memory and creates its trainer. */

import { checkOutputs, outputCount } from "../spec/run-rules.js";
import type { RunSpec } from "../spec/run-spec.js";
import { kLayout, kStatus, type Pointer } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Scratch } from "./core.js";
import type { DataSources } from "./datasets.js";
import { EngineError } from "./errors.js";
import { placeLayers, withFormulas, writeEntry } from "./layers.js";
import { keptRows } from "./prepared-data.js";
import type { Preparation } from "./preparation.js";
import type { Catalog, PreparedRows } from "./types.js";

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
function withOneHot(rows: PreparedRows, outputs: number): PreparedRows {
  if (rows.labels.length === 0) return rows;
  const targets = new Float32Array(rows.labels.length * outputs);
  rows.labels.forEach((label, i) => (targets[i * outputs + label] = 1));
  return { ...rows, targets };
}

/** A trainer, and how rows are prepared for it. */
export interface CreatedTrainer {
  readonly handle: TrainerHandle;
  readonly preparation: Preparation;
  /** Of the training and the test part. */
  readonly rows: readonly [number, number];
}

/** The arguments of the boundary for some rows; see `ap_trainer_create`. */
function placePart(memory: Scratch, { features, labels, targets }: PreparedRows, width: number): number[] {
  const place = (values: Int32Array | Float32Array) => (values.length === 0 ? 0 : memory.place(values));
  return [memory.place(features), place(labels), place(targets), features.length / width];
}

/** Creates the trainer of a complete RunSpec. Errors: `ArgumentError` for what only the data set's size can tell. */
export function createTrainer(sources: DataSources, spec: RunSpec): CreatedTrainer {
  const { core, catalog } = sources;
  const rows = keptRows(sources, spec.data);
  const check = new Arguments();
  const loss = catalog.losses.find(({ id }) => id === spec.loss.id);
  if (loss !== undefined && rows.n_classes > 0)
    checkOutputs(check, spec.layers, loss, rows.n_classes, catalog);
  check.done();
  const { preparation } = rows;
  return core.withMemory((memory) => {
    const outputs = outputCount(spec.layers, catalog);
    const isOneHot = loss?.targets === "numbers" && outputs > 1;
    const parts = [rows.train, rows.test].flatMap((part) =>
      placePart(memory, isOneHot ? withOneHot(part, outputs) : part, preparation.mean.length),
    );
    const handle = memory.allocate(4);
    withFormulas(core, check, spec.layers, (formulas) => {
      const layers = placeLayers(memory, catalog, spec.layers, formulas);
      const model = [placeSpec(memory, catalog, spec, preparation.mean.length), layers, spec.layers.length];
      const args = [...model, ...parts, handle];
      if (core.call("ap_trainer_create", args, [kStatus.OK, kStatus.CAPACITY]) === kStatus.OK) return;
      throw new EngineError(`${catalog.limits.runs} runs are alive; call dispose() on those that are done`);
    });
    const rowsOf = ({ features }: PreparedRows) => features.length / preparation.mean.length;
    return {
      handle: memory.data.getInt32(handle, true),
      preparation,
      rows: [rowsOf(rows.train), rowsOf(rows.test)],
    };
  });
}

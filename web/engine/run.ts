/** A training run in the module. */

import { completeRunSpec } from "../spec/read-run-spec.js";
import { show } from "../spec/faults.js";
import type { RunSpec } from "../spec/run-spec.js";
import { kLayout, kNameLength, kStatus } from "./abi.js";
import { Arguments } from "./arguments.js";
import { readAssessment, readLinearMap } from "./assessment.js";
import { chainOf, readBacktrace, readNextBatch } from "./backtrace.js";
import type { FullCatalog } from "./catalog.js";
import type { Core } from "./core.js";
import type { DataSources } from "./datasets.js";
import * as edits from "./edits.js";
import { EngineError } from "./errors.js";
import { countRows, readLayers, readLayerStats, readTrace, type Inside, type LayerShape } from "./insight.js";
import { readLosses, readLossPlane, readLossSlice } from "./landscape.js";
import { prepareRows, type Preparation } from "./preparation.js";
import { createTrainer, type TrainerHandle } from "./trainer.js";
import type {
  Assessment,
  Backtrace,
  Divergence,
  Edit,
  EpochRecord,
  GradientChain,
  LayerStats,
  LayerTrace,
  LinearMap,
  LossPlane,
  LossSlice,
  LossSliceOptions,
  Parameter,
  Run,
  StopReason,
} from "./types.js";

/** Records that are read from the module at once. */
const kRecordsAtOnce = 1024;
/** Steps that one call can make. */
const kMostSteps = 2 ** 31 - 1;

interface Progress {
  readonly step: number;
  readonly epoch: number;
  readonly steps_per_epoch: number;
  readonly divergence: Divergence | undefined;
  /** The stop rule that has ended the run. */
  readonly rule: StopReason | undefined;
}

/** The engine's `Run`; sizes and counts are kept here, everything else stays in the module. */
export class TrainingRun implements Run {
  readonly spec: RunSpec;
  readonly #core: Core;
  readonly #catalog: FullCatalog;
  readonly #history: EpochRecord[] = [];
  readonly #layers: readonly LayerShape[];
  readonly #outputs: number;
  readonly #tensors: number;
  readonly #values: number;
  readonly #preparation: Preparation;
  readonly #rows: readonly [number, number];
  #progress: Progress;
  #handle: TrainerHandle;

  constructor(sources: DataSources, catalog: FullCatalog, spec: unknown) {
    const { core } = sources;
    this.#core = core;
    this.#catalog = catalog;
    this.spec = completeRunSpec(spec, catalog);
    const { handle, preparation, rows } = createTrainer(sources, this.spec);
    this.#handle = handle;
    this.#preparation = preparation;
    this.#rows = rows;
    const at = kLayout.ap_trainer_size;
    const size = core.withMemory((memory) => {
      const out = memory.allocate(at.size);
      core.call("ap_trainer_measure", [this.#handle, out]);
      return memory.take(Int32Array, out, at.size / 4);
    });
    this.#outputs = size[at.outputs / 4];
    this.#tensors = size[at.tensors / 4];
    this.#values = size[at.values / 4];
    this.#layers = readLayers(core, catalog, this.#handle);
    this.#progress = this.#readProgress();
  }

  get epoch(): number {
    return this.#progress.epoch;
  }

  get step(): number {
    return this.#progress.step;
  }

  get steps_per_epoch(): number {
    return this.#progress.steps_per_epoch;
  }

  get divergence(): Divergence | undefined {
    return this.#progress.divergence;
  }

  get stopped(): StopReason | undefined {
    if (this.divergence !== undefined) return "divergence";
    return this.#progress.rule ?? (this.epoch >= this.spec.epochs ? "epochs" : undefined);
  }

  get isOver(): boolean {
    return this.divergence !== undefined || this.#progress.rule !== undefined;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  train(epochs?: number): readonly EpochRecord[] {
    const left = this.#catalog.limits.epochs - this.epoch;
    if (epochs !== undefined) this.#check((check) => check.whole(epochs, "epochs", 0, left));
    return this.#train("ap_trainer_run", epochs ?? Math.max(0, this.spec.epochs - this.epoch));
  }

  advance(steps: number): readonly EpochRecord[] {
    const left = this.#catalog.limits.epochs * this.steps_per_epoch - this.step;
    this.#check((check) => check.whole(steps, "steps", 0, Math.min(left, kMostSteps)));
    return this.#train("ap_trainer_advance", steps);
  }

  nextBatch(): Int32Array {
    return readNextBatch(this.#inside());
  }

  get learning_rate(): number {
    return edits.readLearningRate(this.#inside());
  }

  setLearningRate(rate: number): void {
    edits.setLearningRate(this.#inside(), rate, this.spec.optimizer.id);
  }

  setParameter(name: string, index: number, value: number): void {
    edits.setParameter(this.#inside(), name, index, value);
  }

  freeze(name: string, index: number | "all", frozen = true): void {
    edits.freeze(this.#inside(), name, index, frozen);
  }

  ablate(layer: number, unit: number, ablated = true): void {
    edits.ablate(this.#inside(), layer, unit, ablated);
  }

  edits(): Edit[] {
    return edits.readEdits(this.#inside());
  }

  rewind(step: number): readonly EpochRecord[] {
    this.restore(step);
    while (this.step < step) this.advance(Math.min(step - this.step, kMostSteps));
    return this.#history;
  }

  restore(step: number): void {
    edits.restore(this.#inside(), step, this.step);
    this.#progress = this.#readProgress();
    this.#history.length = this.epoch;
  }

  keepCheckpoints(max_bytes = edits.kCheckpointBytes): number {
    return edits.keepCheckpoints(this.#inside(), max_bytes);
  }

  parameters(): Parameter[] {
    const handle = this.#alive();
    const at = kLayout.ap_parameter_info;
    return this.#core.withMemory((memory) => {
      const values = memory.reserve(Float32Array, this.#values);
      const info = memory.allocate(at.size);
      this.#core.call("ap_trainer_parameters", [handle, values, this.#values]);
      return Array.from({ length: this.#tensors }, (_, i) => {
        this.#core.call("ap_trainer_parameter_info", [handle, i, info]);
        const read = (offset: number) => memory.data.getInt32(info + offset, true);
        const [rows, cols] = [read(at.rows), read(at.cols)];
        const start = values + 4 * read(at.offset);
        return {
          name: memory.text(info + at.name, kNameLength),
          shape: cols === 0 ? [rows] : [rows, cols],
          data: memory.take(Float32Array, start, read(at.length)),
        };
      });
    });
  }

  prepare(features: Float64Array): Float32Array {
    this.#alive();
    const { n_features } = this.#preparation;
    const rowLimit = Math.floor(
      this.#catalog.limits.elements / Math.max(n_features, this.#preparation.mean.length),
    );
    const check = new Arguments();
    const limit = `a Float64Array of whole rows of ${n_features} features, at most ${rowLimit}`;
    if (!(features instanceof Float64Array)) {
      check.note("features", features, `${show(features)} is not ${limit}`, {
        limit,
        suggestion: `give ${limit}`,
      });
    } else if (features.length % n_features !== 0 || features.length > rowLimit * n_features) {
      const problem = `${features.length} numbers are not ${limit}`;
      check.note("features", features, problem, { limit, suggestion: `give ${limit}` });
    }
    check.done();
    return prepareRows(this.#core, check, this.#preparation, features);
  }

  predict(features: Float32Array, out?: Float32Array): Float32Array {
    const inside = this.#inside();
    const rows = countRows(inside, features, this.#outputs);
    this.#checkOut(out, rows * this.#outputs);
    return this.#core.withMemory((memory) => {
      const size = rows * this.#outputs;
      const [from, to] = [memory.place(features), memory.reserve(Float32Array, size)];
      this.#core.call("ap_trainer_predict", [inside.handle, from, rows, to, size]);
      if (out === undefined) return memory.take(Float32Array, to, size);
      out.set(memory.view(Float32Array, to, size));
      return out;
    });
  }

  trace(features: Float32Array): LayerTrace[] {
    return readTrace(this.#inside(), features);
  }

  layerStats(features?: Float32Array): LayerStats[] {
    return readLayerStats(this.#inside(), features);
  }

  assess(part: "train" | "test"): Assessment {
    return readAssessment(this.#inside(), this.#outputs, part);
  }

  collapse(features?: Float32Array): LinearMap | undefined {
    return readLinearMap(this.#inside(), this.#outputs, features);
  }

  lossPlane(options: LossSliceOptions = {}): LossPlane {
    return readLossPlane(this.#inside(), options);
  }

  lossOn(plane: LossPlane, u: Float64Array, v: Float64Array): Float64Array {
    return readLosses(this.#inside(), plane, u, v);
  }

  lossSlice(options: LossSliceOptions = {}): LossSlice {
    return readLossSlice(this.#inside(), options);
  }

  backtrace(part: "train" | "test", row: number): Backtrace {
    return readBacktrace(this.#inside(), part, row);
  }

  gradientChain(part: "train" | "test", row: number, layer: number, unit: number): GradientChain {
    return chainOf(this.backtrace(part, row), this.parameters(), layer, unit);
  }

  fingerprint(): string {
    const handle = this.#alive();
    return this.#core.withMemory((memory) => {
      const out = memory.allocate(8);
      this.#core.call("ap_trainer_fingerprint", [handle, out, out + 4]);
      const hex = (at: number) => memory.data.getUint32(at, true).toString(16).padStart(8, "0");
      return hex(out + 4) + hex(out);
    });
  }

  dispose(): void {
    if (this.#handle === 0) return;
    const handle = this.#handle;
    this.#handle = 0;
    // A module that has stopped has taken its runs with it.
    if (this.#core.isRunning) this.#core.call("ap_trainer_destroy", [handle]);
  }

  #alive(): TrainerHandle {
    if (this.#handle === 0) {
      throw new EngineError("this run was disposed; make it again with engine.createRun(run.spec)");
    }
    return this.#handle;
  }

  #checkOut(out: Float32Array | undefined, size: number): void {
    if (out === undefined) return;
    this.#check((check) => {
      if (!check.floats(out, "out", size) || out.length === size) return;
      const limit = `${size} numbers`;
      check.note("out", out, `there is room for ${out.length} numbers`, {
        limit,
        suggestion: `give ${limit}`,
      });
    });
  }

  #inside(): Inside {
    return {
      core: this.#core,
      catalog: this.#catalog,
      handle: this.#alive(),
      layers: this.#layers,
      rows: this.#rows,
    };
  }

  #check(use: (check: Arguments) => unknown): void {
    const check = new Arguments();
    use(check);
    check.done();
  }

  #train(name: "ap_trainer_run" | "ap_trainer_advance", count: number): readonly EpochRecord[] {
    this.#core.call(name, [this.#alive(), count], [kStatus.OK, kStatus.DIVERGED]);
    this.#progress = this.#readProgress();
    this.#readHistory();
    return this.#history;
  }

  #readProgress(): Progress {
    const at = kLayout.ap_progress;
    return this.#core.withMemory((memory) => {
      const out = memory.allocate(at.size);
      this.#core.call("ap_trainer_progress", [this.#alive(), out]);
      const view = memory.data;
      const operation = this.#catalog.operations[view.getInt32(out + at.diverged_operation, true)];
      const rule = view.getInt32(out + at.stopped, true);
      const divergence = {
        operation: operation as Divergence["operation"],
        layer: view.getInt32(out + at.diverged_layer, true),
        step: view.getFloat64(out + at.diverged_step, true),
      };
      return {
        step: view.getFloat64(out + at.step, true),
        epoch: view.getInt32(out + at.epoch, true),
        steps_per_epoch: view.getInt32(out + at.steps_per_epoch, true),
        divergence: divergence.step === 0 ? undefined : divergence,
        rule: rule === 0 ? undefined : (this.#catalog.stop_rules[rule].id as StopReason),
      };
    });
  }

  /** Reads the records that are new since the last time. */
  #readHistory(): void {
    const { size } = kLayout.ap_epoch_record;
    if (this.#history.length === this.epoch) return;
    this.#core.withMemory((memory) => {
      const capacity = Math.min(kRecordsAtOnce, this.epoch - this.#history.length);
      const out = memory.allocate(capacity * size);
      const count = memory.allocate(4);
      while (this.#history.length < this.epoch) {
        this.#core.call("ap_trainer_history", [this.#alive(), this.#history.length, out, capacity, count]);
        const read = memory.data.getInt32(count, true);
        const numbers = memory.view(Float64Array, out, (read * size) / 8);
        for (let i = 0; i < read; i++) this.#history.push(toRecord(this.#history.length + 1, numbers, i));
      }
    });
  }
}

function toRecord(epoch: number, numbers: Float64Array, i: number): EpochRecord {
  const { size, ...at } = kLayout.ap_epoch_record;
  const read = (offset: number) => numbers[(i * size + offset) / 8];
  return {
    epoch,
    train_loss: read(at.train_loss),
    train_accuracy: read(at.train_accuracy),
    test_loss: read(at.test_loss),
    test_accuracy: read(at.test_accuracy),
  };
}

/** The host's part with data and runs; loaded when it is first called. */

import { ModuleEngine } from "../engine/engine.js";
import { ArgumentError, EngineError } from "../engine/errors.js";
import type { LoadedModule } from "../engine/functions.js";
import type { Divergence, Run } from "../engine/types.js";
import { fault, show } from "../spec/faults.js";
import { finishRun } from "./finish-run.js";
import { FrameSource } from "./frames.js";
import { lossSliceInParts } from "./loss-slice.js";
import { checkPlayOptions, playInSlices } from "./playing.js";
import {
  kRunMethods,
  type Handlers,
  type Id,
  type Moment,
  type Result,
  type ToClient,
  type TrainingMethod,
} from "./protocol.js";
import { nextTurn, trainInSlices, trainSlice } from "./slices.js";
import type { PlayOptions, Scene } from "./types.js";

export interface TrainingOptions {
  readonly post: (message: ToClient, transfer: ArrayBuffer[]) => void;
  /** How long training may keep the thread. Units: ms. */
  readonly slice: number;
  readonly isAborted: (call: Id) => boolean;
}

export class TrainingHost {
  readonly #engine: ModuleEngine;
  readonly #options: TrainingOptions;
  readonly #runs = new Map<Id, Run>();
  readonly #sources = new Map<Id, FrameSource>();
  /** The last call of each run that was told to end. */
  readonly #paused = new Map<Id, Id>();
  /** The last training of each run; the next one waits for it. */
  readonly #trainings = new Map<Id, Promise<unknown>>();

  readonly handlers: Handlers<TrainingMethod> = {
    makeDataset: (args) => this.#engine.makeDataset(...args),
    trainTestSplit: (args) => this.#engine.trainTestSplit(...args),
    principalAxes: (args) => this.#engine.principalAxes(...args),
    addTable: (args) => this.#engine.addTable(...args),
    removeTable: (args) => {
      this.#engine.removeTable(...args);
      return undefined;
    },
    loadDigits: async () => {
      await this.#engine.loadDigits();
      return undefined;
    },
    computeInputs: (args) => this.#engine.computeInputs(...args),
    createRun: ([run, spec]) => {
      const created = this.#engine.createRun(spec);
      this.#runs.set(run, created);
      return created.spec;
    },
    prepareData: (args) => this.#engine.prepareData(...args),
    train: ([run, epochs], id) => this.#queue(run, () => this.#train(run, epochs, id)),
    watch: ([run, scene]) => {
      this.#watch(run, scene);
    },
    play: ([run, options], id) => this.#queue(run, () => this.#play(run, options, id)),
    ask: ([id, method, ...args]) => {
      if (!kRunMethods.includes(method)) throw new EngineError(`a run cannot be asked for ${show(method)}`);
      const run = this.#run(id);
      return (run[method] as (...given: unknown[]) => Result<"ask">).apply(run, args);
    },
    rewind: ([run, step], id) => this.#queue(run, () => this.#rewind(run, step, id)),
    lossSlice: ([run, options], id) =>
      lossSliceInParts(this.#run(run), options, {
        slice: this.#options.slice,
        isAborted: () => this.#options.isAborted(id) || !this.#runs.has(run),
      }),
    finishRun: ([spec], id) => {
      const { post, slice } = this.#options;
      return finishRun(this.#engine, spec, {
        slice,
        isAborted: () => this.#options.isAborted(id),
        onRecords: (records) => {
          post({ type: "progress", id, records }, []);
        },
      });
    },
  };

  constructor(loaded: LoadedModule, options: TrainingOptions) {
    this.#engine = new ModuleEngine(loaded);
    this.#options = options;
  }

  /** What is played of a run by calls up to this one comes to its end. */
  pause(run: Id, call: Id): void {
    this.#paused.set(run, call);
  }

  /** A frame's buffer is back. */
  release(run: Id, buffer: ArrayBuffer): void {
    this.#sources.get(run)?.release(buffer);
  }

  /** Forgets all runs; their memory goes with the engine's. */
  clear(): void {
    this.#runs.clear();
  }

  dispose(run: Id): void {
    this.#runs.get(run)?.dispose();
    this.#runs.delete(run);
    this.#paused.delete(run);
    this.#watch(run, undefined);
  }

  #run(id: Id): Run {
    const run = this.#runs.get(id);
    if (run === undefined)
      throw new EngineError("this run was disposed; make it again with createRun(run.spec)");
    return run;
  }

  #watch(run: Id, scene: Scene | undefined): void {
    this.#sources.get(run)?.close();
    this.#sources.delete(run);
    if (scene !== undefined) this.#sources.set(run, new FrameSource(this.#run(run), scene));
  }

  /** Begins a training when the one before it has ended. */
  async #queue<T>(runId: Id, train: () => Promise<T>): Promise<T> {
    const before = this.#trainings.get(runId);
    const training = (before ?? Promise.resolve()).then(train);
    const settled = training.catch(() => undefined);
    this.#trainings.set(runId, settled);
    try {
      return await training;
    } finally {
      if (this.#trainings.get(runId) === settled) this.#trainings.delete(runId);
    }
  }

  async #train(runId: Id, epochs: number | undefined, id: Id): Promise<Result<"train">> {
    const run = this.#run(runId);
    if (epochs !== undefined && (!Number.isInteger(epochs) || epochs < 0)) {
      const limit = "a whole number, at least 0";
      const problem = `${show(epochs)} is not ${limit}`;
      throw new ArgumentError([fault("epochs", epochs, problem, { limit, suggestion: `use ${limit}` })]);
    }
    const { post, slice } = this.#options;
    await trainInSlices(run, epochs, {
      slice,
      isAborted: () => this.#options.isAborted(id) || this.#runs.get(runId) !== run,
      onRecords: (records) => {
        post({ type: "progress", id, records }, []);
      },
    });
    return this.#run(runId).divergence;
  }

  /** An aborted one ends on the way, at a step before. */
  async #rewind(runId: Id, step: number, id: Id): Promise<Moment> {
    const run = this.#run(runId);
    run.restore(step);
    let cost = 0;
    while (run.step < step && !this.#options.isAborted(id) && this.#runs.get(runId) === run) {
      cost = trainSlice(run, step, this.#options.slice, cost);
      await nextTurn();
    }
    const { step: reached, epoch } = this.#run(runId);
    this.#sources.get(runId)?.rewind(epoch);
    return { step: reached, epoch };
  }

  async #play(runId: Id, options: PlayOptions, id: Id): Promise<Divergence | undefined> {
    const run = this.#run(runId);
    const source = this.#sources.get(runId);
    checkPlayOptions(options);
    if (source === undefined)
      throw new EngineError("this run is not watched; call watch() with a scene first");
    const { post, slice } = this.#options;
    await playInSlices(run, source, options, {
      slice,
      isPaused: () => (this.#paused.get(runId) ?? 0) >= id,
      isAborted: () => this.#options.isAborted(id) || this.#sources.get(runId) !== source,
      onFrame: (frame) => {
        post({ type: "frame", id, run: runId, frame }, [frame.outputs.buffer as ArrayBuffer]);
      },
    });
    return this.#run(runId).divergence;
  }
}

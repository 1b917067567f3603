/** Answers the client's messages with an engine; runs in the worker, or in the page where there can be none. */

import type { LoadOptions } from "../engine/module.js";
import type { Divergence, Engine, Run } from "../engine/types.js";
import { ArgumentError, EngineError } from "../engine/errors.js";
import { fault, show } from "../spec/faults.js";
import { packError } from "./errors.js";
import { FormulaCache } from "./formulas.js";
import { kRunMethods, type Moment } from "./protocol.js";
import type { Args, CallMessage, Id, Method, Result, ToClient, ToHost } from "./protocol.js";
import { FrameSource } from "./frames.js";
import { checkPlayOptions, playInSlices } from "./playing.js";
import { finishRun } from "./finish-run.js";
import { lossSliceInParts } from "./loss-slice.js";
import { nextTurn, trainInSlices, trainSlice } from "./slices.js";
import type { PlayOptions, Scene } from "./types.js";

export interface HostOptions {
  readonly load: (options: LoadOptions) => Promise<Engine>;
  readonly post: (message: ToClient, transfer: ArrayBuffer[]) => void;
  /** How long training may keep the thread. Units: ms. */
  readonly slice: number;
}

/** The buffers of all arrays in a result, to be handed over rather than copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(buffersOf);
}

/** What a method does, given the engine and the call's number. */
type Handlers = {
  readonly [M in Method]: (engine: Engine, args: Args<M>, id: Id) => Result<M> | Promise<Result<M>>;
};

export class EngineHost {
  readonly #options: HostOptions;
  readonly #runs = new Map<Id, Run>();
  readonly #formulas = new FormulaCache();
  readonly #sources = new Map<Id, FrameSource>();
  /** The last call of each run that was told to end. */
  readonly #paused = new Map<Id, Id>();
  /** The last training of each run; the next one waits for it. */
  readonly #trainings = new Map<Id, Promise<unknown>>();
  readonly #aborted = new Set<Id>();
  readonly #open = new Set<Id>();
  #engine: Promise<Engine> | undefined;

  readonly #handlers: Handlers = {
    activation: (engine, args) => engine.activation(...args),
    activationCurve: (engine, args) => engine.activationCurve(...args),
    activationTime: (engine, args) => engine.activationTime(...args),
    formula: (engine, [text]) => this.#formulas.get(engine, text).params,
    formulaSample: (engine, [text, ...args]) => this.#formulas.get(engine, text).sample(...args),
    formulaCurve: (engine, [text, ...args]) => this.#formulas.get(engine, text).curve(...args),
    formulaTime: (engine, [text, ...args]) => this.#formulas.get(engine, text).time(...args),
    softmax: (engine, args) => engine.softmax(...args),
    makeDataset: (engine, args) => engine.makeDataset(...args),
    trainTestSplit: (engine, args) => engine.trainTestSplit(...args),
    principalAxes: (engine, args) => engine.principalAxes(...args),
    addTable: (engine, args) => engine.addTable(...args),
    removeTable: (engine, args) => {
      engine.removeTable(...args);
      return undefined;
    },
    loadDigits: async (engine) => {
      await engine.loadDigits();
      return undefined;
    },
    computeInputs: (engine, args) => engine.computeInputs(...args),
    createRun: (engine, [run, spec]) => {
      const created = engine.createRun(spec);
      this.#runs.set(run, created);
      return created.spec;
    },
    prepareData: (engine, args) => engine.prepareData(...args),
    train: (_engine, [run, epochs], id) => this.#queue(run, () => this.#train(run, epochs, id)),
    watch: (_engine, [run, scene]) => {
      this.#watch(run, scene);
    },
    play: (_engine, [run, options], id) => this.#queue(run, () => this.#play(run, options, id)),
    ask: (_engine, [id, method, ...args]) => {
      if (!kRunMethods.includes(method)) throw new EngineError(`a run cannot be asked for ${show(method)}`);
      const run = this.#run(id);
      return (run[method] as (...given: unknown[]) => Result<"ask">).apply(run, args);
    },
    rewind: (_engine, [run, step], id) => this.#queue(run, () => this.#rewind(run, step, id)),
    lossSlice: (_engine, [run, options], id) =>
      lossSliceInParts(this.#run(run), options, {
        slice: this.#options.slice,
        isAborted: () => this.#aborted.has(id) || !this.#runs.has(run),
      }),
    finishRun: (engine, [spec], id) => {
      const { post, slice } = this.#options;
      return finishRun(engine, spec, {
        slice,
        isAborted: () => this.#aborted.has(id),
        onRecords: (records) => {
          post({ type: "progress", id, records }, []);
        },
      });
    },
  };

  constructor(options: HostOptions) {
    this.#options = options;
  }

  receive(message: ToHost): void {
    switch (message.type) {
      case "start":
        void this.#start(message.module);
        break;
      case "call":
        this.#open.add(message.id);
        void this.#answer(message);
        break;
      case "abort":
        if (this.#open.has(message.id)) this.#aborted.add(message.id);
        break;
      case "pause":
        this.#paused.set(message.run, message.id);
        break;
      case "release":
        this.#sources.get(message.run)?.release(message.buffer);
        break;
      case "dispose":
        this.#dispose(message.run);
        break;
    }
  }

  /** Frees the engine. */
  close(): void {
    this.#runs.clear();
    this.#formulas.clear();
    this.#engine?.then(
      (engine) => {
        engine.dispose();
      },
      () => undefined,
    );
  }

  async #start(module: LoadOptions["module"]): Promise<void> {
    const { load, post } = this.#options;
    try {
      this.#engine = load(module === undefined ? {} : { module });
      const engine = await this.#engine;
      post({ type: "ready", module: engine.module, catalog: engine.catalog }, []);
    } catch (error) {
      post({ type: "stopped", error: packError(error) }, []);
    }
  }

  async #answer(message: CallMessage): Promise<void> {
    const { id } = message;
    const { post } = this.#options;
    const engine = await this.#engine?.catch(() => undefined);
    try {
      // The client has been told of the failure already.
      if (engine === undefined) return;
      // Messages that are waiting already come first: one of them may abort this call.
      await nextTurn();
      if (this.#aborted.has(id)) throw new EngineError("this call was aborted before it began");
      const value = await this.#dispatch(engine, message);
      post({ type: "result", id, value }, buffersOf(value));
    } catch (error) {
      post({ type: "error", id, error: packError(error) }, []);
      if (engine?.isRunning === false) post({ type: "stopped", error: packError(error) }, []);
    } finally {
      this.#open.delete(id);
      this.#aborted.delete(id);
    }
  }

  #dispatch<M extends Method>(
    engine: Engine,
    { method, args, id }: CallMessage<M>,
  ): Result<M> | Promise<Result<M>> {
    const handler = this.#handlers[method];
    return handler(engine, args, id);
  }

  #dispose(run: Id): void {
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
      isAborted: () => this.#aborted.has(id) || this.#runs.get(runId) !== run,
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
    while (run.step < step && !this.#aborted.has(id) && this.#runs.get(runId) === run) {
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
      isAborted: () => this.#aborted.has(id) || this.#sources.get(runId) !== source,
      onFrame: (frame) => {
        post({ type: "frame", id, run: runId, frame }, [frame.outputs.buffer as ArrayBuffer]);
      },
    });
    return this.#run(runId).divergence;
  }
}

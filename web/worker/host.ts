/** Answers the client's messages with an engine; runs in the worker, or in the page where there can be none. */

import { EngineError } from "../engine/errors.js";
import { loadModule, ModuleFunctions, type LoadedModule } from "../engine/functions.js";
import type { LoadOptions } from "../engine/module.js";
import type { FunctionEngine } from "../engine/types.js";
import { packError } from "./errors.js";
import { FormulaCache } from "./formulas.js";
import type {
  CallMessage,
  FunctionMethod,
  Handlers,
  Id,
  Method,
  Result,
  ToClient,
  ToHost,
} from "./protocol.js";
import { nextTurn } from "./slices.js";
import type { TrainingHost } from "./training-host.js";

export interface HostOptions {
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

function functionHandlers(functions: FunctionEngine, formulas: FormulaCache): Handlers<FunctionMethod> {
  const formula = (text: string) => formulas.get(functions, text);
  return {
    activation: (args) => functions.activation(...args),
    activationCurve: (args) => functions.activationCurve(...args),
    activationTime: (args) => functions.activationTime(...args),
    formula: ([text]) => formula(text).params,
    formulaSample: ([text, ...args]) => formula(text).sample(...args),
    formulaCurve: ([text, ...args]) => formula(text).curve(...args),
    formulaTime: ([text, ...args]) => formula(text).time(...args),
    softmax: (args) => functions.softmax(...args),
  };
}

/** The engine as far as it is here at once. */
interface Loaded {
  readonly module: LoadedModule;
  readonly functions: FunctionEngine;
  readonly handlers: Handlers<FunctionMethod>;
}

export class EngineHost {
  readonly #options: HostOptions;
  readonly #formulas = new FormulaCache();
  readonly #aborted = new Set<Id>();
  readonly #open = new Set<Id>();
  #loaded: Promise<Loaded> | undefined;
  #training: TrainingHost | undefined;
  #comingTraining: Promise<TrainingHost> | undefined;

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
      // Where nothing of training is here yet, there is no run either.
      case "pause":
        this.#training?.pause(message.run, message.id);
        break;
      case "release":
        this.#training?.release(message.run, message.buffer);
        break;
      case "dispose":
        this.#training?.dispose(message.run);
        break;
    }
  }

  /** Frees the engine. */
  close(): void {
    this.#training?.clear();
    this.#formulas.clear();
    this.#loaded?.then(
      ({ functions }) => {
        functions.dispose();
      },
      () => undefined,
    );
  }

  async #start(module: LoadOptions["module"]): Promise<void> {
    const { post } = this.#options;
    try {
      this.#loaded = this.#load(module === undefined ? {} : { module });
      const { functions } = await this.#loaded;
      post({ type: "ready", module: functions.module, catalog: functions.catalog }, []);
    } catch (error) {
      post({ type: "stopped", error: packError(error) }, []);
    }
  }

  async #answer(message: CallMessage): Promise<void> {
    const { id } = message;
    const { post } = this.#options;
    const loaded = await this.#loaded?.catch(() => undefined);
    try {
      // The client has been told of the failure already.
      if (loaded === undefined) return;
      const value = await this.#do(loaded, message);
      post({ type: "result", id, value }, buffersOf(value));
    } catch (error) {
      post({ type: "error", id, error: packError(error) }, []);
      if (loaded?.functions.isRunning === false) post({ type: "stopped", error: packError(error) }, []);
    } finally {
      this.#open.delete(id);
      this.#aborted.delete(id);
    }
  }

  async #do<M extends Method>(loaded: Loaded, { method, args, id }: CallMessage<M>): Promise<Result<M>> {
    const functions: Partial<Handlers<Method>> = loaded.handlers;
    const handlers = method in functions ? functions : (await this.#trainingOf(loaded)).handlers;
    // Messages that are waiting already come first: one of them may abort this call.
    await nextTurn();
    if (this.#aborted.has(id)) throw new EngineError("this call was aborted before it began");
    return (handlers as Handlers<Method>)[method](args, id);
  }

  async #load(options: LoadOptions): Promise<Loaded> {
    const module = await loadModule(options);
    const functions = new ModuleFunctions(module);
    return { module, functions, handlers: functionHandlers(functions, this.#formulas) };
  }

  /** The part with data and runs, fetched at the first call: most figures of a function never ask for it. */
  async #trainingOf({ module }: Loaded): Promise<TrainingHost> {
    this.#comingTraining ??= this.#loadTraining(module);
    this.#training = await this.#comingTraining;
    return this.#training;
  }

  async #loadTraining(module: LoadedModule): Promise<TrainingHost> {
    try {
      const { TrainingHost } = await import("./training-host.js");
      return new TrainingHost(module, { ...this.#options, isAborted: (call) => this.#aborted.has(call) });
    } catch (cause) {
      throw new EngineError(
        `the engine's script for training could not be loaded (${String(cause)}); check the connection and load the page again`,
        { cause },
      );
    }
  }
}

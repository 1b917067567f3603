/** The engine's side of the channel; runs in the worker, or in the page where no worker can be had. */

import { loadEngine } from "../engine/index.js";
import type { Engine, Run } from "../engine/types.js";
import {
  packError,
  type CallMessage,
  type CallName,
  type Calls,
  type FromHost,
  type Port,
  type ToHost,
} from "./protocol.js";

/** Resolves after messages that are already waiting have been handled; unlike setTimeout it is never clamped to 4 ms. */
function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The buffers that an answer hands over instead of copying: all it holds, since the engine keeps none of them. */
function buffersOf(answer: Calls[CallName]["answer"]): Transferable[] {
  if (answer === null || typeof answer !== "object") return [];
  if (ArrayBuffer.isView(answer)) return [answer.buffer as ArrayBuffer];
  const values: unknown[] = Array.isArray(answer) ? answer.map(({ data }) => data) : Object.values(answer);
  return values.filter((value) => ArrayBuffer.isView(value)).map(({ buffer }) => buffer as ArrayBuffer);
}

/** Answers calls with an engine. */
export class Host {
  readonly #port: Port<FromHost>;
  readonly #sliceMs: number;
  readonly #runs = new Map<number, Run>();
  readonly #aborted = new Set<number>();
  /** Calls that are under way: only these can be aborted. */
  readonly #open = new Set<number>();
  #engine: Promise<Engine> | undefined;
  #nextRun = 1;

  /** `sliceMs`: how long training may keep the thread before messages are let in. */
  constructor(port: Port<FromHost>, sliceMs: number) {
    this.#port = port;
    this.#sliceMs = sliceMs;
  }

  async receive(message: ToHost): Promise<void> {
    if ("abort" in message) {
      if (this.#open.has(message.abort)) this.#aborted.add(message.abort);
      return;
    }
    const { call } = message;
    this.#open.add(call);
    try {
      const answer = await this.#answer(message);
      this.#port.postMessage({ call, answer }, buffersOf(answer));
    } catch (error) {
      this.#port.postMessage({ call, error: packError(error) }, []);
    } finally {
      this.#open.delete(call);
      this.#aborted.delete(call);
    }
  }

  async #answer(message: CallMessage): Promise<Calls[CallName]["answer"]> {
    if (message.name === "load") {
      this.#engine ??= loadEngine(message.args);
      const { module, catalog } = await this.#engine;
      return { module, catalog };
    }
    if (!this.#engine) throw new Error("the engine is called before it is loaded");
    const engine = await this.#engine;
    switch (message.name) {
      case "activation":
        return engine.activation(message.args.id, message.args.x, message.args.params);
      case "softmax":
        return engine.softmax(message.args.logits, message.args.options);
      case "makeDataset":
        return engine.makeDataset(message.args.spec);
      case "trainTestSplit":
        return engine.trainTestSplit(message.args.n_samples, message.args);
      case "createRun": {
        const run = engine.createRun(message.args.spec);
        const id = this.#nextRun++;
        this.#runs.set(id, run);
        return { run: id, spec: run.spec };
      }
      case "train":
        return this.#train(message.call, this.#run(message.args.run), message.args.epochs);
      case "parameters":
        return this.#run(message.args.run).parameters();
      case "predict":
        return this.#run(message.args.run).predict(message.args.features);
      case "fingerprint":
        return this.#run(message.args.run).fingerprint();
      case "disposeRun":
        this.#run(message.args.run).dispose();
        this.#runs.delete(message.args.run);
        return null;
    }
  }

  #run(id: number): Run {
    const run = this.#runs.get(id);
    if (!run) throw new Error("this run has been disposed of");
    return run;
  }

  async #train(call: number, run: Run, epochs: number | undefined): Promise<number> {
    const end = epochs === undefined ? run.spec.epochs : run.epoch + epochs;
    // An argument that makes no sense is left to the engine, which says what is wrong with it.
    if (!(Number.isInteger(end) && end > run.epoch)) run.train(epochs);
    while (run.epoch < end) {
      const first = run.epoch;
      const sliceEnd = performance.now() + this.#sliceMs;
      let chunk = 1;
      while (run.epoch < end && performance.now() < sliceEnd) {
        run.train(Math.min(chunk, end - run.epoch));
        chunk *= 2;
      }
      this.#port.postMessage({ call, progress: run.history.slice(first) }, []);
      if (run.epoch >= end) break;
      await letMessagesIn();
      if (this.#aborted.has(call)) break;
    }
    return run.epoch;
  }
}

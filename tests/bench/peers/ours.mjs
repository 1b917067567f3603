/**
 * Our own engine through its JavaScript interface, as a user calls it: arrays are copied in and out.
 * @import { Engine } from "../../../web/engine/types.js"
 * @import { ElementTask, ForwardTask, Job, RaceTask, SoftmaxTask, TrainTask } from "../harness/types.js"
 */

/** In a page the built engine is loaded as it is, not bundled a second time. */
const enginePath = globalThis.document
  ? new URL("/dist/engine.js", globalThis.document.baseURI).href
  : "../../../dist/engine.js";

const clientPath = enginePath.replace("engine.js", "client.js");

/** @param {Engine} engine @param {TrainTask} task @param {boolean} timeCreation @returns {Job} */
function trainJob(engine, task, timeCreation) {
  let run = engine.createRun(task.spec);
  const reset = () => {
    run.dispose();
    run = engine.createRun(task.spec);
  };
  const train = () => void run.train(task.epochs);
  const check = () => {
    reset();
    return run.train().map(({ train_loss }) => train_loss);
  };
  if (!timeCreation) return { check, reset, unit: train };
  return {
    note: "data set, network and training",
    check,
    unit() {
      reset();
      train();
    },
  };
}

/** @param {Engine} engine @param {ForwardTask} task @returns {Job} */
function forwardJob(engine, task) {
  const run = engine.createRun(task.spec);
  return { check: () => run.predict(task.features), unit: () => void run.predict(task.features) };
}

/** Our exp is a part of others, not an activation. @param {Engine} engine @param {ElementTask} task */
function elementJob(engine, task) {
  const [id, params] = { gelu: ["gelu", { approximate: "tanh" }], gelu_erf: ["gelu", {}] }[task.op] ?? [
    task.op,
    {},
  ];
  if (!engine.catalog.activations.some((info) => info.id === id)) return undefined;
  const run = () => engine.activation(id, task.x, params);
  return { check: () => (task.backward ? run().dy : run().y), unit: () => void run() };
}

/** @param {Engine} engine @param {SoftmaxTask} task @returns {Job} */
function softmaxJob(engine, { x, rows, cols }) {
  const run = () => engine.softmax(x, { rows, cols });
  return { check: run, unit: () => void run() };
}

/** On all cores in a page; in Node in-process. @param {RaceTask} task @returns {Promise<Job>} */
async function raceJob({ race }) {
  const { createEngineClient } = await import(/* @vite-ignore */ clientPath);
  const client = createEngineClient();
  return {
    note: `${globalThis.navigator?.hardwareConcurrency ?? 1} at once`,
    check: async () => (await client.race(race)).all.map(({ history }) => history.at(-1).train_loss),
    unit: async () => void (await client.race(race)),
  };
}

/** @param {{ module: "simd" | "scalar", timeCreation?: boolean }} options */
export function createOurs({ module, timeCreation = false }) {
  /** @type {Engine} */
  let engine;
  return {
    async load() {
      const { loadEngine } = await import(/* @vite-ignore */ enginePath);
      engine = await loadEngine({ module });
      return `activation-playground, ${engine.module}`;
    },
    prepare(task) {
      if (task.kind === "train") return trainJob(engine, task, timeCreation);
      if (timeCreation) return undefined;
      if (task.kind === "race") return module === "simd" ? raceJob(task) : undefined;
      if (task.kind === "forward") return forwardJob(engine, task);
      if (task.kind === "element") return elementJob(engine, task);
      return task.kind === "softmax" ? softmaxJob(engine, task) : undefined;
    },
  };
}

/**
 * The core's C interface on buffers in its own memory, without the copies that the JavaScript interface makes:
 * what a view that keeps its buffers there pays, and how tfjs and jax-js keep their arrays.
 * @import { ElementTask, FormulaTask, Job, SoftmaxTask } from "../harness/types.js"
 */
import { instantiateCore } from "./core-module.mjs";
import { benchedElementJob } from "./libm.mjs";

/** The functions needed here, with JavaScript's arrays in and out. */
class Core {
  #exports;
  /** Room for the results that come through pointers. */
  #out;
  catalog;

  constructor(exports) {
    this.#exports = exports;
    this.#out = this.#allocate(16);
    this.#check(exports.ap_catalog_json(this.#out, this.#out + 4));
    const text = new Uint8Array(exports.memory.buffer, this.#word(this.#out), this.#word(this.#out + 4));
    this.catalog = JSON.parse(new globalThis.TextDecoder().decode(text));
  }

  #check(status) {
    if (status !== 0) throw new Error(`the core answered ${status}`);
  }

  #word(at) {
    return new DataView(this.#exports.memory.buffer).getUint32(at, true);
  }

  #allocate(bytes) {
    const at = this.#exports.ap_memory_allocate(bytes);
    if (at === 0) throw new Error(`the core has no ${bytes} bytes left`);
    return at;
  }

  /** Address of a copy of `values`. @param {Float32Array} values */
  put(values) {
    const at = this.#allocate(values.byteLength || 4);
    this.floats(at, values.length).set(values);
    return at;
  }

  floats(at, length) {
    return new Float32Array(this.#exports.memory.buffer, at, length);
  }

  /** Index of an activation and the address of its parameters, or undefined. */
  activation(id, given = {}) {
    const index = this.catalog.activations.findIndex((info) => info.id === id);
    if (index < 0) return undefined;
    const values = this.catalog.activations[index].params.map(
      (param) => param.choices?.indexOf(given[param.id] ?? param.default) ?? given[param.id] ?? param.default,
    );
    return { index, params: this.put(Float32Array.from(values)), count: values.length };
  }

  sample({ index, params, count }, x, n, y, dy) {
    this.#check(this.#exports.ap_activation_sample(index, params, count, x, n, y, dy));
  }

  /** Handle of a formula without parameters. @param {string} text */
  formula(text) {
    const bytes = new globalThis.TextEncoder().encode(text);
    const at = this.#allocate(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, at, bytes.length).set(bytes);
    this.#check(this.#exports.ap_formula_parse(at, bytes.length, this.#out, this.#allocate(1024)));
    return this.#word(this.#out);
  }

  sampleFormula(formula, x, n, y, dy) {
    this.#check(this.#exports.ap_formula_sample(formula, this.#out, 0, x, n, y, dy));
  }

  rows({ index, params, count }, x, rows, cols, out) {
    this.#check(this.#exports.ap_activation_rows(index, params, count, x, rows, cols, out, rows * cols));
  }
}

/** @param {Core} core @param {ElementTask} task @returns {Job | Promise<Job> | undefined} */
function elementJob(core, task) {
  if (task.op === "exp") return benchedElementJob("bench_exp", task);
  const [id, form = "tanh"] = task.op === "gelu_erf" ? ["gelu", "none"] : [task.op];
  const activation = core.activation(id, { approximate: form });
  if (!activation) return undefined;
  const n = task.x.length;
  const x = core.put(task.x);
  const y = core.put(task.x);
  const dy = task.backward ? core.put(task.x) : 0;
  const unit = () => core.sample(activation, x, n, y, dy);
  return { check: () => (unit(), core.floats(task.backward ? dy : y, n).slice()), unit };
}

/** @param {Core} core @param {FormulaTask} task @returns {Job} */
function formulaJob(core, task) {
  const formula = core.formula(task.formula);
  const n = task.x.length;
  const [x, y] = [core.put(task.x), core.put(task.x)];
  const dy = task.backward ? core.put(task.x) : 0;
  const unit = () => core.sampleFormula(formula, x, n, y, dy);
  return { check: () => (unit(), core.floats(task.backward ? dy : y, n).slice()), unit };
}

/** @param {Core} core @param {SoftmaxTask} task @returns {Job} */
function softmaxJob(core, { x: values, rows, cols }) {
  const activation = core.activation("softmax");
  const x = core.put(values);
  const y = core.put(values);
  const unit = () => core.rows(activation, x, rows, cols, y);
  return { check: () => (unit(), core.floats(y, values.length).slice()), unit };
}

/** With `formulas` formulas are run as such, else as the functions that they are. */
export function createCore({ formulas = false } = {}) {
  let core;
  return {
    async load() {
      core = new Core(await instantiateCore("ap_simd"));
      return `activation-playground's C interface, simd${formulas ? ", formulas" : ""}`;
    },
    prepare(task) {
      if (formulas) return task.kind === "formula" ? formulaJob(core, task) : undefined;
      if (task.kind === "element" || task.kind === "formula") return elementJob(core, task);
      return task.kind === "softmax" ? softmaxJob(core, task) : undefined;
    },
  };
}

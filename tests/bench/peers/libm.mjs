/**
 * Plain loops over the C library's functions, compiled to WebAssembly: tests/bench/core/elements.cpp. And our exp,
 * which is a part of others and no activation, from the same module.
 * @import { ElementTask, Job } from "../harness/types.js"
 */
import { instantiateCore } from "./core-module.mjs";

/** @param {string} name @param {ElementTask} task @returns {Promise<Job | undefined>} */
export async function benchedElementJob(name, { x: values, backward }) {
  const exports = await instantiateCore("ap_bench");
  const run = exports[name];
  if (!run) return undefined;
  const n = values.length;
  const [x, y, dy] = [n, n, n].map((count) => exports.bench_floats(count));
  const floats = (at) => new Float32Array(exports.memory.buffer, at, n);
  floats(x).set(values);
  const unit = () => run(x, n, y, backward ? dy : 0);
  return { check: () => (unit(), floats(backward ? dy : y).slice()), unit };
}

export const createLibm = () => ({
  load: async () => "plain loops over the C library",
  /** An instance for each task: its arrays go with it. */
  prepare: async (task) => (task.kind === "element" ? benchedElementJob(`libm_${task.op}`, task) : undefined),
});

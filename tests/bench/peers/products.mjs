/**
 * The core's matrix products by themselves, and the peak of the same machine: tests/bench/core/products.cpp.
 * @import { Job, ProductTask } from "../harness/types.js"
 */
import { instantiateCore } from "./core-module.mjs";

const operations = 32; // of each chain in one turn of the peak's loop
const chainCounts = [8, 10, 12, 14];

/** Sample-major to feature-major and back: from [rows, cols] to [cols, stride]. */
function toFeatures(from, rows, cols, to, stride) {
  for (let row = 0; row < rows; ++row) {
    for (let col = 0; col < cols; ++col) to[col * stride + row] = from[row * cols + col];
  }
}

function toSamples(from, stride, rows, cols) {
  return Float32Array.from(
    { length: rows * cols },
    (_, i) => from[(i % cols) * stride + Math.floor(i / cols)],
  );
}

/** @param {ProductTask} task @returns {Job} */
function productJob(exports, { op, units, fan_in, columns, weight, x, d }) {
  if (!exports.bench_prepare(units, fan_in, columns)) throw new Error("the core is out of memory");
  const stride = exports.bench_stride();
  const floats = (at, length) => new Float32Array(exports.memory.buffer, at, length);
  floats(exports.bench_weight(), weight.length).set(weight);
  toFeatures(x, columns, fan_in, floats(exports.bench_x(), fan_in * stride), stride);
  toFeatures(d, columns, units, floats(exports.bench_d(), units * stride), stride);
  const unit = exports[`bench_${op}`];
  const outputs = op === "forward" ? units : fan_in;
  return {
    check() {
      unit();
      if (op === "gradient") return floats(exports.bench_out(), units * fan_in).slice();
      return toSamples(floats(exports.bench_out(), outputs * stride), stride, columns, outputs);
    },
    unit,
  };
}

/** As many operations as the product has, at the peak. @param {ProductTask} task @returns {Job} */
function peakJob(exports, { units, fan_in, columns }) {
  const timesOf = (chains) => Math.round((2 * units * fan_in * columns) / (chains * operations));
  const cost = (chains) => {
    const start = performance.now();
    exports.bench_peak(chains, 200_000);
    return (performance.now() - start) / chains;
  };
  const chains = chainCounts
    .map((count) => ({ count, cost: Math.min(...Array.from({ length: 9 }, () => cost(count))) }))
    .reduce((best, next) => (next.cost < best.cost ? next : best)).count;
  return {
    comparable: false,
    note: "multiplies and adds only",
    check: () => [0],
    unit: () => void exports.bench_peak(chains, timesOf(chains)),
  };
}

/** @param {typeof productJob} makeJob @param {string} name */
const createPeer = (makeJob, name) => () => ({
  load: async () => name,
  /** An instance for each task: its matrices go with it. */
  prepare: async (task) =>
    task.kind === "product" ? makeJob(await instantiateCore("ap_bench"), task) : undefined,
});

export const createProducts = createPeer(productJob, "activation-playground's products, simd");
export const createPeak = createPeer(peakJob, "peak of multiply and add");

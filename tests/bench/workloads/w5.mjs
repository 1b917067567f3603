/** Activations over arrays. @import { ElementOp, ElementTask, SoftmaxTask, Workload } from "../harness/types.js" */

/** Values and derivatives in double; gelu is the tanh form, gelu_erf the exact one. @type {Record<ElementOp, [Function, Function]>} */
export const truth = {
  sigmoid: [sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
  tanh: [Math.tanh, (x) => 1 / Math.cosh(x) ** 2],
  gelu: [(x) => x * sigmoid(2 * geluInner(x)), geluDerivative],
  gelu_erf: [(x) => x * normal(x), (x) => normal(x) + x * density(x)],
  silu: [(x) => x * sigmoid(x), (x) => sigmoid(x) * (1 + x * sigmoid(-x))],
  relu: [(x) => Math.max(x, 0), (x) => Number(x > 0)],
  exp: [Math.exp, Math.exp],
};

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

function geluInner(x) {
  return 0.7978845608028654 * (x + 0.044715 * x ** 3);
}

function geluDerivative(x) {
  const s = sigmoid(2 * geluInner(x));
  return s + 2 * x * s * (1 - s) * 0.7978845608028654 * (1 + 0.134145 * x * x);
}

function density(x) {
  return 0.3989422804014327 * Math.exp((-x * x) / 2);
}

/** The normal distribution function by its series. */
function normal(x) {
  if (Math.abs(x) > 9) return Number(x > 0);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); ++n) sum += term *= (x * x) / (2 * n + 1);
  return 0.5 + density(x) * sum;
}

export const sizes = { "1 Mi": 2 ** 20, "4 Ki": 2 ** 12 };
const checkedValues = 1009;

/** Evenly over [-6, 6], in an order without pattern. */
export function inputs(length) {
  return Float32Array.from({ length }, (_, i) => -6 + (12 * ((i * 7919 + 0.5) % length)) / length);
}

/** Where a careless kernel is slow: magnitudes, taken with both signs. */
const hardMagnitudes = {
  subnormal: (part) => 1.1e-38 * part,
  tiny: (part) => 1e-20 * (1 + part),
  large: (part) => 10 ** (2 + 36 * part),
};

/** The values that are compared: every so many of all, as the host picks them. */
export function expected(x, f) {
  const stride = Math.floor(x.length / checkedValues);
  return Array.from({ length: checkedValues }, (_, i) => f(x[i * stride]));
}

/** @returns {ElementTask} */
function elementTask(op, size, backward) {
  const x = inputs(sizes[size]);
  const id = `${op}, ${size}, ${backward ? "with derivative" : "forward"}`;
  return { kind: "element", id, op, backward, x, expected: expected(x, truth[op][backward ? 1 : 0]) };
}

/** Value and derivative at hard inputs. @returns {ElementTask} */
function hardTask(op, name) {
  const magnitude = hardMagnitudes[name];
  const x = Float32Array.from(
    { length: sizes["4 Ki"] },
    (_, i) => (i % 2 ? -1 : 1) * magnitude((i + 0.5) / sizes["4 Ki"]),
  );
  const id = `${op}, 4 Ki, ${name} inputs, with derivative`;
  return { kind: "element", id, op, backward: true, x, expected: expected(x, truth[op][1]) };
}

/** @returns {SoftmaxTask} */
function softmaxTask(rows, cols) {
  const x = inputs(rows * cols);
  const sums = Array.from({ length: rows }, (_, row) =>
    x.subarray(row * cols, (row + 1) * cols).reduce((sum, value) => sum + Math.exp(value), 0),
  );
  const stride = Math.floor(x.length / checkedValues);
  const values = Array.from(
    { length: checkedValues },
    (_, i) => Math.exp(x[i * stride]) / sums[Math.floor((i * stride) / cols)],
  );
  return { kind: "softmax", id: `softmax, ${rows} x ${cols}`, rows, cols, x, expected: values };
}

/** @type {Workload} */
export const w5 = {
  id: "W5",
  title:
    "activations over floats in [-6, 6], in ns an element (a copy needs 8 bytes an element: GB/s = 8 / ns)",
  unit: "ns",
  tolerance: 1e-3,
  warmUpMs: 300,
  baseline: "ours-core",
  tasks: () => [
    ...Object.keys(sizes).flatMap((size) =>
      Object.keys(truth).flatMap((op) => [elementTask(op, size, false), elementTask(op, size, true)]),
    ),
    softmaxTask(1000, 1000),
    ...["sigmoid", "tanh", "gelu", "gelu_erf", "silu"].flatMap((op) =>
      Object.keys(hardMagnitudes).map((name) => hardTask(op, name)),
    ),
  ],
  scale: ({ x }) => 1e6 / x.length,
};

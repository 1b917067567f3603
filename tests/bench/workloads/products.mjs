/** The matrix products of W1 to W4b by themselves. @import { ProductTask, Workload } from "../harness/types.js" */

/** Each layer's units, inputs and the samples that are worked on at once. */
const layers = [
  ["W1", 50, 20, 200],
  ["W3", 64, 64, 32],
  ["W4", 128, 784, 64],
  ["W4b", 512, 784, 128],
  ["W4b hidden", 512, 512, 128],
];
const names = { forward: "A B", backward: "A^T B", gradient: "A B^T" };
const checkedValues = 257;

/** Numbers without pattern, the same ones every time. */
function numbers(length, seed) {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >> 8) / 2 ** 23;
  });
}

/** The sum over k < n of a[aAt + k aStep] b[bAt + k bStep], in double. */
function dot(n, a, aAt, aStep, b, bAt, bStep) {
  let sum = 0;
  for (let k = 0; k < n; ++k) sum += a[aAt + k * aStep] * b[bAt + k * bStep];
  return sum;
}

/** Element (row, col) of the product. */
const elements = {
  forward: ({ x, weight, fan_in }, row, col) => dot(fan_in, x, row * fan_in, 1, weight, col * fan_in, 1),
  backward: ({ d, weight, units, fan_in }, row, col) => dot(units, d, row * units, 1, weight, col, fan_in),
  gradient: ({ d, x, columns, units, fan_in }, row, col) => dot(columns, d, row, units, x, col, fan_in),
};

/** @returns {ProductTask} */
function productTask(name, op, units, fan_in, columns) {
  const task = {
    kind: "product",
    id: `${name}, ${units} x ${fan_in} x ${columns}, ${names[op]}`,
    ...{ op, units, fan_in, columns },
    weight: numbers(units * fan_in, 1),
    x: numbers(columns * fan_in, 2),
    d: numbers(columns * units, 3),
  };
  const [rows, cols] =
    op === "forward" ? [columns, units] : op === "backward" ? [columns, fan_in] : [units, fan_in];
  const stride = Math.floor((rows * cols) / checkedValues);
  const expected = Array.from({ length: checkedValues }, (_, i) =>
    elements[op](task, Math.floor((i * stride) / cols), (i * stride) % cols),
  );
  return { ...task, expected };
}

/** @type {Workload} */
export const products = {
  id: "products",
  title: "matrix products, in ps a floating-point operation (GFLOP/s = 1000 / ps); the ratio is to the peak",
  unit: "ps",
  tolerance: 1e-3,
  warmUpMs: 300,
  baseline: "peak",
  tasks: () =>
    layers.flatMap(([name, ...shape]) => Object.keys(names).map((op) => productTask(name, op, ...shape))),
  scale: ({ units, fan_in, columns }) => 1e9 / (2 * units * fan_in * columns),
};

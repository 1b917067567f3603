/** Typed formulas beside the built-in function that is the same. @import { FormulaTask, Workload } from "../harness/types.js" */
import { expected, inputs, sizes, truth } from "./w5.mjs";

/** Each function of W5 as a reader would type it, once by its parts and once, where it has one, by a name. */
const formulas = [
  ["sigmoid", "1 / (1 + exp(-x))"],
  ["sigmoid", "sigmoid(x)"],
  ["tanh", "tanh(x)"],
  ["silu", "x * sigmoid(x)"],
  ["gelu", "x / 2 * (1 + tanh(0.7978845608 * (x + 0.044715 * x ^ 3)))"],
  ["gelu_erf", "x / 2 * (1 + erf(x / sqrt(2)))"],
  ["relu", "max(0, x)"],
  ["leaky_relu", "max(0, x) + 0.01 * min(0, x)"],
];

const truths = { ...truth, leaky_relu: [(x) => Math.max(x, 0.01 * x), (x) => (x > 0 ? 1 : 0.01)] };

/** @returns {FormulaTask} */
function formulaTask([op, formula], size, backward) {
  const x = inputs(sizes[size]);
  const id = `${formula}, ${size}, ${backward ? "with derivative" : "forward"}`;
  return {
    kind: "formula",
    id,
    op,
    formula,
    backward,
    x,
    expected: expected(x, truths[op][backward ? 1 : 0]),
  };
}

/** @type {Workload} */
export const formula = {
  id: "formula",
  title: "typed formulas over floats in [-6, 6], in ns an element; the ratio is to the built-in function",
  unit: "ns",
  tolerance: 1e-3,
  warmUpMs: 300,
  baseline: "ours-core",
  tasks: () =>
    Object.keys(sizes).flatMap((size) =>
      formulas.flatMap((each) => [formulaTask(each, size, false), formulaTask(each, size, true)]),
    ),
  scale: ({ x }) => 1e6 / x.length,
};

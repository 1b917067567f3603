/** Plain JavaScript over Float32Array: what one would write without any library. */
import { linearBackwardInput, linearBackwardWeight, linearForward } from "./plain-js-kernels.mjs";
import { PlainNet } from "./plain-js-net.mjs";
import { batches, epochLosses } from "./training.mjs";

/** Values `y` and derivatives `dy` at `v`, as text: every operation gets a loop of its own, compiled as if written out. */
const loops = {
  sigmoid: { y: "1 / (1 + Math.exp(-v))", dy: "y * (1 - y)" },
  tanh: { y: "Math.tanh(v)", dy: "1 - y * y" },
  gelu: {
    shared: "const t = Math.tanh(0.7978845608028654 * (v + 0.044715 * v * v * v));",
    y: "0.5 * v * (1 + t)",
    dy: "0.5 * (1 + t) + 0.3989422804014327 * v * (1 - t * t) * (1 + 0.134145 * v * v)",
  },
  silu: { shared: "const s = 1 / (1 + Math.exp(-v));", y: "v * s", dy: "s * (1 + v * (1 - s))" },
  exp: { y: "Math.exp(v)", dy: "y" },
  relu: { y: "Math.max(v, 0)", dy: "v > 0 ? 1 : 0" },
};

/** JavaScript has no erf. */
function elementJob({ op, x, backward }) {
  if (!loops[op]) return undefined;
  const values = new Float32Array(x.length);
  const derivatives = new Float32Array(backward ? x.length : 0);
  const { shared = "", y, dy } = loops[op];
  const derive = backward ? `derivatives[i] = ${dy};` : "";
  const body = `const v = x[i]; ${shared} const y = ${y}; values[i] = y; ${derive}`;
  const loop = new Function("x", "values", "derivatives", `for (let i = 0; i < x.length; ++i) { ${body} }`);
  const unit = () => loop(x, values, derivatives);
  return { check: () => (unit(), backward ? derivatives : values), unit };
}

function softmaxJob({ rows, cols, x }) {
  const y = new Float32Array(x.length);
  const unit = () => {
    for (let row = 0; row < rows; ++row) {
      const at = row * cols;
      let largest = x[at];
      for (let j = 1; j < cols; ++j) if (x[at + j] > largest) largest = x[at + j];
      let sum = 0;
      for (let j = 0; j < cols; ++j) sum += y[at + j] = Math.exp(x[at + j] - largest);
      const scale = 1 / sum;
      for (let j = 0; j < cols; ++j) y[at + j] *= scale;
    }
  };
  return { check: () => (unit(), y), unit };
}

function forwardJob({ layers, rows, features }) {
  const net = new PlainNet(layers, rows);
  return { check: () => net.forward(features, rows), unit: () => void net.forward(features, rows) };
}

function trainJob(task) {
  const fanIn = task.layers[0].fan_in;
  const net = new PlainNet(task.layers, task.batch_size);
  const parts = batches(task).map(({ start, size }) => ({
    rows: task.features.subarray(start * fanIn, (start + size) * fanIn),
    start,
    size,
  }));
  const losses = new Float64Array(task.epochs * parts.length);
  const unit = () => {
    let step = 0;
    for (let epoch = 0; epoch < task.epochs; ++epoch) {
      for (const { rows, start, size } of parts) losses[step++] = net.step(task, rows, start, size);
    }
  };
  return {
    check() {
      net.reset();
      unit();
      return epochLosses(task, losses);
    },
    reset: () => net.reset(),
    unit,
  };
}

function productJob({ op, units, fan_in, columns, weight, x, d }) {
  const out = new Float32Array(
    op === "forward" ? columns * units : (op === "backward" ? columns : units) * fan_in,
  );
  const bias = new Float32Array(units);
  const products = {
    forward: () => linearForward(x, weight, bias, out, columns, fan_in, units),
    backward: () => linearBackwardInput(d, weight, out, columns, fan_in, units),
    gradient: () => linearBackwardWeight(d, x, out, bias, columns, fan_in, units),
  };
  const unit = products[op];
  return { check: () => (unit(), out), unit };
}

const makers = {
  train: trainJob,
  forward: forwardJob,
  element: elementJob,
  softmax: softmaxJob,
  product: productJob,
};

export function createPlainJs() {
  return {
    load: async () => "plain JavaScript",
    prepare: (task) => makers[task.kind]?.(task),
  };
}

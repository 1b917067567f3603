/** Plain JavaScript over Float32Array: what one would write without any library. */
import { PlainNet } from "./plain-js-net.mjs";
import { batches, epochLosses } from "./training.mjs";

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const geluInner = (x) => 0.7978845608028654 * (x + 0.044715 * x * x * x);

const forward = {
  sigmoid,
  tanh: Math.tanh,
  gelu: (x) => 0.5 * x * (1 + Math.tanh(geluInner(x))),
  silu: (x) => x * sigmoid(x),
  exp: Math.exp,
  relu: (x) => Math.max(x, 0),
};

const both = {
  sigmoid(x, y, dy, i) {
    const s = sigmoid(x);
    y[i] = s;
    dy[i] = s * (1 - s);
  },
  tanh(x, y, dy, i) {
    const t = Math.tanh(x);
    y[i] = t;
    dy[i] = 1 - t * t;
  },
  gelu(x, y, dy, i) {
    const t = Math.tanh(geluInner(x));
    y[i] = 0.5 * x * (1 + t);
    dy[i] = 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * 0.7978845608028654 * (1 + 0.134145 * x * x);
  },
  silu(x, y, dy, i) {
    const s = sigmoid(x);
    y[i] = x * s;
    dy[i] = s * (1 + x * (1 - s));
  },
  exp(x, y, dy, i) {
    y[i] = dy[i] = Math.exp(x);
  },
  relu(x, y, dy, i) {
    y[i] = Math.max(x, 0);
    dy[i] = Number(x > 0);
  },
};

// The loops are made from text so that every operation gets a loop of its own, which V8 can then inline into.
function elementJob({ op, x, backward }) {
  const y = new Float32Array(x.length);
  const dy = new Float32Array(backward ? x.length : 0);
  const apply = backward ? both[op] : forward[op];
  const body = backward ? "f(x[i], y, dy, i)" : "y[i] = f(x[i])";
  const loop = new Function("f", `return (x, y, dy) => { for (let i = 0; i < x.length; ++i) ${body}; }`)(
    apply,
  );
  const unit = () => loop(x, y, dy);
  return { check: () => (unit(), backward ? dy : y), unit };
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

const makers = { train: trainJob, forward: forwardJob, element: elementJob, softmax: softmaxJob };

export function createPlainJs() {
  return {
    load: async () => "plain JavaScript",
    prepare: (task) => makers[task.kind](task),
  };
}

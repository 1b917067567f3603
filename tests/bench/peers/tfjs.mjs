/** TensorFlow.js through its core operations, on its CPU or its WebAssembly (SIMD) backend. */
import { batches, epochLosses, oneHot, transpose } from "./training.mjs";

async function useWasm() {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  if (globalThis.document === undefined) {
    const { dirname } = await import("node:path");
    const { createRequire } = await import("node:module");
    setWasmPaths(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")) + "/");
  } else setWasmPaths(new URL("/tfjs-wasm/", globalThis.document.baseURI).href);
}

/** The network as tfjs tensors. */
function createNet(tf, layers) {
  const initial = layers.flatMap(({ weight, bias, units, fan_in }) => [
    tf.tensor2d(transpose(weight, units, fan_in), [fan_in, units]),
    tf.tensor1d(bias),
  ]);
  const variables = initial.map((tensor) => tf.variable(tensor.clone()));
  return {
    variables,
    reset: () => variables.forEach((variable, i) => variable.assign(initial[i])),
    forward: (x) =>
      layers.reduce((inputs, { activation }, i) => {
        const z = inputs.matMul(variables[2 * i]).add(variables[2 * i + 1]);
        return activation === "linear" ? z : tf[activation](z);
      }, x),
  };
}

function trainJob(tf, task) {
  const fanIn = task.layers[0].fan_in;
  const outputs = task.layers.at(-1).units;
  const net = createNet(tf, task.layers);
  const parts = batches(task).map(({ start, size }) => {
    const labels = task.labels.subarray(start, start + size);
    return {
      x: tf.tensor2d(task.features.subarray(start * fanIn, (start + size) * fanIn), [size, fanIn]),
      y: tf.tensor2d(task.loss === "mse" ? Float32Array.from(labels) : oneHot(labels, outputs), [
        size,
        outputs,
      ]),
    };
  });
  const lossOf =
    task.loss === "mse"
      ? ({ x, y }) => tf.losses.meanSquaredError(y, net.forward(x))
      : ({ x, y }) => tf.losses.softmaxCrossEntropy(y, net.forward(x));
  const createOptimizer = () => tf.train[task.optimizer.id](task.optimizer.lr);
  let optimizer = createOptimizer();
  const unit = () => {
    for (let epoch = 0; epoch < task.epochs; ++epoch) {
      for (const part of parts) optimizer.minimize(() => lossOf(part), false, net.variables);
    }
    // Every backend here works synchronously; reading a parameter makes sure of it.
    net.variables[0].dataSync();
  };
  return {
    check() {
      const losses = [];
      net.reset();
      optimizer = createOptimizer();
      for (let epoch = 0; epoch < task.epochs; ++epoch) {
        for (const part of parts) {
          const loss = optimizer.minimize(() => lossOf(part), true, net.variables);
          losses.push(loss.dataSync()[0]);
          loss.dispose();
        }
      }
      return epochLosses(task, losses);
    },
    reset: () => net.reset(),
    unit,
  };
}

function forwardJob(tf, task) {
  const net = createNet(tf, task.layers);
  const x = tf.tensor2d(task.features, [task.rows, task.layers[0].fan_in]);
  const run = () => tf.tidy(() => net.forward(x).dataSync());
  return { check: run, unit: () => void run() };
}

/** GELU is not among tfjs' operations; this is how its layers package builds the tanh form. */
const gelu = (tf) => (x) =>
  tf.mul(
    0.5,
    tf.mul(x, tf.add(1, tf.tanh(tf.mul(0.7978845608028654, tf.add(x, tf.mul(0.044715, tf.pow(x, 3))))))),
  );

function elementJob(tf, task) {
  const x = tf.tensor1d(task.x);
  const ops = {
    gelu: gelu(tf),
    gelu_erf: (v) => tf.mul(tf.mul(0.5, v), tf.add(1, tf.erf(tf.mul(v, Math.SQRT1_2)))),
    silu: (v) => tf.mul(v, tf.sigmoid(v)),
  };
  const op = ops[task.op] ?? ((v) => tf[task.op](v));
  const withGrad = tf.valueAndGrad(op);
  const ones = tf.onesLike(x);
  const run = () => {
    if (!task.backward) return op(x);
    const { value, grad } = withGrad(x, ones);
    value.dispose();
    return grad;
  };
  const unit = () => tf.tidy(() => void run());
  return { check: () => tf.tidy(() => run().dataSync()), unit };
}

function softmaxJob(tf, task) {
  const x = tf.tensor2d(task.x, [task.rows, task.cols]);
  return {
    check: () => tf.tidy(() => tf.softmax(x).dataSync()),
    unit: () => tf.tidy(() => void tf.softmax(x)),
  };
}

/** As a layer of tfjs keeps them: the weights are [fan_in, units]. */
function productJob(tf, { op, units, fan_in, columns, weight, x, d }) {
  const inputs = tf.tensor2d(x, [columns, fan_in]);
  const grad = tf.tensor2d(d, [columns, units]);
  const kernel = tf.tensor2d(transpose(weight, units, fan_in), [fan_in, units]);
  const products = {
    forward: () => tf.matMul(inputs, kernel),
    backward: () => tf.matMul(grad, kernel, false, true),
    gradient: () => tf.matMul(grad, inputs, true, false),
  };
  return {
    check: () => tf.tidy(() => products[op]().dataSync()),
    unit: () => tf.tidy(() => void products[op]()),
  };
}

const makers = {
  train: trainJob,
  forward: forwardJob,
  element: elementJob,
  softmax: softmaxJob,
  product: productJob,
};

/** @param {"cpu" | "wasm"} backend */
export function createTfjs(backend) {
  let tf;
  return {
    async load() {
      tf = await import("@tensorflow/tfjs");
      if (backend === "wasm") await useWasm();
      if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
      await tf.ready();
      return `tfjs ${tf.version.tfjs}, ${backend}`;
    },
    prepare: (task) => makers[task.kind]?.(tf, task),
  };
}

/** jax-js on its WebAssembly backend; the whole training step is one jitted function. */
import { batches, epochLosses, oneHot, transpose } from "./training.mjs";

// Arrays of jax-js are used up by the function they are passed to; `ref` keeps them.

function networkOf({ numpy: np, nn }, layers) {
  const activations = { relu: nn.relu, tanh: np.tanh, sigmoid: nn.sigmoid, linear: (x) => x };
  return (params, x) =>
    layers.reduce((inputs, { activation }, i) => {
      const z = np.dot(inputs, params[2 * i]).add(params[2 * i + 1]);
      return activations[activation](z);
    }, x);
}

function initialParams({ numpy: np }, layers) {
  return layers.flatMap(({ weight, bias, units, fan_in }) => [
    np.array(transpose(weight, units, fan_in)).reshape([fan_in, units]),
    np.array(bias.slice()),
  ]);
}

/** (state, x, y) -> [state, loss]; state is [params, m, v, beta powers] for Adam, [params] for SGD. */
function stepOf(jax, task) {
  const { numpy: np, nn, jit, valueAndGrad } = jax;
  const network = networkOf(jax, task.layers);
  const lossOf = (params, x, y) => {
    const outputs = network(params, x);
    if (task.loss === "mse") return np.mean(np.square(outputs.sub(y)));
    return np.mean(np.sum(nn.logSoftmax(outputs).mul(y), 1)).mul(-1);
  };
  const { id, lr } = task.optimizer;
  const sgd = ([params], grads) => [params.map((value, i) => value.sub(grads[i].mul(lr)))];
  const adam = ([params, means, squares, [power1, power2]], grads) => {
    const m = means.map((value, i) => value.mul(0.9).add(grads[i].ref.mul(0.1)));
    const v = squares.map((value, i) => value.mul(0.999).add(np.square(grads[i]).mul(0.001)));
    const next1 = power1.mul(0.9);
    const next2 = power2.mul(0.999);
    const stepSize = np.reciprocal(np.subtract(1, next1.ref)).mul(lr);
    const root = np.sqrt(np.subtract(1, next2.ref));
    const updated = params.map((value, i) => {
      const denominator = np.sqrt(v[i].ref).div(root.ref).add(1e-8);
      return value.sub(m[i].ref.mul(stepSize.ref).div(denominator));
    });
    stepSize.dispose();
    root.dispose();
    return [updated, m, v, [next1, next2]];
  };
  const update = id === "adam" ? adam : sgd;
  return jit((state, x, y) => {
    const [loss, grads] = valueAndGrad(lossOf)(jax.tree.ref(state[0]), x, y);
    return [update(state, grads), loss];
  });
}

function trainJob(jax, task) {
  const { numpy: np } = jax;
  const fanIn = task.layers[0].fan_in;
  const outputs = task.layers.at(-1).units;
  const step = stepOf(jax, task);
  const parts = batches(task).map(({ start, size }) => {
    const labels = task.labels.slice(start, start + size);
    const targets = task.loss === "mse" ? Float32Array.from(labels) : oneHot(labels, outputs);
    return {
      x: np.array(task.features.slice(start * fanIn, (start + size) * fanIn)).reshape([size, fanIn]),
      y: np.array(targets).reshape([size, outputs]),
    };
  });
  const createState = () => {
    const params = initialParams(jax, task.layers);
    if (task.optimizer.id === "sgd") return [params];
    const zeros = () => params.map((value) => np.zeros(value.shape));
    return [params, zeros(), zeros(), [np.array(1), np.array(1)]];
  };
  let state = createState();
  const reset = () => {
    jax.tree.dispose(state);
    state = createState();
  };
  const run = async (losses) => {
    for (let epoch = 0; epoch < task.epochs; ++epoch) {
      for (const { x, y } of parts) {
        const [next, loss] = step(state, x.ref, y.ref);
        state = next;
        if (losses) losses.push((await loss.data())[0]);
        else loss.dispose();
      }
    }
    await jax.blockUntilReady(state);
  };
  return {
    async check() {
      const losses = [];
      reset();
      await run(losses);
      return epochLosses(task, losses);
    },
    reset,
    unit: () => run(),
  };
}

function forwardJob(jax, task) {
  const { numpy: np, jit } = jax;
  const params = initialParams(jax, task.layers);
  const network = jit(networkOf(jax, task.layers));
  const x = np.array(task.features.slice()).reshape([task.rows, task.layers[0].fan_in]);
  const run = () => network(jax.tree.ref(params), x.ref).data();
  return { check: run, unit: async () => void (await run()) };
}

function elementJob(jax, task) {
  const { numpy: np, nn, jit, vjp } = jax;
  const ops = {
    sigmoid: nn.sigmoid,
    tanh: np.tanh,
    gelu: (x) => nn.gelu(x),
    gelu_erf: (x) => nn.gelu(x, { approximate: false }),
    silu: nn.silu,
    exp: np.exp,
    relu: nn.relu,
  };
  const op = ops[task.op];
  const x = np.array(task.x.slice());
  const ones = np.ones([task.x.length]);
  const forward = jit((v) => op(v));
  const both = jit((v, seed) => {
    const [value, pullback] = vjp(op, [v]);
    return [value, pullback(seed)[0]];
  });
  const run = () => {
    if (!task.backward) return forward(x.ref);
    const [value, grad] = both(x.ref, ones.ref);
    value.dispose();
    return grad;
  };
  return {
    check: () => run().data(),
    async unit() {
      const result = await jax.blockUntilReady(run());
      result.dispose();
    },
  };
}

function softmaxJob(jax, task) {
  const { numpy: np, nn, jit } = jax;
  const x = np.array(task.x.slice()).reshape([task.rows, task.cols]);
  const softmax = jit((v) => nn.softmax(v));
  return {
    check: () => softmax(x.ref).data(),
    async unit() {
      const result = await jax.blockUntilReady(softmax(x.ref));
      result.dispose();
    },
  };
}

const makers = { train: trainJob, forward: forwardJob, element: elementJob, softmax: softmaxJob };

export function createJax() {
  let jax;
  return {
    async load() {
      jax = await import("@jax-js/jax");
      const devices = await jax.init("wasm");
      if (!devices.includes("wasm")) throw new Error("jax-js has no wasm backend here");
      jax.defaultDevice("wasm");
      return "jax-js, wasm";
    },
    prepare: (task) => makers[task.kind]?.(jax, task),
  };
}

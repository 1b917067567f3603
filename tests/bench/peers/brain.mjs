/** brain.js: float32 arrays, squared error, weights changed after every sample; no mini-batches, no softmax. */

/** Larger ones take it minutes. */
const isSmall = ({ layers }) => layers.reduce((sum, { weight }) => sum + weight.length, 0) < 20_000;

function rowsOf(task) {
  const { fan_in } = task.layers[0];
  const outputs = task.layers.at(-1).units;
  return Array.from(task.labels, (label, row) => ({
    input: task.features.slice(row * fan_in, (row + 1) * fan_in),
    output: Float32Array.from({ length: outputs }, (_, j) => (outputs === 1 ? label : Number(j === label))),
  }));
}

function trainJob(brain, task) {
  const data = rowsOf(task);
  const options = {
    iterations: task.epochs,
    errorThresh: 1e-9,
    learningRate: task.optimizer.lr,
    momentum: 1e-9,
    praxis: task.optimizer.id === "adam" ? "adam" : undefined,
  };
  const createNet = () =>
    new brain.NeuralNetwork({
      hiddenLayers: task.layers.slice(0, -1).map(({ units }) => units),
      activation: task.layers[0].activation,
    });
  let net = createNet();
  return {
    comparable: false,
    note: "updates after every sample, squared error",
    check() {
      const first = createNet();
      const before = first.train(data, { ...options, iterations: 1 }).error;
      const after = createNet().train(data, { ...options, iterations: Math.max(task.epochs, 10) }).error;
      return [before, after];
    },
    reset() {
      net = createNet();
    },
    unit: () => void net.train(data, options),
  };
}

export function createBrain() {
  let brain;
  return {
    async load() {
      if (globalThis.document) {
        await import("brain.js/browser.min.js");
        brain = globalThis.brain;
      } else brain = (await import("brain.js")).default;
      return "brain.js 1.6.1";
    },
    prepare: (task) => (task.kind === "train" && isSmall(task) ? trainJob(brain, task) : undefined),
  };
}

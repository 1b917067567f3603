/** synaptic: a graph of neuron objects, weights changed after every sample; no mini-batches, no Adam. */

const squashNames = { relu: "RELU", tanh: "TANH", sigmoid: "LOGISTIC", linear: "IDENTITY" };

/** Larger ones take it minutes. */
const isSmall = ({ layers }) => layers.reduce((sum, { weight }) => sum + weight.length, 0) < 20_000;

function rowsOf(task) {
  const { fan_in } = task.layers[0];
  const outputs = task.layers.at(-1).units;
  return Array.from(task.labels, (label, row) => ({
    input: Array.from(task.features.subarray(row * fan_in, (row + 1) * fan_in)),
    output: Array.from({ length: outputs }, (_, j) => (outputs === 1 ? label : Number(j === label))),
  }));
}

function trainJob({ Architect, Neuron, Trainer }, task) {
  const data = rowsOf(task);
  const createTrainer = () => {
    const net = new Architect.Perceptron(task.layers[0].fan_in, ...task.layers.map(({ units }) => units));
    net.layers.hidden.forEach((layer, i) =>
      layer.set({ squash: Neuron.squash[squashNames[task.layers[i].activation]] }),
    );
    return new Trainer(net);
  };
  const train = (trainer, iterations) =>
    trainer.train(data, {
      rate: task.optimizer.lr,
      iterations,
      error: 0,
      cost: task.loss === "mse" ? Trainer.cost.MSE : Trainer.cost.CROSS_ENTROPY,
    }).error;
  let trainer = createTrainer();
  return {
    comparable: false,
    note: "updates after every sample, plain gradient descent",
    check: () => [train(createTrainer(), 1), train(createTrainer(), Math.max(task.epochs, 10))],
    reset() {
      trainer = createTrainer();
    },
    unit: () => void train(trainer, task.epochs),
  };
}

export function createSynaptic() {
  let synaptic;
  return {
    async load() {
      synaptic = (await import("synaptic")).default;
      return "synaptic 1.1.4";
    },
    prepare: (task) => (task.kind === "train" && isSmall(task) ? trainJob(synaptic, task) : undefined),
  };
}

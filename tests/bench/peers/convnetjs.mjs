/** convnetjs: float64, one sample at a time. Its npm version has no Adam: Adadelta keeps as many arrays. */
import { batches, epochLosses } from "./training.mjs";

/** Its last layer brings the outputs' Linear along and has no activation before the loss. */
function layerDefs(task) {
  const last = task.layers.at(-1);
  return [
    { type: "input", out_sx: 1, out_sy: 1, out_depth: task.layers[0].fan_in },
    ...task.layers
      .slice(0, -1)
      .map(({ units, activation }) => ({ type: "fc", num_neurons: units, activation })),
    task.loss === "cross_entropy"
      ? { type: "softmax", num_classes: last.units }
      : { type: "regression", num_neurons: last.units },
  ];
}

function setWeights(net, layers) {
  const linears = net.layers.filter(({ layer_type }) => layer_type === "fc");
  layers.forEach(({ weight, bias, fan_in }, i) => {
    linears[i].filters.forEach((filter, j) => filter.w.set(weight.subarray(j * fan_in, (j + 1) * fan_in)));
    linears[i].biases.w.set(bias);
  });
}

function createNet(convnetjs, task) {
  const net = new convnetjs.Net();
  net.makeLayers(layerDefs(task));
  setWeights(net, task.layers);
  return net;
}

function rowsOf(convnetjs, features, fanIn) {
  return Array.from(
    { length: features.length / fanIn },
    (_, row) => new convnetjs.Vol(Array.from(features.subarray(row * fanIn, (row + 1) * fanIn))),
  );
}

function trainJob(convnetjs, task) {
  const rows = rowsOf(convnetjs, task.features, task.layers[0].fan_in);
  const labels = Array.from(task.labels, (label) => (task.loss === "mse" ? [label] : label));
  const net = createNet(convnetjs, task);
  // Its squared error is half of ours, and it divides by the batch as we do.
  const sgd = { method: "sgd", momentum: 0, learning_rate: 2 * task.optimizer.lr };
  const method = task.optimizer.id === "adam" ? { method: "adadelta", ro: 0.95, eps: 1e-6 } : sgd;
  const createTrainer = () =>
    new convnetjs.SGDTrainer(net, { ...method, batch_size: task.batch_size, l2_decay: 0, l1_decay: 0 });
  let trainer = createTrainer();
  const halves = task.loss === "mse" ? 2 : 1;
  return {
    comparable: false,
    note: `float64, ${method.method}${task.loss === "mse" ? ", linear output" : ""}`,
    check() {
      setWeights(net, task.layers);
      trainer = createTrainer();
      const losses = [];
      for (let epoch = 0; epoch < task.epochs; ++epoch) {
        for (const { start, size } of batches(task)) {
          let sum = 0;
          for (let i = start; i < start + size; ++i) sum += trainer.train(rows[i], labels[i]).cost_loss;
          losses.push((halves * sum) / size);
        }
      }
      return epochLosses(task, losses);
    },
    reset: () => setWeights(net, task.layers),
    unit() {
      for (let epoch = 0; epoch < task.epochs; ++epoch) {
        for (let i = 0; i < task.rows; ++i) trainer.train(rows[i], labels[i]);
      }
    },
  };
}

function forwardJob(convnetjs, task) {
  if (task.layers.at(-1).activation !== "linear") return undefined;
  const rows = rowsOf(convnetjs, task.features, task.layers[0].fan_in);
  const net = createNet(convnetjs, { ...task, loss: "mse" });
  const outputs = task.layers.at(-1).units;
  const result = new Float64Array(task.rows * outputs);
  const unit = () => rows.forEach((row, i) => result.set(net.forward(row).w, i * outputs));
  return { note: "float64", check: () => (unit(), result), unit };
}

export function createConvnetjs() {
  let convnetjs;
  return {
    async load() {
      convnetjs = (await import("convnetjs")).default;
      return "convnetjs 0.3.0";
    },
    prepare(task) {
      if (task.kind === "train") return trainJob(convnetjs, task);
      return task.kind === "forward" ? forwardJob(convnetjs, task) : undefined;
    },
  };
}

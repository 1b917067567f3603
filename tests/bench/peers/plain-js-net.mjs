/** A fully connected network in plain JavaScript. @import { TaskLayer, TrainTask } from "../harness/types.js" */
import { linearBackwardInput, linearBackwardWeight, linearForward } from "./plain-js-kernels.mjs";

function activate(name, values, count) {
  if (name === "relu") for (let i = 0; i < count; ++i) values[i] = values[i] > 0 ? values[i] : 0;
  else if (name === "tanh") for (let i = 0; i < count; ++i) values[i] = Math.tanh(values[i]);
  else if (name === "sigmoid") for (let i = 0; i < count; ++i) values[i] = 1 / (1 + Math.exp(-values[i]));
}

/** Multiplies `grad` by the derivative, which all of these have as a function of the output. */
function multiplyDerivative(name, outputs, grad, count) {
  if (name === "relu") for (let i = 0; i < count; ++i) grad[i] = outputs[i] > 0 ? grad[i] : 0;
  else if (name === "tanh") for (let i = 0; i < count; ++i) grad[i] *= 1 - outputs[i] * outputs[i];
  else if (name === "sigmoid") for (let i = 0; i < count; ++i) grad[i] *= outputs[i] * (1 - outputs[i]);
}

/** Mean cross entropy of logits; `grad` gets its gradient. Shapes: logits, grad [n, classes]. */
function crossEntropy(logits, labels, labelAt, grad, n, classes) {
  let loss = 0;
  for (let row = 0; row < n; ++row) {
    const at = row * classes;
    let largest = logits[at];
    for (let j = 1; j < classes; ++j) if (logits[at + j] > largest) largest = logits[at + j];
    let sum = 0;
    for (let j = 0; j < classes; ++j) {
      const e = Math.exp(logits[at + j] - largest);
      grad[at + j] = e;
      sum += e;
    }
    const scale = 1 / (sum * n);
    for (let j = 0; j < classes; ++j) grad[at + j] *= scale;
    const label = at + labels[labelAt + row];
    grad[label] -= 1 / n;
    loss += Math.log(sum) + largest - logits[label];
  }
  return loss / n;
}

/** Mean squared error of one output against the labels as numbers. */
function meanSquaredError(outputs, labels, labelAt, grad, n) {
  let loss = 0;
  for (let row = 0; row < n; ++row) {
    const difference = outputs[row] - labels[labelAt + row];
    grad[row] = (2 / n) * difference;
    loss += difference * difference;
  }
  return loss / n;
}

/** torch.optim.Adam with its defaults. */
function adamUpdate(values, grad, m, v, step, lr) {
  const stepSize = lr / (1 - 0.9 ** step);
  const root = 1 / Math.sqrt(1 - 0.999 ** step);
  for (let i = 0; i < values.length; ++i) {
    const g = grad[i];
    const mean = 0.9 * m[i] + 0.1 * g;
    const square = 0.999 * v[i] + 0.001 * g * g;
    m[i] = mean;
    v[i] = square;
    values[i] -= (stepSize * mean) / (Math.sqrt(square) * root + 1e-8);
  }
}

function sgdUpdate(values, grad, lr) {
  for (let i = 0; i < values.length; ++i) values[i] -= lr * grad[i];
}

/** Network with room for `capacity` rows. */
export class PlainNet {
  #layers;
  #step = 0;

  /** @param {readonly TaskLayer[]} layers @param {number} capacity */
  constructor(layers, capacity) {
    this.#layers = layers.map((layer) => ({
      ...layer,
      initial: [layer.weight, layer.bias],
      params: [layer.weight.slice(), layer.bias.slice()],
      grads: [new Float32Array(layer.weight.length), new Float32Array(layer.units)],
      m: [new Float32Array(layer.weight.length), new Float32Array(layer.units)],
      v: [new Float32Array(layer.weight.length), new Float32Array(layer.units)],
      outputs: new Float32Array(capacity * layer.units),
      delta: new Float32Array(capacity * layer.units),
    }));
  }

  reset() {
    this.#step = 0;
    for (const { params, initial, m, v } of this.#layers) {
      params.forEach((values, i) => values.set(initial[i]));
      for (const state of [...m, ...v]) state.fill(0);
    }
  }

  /** Shapes: features [n, fan_in] -> result [n, outputs], valid until the next call. */
  forward(features, n) {
    let inputs = features;
    for (const { params, outputs, fan_in, units, activation } of this.#layers) {
      linearForward(inputs, params[0], params[1], outputs, n, fan_in, units);
      activate(activation, outputs, n * units);
      inputs = outputs;
    }
    return inputs;
  }

  /** One optimizer step on n rows; returns the loss before it. @param {TrainTask} task */
  step(task, features, labelAt, n) {
    const layers = this.#layers;
    const last = layers[layers.length - 1];
    const outputs = this.forward(features, n);
    const loss =
      task.loss === "mse"
        ? meanSquaredError(outputs, task.labels, labelAt, last.delta, n)
        : crossEntropy(outputs, task.labels, labelAt, last.delta, n, last.units);
    for (let i = layers.length - 1; i >= 0; --i) {
      const { params, grads, delta, outputs: own, fan_in, units, activation } = layers[i];
      multiplyDerivative(activation, own, delta, n * units);
      linearBackwardWeight(delta, i ? layers[i - 1].outputs : features, ...grads, n, fan_in, units);
      if (i) linearBackwardInput(delta, params[0], layers[i - 1].delta, n, fan_in, units);
    }
    this.#update(task.optimizer);
    return loss;
  }

  #update({ id, lr }) {
    ++this.#step;
    for (const { params, grads, m, v } of this.#layers) {
      for (let i = 0; i < 2; ++i) {
        if (id === "adam") adamUpdate(params[i], grads[i], m[i], v[i], this.#step, lr);
        else sgdUpdate(params[i], grads[i], lr);
      }
    }
  }
}

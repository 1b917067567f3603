/**
 * Turns a RunSpec into rows and initial weights that every peer can be given; all of them come from our engine.
 * @import { Engine } from "../../../web/engine/types.js"
 * @import { RunSpec } from "../../../web/spec/run-spec.js"
 * @import { ForwardTask, TrainTask } from "../harness/types.js"
 */
import { firstEpochOrder } from "./torch-order.mjs";

/** The part of a data set that is trained on, standardised as scikit-learn does it. */
function trainingRows(engine, { test_size, split_random_state, standardize, ...dataSpec }) {
  const data = engine.makeDataset(dataSpec);
  const random_state = split_random_state ?? dataSpec.random_state;
  const { train } = engine.trainTestSplit(data.n_samples, { test_size, random_state });
  const columns = data.n_features;
  const values = new Float64Array(train.length * columns);
  train.forEach((row, i) => {
    values.set(data.features.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  if (standardize) standardizeColumns(values, columns);
  return {
    features: Float32Array.from(values),
    labels: Int32Array.from(train, (row) => data.labels[row]),
    columns,
  };
}

function standardizeColumns(values, columns) {
  const rows = values.length / columns;
  for (let column = 0; column < columns; ++column) {
    let mean = 0;
    for (let i = column; i < values.length; i += columns) mean += values[i] / rows;
    let variance = 0;
    for (let i = column; i < values.length; i += columns) variance += (values[i] - mean) ** 2 / rows;
    const scale = Math.sqrt(variance);
    for (let i = column; i < values.length; i += columns) values[i] = (values[i] - mean) / scale;
  }
}

/** Layers with the run's initial weights. @param {RunSpec} spec */
function layersOf(spec, parameters) {
  return spec.layers.map(({ units, activation }, i) => {
    const [weight, bias] = [parameters[2 * i], parameters[2 * i + 1]];
    return {
      units,
      fan_in: weight.shape[1],
      activation: activation.id,
      weight: weight.data,
      bias: bias.data,
    };
  });
}

function reorder({ features, labels, columns }, order) {
  const sorted = new Float32Array(features.length);
  order.forEach((row, i) => {
    sorted.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { features: sorted, labels: Int32Array.from(order, (row) => labels[row]) };
}

/**
 * The training of `spec`; one with mini-batches is one epoch long, as each epoch has an order of its own.
 * @param {Engine} engine @param {string} id @param {RunSpec} spec @returns {TrainTask}
 */
export function trainTask(engine, id, spec) {
  const run = engine.createRun(spec);
  const parameters = run.parameters();
  const expected = run.train().map(({ train_loss }) => train_loss);
  run.dispose();
  const rows = trainingRows(engine, spec.data);
  const count = parameters.reduce((sum, { data }) => sum + data.length, 0);
  const ordered =
    spec.batch_size === null ? rows : reorder(rows, firstEpochOrder(spec.seed, count, rows.labels.length));
  return {
    kind: "train",
    id,
    spec,
    layers: layersOf(spec, parameters),
    loss: spec.loss.id,
    optimizer: { id: spec.optimizer.id, lr: spec.optimizer.lr },
    rows: rows.labels.length,
    batch_size: spec.batch_size ?? rows.labels.length,
    epochs: spec.epochs,
    features: ordered.features,
    labels: ordered.labels,
    expected,
  };
}

/**
 * The outputs of the untrained network of `spec`.
 * @param {Engine} engine @param {string} id @param {RunSpec} spec @param {Float32Array} features
 * @returns {ForwardTask}
 */
export function forwardTask(engine, id, spec, features) {
  const run = engine.createRun(spec);
  const layers = layersOf(spec, run.parameters());
  const expected = Array.from(run.predict(features));
  run.dispose();
  return { kind: "forward", id, spec, layers, rows: features.length / layers[0].fan_in, features, expected };
}

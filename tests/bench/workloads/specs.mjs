/** RunSpecs of the workloads. @import { RunSpec } from "../../../web/spec/run-spec.js" */

/** Hidden units, activation and outputs to layers; the loss takes the outputs as they are. */
export function layers(hidden, activation, outputs, outputActivation = "linear") {
  return [
    ...hidden.map((units) => ({ units, activation: { id: activation } })),
    { units: outputs, activation: { id: outputActivation } },
  ];
}

/** A data set with that many rows to train on, a fifth of all being held back. */
export function classes(trainingRows, n_features, more = {}) {
  return {
    name: "make_classification",
    n_samples: (trainingRows * 5) / 4,
    n_features,
    random_state: 42,
    test_size: 0.2,
    split_random_state: 42,
    standardize: true,
    ...more,
  };
}

/** Two features, both of use, as the small nets of TF Playground have. */
export const plane = (trainingRows) => classes(trainingRows, 2, { n_informative: 2, n_redundant: 0 });

const adam = { loss: { id: "cross_entropy" }, optimizer: { id: "adam", lr: 0.001 } };
const sgd = { loss: { id: "mse" }, optimizer: { id: "sgd", lr: 0.03 } };

/** Accuracies and test loss are not measured, as the peers do not measure them either. @returns {RunSpec} */
const spec = (data, network, method, batch_size, epochs) => ({
  version: 1,
  data,
  layers: network,
  ...method,
  batch_size,
  epochs,
  evaluate_every: 0,
  seed: 42,
});

export const adamSpec = (data, network, batch_size, epochs) => spec(data, network, adam, batch_size, epochs);
export const sgdSpec = (data, network, batch_size, epochs) => spec(data, network, sgd, batch_size, epochs);

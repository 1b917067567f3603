/** The tutorial's exercise as a RunSpec: the one place that knows its numbers. */

import type { ActivationSpec, RunSpec } from "./run-spec.js";

export interface ExerciseOptions {
  /** torch.manual_seed. Default 42. */
  readonly seed?: number;
  /** Activation of the hidden layer. Default relu. */
  readonly hidden?: ActivationSpec;
  /** Softmax before the loss, as the tutorial has it, or the logits themselves. Default true. */
  readonly softmax?: boolean;
  /** Default 20. */
  readonly epochs?: number;
}

/** The exercise: 1000 samples of 20 features in 2 classes, a network 20-50-2, Adam with PyTorch's defaults. */
export function exerciseSpec(options: ExerciseOptions = {}): RunSpec {
  const { seed = 42, hidden = { id: "relu" }, softmax = true, epochs = 20 } = options;
  return {
    version: 1,
    data: {
      name: "make_classification",
      n_samples: 1000,
      n_features: 20,
      n_classes: 2,
      random_state: 42,
      test_size: 0.2,
      split_random_state: 42,
      standardize: true,
    },
    layers: [
      { units: 50, activation: hidden },
      { units: 2, activation: { id: softmax ? "softmax" : "linear" } },
    ],
    loss: { id: "cross_entropy" },
    optimizer: { id: "adam", lr: 0.001 },
    batch_size: null,
    epochs,
    seed,
  };
}

/** TF Playground's largest net. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { layers, plane, sgdSpec } from "./specs.mjs";

const hidden = [8, 8, 8, 8, 8, 8];

/** @type {Workload} */
export const w2b = {
  id: "W2b",
  title: "train 2-8x6-1, tanh, batches of 10, gradient descent, 500 rows once",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [
    trainTask(engine, "W2b", sgdSpec(plane(500), layers(hidden, "tanh", 1, "tanh"), 10, 1)),
  ],
  scale: () => 1,
};

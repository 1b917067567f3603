/** The nets that TF Playground is used for. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { layers, plane, sgdSpec } from "./specs.mjs";

/** @type {Workload} */
export const w2 = {
  id: "W2",
  title: "train 2-4-2-1, tanh, batches of 10, gradient descent, 500 rows once",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [trainTask(engine, "W2", sgdSpec(plane(500), layers([4, 2], "tanh", 1, "tanh"), 10, 1))],
  scale: () => 1,
};

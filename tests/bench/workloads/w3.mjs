/** Small mini-batches. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { adamSpec, classes, layers } from "./specs.mjs";

/** @type {Workload} */
export const w3 = {
  id: "W3",
  title: "train 20-64-64-2, batches of 32, Adam, 25 steps",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [
    trainTask(engine, "W3", adamSpec(classes(800, 20), layers([64, 64], "relu", 2), 32, 1)),
  ],
  scale: () => 1,
};

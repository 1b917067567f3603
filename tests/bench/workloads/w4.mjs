/** The size of a first image classifier. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { adamSpec, classes, layers } from "./specs.mjs";

const digits = { n_classes: 10, n_informative: 20 };

/** @type {Workload} */
export const w4 = {
  id: "W4",
  title: "train 784-128-10, batches of 64, Adam, 10 steps",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [
    trainTask(engine, "W4", adamSpec(classes(640, 784, digits), layers([128], "relu", 10), 64, 1)),
  ],
  scale: () => 1,
};

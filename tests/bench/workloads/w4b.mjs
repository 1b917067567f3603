/** Matrix products large enough to be all that counts. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { adamSpec, classes, layers } from "./specs.mjs";

const data = classes(256, 784, { n_classes: 10, n_informative: 20 });

/** @type {Workload} */
export const w4b = {
  id: "W4b",
  title: "train 784-512-512-10, batches of 128, Adam, 2 steps",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [trainTask(engine, "W4b", adamSpec(data, layers([512, 512], "relu", 10), 128, 1))],
  scale: () => 1,
};

/** The tutorial's exercise. @import { Workload } from "../harness/types.js" */
import { trainTask } from "./from-spec.mjs";
import { adamSpec, classes, layers } from "./specs.mjs";

/** @type {Workload} */
export const w1 = {
  id: "W1",
  title: "train 20-50-2 on logits, full batch of 800, Adam, 20 epochs",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [trainTask(engine, "W1", adamSpec(classes(800, 20), layers([50], "relu", 2), null, 20))],
  scale: () => 1,
};

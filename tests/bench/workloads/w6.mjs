/** The decision map. @import { Workload } from "../harness/types.js" */
import { forwardTask } from "./from-spec.mjs";
import { layers, plane, sgdSpec } from "./specs.mjs";

const spec = sgdSpec(plane(500), layers([8, 8, 8, 8], "tanh", 1), 10, 1);

/** Points of a square grid over [-6, 6]. Shapes: [side * side, 2]. */
function grid(side) {
  const at = (i) => -6 + (12 * i) / (side - 1);
  return Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const point = i >> 1;
    return i & 1 ? at(Math.floor(point / side)) : at(point % side);
  });
}

/** @type {Workload} */
export const w6 = {
  id: "W6",
  title: "outputs of 2-8-8-8-8-1, tanh, over a grid",
  unit: "ms",
  tolerance: 1e-3,
  tasks: (engine) => [100, 256].map((side) => forwardTask(engine, `${side} x ${side}`, spec, grid(side))),
  scale: () => 1,
};

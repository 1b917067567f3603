/** How long the core takes for one element, on this device, now. */

import type { Pointer } from "./abi.js";
import type { Core } from "./core.js";
import type { TimePerElement } from "./types.js";

/** Most elements of a measurement; more would only measure the memory's bandwidth again. */
export const kMostTimed = 2 ** 22;
/** One stretch of calls lasts at least this long, since browsers round their clocks. Units: ms. */
const kStretch = 2;
const kStretches = 6;
/** Inputs as a network has them: spread over the stretch in which functions bend. */
const kReach = 4;

/** The shortest of a few stretches, per call. Units: ms. */
function bestTime(call: () => void): number {
  call(); // warms caches, and lets the browser compile what it has not yet
  let calls = 1;
  let best = Infinity;
  for (let stretch = 0; stretch < kStretches; stretch++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call();
    const spent = performance.now() - start;
    if (spent < kStretch) {
      // Too short to be believed: a longer stretch, which does not count as one of the few.
      calls = Math.ceil(calls * Math.min(64, (1.2 * kStretch) / Math.max(spent, kStretch / 64)));
      stretch--;
    } else {
      best = Math.min(best, spent / calls);
    }
  }
  return best;
}

/** Times `sample(x, y, dy)`, which calls the core once for `elements` numbers; dy is 0 when no slope is asked for. */
export function timeSample(
  core: Core,
  elements: number,
  sample: (x: Pointer, y: Pointer, dy: Pointer) => void,
): TimePerElement {
  return core.withMemory((memory) => {
    const x = memory.place(
      Float32Array.from({ length: elements }, (_, i) => kReach * (((i * 0.618034) % 2) - 1)),
    );
    const [y, dy] = [memory.reserve(Float32Array, elements), memory.reserve(Float32Array, elements)];
    const perElement = (slope: Pointer): number => {
      return (
        (1e6 *
          bestTime(() => {
            sample(x, y, slope);
          })) /
        elements
      );
    };
    return { value: perElement(0), both: perElement(dy) };
  });
}

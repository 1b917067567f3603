import { describe, expect, it } from "vitest";
import {
  decadeTicks,
  finiteExtent,
  linearScale,
  logScale,
  niceStep,
  niceTicks,
} from "../../../web/charts/scale.js";

describe("scales", () => {
  it("map and invert", () => {
    const x = linearScale([-6, 6], [40, 640]);
    expect(x(0)).toBe(340);
    expect(x.invert(340)).toBe(0);
    const t = logScale([0.01, 100], [0, 400]);
    expect(t(1)).toBeCloseTo(200, 10);
    expect(t.invert(300)).toBeCloseTo(10, 10);
  });

  it("survive a domain of one value", () => {
    expect(linearScale([2, 2], [0, 100]).invert(50)).toBe(2);
  });
});

describe("ticks", () => {
  it("are round, inside, and hold zero without a sign", () => {
    expect(niceTicks([-6, 6], 6)).toEqual([-6, -4, -2, 0, 2, 4, 6]);
    expect(niceTicks([-0.1, 1.1], 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(niceTicks([-1, 1], 2).some((tick) => Object.is(tick, -0))).toBe(false);
  });

  it("step by 1, 2 or 5 times a power of ten", () => {
    expect([12, 7, 0.03, 1000].map((span) => niceStep(span, 5))).toEqual([2, 1, 0.005, 200]);
  });

  it("thin decades", () => {
    expect(decadeTicks([0.01, 100], 5)).toHaveLength(5);
    expect(decadeTicks([1e-12, 1], 4)).toHaveLength(4);
  });

  it("leave out what is not finite", () => {
    expect(finiteExtent([NaN, 1, -Infinity], [3])).toEqual([1, 3]);
    expect(finiteExtent([NaN])).toBeUndefined();
  });
});

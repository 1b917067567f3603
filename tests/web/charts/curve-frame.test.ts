import { describe, expect, it } from "vitest";
import { curveFrame, pointerStep, roundTo } from "../../../web/charts/curve-frame.js";
import { panned, zoomed } from "../../../web/charts/curve-gestures.js";
import type { CurvePanel } from "../../../web/charts/curve-types.js";

const xs = Float32Array.of(-6, -3, 0, 3, 6);

function panel(ys: readonly number[], weight = 1): CurvePanel {
  const line = { id: "f", label: "f", color: "blue" as const, xs, ys };
  return { name: "value", weight, lines: [line] };
}

describe("curveFrame", () => {
  it("always shows zero and all of the curve", () => {
    const { panels } = curveFrame([panel([3, 4, 5, 6, 7])], [-6, 6], 600, 400);
    expect(panels[0].y.domain[0]).toBeLessThanOrEqual(0);
    expect(panels[0].y.domain[1]).toBeGreaterThan(7);
  });

  it("divides the height by weight", () => {
    const { panels } = curveFrame([panel([0, 1, 2, 3, 4], 2), panel([0, 1, 1, 1, 1])], [-6, 6], 600, 400);
    const [upper, lower] = panels.map(({ top, bottom }) => bottom - top);
    expect(upper).toBeCloseTo(2 * lower, 6);
    expect(panels[1].bottom).toBeLessThan(400);
  });

  it("ignores what lies outside the zoomed axis", () => {
    const { panels } = curveFrame([panel([900, 1, 0.5, 1, 900])], [-3, 3], 600, 400);
    expect(panels[0].y.domain[1]).toBeLessThan(2);
  });

  it("draws a constant zero", () => {
    const { panels } = curveFrame([panel([0, 0, 0, 0, 0])], [-6, 6], 600, 400);
    expect(panels[0].y.domain[0]).toBeLessThan(0);
  });
});

describe("the hand's precision", () => {
  it("is a power of ten no coarser than about a pixel", () => {
    const frame = curveFrame([panel([0, 1, 2, 3, 4])], [-6, 6], 600, 400);
    expect(pointerStep(frame)).toBe(0.01);
    expect(roundTo(0.30000000000000004, 0.1)).toBe(0.3);
    expect(Object.is(roundTo(-0.001, 0.01), 0)).toBe(true);
  });
});

describe("zooming", () => {
  it("keeps the anchor where it is", () => {
    const [low, high] = zoomed([-6, 6], 0.5, 3);
    expect((3 - low) / (high - low)).toBeCloseTo(0.75, 12);
    expect(high - low).toBeCloseTo(6, 12);
  });

  it("stops at its limits", () => {
    const [low, high] = zoomed([-6, 6], 1e9, 0);
    expect(high - low).toBeLessThanOrEqual(2000.001);
    expect(panned([-1, 1], 2)).toEqual([1, 3]);
  });
});

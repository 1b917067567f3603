import { describe, expect, it } from "vitest";
import { axisOf, outline, roomFor } from "../../../web/charts/histogram.js";

describe("a histogram", () => {
  it.each([
    [0.3, 0.5],
    [1, 1],
    [1.2, 2],
    [5, 5],
    [5.1, 10],
    [240, 500],
    [0, 1],
    [Infinity, 1],
  ])("has for %f room up to %f", (size, room) => {
    expect(roomFor(size)).toBeCloseTo(room, 12);
  });

  it("has zero on its axis, and round ends", () => {
    const counts = [1];
    expect(axisOf({ low: -0.7, high: 3, counts })).toEqual([-1, 5]);
    expect(axisOf({ low: 0.2, high: 0.9, counts })).toEqual([0, 1]);
    expect(axisOf({ low: -4, high: -1, counts })).toEqual([-5, 0]);
    expect(axisOf({ low: 0, high: 0, counts })).toEqual([-1, 1]);
  });

  it("draws a bar for each bin, as high as its share of the fullest", () => {
    const path = outline({ low: 0, high: 10, counts: [1, 2] }, [0, 20]);
    expect(path).toBe("M0.0 40L0.0 20.0L50.0 20.0L50.0 0.0L100.0 0.0L100.0 40Z");
  });

  it("draws values that are all alike as one bar that can be seen", () => {
    const numbers = outline({ low: 0, high: 0, counts: [0, 5] }, [-1, 1]).match(/[\d.]+ 0\.0/g);
    expect(numbers).toHaveLength(2);
    const [from, to] = (numbers ?? []).map((text) => parseFloat(text));
    expect(to - from).toBeGreaterThan(1);
  });

  it("draws nothing of nothing", () => {
    expect(outline({ low: NaN, high: NaN, counts: [0, 0] }, [-1, 1])).toBe("");
    expect(outline({ low: 0, high: 1, counts: [0, 0] }, [-1, 1])).toBe("");
  });
});

import { describe, expect, it } from "vitest";
import { classContour, enlargeClasses, kNone, leadOf } from "../../../web/charts/class-field.js";
import { contour, enlarge } from "../../../web/charts/field.js";

const [side, channels, size] = [24, 5, 60];

/** Probabilities of five classes that lead in turn around the middle, and in hills. */
const values = Float32Array.from({ length: side * side * channels }, (_, i) => {
  const [cell, k] = [Math.floor(i / channels), i % channels];
  const [x, y] = [(cell % side) / side - 0.5, Math.floor(cell / side) / side - 0.5];
  return Math.exp(2 * Math.cos(Math.atan2(y, x) - k) + Math.sin(9 * x + k) * Math.cos(7 * y - k));
});
const channel = (k: number) => Float32Array.from({ length: side * side }, (_, i) => values[i * channels + k]);

/** By how much class `k` is ahead of the best other one, or behind it. */
const margins = (k: number) =>
  Float32Array.from({ length: side * side }, (_, cell) => {
    const row = Array.from(values.subarray(cell * channels, (cell + 1) * channels));
    return row[k] - Math.max(...row.filter((_value, j) => j !== k));
  });

describe("a field of classes", () => {
  it("knows the leading class of each cell and how far it is ahead", () => {
    const { classes, first, second } = leadOf(values, channels);
    for (let cell = 0; cell < side * side; cell++) {
      const margin = margins(classes[cell])[cell];
      expect(margin).toBeGreaterThan(0);
      expect(first[cell] - second[cell]).toBeCloseTo(margin, 6);
    }
    expect(new Set(classes).size).toBe(channels);
  });

  it("is enlarged as each class by itself would be", () => {
    const fine = Array.from({ length: channels }, (_, k) => {
      const out = new Float32Array(size * size);
      enlarge(channel(k), side, size, out);
      return out;
    });
    const found = enlargeClasses(values, side, channels, size, leadOf(values, channels));
    expect(found.values).toHaveLength(size * size);
    found.values.forEach((value, pixel) => {
      const all = fine.map((out) => out[pixel]);
      expect(value).toBeCloseTo(Math.max(...all), 4);
      expect(all[found.classes[pixel]]).toBeCloseTo(value, 4);
    });
  });

  it("has the contours of every class's margin", () => {
    const expected = Array.from({ length: channels }, (_, k) => contour(margins(k), side, 0)).flat();
    const sorted = (segments: readonly (readonly number[])[]) =>
      segments.map((segment) => segment.map((at) => at.toFixed(3)).join()).sort();
    const found = classContour(values, side, channels, leadOf(values, channels));
    expect(found.length).toBeGreaterThan(50);
    expect(sorted(found)).toEqual(sorted(expected));
  });

  it("has neither class nor line where the values are no numbers", () => {
    const none = new Float32Array(side * side * channels).fill(NaN);
    const lead = leadOf(none, channels);
    expect(new Set(enlargeClasses(none, side, channels, size, lead).classes)).toEqual(new Set([kNone]));
    expect(classContour(none, side, channels, lead)).toEqual([]);
  });

  it("reads all classes of a pixel at the borders only", () => {
    let reads = 0;
    const counted = new Proxy(values, {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const lead = leadOf(values, channels);
    enlargeClasses(counted, side, channels, size, lead);
    // Four cells around each pixel for one class; all classes of every pixel would be five times as much.
    expect(reads).toBeLessThan(2 * 4 * size * size);
    reads = 0;
    classContour(counted, side, channels, lead);
    expect(reads).toBeLessThan(side * side * channels);
  });
});

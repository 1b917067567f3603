import { describe, expect, it } from "vitest";
import { contour, enlarge, kSteps, stepOf } from "../../../web/charts/field.js";

const side = 21;
/** A function of x and y from -1 to 1 on a grid, top row first. */
const grid = (f: (x: number, y: number) => number) =>
  Float32Array.from({ length: side * side }, (_, i) =>
    f(((i % side) / (side - 1)) * 2 - 1, 1 - (Math.floor(i / side) / (side - 1)) * 2),
  );

describe("a field of numbers", () => {
  it("has five steps of confidence", () => {
    expect([0, 0.19, 0.2, 0.5, 0.99, 1].map(stepOf)).toEqual([0, 0, 1, 2, 4, 4]);
    expect([...kSteps]).toEqual([...kSteps].sort((a, b) => a - b));
  });

  it("is enlarged without a change of what is linear", () => {
    const size = 84;
    const out = new Float32Array(size * size);
    enlarge(
      grid((x, y) => 3 * x - y),
      side,
      size,
      out,
    );
    // Centres of pixels, in the coordinates of the grid.
    const at = (i: number) => ((i + 0.5) * side) / size - 0.5;
    for (let i = 4; i < size - 4; i += 7) {
      for (let j = 4; j < size - 4; j += 7) {
        const [x, y] = [(at(j) / (side - 1)) * 2 - 1, 1 - (at(i) / (side - 1)) * 2];
        expect(out[i * size + j]).toBeCloseTo(3 * x - y, 5);
      }
    }
  });

  it("has its contour where it is: a circle's length and radius", () => {
    const radius = 0.6;
    const segments = contour(
      grid((x, y) => Math.hypot(x, y) - radius),
      side,
      0,
    );
    const scale = 2 / (side - 1);
    let length = 0;
    for (const [x0, y0, x1, y1] of segments) {
      length += Math.hypot(x1 - x0, y1 - y0) * scale;
      expect(Math.hypot(x0 * scale - 1, 1 - y0 * scale)).toBeCloseTo(radius, 2);
    }
    expect(length).toBeCloseTo(2 * Math.PI * radius, 1);
  });

  it("has no contour where a value is not finite, or is never crossed", () => {
    expect(
      contour(
        grid(() => NaN),
        side,
        0,
      ),
    ).toEqual([]);
    expect(
      contour(
        grid((x) => x),
        side,
        2,
      ),
    ).toEqual([]);
  });

  it("draws both lines of a saddle", () => {
    expect(contour(Float32Array.of(1, -1, -1, 1), 2, 0)).toHaveLength(2);
  });
});

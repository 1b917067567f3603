import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../web/engine/index.js";
import { engines, kinds, thrownBy } from "./modules.js";

describe.each(kinds)("principal axes in the %s module", (kind) => {
  const engine = engines[kind];

  it("are the plane that the rows lie in", () => {
    // Points of the plane through (1, 1, 1) along (1, 1, 0) / sqrt(2) and (0, 0, 1).
    const places = [
      [-3, 1],
      [-1, -1],
      [0, 0],
      [1, -1],
      [3, 1],
    ];
    const rows = places.flatMap(([u, v]) => [1 + u * Math.SQRT1_2, 1 + u * Math.SQRT1_2, 1 + v]);
    const plane = engine.principalAxes(Float64Array.from(rows), 3);
    expect(plane.mean.every((m) => Math.abs(m - 1) < 1e-15)).toBe(true);
    expect(plane.variance[0]).toBeCloseTo(5, 12);
    expect(plane.variance[1]).toBeCloseTo(1, 12);
    expect(plane.total_variance).toBeCloseTo(6, 12);
    places.forEach(([u, v], i) => {
      expect(plane.projected[2 * i]).toBeCloseTo(u, 12);
      expect(plane.projected[2 * i + 1]).toBeCloseTo(v, 12);
      for (let j = 0; j < 3; j++) {
        const back = plane.mean[j] + u * plane.axes[0][j] + v * plane.axes[1][j];
        expect(back).toBeCloseTo(rows[3 * i + j], 12);
      }
    });
  });

  it("take rows as a network reads them, and are the same in both modules", () => {
    const { features } = engine.makeDataset({
      name: "make_classification",
      n_samples: 100,
      random_state: 1,
    });
    const rows = Float32Array.from(features);
    expect(engine.principalAxes(rows, 20)).toEqual(engines.simd.principalAxes(Float64Array.from(rows), 20));
  });
});

describe("wrong arguments of principalAxes", () => {
  it.each([
    [[1, 2], 2, "features: a list of 2 is not a Float64Array or a Float32Array"],
    [new Float64Array(5), 2, "features: 5 numbers are no whole rows of 2 features"],
    [new Float64Array(0), 2, "features: 0 numbers are no whole rows of 2 features"],
    [new Float64Array(4), 0, "n_features: 0 is out of range; use a whole number from 1 to"],
    [Float64Array.of(1, NaN), 2, "features: a number, or the square of one, is not finite"],
    [Float32Array.of(1, Infinity), 1, "features: a number, or the square of one, is not finite"],
  ])("%s of %s features: %s", (features, n_features, message) => {
    const error = thrownBy(() => engines.simd.principalAxes(features as never, n_features));
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toContain(message);
  });
});

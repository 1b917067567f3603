import { describe, expect, it } from "vitest";
import { barText, decadesAround } from "../../../web/charts/layer-bars.js";
import { thinned } from "../../../web/charts/history-chart.js";
import { layoutGraph } from "../../../web/charts/network-layout.js";

describe("the places of a network's units", () => {
  it.each([
    [[2, 8, 8, 1], 620, 290, "right"],
    [[2, 8, 8, 8, 8, 8, 8, 1], 620, 290, "right"],
    [[20, 64, 10], 330, 300, "right"],
    [[1, 1], 60, 60, "right"],
    [[2, 8, 8, 1], 232, 368, "down"],
    [[20, 64, 10], 232, 276, "down"],
    [[1, 1], 60, 60, "down"],
  ] as const)("do not touch, and are inside: %j at %d x %d, %s", (units, width, height, flow) => {
    const { tile, columns } = layoutGraph(
      units.map((count) => ({ units: count })),
      width,
      height,
      flow,
    );
    const [along, across] = flow === "right" ? (["x", "y"] as const) : (["y", "x"] as const);
    const size = { x: width, y: height };
    expect(tile).toBeLessThan(size[along] / units.length);
    columns.forEach(({ places, hidden }, i) => {
      expect(places.length + hidden).toBe(units[i]);
      for (const place of places) {
        for (const axis of ["x", "y"] as const) {
          expect(place[axis] - tile / 2).toBeGreaterThanOrEqual(-0.01);
          expect(place[axis] + tile / 2).toBeLessThanOrEqual(size[axis] + 0.01);
        }
        expect(place[along]).toBeCloseTo(((i + 0.5) * size[along]) / units.length, 9);
      }
      for (let k = 1; k < places.length; k++) {
        expect(places[k][across] - places[k - 1][across]).toBeGreaterThan(tile);
      }
    });
  });
});

describe("what charts leave out", () => {
  it("keeps the first and the last epoch, and not many more than asked", () => {
    for (const count of [0, 1, 2, 399, 400, 401, 12_345]) {
      const kept = thinned(count, 400);
      expect(kept.length).toBeLessThanOrEqual(Math.min(count, 401));
      if (count > 0) expect([kept[0], kept[kept.length - 1]]).toEqual([0, count - 1]);
    }
  });

  it("writes sizes with two digits", () => {
    expect([0, 4.14e-3, 0.0123, 8.6, 657, 3420].map(barText)).toEqual([
      "0",
      "4.1 × 10⁻³",
      "0.012",
      "8.6",
      "660",
      "3.4 × 10³",
    ]);
    expect(barText(NaN)).toBe("not yet");
  });

  it("shows whole decades around the bars, and at least five", () => {
    const [low, high] = decadesAround([0.03, 2]);
    expect([low, high].map(Math.log10)).toEqual([expect.closeTo(-4), expect.closeTo(1)]);
    expect(decadesAround([1e-9, 1])[0]).toBeCloseTo(1e-9, 15);
    expect(decadesAround([NaN, 0])).toEqual([1e-5, 1]);
  });
});

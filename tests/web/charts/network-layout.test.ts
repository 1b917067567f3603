import { describe, expect, it } from "vitest";
import { decadesAround } from "../../../web/charts/layer-bars.js";
import { thinned } from "../../../web/charts/history-chart.js";
import { layoutGraph } from "../../../web/charts/network-layout.js";

describe("the places of a network's units", () => {
  it.each([
    [[2, 8, 8, 1], 620, 290],
    [[2, 8, 8, 8, 8, 8, 8, 1], 620, 290],
    [[20, 64, 10], 330, 300],
    [[1, 1], 60, 60],
  ])("do not touch, and are inside: %j at %d x %d", (units, width, height) => {
    const { tile, columns } = layoutGraph(
      units.map((count) => ({ units: count })),
      width,
      height,
    );
    expect(tile).toBeLessThan(width / units.length);
    columns.forEach(({ x, ys, hidden }, i) => {
      expect(ys.length + hidden).toBe(units[i]);
      expect(x - tile / 2).toBeGreaterThanOrEqual(0);
      expect(x + tile / 2).toBeLessThanOrEqual(width);
      expect(ys[0] - tile / 2).toBeGreaterThanOrEqual(-0.01);
      expect(ys[ys.length - 1] + tile / 2).toBeLessThanOrEqual(height);
      for (let k = 1; k < ys.length; k++) expect(ys[k] - ys[k - 1]).toBeGreaterThan(tile);
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

  it("shows whole decades around the bars, and at least five", () => {
    const [low, high] = decadesAround([0.03, 2]);
    expect([low, high].map(Math.log10)).toEqual([expect.closeTo(-4), expect.closeTo(1)]);
    expect(decadesAround([1e-9, 1])[0]).toBeCloseTo(1e-9, 15);
    expect(decadesAround([NaN, 0])).toEqual([1e-5, 1]);
  });
});

import { describe, expect, it } from "vitest";
import { linePath } from "../../../web/charts/path.js";
import { linearScale } from "../../../web/charts/scale.js";
import { spreadLabels } from "../../../web/charts/series.js";

describe("labels at the ends of lines", () => {
  const place = (ys: readonly number[]): number[] =>
    spreadLabels(
      ys.map((y, item) => ({ item, y })),
      16,
      0,
      100,
    ).map(({ y }) => y);

  it("stay where they wish when there is room", () => {
    expect(place([10, 50, 90])).toEqual([10, 50, 90]);
  });

  it("keep their distance and stay inside", () => {
    const ys = place([98, 99, 100, 5]);
    expect(Math.max(...ys)).toBeLessThanOrEqual(100);
    for (let i = 1; i < ys.length; i++) expect(ys[i] - ys[i - 1]).toBeGreaterThanOrEqual(16);
  });
});

describe("linePath", () => {
  const x = linearScale([0, 3], [0, 30]);
  const y = linearScale([0, 1], [10, 0]);

  it("breaks where a value is not finite", () => {
    expect(linePath([0, 1, 2, 3], [0, NaN, 1, 0], x, y)).toBe("M0,10M20,0L30,10");
  });

  it("does not write infinities for steep ends", () => {
    expect(linePath([0, 1], [0, 1e30], x, y)).toBe("M0,10L10,-2000");
  });
});

import { describe, expect, it } from "vitest";
import { glyphPathFrom, glyphPathOf, glyphSteps } from "../../../web/components/glyph-path.js";

describe("a glyph", () => {
  it("fills its box from the lowest value to the highest", () => {
    expect(glyphPathOf([0, 1, 2])).toBe("M2 14L12 8L22 2");
    expect(glyphPathOf([2, 0, 1])).toBe("M2 2L12 14L22 8");
  });

  it("lies flat when the function does", () => {
    expect(glyphPathOf([5, 5])).toBe("M2 14L22 14");
  });

  it("breaks where there is no value", () => {
    expect(glyphPathOf([0, NaN, 1, Infinity, 0.5, 0])).toBe("M2 14M10 2M18 8L22 14");
  });

  it("is carried as steps of a tenth of a pixel, which never add up to an error", () => {
    const values = Array.from({ length: 41 }, (_, i) => Math.tanh((i - 20) * 0.15));
    const heights = [...glyphPathFrom(glyphSteps(values)).matchAll(/ ([\d.]+)/g)].map(([, y]) => Number(y));
    const span = values[40] - values[0];
    heights.forEach((height, i) => {
      expect(Math.abs(height - (14 - (12 * (values[i] - values[0])) / span))).toBeLessThan(0.0501);
    });
  });
});

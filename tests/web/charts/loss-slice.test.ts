import { describe, expect, it } from "vitest";
import { lossRange, shadeOf } from "../../../web/charts/loss-slice.js";

describe("the picture of the loss", () => {
  it("goes from the lowest to the highest finite loss", () => {
    expect(lossRange(Float64Array.of(3, NaN, 0.5, Infinity, 7))).toEqual([0.5, 7]);
  });

  it("shades the lowest least and what is not finite most, and never gets lighter uphill", () => {
    const shades = Array.from({ length: 101 }, (_, i) => shadeOf(1 + i / 10, 1, 11));
    expect([shades[0], shades[100]]).toEqual([0, 12]);
    expect(shades).toEqual([...shades].sort((a, b) => a - b));
    expect([shadeOf(Infinity, 1, 11), shadeOf(NaN, 1, 11)]).toEqual([12, 12]);
    // A hundredth of the height is seen: valleys show beside steep walls.
    expect(shadeOf(1.1, 1, 11)).toBeGreaterThan(0);
  });

  it("shades a plain of one height least", () => {
    expect(shadeOf(2, 2, 2)).toBe(0);
  });
});

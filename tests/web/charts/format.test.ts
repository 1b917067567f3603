import { describe, expect, it } from "vitest";
import { formatFixed, formatScientific, formatTick } from "../../../web/charts/format.js";

describe("numbers for people", () => {
  it("have a true minus sign and fixed decimals", () => {
    expect(formatFixed(-0.26894)).toBe("−0.2689");
    expect(formatFixed(-0)).toBe("0.0000");
    expect(formatFixed(0.5, 2)).toBe("0.50");
  });

  it("go to powers of ten where decimals would say nothing", () => {
    expect(formatFixed(4.5e-5)).toBe("4.50 × 10⁻⁵");
    expect(formatFixed(-1.5e10)).toBe("−1.50 × 10¹⁰");
    expect(formatScientific(2)).toBe("2.00");
  });

  it("name what is not finite", () => {
    expect([NaN, Infinity, -Infinity].map((value) => formatFixed(value))).toEqual(["NaN", "∞", "−∞"]);
  });

  it("keep ticks short", () => {
    expect([0.1 + 0.2, -6, 1e-5, 0, 2.5e7].map(formatTick)).toEqual(["0.3", "−6", "10⁻⁵", "0", "3 × 10⁷"]);
  });
});

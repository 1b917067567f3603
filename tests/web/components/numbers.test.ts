import { describe, expect, it } from "vitest";
import { grouped, percent, plain } from "../../../web/components/numbers.js";

describe("numbers", () => {
  it("have a true minus sign and no noise", () => {
    expect([-0.5, 0.1 + 0.2, 1e-9, Infinity, -Infinity, NaN].map((value) => plain(value))).toEqual([
      "−0.5",
      "0.3",
      "1e−9",
      "∞",
      "−∞",
      "NaN",
    ]);
  });

  it("are percentages with two decimals", () => {
    expect([0.695, 1, NaN].map((share) => percent(share))).toEqual(["69.50%", "100.00%", "NaN"]);
  });

  it("are grouped as English does it", () => {
    for (const count of [0, 7, 999, 1000, 54321, 123456, 1234567])
      expect(grouped(count)).toBe(count.toLocaleString("en"));
  });
});

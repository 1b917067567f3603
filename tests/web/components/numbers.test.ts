import { describe, expect, it } from "vitest";
import { percent, plain } from "../../../web/components/numbers.js";

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
});

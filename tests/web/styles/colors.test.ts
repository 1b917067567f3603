import { describe, expect, it } from "vitest";
import { seriesStyle } from "../../../web/styles/colors.js";

describe("seriesStyle", () => {
  it("gives every one of thirty-six functions its own look", () => {
    const looks = Array.from({ length: 36 }, (_, index) => JSON.stringify(seriesStyle(index)));
    expect(new Set(looks).size).toBe(36);
  });

  it("starts with solid lines in the order of the look", () => {
    expect(seriesStyle(0)).toEqual({ color: "blue", css: "var(--ap-blue)", dash: "" });
    expect(seriesStyle(5)).toEqual({ color: "violet", css: "var(--ap-violet)", dash: "" });
    expect(seriesStyle(6).dash).not.toBe("");
  });
});

import { describe, expect, it } from "vitest";
import { familyWords, gradientSentence } from "../../../../web/views/curve/words.js";
import { propertyWords } from "../../../../web/views/softmax/property-list.js";

describe("what happens to a gradient", () => {
  it("that meets a small slope", () => {
    expect(gradientSentence(0, 0.25)).toBe(
      "At x = 0 the slope is 0.2500: 25 % of a gradient comes back; after six such layers, 0.024 %.",
    );
  });

  it("that meets none", () => {
    expect(gradientSentence(-2, 0)).toContain("no gradient comes back");
  });

  it("that meets a slope of 1, above 1, or below 0", () => {
    expect(gradientSentence(2, 1)).toContain("unchanged");
    expect(gradientSentence(2, 1.0998)).toContain("larger");
    expect(gradientSentence(-2, -0.0908)).toContain("turned round");
  });

  it("at a kink", () => {
    expect(gradientSentence(0, 0, { slope: { x: 0, left: 0, at: 0, right: 1 } })).toBe(
      "At x = 0 the slope jumps from 0 to 1: there is no tangent, PyTorch takes 0, and f″ is an impulse of weight 1.",
    );
  });

  it("at a jump of the value", () => {
    const sentence = gradientSentence(0, 0, { value: { x: 0, left: 0, at: 1, right: 1 } });
    expect(sentence).toContain("the value itself jumps from 0 to 1");
    expect(sentence).toContain("an impulse of weight 1");
  });

  it("where there is no slope", () => {
    expect(gradientSentence(1, NaN)).toBe("At x = 1 there is no slope.");
  });
});

describe("names without words", () => {
  it("are shown as they are", () => {
    expect(propertyWords("very_new")).toEqual(["very new", ""]);
    expect(familyWords("later")).toBe("later");
  });
});

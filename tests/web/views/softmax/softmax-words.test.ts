import { describe, expect, it } from "vitest";
import {
  naiveSentence,
  shiftSentence,
  total,
  winnerSentence,
  type SoftmaxResult,
} from "../../../../web/views/softmax/softmax-words.js";

function result(logits: readonly number[], outputs: readonly number[], temperature = 1): SoftmaxResult {
  return {
    state: { kind: "softmax", params: { temperature }, logits, target: 0 },
    outputs: Float32Array.from(outputs),
  };
}

describe("sentences about a row", () => {
  it("say who wins and why", () => {
    const row = result([1, 2, 3], [0.09003057, 0.24472848, 0.66524094]);
    expect(winnerSentence(row)).toContain(
      "Class 3 gets 66.5 % of the probability, 2.718 times as much as class 2",
    );
    expect(total(row)).toBeCloseTo(1, 7);
  });

  it("say when there is no winner", () => {
    expect(winnerSentence(result([2, 2], [0.5, 0.5]))).toContain("equal logits, equal probabilities");
  });

  it("say where a naive exp fails", () => {
    expect(naiveSentence(result([1, 2, 3], [0.1, 0.2, 0.7]))).toContain("overflows for logits above 88.7");
    expect(naiveSentence(result([0.1, 0.2], [0.5, 0.5], 0.01))).toContain("overflows for logits above 0.887");
    expect(naiveSentence(result([88.5, 88.5, 88.5], [0.3, 0.3, 0.3]))).toContain("0 for every class");
    expect(Math.fround(Math.exp(88.5))).toBeLessThan(Infinity);
    expect(naiveSentence(result([1000, 0], [1, 0]))).toContain("inf / inf");
    expect(naiveSentence(result([-1000, -1001], [0.7, 0.3]))).toContain("0 / 0");
    expect(naiveSentence(result([1, 2], [0, 1], 0.01))).toContain("inf / inf");
  });

  it("say what a shift changed", () => {
    expect(shiftSentence(1000, 0)).toBe("Adding 1000 to every logit changed no probability at all.");
    expect(shiftSentence(-1, 3e-8)).toContain("Subtracting 1 from every logit");
  });
});

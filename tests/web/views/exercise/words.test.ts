import { describe, expect, it } from "vitest";
import {
  comparedSentence,
  doubleSoftmaxSentence,
  lossFloor,
  probabilityCap,
} from "../../../../web/views/exercise/double-softmax.js";
import { kDrawTime, shownEpochs, spokenTime } from "../../../../web/views/exercise/pace.js";

describe("the double softmax", () => {
  it("has its floor and cap where the largest possible difference of probabilities puts them", () => {
    for (const classes of [2, 10]) {
      const logits = [1, ...Array.from({ length: classes - 1 }, () => 0)];
      const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
      expect(probabilityCap(classes)).toBeCloseTo(Math.E / sum, 15);
      expect(lossFloor(classes)).toBeCloseTo(-Math.log(Math.E / sum), 15);
    }
    expect(doubleSoftmaxSentence(2)).toContain("0.3133");
    expect(doubleSoftmaxSentence(2)).toContain("73.1%");
  });

  it("is compared by the runs at hand", () => {
    const sentence = (a: number, b: number) =>
      comparedSentence({ loss: 0.6, accuracy: a }, { loss: 0.5, accuracy: b });
    expect(sentence(0.695, 0.71)).toContain("lower: 69.50% with the softmax, 71.00% without");
    expect(sentence(0.71, 0.71)).toContain("the same");
    expect(sentence(0.72, 0.71)).toContain("higher");
  });
});

describe("the pace", () => {
  it("never shows an epoch that is not trained, and all of them in the end", () => {
    expect(shownEpochs(0, 20, 20)).toBe(0);
    expect(shownEpochs(kDrawTime / 2, 20, 20)).toBe(10);
    expect(shownEpochs(kDrawTime / 2, 20, 3)).toBe(3);
    expect(shownEpochs(kDrawTime, 20, 20)).toBe(20);
    expect(shownEpochs(10 * kDrawTime, 20, 20)).toBe(20);
  });

  it("says times as a reader would", () => {
    expect([0.4, 4.4, 999, 1234].map(spokenTime)).toEqual(["under 1 ms", "4 ms", "999 ms", "1.2 s"]);
  });
});

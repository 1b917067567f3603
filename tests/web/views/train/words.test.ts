import { describe, expect, it } from "vitest";
import type { EpochRecord, LayerStats } from "../../../../web/engine/types.js";
import { exerciseSpec } from "../../../../web/spec/exercise.js";
import { deadWords, divergenceWords, gradientWords, statusWords } from "../../../../web/views/train/words.js";

const histogram = { low: 0, high: 1, counts: new Int32Array(1) };
const layer = (change: Partial<LayerStats>): LayerStats => ({
  units: 8,
  dead: [],
  saturated: [],
  gradient_norm: 1,
  weight_norm: 1,
  update_ratio: 0.001,
  pre_activation: histogram,
  activation: histogram,
  ...change,
});
const spec = exerciseSpec({ epochs: 300 });
const record: EpochRecord = {
  epoch: 40,
  train_loss: 0.1234,
  train_accuracy: 0.975,
  test_loss: 0.25,
  test_accuracy: 0.97,
};
const situation = {
  spec,
  step: 40,
  epoch: 40,
  isRegression: false,
  record,
  stats: [layer({}), layer({ units: 2 })],
  divergence: undefined,
  stopped: undefined,
};

describe("the line of words", () => {
  it("says what there is to say, and no more", () => {
    expect(statusWords(situation)).toBe("Epoch 40: test accuracy 0.97, train accuracy 0.97.");
    const stats = [layer({ dead: [3], gradient_norm: 0.01 }), layer({ units: 2, gradient_norm: 0.3 })];
    expect(statusWords({ ...situation, stats })).toBe(
      "Epoch 40: test accuracy 0.97, train accuracy 0.97; of 8 hidden units 1 dead. " +
        "The first layer gets a gradient 30 times smaller than the last.",
    );
    expect(statusWords({ ...situation, isRegression: true })).toBe(
      "Epoch 40: test loss 0.250, train loss 0.123.",
    );
  });

  it("knows the beginning, the first epoch and the end", () => {
    const start = { ...situation, step: 0, epoch: 0, record: undefined };
    expect(statusWords(start)).toBe("Nothing is learned yet: the weights are as seed 42 drew them.");
    expect(statusWords({ ...start, step: 3 })).toBe("Step 3, epoch 1.");
    expect(statusWords({ ...situation, epoch: 300 })).toMatch(/^After 300 epochs: /);
  });

  it("says which rule has ended a run", () => {
    const stop = { id: "target", metric: "test_accuracy", target: 0.95 };
    expect(statusWords({ ...situation, spec: { ...spec, stop }, stopped: "target" })).toMatch(
      /^Ended after 40 epochs, as test accuracy came to 0.95: /,
    );
    const plateau = { id: "plateau", metric: "test_loss", patience: 10 };
    expect(statusWords({ ...situation, spec: { ...spec, stop: plateau }, stopped: "plateau" })).toMatch(
      /^Ended after 40 epochs, as test loss had not become better for 10: /,
    );
  });

  it("counts the hidden units only", () => {
    expect(
      deadWords([layer({ dead: [1, 2], saturated: [4] }), layer({ dead: [0] }), layer({ dead: [0, 1] })]),
    ).toBe("of 16 hidden units 3 dead and 1 saturated");
    expect(deadWords([layer({}), layer({ dead: [0] })])).toBe("");
  });

  it("compares gradients where they differ", () => {
    const pair = (first: number, last: number) =>
      gradientWords([layer({ gradient_norm: first }), layer({ gradient_norm: last })]);
    expect(pair(1, 4)).toBe("");
    expect(pair(NaN, NaN)).toBe("");
    expect(pair(0, 1)).toBe("no gradient reaches the first layer");
    expect(pair(6, 1)).toBe("the first layer gets a gradient 6 times larger than the last");
    expect(pair(1e-9, 1)).toContain("10⁹ times smaller");
  });

  it("says where a run left the finite numbers, and what would help", () => {
    const words = divergenceWords({ operation: "update", layer: 2, step: 17 }, spec);
    expect(words).toBe(
      "At step 17 the numbers left the finite: in layer 2, in the update of its weights. " +
        "A learning rate of 0.0001 instead of 0.001 would help.",
    );
  });
});

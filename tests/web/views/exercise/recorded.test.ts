import { describe, expect, it } from "vitest";
import type { EpochRecord } from "../../../../web/engine/types.js";
import recordings from "../../../../web/views/exercise/recorded-losses.json";
import { compareWith, comparisonSentence, findRecording } from "../../../../web/views/exercise/recorded.js";
import { initialState, withDefaults } from "../../../../web/views/exercise/state.js";
import { catalog, leakyRelu, relu } from "./catalog.js";
import { cases } from "./recordings.js";

function run(losses: readonly number[], accuracy: number): EpochRecord[] {
  return losses.map((train_loss, index) => ({
    epoch: index + 1,
    train_loss,
    train_accuracy: 0,
    test_loss: 0,
    test_accuracy: accuracy,
  }));
}

describe("the recordings that the page ships", () => {
  it("are PyTorch's float32 losses, bit for bit", () => {
    expect(recordings.cases).toHaveLength(cases.length);
    for (const { activation, output, seed, correct, losses } of cases) {
      const shipped = recordings.cases.find(
        (each) => each.activation === activation && each.output === output && each.seed === seed,
      );
      expect(shipped?.correct).toBe(correct);
      expect(shipped?.losses.map(Math.fround)).toEqual(losses.map(Math.fround));
    }
  });

  it("are found for the very run only", () => {
    const state = initialState(catalog);
    expect(findRecording(state, relu)?.seed).toBe(42);
    expect(findRecording({ ...state, epochs: 300 }, relu)).toBeDefined();
    expect(findRecording({ ...state, seed: 1 }, relu)).toBeUndefined();
    expect(findRecording({ ...state, activation: withDefaults(leakyRelu) }, leakyRelu)).toBeDefined();
    expect(
      findRecording({ ...state, activation: { id: "leaky_relu", negative_slope: 0.2 } }, leakyRelu),
    ).toBeUndefined();
  });
});

describe("the comparison", () => {
  const recording = {
    activation: "relu",
    output: "softmax",
    seed: 0,
    correct: 119,
    losses: [0.7, 0.65, 0.6],
  };

  it("says that a run matches only when every digit printed is the same", () => {
    const same = compareWith(recording, run([0.7, 0.65 + 2e-7, 0.6], 119 / 200));
    expect(same).toMatchObject({ epochs: 3, equal: 3, sameAccuracy: true });
    expect(comparisonSentence(same)).toBe(
      "Matches PyTorch 1.13 to 4 digits in all 3 recorded epochs (largest difference 2.00 × 10⁻⁷), and the same accuracy.",
    );
  });

  it("counts what does not", () => {
    const off = compareWith(recording, run([0.7, 0.66, 0.6], 120 / 200));
    expect(off).toMatchObject({ epochs: 3, equal: 2, sameAccuracy: false });
    expect(comparisonSentence(off)).toBe(
      "2 of 3 losses print the same 4 digits as in PyTorch 1.13 (largest difference 0.0100), but not the same accuracy.",
    );
  });

  it("says nothing of the accuracy of a run that is longer or shorter", () => {
    expect(compareWith(recording, run([0.7, 0.65, 0.6, 0.55], 0.9)).sameAccuracy).toBeUndefined();
    const shorter = compareWith(recording, run([0.7], 0.5));
    expect(comparisonSentence(shorter)).toBe(
      "Matches PyTorch 1.13 to 4 digits in its one epoch (no difference at all).",
    );
  });
});

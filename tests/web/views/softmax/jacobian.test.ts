import { describe, expect, it } from "vitest";
import { crossEntropy, jacobian } from "../../../../web/views/softmax/jacobian.js";
import type { SoftmaxKind } from "../../../../web/views/softmax/softmax-state.js";
import type { SoftmaxResult } from "../../../../web/views/softmax/softmax-words.js";

/** The functions themselves, in double precision. */
function outputs(kind: SoftmaxKind, logits: readonly number[], temperature: number): number[] {
  const scaled = logits.map((logit) => (kind === "softmin" ? -logit : logit) / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power, i) => (kind === "log_softmax" ? scaled[i] - top - Math.log(sum) : power / sum));
}

function resultOf(kind: SoftmaxKind, logits: readonly number[], temperature: number): SoftmaxResult {
  return {
    state: { kind, params: { temperature }, logits, target: 0 },
    outputs: Float32Array.from(outputs(kind, logits, temperature)),
  };
}

const kinds = ["softmax", "log_softmax", "softmin"] as const;
const rows = [
  { logits: [1, 2, 3], temperature: 1 },
  { logits: [0.5, -1.5, 2, 0], temperature: 0.4 },
  { logits: [1000, 1001], temperature: 2 },
];
const cases = kinds.flatMap((kind) => rows.map((row) => ({ kind, ...row })));
const STEP = 1e-4;

function moved(logits: readonly number[], j: number, by: number): number[] {
  return logits.map((logit, i) => (i === j ? logit + by : logit));
}

describe("jacobian", () => {
  it.each(cases)("of $kind at $logits agrees with finite differences", ({ kind, logits, temperature }) => {
    const matrix = jacobian(resultOf(kind, logits, temperature));
    const n = logits.length;
    for (let j = 0; j < n; j++) {
      const up = outputs(kind, moved(logits, j, STEP), temperature);
      const down = outputs(kind, moved(logits, j, -STEP), temperature);
      for (let i = 0; i < n; i++) expect(matrix[i * n + j]).toBeCloseTo((up[i] - down[i]) / (2 * STEP), 5);
    }
  });
});

describe("crossEntropy", () => {
  it.each(cases)("of $kind at $logits agrees with finite differences", ({ kind, logits, temperature }) => {
    const loss = (row: readonly number[], target: number): number => {
      const out = outputs(kind, row, temperature);
      return kind === "log_softmax" ? -out[target] : -Math.log(out[target]);
    };
    for (let target = 0; target < logits.length; target++) {
      const found = crossEntropy(resultOf(kind, logits, temperature), target);
      expect(found.loss).toBeCloseTo(loss(logits, target), 9);
      for (let j = 0; j < logits.length; j++) {
        const difference = loss(moved(logits, j, STEP), target) - loss(moved(logits, j, -STEP), target);
        expect(found.gradient[j]).toBeCloseTo(difference / (2 * STEP), 5);
      }
    }
  });

  it("stays finite where the probability is 0 in float32", () => {
    expect(crossEntropy(resultOf("softmax", [1000, 0], 1), 1).loss).toBe(1000);
  });
});

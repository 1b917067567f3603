import { describe, expect, it } from "vitest";
import type { Run } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import recorded from "../../fixtures/seed_outputs.json";
import { fixtureNames, readFixture } from "./fixture.js";
import { engines, kinds } from "./modules.js";

const torch = readFixture("nn/exercise");
const ids = engines.simd.catalog.activations.map(({ id }) => id);

/** Every recorded run of the exercise whose hidden activation there is. */
const cases = fixtureNames(
  "nn/exercise",
  /^make_classification_42_seed\d+_20-50-2_\w+_adam\/losses$/,
).flatMap((name) => {
  const [, seed, hidden, output] = /_seed(\d+)_20-50-2_(\w+)_(softmax|logits)_adam/.exec(name) ?? [];
  const correct = torch(name.replace("/losses", "/correct"))[0];
  if (!ids.includes(hidden)) return [];
  return [{ seed: Number(seed), hidden, output, correct, losses: [...torch(name)] }];
});

function create(kind: "simd" | "scalar", seed: number, hidden: string, output: string): Run {
  return engines[kind].createRun(
    exerciseSpec({ seed, hidden: { id: hidden }, softmax: output === "softmax" }),
  );
}

/** The tutorial's print statements. */
function printOut({ history }: Run): string {
  const lines = history
    .filter(({ epoch }) => epoch % 5 === 0)
    .map(({ epoch, train_loss }) => `Epoch [${epoch}/20], Loss: ${train_loss.toFixed(4)}\n`);
  return `${lines.join("")}Accuracy: ${((history.at(-1)?.test_accuracy ?? NaN) * 100).toFixed(2)}%\n`;
}

describe.each(kinds)("the tutorial's exercise in the %s module", (kind) => {
  it("is recorded for every hidden activation of the tutorial", () => {
    const hidden = cases.map((recorded) => recorded.hidden);
    expect(hidden).toEqual(expect.arrayContaining(["linear", "sigmoid", "tanh", "relu", "leaky_relu"]));
    expect(cases.length).toBeGreaterThanOrEqual(20);
  });

  it.each(cases)(
    "seed $seed, $hidden, $output: PyTorch's losses and accuracy",
    ({ seed, hidden, output, correct, losses }) => {
      const run = create(kind, seed, hidden, output);
      const history = run.train();
      const worst = Math.max(...history.map(({ train_loss }, i) => Math.abs(train_loss - losses[i])));
      expect(history).toHaveLength(losses.length);
      expect(worst).toBeLessThanOrEqual(2e-6);
      expect((history.at(-1)?.test_accuracy ?? NaN) * 200).toBeCloseTo(correct, 9);
      run.dispose();
    },
  );

  it.each(recorded.exercise)(
    "seed $manual_seed prints what the tutorial's code prints",
    ({ manual_seed, printed }) => {
      const run = create(kind, manual_seed, "relu", "softmax");
      run.train();
      expect(printOut(run)).toBe(printed);
      run.dispose();
    },
  );

  it("starts from PyTorch's parameters, bit for bit", () => {
    const run = create(kind, 42, "relu", "softmax");
    const parameters = run.parameters();
    expect(parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["fc1.weight", [50, 20]],
      ["fc1.bias", [50]],
      ["fc2.weight", [2, 50]],
      ["fc2.bias", [2]],
    ]);
    for (const { name, data } of parameters) expect(data).toEqual(torch(`init/seed42/20-50-2/${name}`));
    run.dispose();
  });
});

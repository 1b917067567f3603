import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LayerSpec, RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds } from "./modules.js";

/** The recorded runs, which the C++ tests check with native code: each line a fingerprint and what differs from the exercise. */
const recorded = readFileSync(new URL("../../fixtures/nn/fingerprints.txt", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));

// These were recorded with one number for each output, where a RunSpec has one label for each row.
const numberLosses = new Set(
  engines.simd.catalog.losses.filter(({ targets }) => targets === "numbers").map(({ id }) => id),
);
const runs = recorded.filter(([, changes]) => !numberLosses.has(/loss (\w+)/.exec(changes)?.[1] ?? ""));

function change(spec: RunSpec, text: string): RunSpec {
  const [what, id, ...rest] = text.split(" ");
  const layer = (units: number): LayerSpec => ({ units, activation: { id } });
  const [first, middle, last] = [
    spec.layers[0],
    spec.layers.slice(1, -1),
    spec.layers[spec.layers.length - 1],
  ];
  switch (what) {
    case "hidden":
      return { ...spec, layers: [layer(id === "glu" ? 100 : 50), ...middle, last] };
    case "output":
      return { ...spec, layers: [first, ...middle, layer(2)] };
    case "layer":
      return { ...spec, layers: [first, ...middle, layer(Number(rest[0])), last] };
    case "loss":
      return { ...spec, loss: { id } };
    case "optimizer":
      return { ...spec, optimizer: { id, ...options(id, rest) } };
    case "batch":
      return { ...spec, batch_size: Number(id) };
    case "seed":
      return { ...spec, seed: Number(id) };
    default:
      throw new Error(`unknown change ${text}`);
  }
}

/** `lr 0.05 nesterov 1` as PyTorch's arguments. */
function options(optimizer: string, words: readonly string[]): Record<string, number | boolean> {
  const params = engines.simd.catalog.optimizers.find(({ id }) => id === optimizer)?.params ?? [];
  const names = words.filter((_, i) => i % 2 === 0);
  return Object.fromEntries(
    names.map((name, i) => {
      const value = Number(words[2 * i + 1]);
      return [name, params.find(({ id }) => id === name)?.kind === "flag" ? value === 1 : value];
    }),
  );
}

describe.each(kinds)("fingerprints of the %s module", (kind) => {
  it("are recorded for many runs", () => {
    expect(runs.length).toBeGreaterThan(30);
  });

  it.each(runs)("%s: %s", (fingerprint, changes) => {
    const run = engines[kind].createRun(changes.split(",").reduce(change, exerciseSpec()));
    run.train(4);
    expect(run.fingerprint()).toBe(fingerprint);
    run.dispose();
  });
});

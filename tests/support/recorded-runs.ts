/** The recorded runs of tests/fixtures/nn/fingerprints.txt as RunSpecs; the C++ tests check the same file with native code. */

import { readFileSync } from "node:fs";
import { exerciseSpec } from "../../web/spec/exercise.js";
import type { Catalog, LayerSpec, RunSpec } from "../../web/engine/index.js";

export interface RecordedRun {
  readonly fingerprint: string;
  /** What differs from the exercise, in words. */
  readonly changes: string;
  readonly spec: RunSpec;
  readonly epochs: number;
}

/** Each line: a fingerprint and what differs from the exercise. */
const lines = readFileSync(new URL("../fixtures/nn/fingerprints.txt", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));

const kEpochs = 4;

/** `lr 0.05 nesterov 1` as PyTorch's arguments. */
function options(
  { optimizers }: Catalog,
  optimizer: string,
  words: readonly string[],
): Record<string, number | boolean> {
  const params = optimizers.find(({ id }) => id === optimizer)?.params ?? [];
  const names = words.filter((_, i) => i % 2 === 0);
  return Object.fromEntries(
    names.map((name, i) => {
      const value = Number(words[2 * i + 1]);
      return [name, params.find(({ id }) => id === name)?.kind === "flag" ? value === 1 : value];
    }),
  );
}

function change(catalog: Catalog, spec: RunSpec, text: string): RunSpec {
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
      return { ...spec, optimizer: { id, ...options(catalog, id, rest) } };
    case "batch":
      return { ...spec, batch_size: Number(id) };
    case "seed":
      return { ...spec, seed: Number(id) };
    default:
      throw new Error(`unknown change ${text}`);
  }
}

/** All recorded runs that a RunSpec can say. */
export function recordedRuns(catalog: Catalog): RecordedRun[] {
  // These were recorded with one number for each output, where a RunSpec has one label for each row.
  const numberLosses = new Set(
    catalog.losses.filter(({ targets }) => targets === "numbers").map(({ id }) => id),
  );
  return lines
    .filter(([, changes]) => !numberLosses.has(/loss (\w+)/.exec(changes)?.[1] ?? ""))
    .map(([fingerprint, changes]) => ({
      fingerprint,
      changes,
      spec: changes.split(",").reduce((spec, text) => change(catalog, spec, text), exerciseSpec()),
      epochs: kEpochs,
    }));
}

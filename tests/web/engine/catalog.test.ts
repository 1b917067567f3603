import { describe, expect, it } from "vitest";
import type { CatalogEntry, ParamInfo } from "../../../web/engine/index.js";
import { engines } from "./modules.js";

const { catalog } = engines.simd;
const { activations, losses, optimizers, datasets, limits } = catalog;
const entries: readonly CatalogEntry[] = [...activations, ...losses, ...optimizers, ...datasets];

/** Every problem of a parameter, as a sentence. */
function problemsOf(owner: string, param: ParamInfo): string[] {
  const { id, kind, min, max, default: initial, choices, meaning } = param;
  const checks: [boolean, string][] = [
    [/^[a-z][a-z0-9_]*$/.test(id), "its id is not in snake_case"],
    [meaning.endsWith("."), "its meaning is no sentence"],
    [[min, max].every((limit) => typeof limit === "number"), "a limit is no number"],
    [typeof initial === (kind === "option" ? "string" : "number"), "its default is of the wrong type"],
    [min <= max, "its limits are the wrong way round"],
    [(kind === "option") === (choices !== undefined), "only options have choices"],
    [kind !== "option" || choices?.includes(String(initial)) === true, "its default is none of its choices"],
    [kind === "option" || (Number(initial) >= min && Number(initial) <= max), "its default is out of range"],
    [kind === "real" || kind === "option" || Number.isInteger(initial), "its default is not a whole number"],
    [kind !== "flag" || (min === 0 && max === 1), "a flag is 0 or 1"],
  ];
  return checks.filter(([good]) => !good).map(([, problem]) => `${owner}.${id}: ${problem}`);
}

describe("the catalogue", () => {
  it("has what the tutorial needs", () => {
    const ids = activations.map(({ id }) => id);
    const needed = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "softmax", "log_softmax", "softmin"];
    expect(ids).toEqual(expect.arrayContaining(needed));
    expect(losses.map(({ id }) => id)).toContain("cross_entropy");
    expect(optimizers.map(({ id }) => id)).toContain("adam");
    expect(datasets.map(({ id }) => id)).toContain("make_classification");
  });

  it("names each thing once, in snake_case, for people and in a sentence", () => {
    for (const table of [activations, losses, optimizers, datasets]) {
      expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    }
    for (const { id, name, summary } of entries) {
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(name).not.toBe("");
      expect(summary, id).toMatch(/\.$/);
    }
  });

  it("has parameters whose limits and defaults fit together", () => {
    expect(entries.flatMap(({ id, params }) => params.flatMap((param) => problemsOf(id, param)))).toEqual([]);
  });

  it("reads infinite and fractional numbers as they are", () => {
    const relu = activations.find(({ id }) => id === "relu");
    expect(relu?.range).toEqual([0, Infinity]);
    expect(relu?.kinks).toEqual([0]);
    const leaky = activations.find(({ id }) => id === "leaky_relu");
    expect(leaky?.params[0]).toMatchObject({ id: "negative_slope", kind: "real", default: 0.01 });
    expect(leaky?.formula).toContain(String.raw`\begin{cases}`);
    const adam = optimizers.find(({ id }) => id === "adam");
    expect(adam?.params.map(({ id, default: initial }) => [id, initial])).toEqual([
      ["lr", 0.001],
      ["beta1", 0.9],
      ["beta2", 0.999],
      ["eps", 1e-8],
      ["weight_decay", 0],
      ["amsgrad", 0],
    ]);
  });

  it("has the sklearn defaults of make_classification", () => {
    const info = datasets.find(({ id }) => id === "make_classification");
    const defaults = Object.fromEntries(info?.params.map(({ id, default: initial }) => [id, initial]) ?? []);
    expect(defaults).toMatchObject({
      n_samples: 100,
      n_features: 20,
      n_informative: 2,
      n_redundant: 2,
      n_repeated: 0,
    });
    expect(defaults).toMatchObject({ n_classes: 2, n_clusters_per_class: 2, flip_y: 0.01, class_sep: 1 });
    expect(defaults).toMatchObject({ hypercube: 1, shuffle: 1 });
    expect(info?.lists.map(({ id, default: initial }) => [id, initial])).toEqual([
      ["weights", []],
      ["shift", [0]],
      ["scale", [1]],
    ]);
  });

  it("gives every elementwise activation a value and a slope for its example", () => {
    for (const { id, rowwise, example } of activations) {
      if (rowwise) continue;
      const { y, dy } = engines.simd.activation(id, Float32Array.from(example));
      expect([...y, ...dy].every(Number.isFinite), id).toBe(true);
    }
  });

  it("has limits, is the same in both modules, and cannot be changed", () => {
    for (const limit of Object.values(limits)) expect(limit).toBeGreaterThan(0);
    expect(engines.scalar.catalog).toEqual(catalog);
    expect(Object.isFrozen(catalog)).toBe(true);
    expect(Object.isFrozen(activations[0].code)).toBe(true);
  });
});

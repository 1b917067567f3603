import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EntryShape, ParamShape } from "../../../web/spec/catalog.js";
import { kSourceNames } from "../../../web/spec/data-sources.js";
import { runEntries, runFields } from "../../../web/spec/fields.js";
import { trainAll, type RecordedRuns } from "../../support/recorded-runs.mjs";
import { engines, kinds } from "./modules.js";

const file = new URL("../../fixtures/runs.json", import.meta.url);
const { tables, runs } = JSON.parse(readFileSync(file, "utf8")) as RecordedRuns;
const { catalog } = engines.simd;
const specs = runs.map(({ spec }) => spec);

/** The part of a spec that names an entry of the catalogue and gives its parameters. */
type Use = Readonly<Record<string, unknown>>;

const layers = specs.flatMap((spec) => spec.layers);
const usesOf = (key: "loss" | "optimizer" | "schedule" | "init" | "stop") =>
  specs.flatMap((spec): Use[] => (spec[key] === undefined ? [] : [spec[key]]));
const layerUses = (key: "activation" | "norm") =>
  layers.flatMap((layer): Use[] => (layer[key] === undefined ? [] : [layer[key]]));
const dataUses: readonly Use[] = specs.map(({ data }) => ({ ...data, id: data.name }));

const hint = (what: string) =>
  `${what}: no run of tests/fixtures/runs.json has it; add one there and run "npm run record:fingerprints"`;

/** What no run uses: an entry, one of a parameter's choices, or a value of it besides the default. */
function missing(table: readonly EntryShape[], uses: readonly Use[]): string[] {
  const missingOf = ({ id, params }: EntryShape): string[] => {
    const own = uses.filter((use) => use["id"] === id);
    if (own.length === 0) return [id];
    const isUnused = ({ id: key, default: initial }: ParamShape) =>
      !own.some((use) => use[key] !== undefined && Number(use[key]) !== initial);
    return params.flatMap((param) =>
      param.kind === "option"
        ? (param.choices ?? [])
            .filter((choice) => !own.some((use) => (use[param.id] ?? param.default) === choice))
            .map((choice) => `${id}.${param.id} ${choice}`)
        : isUnused(param)
          ? [`${id}.${param.id}`]
          : [],
    );
  };
  return table.flatMap(missingOf).map(hint);
}

describe("the recorded runs", () => {
  it("are many, and each is said once", () => {
    expect(runs.length).toBeGreaterThanOrEqual(40);
    expect(new Set(runs.map(({ name }) => name)).size).toBe(runs.length);
    expect(new Set(specs.map((spec) => JSON.stringify(spec))).size).toBe(runs.length);
  });

  it.each([
    ["losses", missing(catalog.losses, usesOf("loss"))],
    ["optimizers", missing(catalog.optimizers, usesOf("optimizer"))],
    ["schedules", missing(catalog.schedules, usesOf("schedule"))],
    ["initializers", missing(catalog.initializers, usesOf("init"))],
    ["stop rules", missing(catalog.stop_rules, usesOf("stop"))],
    ["norms", missing(catalog.norms, layerUses("norm"))],
    ["data sets", missing(catalog.datasets, dataUses)],
  ])("cover all %s, with every argument at another value than its default", (_what, lacking) => {
    expect(lacking).toEqual([]);
  });

  it("cover every family of activations and formulas, points, tables and digits", () => {
    const used = new Set(layerUses("activation").map(({ id }) => id));
    const families = [...new Set(catalog.activations.map(({ family }) => family))];
    const named = catalog.activations.filter(({ id }) => used.has(id)).map(({ family }) => family as string);
    expect(families.filter((family) => !named.includes(family)).map(hint)).toEqual([]);
    expect(used).toContain("formula");
    const sources = new Set(dataUses.map(({ id }) => id));
    expect(kSourceNames.filter((name) => !sources.has(name)).map(hint)).toEqual([]);
    expect(specs.filter(({ data }) => (data.inputs ?? null) !== null).length).toBeGreaterThanOrEqual(2);
  });

  it("cover every field of a RunSpec, depth, dropout and the ends of runs", () => {
    const keys = [...runEntries(catalog), ...runFields(catalog)].map(({ id }) => id);
    const unused = keys.filter((key) => !specs.some((spec) => Object.hasOwn(spec, key)));
    expect(unused.map(hint)).toEqual([]);
    expect(layers.some(({ dropout }) => (dropout ?? 0) > 0)).toBe(true);
    expect(Math.max(...specs.map((spec) => spec.layers.length))).toBe(catalog.limits.layers);
  });
});

/** The scalar module is slow, and the machine may be busy. Units: ms. */
const kPatience = 120_000;

describe.each(kinds)("the %s module", (kind) => {
  it("gives the recorded fingerprints", { timeout: kPatience }, async () => {
    const fingerprints = await trainAll(engines[kind], specs, tables);
    expect(fingerprints.map((text, i) => `${text} ${runs[i].name}`)).toEqual(
      runs.map(({ fingerprint, name }) => `${fingerprint} ${name}`),
    );
  });
});

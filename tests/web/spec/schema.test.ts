import { describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { completeRunSpec, validateRunSpec } from "../../../web/spec/read-run-spec.js";
import { runSpecSchema, type JsonSchema } from "../../../web/spec/schema.js";

const { catalog } = await loadEngine();
const schema = runSpecSchema(catalog);
type Json = Record<string, unknown>;

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  null: (value) => value === null,
};

/** Whether a value fits; knows the keywords of JSON Schema that ours uses, and no others. */
function fits(value: unknown, rule: JsonSchema): boolean {
  return Object.entries(rule).every(([keyword, wanted]) => {
    const number = typeof value === "number" ? value : undefined;
    switch (keyword) {
      case "$schema":
      case "title":
      case "description":
      case "default":
        return true;
      case "type":
        return [wanted].flat().some((type) => typeTests[type as string](value));
      case "const":
        return value === wanted;
      case "enum":
        return (wanted as unknown[]).includes(value);
      case "minimum":
        return number === undefined || number >= (wanted as number);
      case "maximum":
        return number === undefined || number <= (wanted as number);
      case "exclusiveMinimum":
        return number === undefined || number > (wanted as number);
      case "exclusiveMaximum":
        return number === undefined || number < (wanted as number);
      case "minLength":
        return typeof value !== "string" || value.length >= (wanted as number);
      case "maxLength":
        return typeof value !== "string" || value.length <= (wanted as number);
      case "pattern":
        return typeof value !== "string" || new RegExp(wanted as string, "u").test(value);
      case "anyOf":
        return (wanted as JsonSchema[]).some((one) => fits(value, one));
      case "oneOf":
        return (wanted as JsonSchema[]).filter((one) => fits(value, one)).length === 1;
      case "items":
        return !Array.isArray(value) || value.every((item) => fits(item, wanted as JsonSchema));
      case "minItems":
        return !Array.isArray(value) || value.length >= (wanted as number);
      case "maxItems":
        return !Array.isArray(value) || value.length <= (wanted as number);
      case "required":
        return (
          !typeTests["object"](value) ||
          (wanted as string[]).every((key) => Object.hasOwn(value as Json, key))
        );
      case "properties":
        return (
          !typeTests["object"](value) ||
          Object.entries(wanted as Json).every(
            ([key, one]) =>
              !Object.hasOwn(value as Json, key) || fits((value as Json)[key], one as JsonSchema),
          )
        );
      case "additionalProperties":
        return (
          !typeTests["object"](value) ||
          Object.entries(value as Json).every(
            ([key, item]) =>
              Object.hasOwn(rule["properties"] as Json, key) ||
              (wanted !== false && fits(item, wanted as JsonSchema)),
          )
        );
      default:
        throw new Error(`unknown keyword ${keyword}`);
    }
  });
}

/** Every document that differs from this one in one place. */
function* variants(document: unknown, values: readonly unknown[]): Generator<[string, unknown]> {
  if (typeof document !== "object" || document === null) return;
  const keys: (string | number)[] = Array.isArray(document)
    ? [...document.keys()]
    : [...Object.keys(document), "strange"];
  for (const key of keys) {
    const own = (document as Record<string | number, unknown>)[key];
    const replace = (value: unknown) =>
      Array.isArray(document) ? document.with(Number(key), value) : { ...document, [key]: value };
    for (const value of values) yield [`${key}: ${JSON.stringify(value)}`, replace(value)];
    if (!Array.isArray(document))
      yield [
        `${key} left out`,
        Object.fromEntries(Object.entries(document).filter(([name]) => name !== key)),
      ];
    for (const [name, inner] of variants(own, values)) yield [`${key}.${name}`, replace(inner)];
  }
}

// Only these can be at fault where every single field is right.
const together =
  /^(data\.(features(\[\d+\])?|labels|targets|n_classes|n_features|n_informative|n_samples|weights|shift|scale|test_size)|layers\[\d+\]\.units|loss\.id|batch_size|stop\.(metric|target))$/;

const features = [
  [0, 1],
  [2, 3],
  [4, 5],
];
const sources = [
  { units: 10, loss: "cross_entropy", data: { name: "digits", inputs: ["x1", "x2 * x3"] } },
  {
    units: 2,
    loss: "cross_entropy",
    data: { name: "table", table: "0123456789abcdef", n_samples: 150, n_features: 4, n_classes: 2 },
  },
  { units: 2, loss: "cross_entropy", data: { name: "points", features, labels: [0, 1, 1] } },
  { units: 1, loss: "mse", data: { name: "points", features, targets: [0, 0.5, 1] } },
];

describe("the JSON Schema", () => {
  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it("agrees with the validator on every document that differs from a good one in one place", () => {
    const good = [
      exerciseSpec({ hidden: { id: "leaky_relu", negative_slope: 0.2 } }),
      completeRunSpec({ ...exerciseSpec(), data: { ...exerciseSpec().data, weights: [0.5, 0.5] } }, catalog),
      completeRunSpec(
        {
          ...exerciseSpec(),
          layers: [
            {
              units: 8,
              activation: { id: "formula", formula: "x * sigmoid(b * x)", b: 1.7 },
              norm: { id: "batch_norm", momentum: 0.2 },
              dropout: 0.25,
            },
            { units: 2, activation: { id: "linear" }, norm: { id: "layer_norm" } },
          ],
          schedule: { id: "one_cycle" },
          init: { id: "kaiming_normal" },
          stop: { id: "plateau" },
          clip_grad_norm: 1,
        },
        catalog,
      ),
      ...sources.map(({ data, units, loss }) => {
        const layers = [{ units, activation: { id: "linear" } }];
        return completeRunSpec({ ...exerciseSpec(), data, layers, loss: { id: loss } }, catalog);
      }),
    ];
    const values = [
      null,
      true,
      false,
      0,
      1,
      -1,
      0.5,
      2,
      100,
      1e9,
      1e300,
      "",
      "relu",
      "adam",
      "x1",
      [],
      [0.5],
      [0.5, 0.5],
      {},
      { id: "relu" },
    ];
    let count = 0;
    for (const document of good) {
      expect(fits(document, schema)).toBe(true);
      for (const [name, variant] of variants(document, values)) {
        const faults = validateRunSpec(variant, catalog).filter(({ path }) => !together.test(path));
        const all = validateRunSpec(variant, catalog);
        // The schema's yes leaves only faults of several fields together; its no is the validator's.
        if (fits(variant, schema)) expect(faults, name).toEqual([]);
        else expect(all, name).not.toEqual([]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(1000);
  });
});

/** Data that no generator makes: points in the RunSpec itself, tables named by their content, and the digits. */

import { show } from "./faults.js";
import type { Field } from "./fields.js";
import type { Json, Reader } from "./reader.js";
import type { DigitsSpec, PointsSpec, TableSpec } from "./run-spec.js";

/** Largest sizes of points in a RunSpec; larger data is a table. */
export const kPointLimits = { features: 100, samples: 5_000, values: 20_000, classes: 10 } as const;
/** Largest sizes of a table. */
export const kTableLimits = { features: 100, samples: 100_000, classes: 10 } as const;
/** Most inputs that formulas may make of the features. */
export const kInputLimits = { inputs: 100, characters: 500 } as const;

/** Numbers that stay finite as float32 and when they are squared in double precision. */
const kLargestNumber = 1e30;

/** The 1797 handwritten digits of 8 by 8 pixels, 0 to 16, of scikit-learn's load_digits. */
export const kDigits = { name: "digits", n_samples: 1797, n_features: 64, n_classes: 10 } as const;

/** Names of `data` besides the generators of the catalogue. */
export const kSourceNames = ["points", "table", kDigits.name] as const;
export type SourceName = (typeof kSourceNames)[number];
export type SourceSpec = PointsSpec | TableSpec | DigitsSpec;

export function isSourceName(name: unknown): name is SourceName {
  return (kSourceNames as readonly unknown[]).includes(name);
}

export function isPoints(data: { readonly name: string }): data is PointsSpec {
  return data.name === "points";
}

export function isTable(data: { readonly name: string }): data is TableSpec {
  return data.name === "table";
}

const integer = (id: string, min: number, max: number): Field => ({
  id,
  kind: "integer",
  min,
  max,
  default: min,
  required: true,
});

/** Fields of a table; the validator and the JSON Schema read them here. */
export const tableFields: readonly Field[] = [
  integer("n_samples", 2, kTableLimits.samples),
  integer("n_features", 1, kTableLimits.features),
  integer("n_classes", 0, kTableLimits.classes),
];
export const tableIdPattern = "^[0-9a-f]{16}$";

/** A feature or target of a point. */
export const pointNumber: Field = {
  id: "",
  kind: "real",
  min: -kLargestNumber,
  max: kLargestNumber,
  default: 0,
};
/** The class of a point, and the number of classes. */
export const pointLabel: Field = {
  id: "",
  kind: "integer",
  min: 0,
  max: kPointLimits.classes - 1,
  default: 0,
};
export const pointClasses: Field = {
  id: "n_classes",
  kind: "integer",
  min: 2,
  max: kPointLimits.classes,
  default: 2,
};

/** Keys of a source besides those of its preparation. */
export function sourceKeys(name: SourceName): readonly string[] {
  if (name === "points") return ["features", "labels", "targets", pointClasses.id];
  return name === "table" ? ["table", ...tableFields.map(({ id }) => id)] : [];
}

/** The source as the complete RunSpec has it, and its size. `n_classes` is 0 for a regression. */
export interface ReadSource {
  readonly spec: SourceSpec;
  readonly n_samples: number;
  readonly n_classes: number;
}

/** Reads a source; undefined after noting what is wrong. */
export function readSource(
  reader: Reader,
  object: Json,
  path: string,
  name: SourceName,
): ReadSource | undefined {
  if (name === "digits") return { spec: { name }, ...kDigits };
  return name === "points" ? readPoints(reader, object, path) : readTable(reader, object, path);
}

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

function readTable(reader: Reader, object: Json, path: string): ReadSource | undefined {
  const table = reader.get(object, "table");
  const isId = typeof table === "string" && new RegExp(tableIdPattern).test(table);
  if (!isId) {
    const limit = "16 hexadecimal digits";
    const problem = table === undefined ? "is missing" : `${show(table)} is not the id of a table`;
    const suggestion = "use what engine.addTable(table) gives";
    reader.note(join(path, "table"), table, problem, { limit, suggestion });
  }
  const [n_samples, n_features, n_classes] = tableFields.map((field) => reader.field(object, path, field));
  if (n_classes === 1) {
    const suggestion = "use 0 for a regression, or at least 2";
    reader.note(join(path, "n_classes"), n_classes, "there is nothing to learn from one class", {
      suggestion,
    });
    return undefined;
  }
  if (!isId || [n_samples, n_features, n_classes].some((size) => typeof size !== "number")) return undefined;
  const size = { n_samples, n_features, n_classes } as Record<string, number>;
  return { spec: { name: "table", table, ...size } as TableSpec, ...size } as ReadSource;
}

/** A list of this length, each item read by `read`. */
function readItems<T>(
  reader: Reader,
  value: unknown,
  path: string,
  what: string,
  length: readonly [min: number, max: number],
  read: (item: unknown, path: string) => T | undefined,
): T[] | undefined {
  const [min, max] = length;
  const limit = `a list of ${min === max ? min : `${min} to ${max}`} ${what}`;
  if (!Array.isArray(value) || value.length < min || value.length > max) {
    const problem = value === undefined ? "is missing" : `${show(value)} is not ${limit}`;
    reader.note(path, value, problem, { limit, suggestion: `give ${limit}` });
    return undefined;
  }
  const items = Array.from(value, (item: unknown, i) => read(item, `${path}[${i}]`));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function readFeatures(reader: Reader, given: unknown, path: string): number[][] | undefined {
  const number = (item: unknown, at: string) => reader.number(item, at, pointNumber);
  let width: number | undefined;
  const rows: readonly [number, number] = [2, kPointLimits.samples];
  const features = readItems(reader, given, path, "points", rows, (row, at) => {
    const length: readonly [number, number] =
      width === undefined ? [1, kPointLimits.features] : [width, width];
    if (Array.isArray(row) && row.length >= 1) width ??= row.length;
    return readItems(reader, row, at, "numbers", length, number);
  });
  const values = (features?.length ?? 0) * (width ?? 0);
  if (values <= kPointLimits.values) return features;
  const limit = `at most ${kPointLimits.values} numbers`;
  const options = { limit, suggestion: `use ${limit}, or give the data as a table` };
  reader.note(path, given, `${values} numbers are too many for points in a RunSpec`, options);
  return undefined;
}

function readPoints(reader: Reader, object: Json, path: string): ReadSource | undefined {
  const at = (key: string) => join(path, key);
  const features = readFeatures(reader, reader.get(object, "features"), at("features"));
  const [labels, targets] = [reader.get(object, "labels"), reader.get(object, "targets")];
  if ((labels === undefined) === (targets === undefined)) {
    const suggestion = "give labels for classes, or targets for numbers";
    const problem = labels === undefined ? "labels and targets are missing" : "there are labels and targets";
    reader.note(path, object, problem, { limit: "one of both", suggestion });
    return undefined;
  }
  const length = features?.length;
  const count: readonly [number, number] =
    length === undefined ? [2, kPointLimits.samples] : [length, length];
  if (labels === undefined) {
    const numbers = readItems(reader, targets, at("targets"), "numbers", count, (item, place) =>
      reader.number(item, place, pointNumber),
    );
    if (reader.get(object, pointClasses.id) !== undefined) {
      const problem = "numbers have no classes";
      reader.note(at(pointClasses.id), object[pointClasses.id], problem, { suggestion: "leave it out" });
      return undefined;
    }
    if (features === undefined || numbers === undefined) return undefined;
    const spec: PointsSpec = { name: "points", features, targets: numbers };
    return { spec, n_samples: features.length, n_classes: 0 };
  }
  const classes = readItems(reader, labels, at("labels"), "classes", count, (item, place) =>
    reader.number(item, place, pointLabel),
  );
  if (features === undefined || classes === undefined) return undefined;
  const used = Math.max(2, ...classes.map((label) => label + 1));
  const least: Field = { ...pointClasses, min: used, default: used };
  const n_classes = reader.field(object, path, least);
  if (typeof n_classes !== "number") return undefined;
  return {
    spec: { name: "points", features, labels: classes, n_classes },
    n_samples: features.length,
    n_classes,
  };
}

/** The formulas that make a network's inputs, or null for the features themselves. */
export function readInputs(reader: Reader, object: Json, path: string): readonly string[] | null | undefined {
  const given = reader.get(object, "inputs");
  if (given === undefined || given === null) return null;
  const length: readonly [number, number] = [1, kInputLimits.inputs];
  return readItems(reader, given, join(path, "inputs"), "formulas", length, (item, place) => {
    const limit = `a text of 1 to ${kInputLimits.characters} characters`;
    if (typeof item === "string" && item.length >= 1 && item.length <= kInputLimits.characters) return item;
    reader.note(place, item, `${show(item)} is not ${limit}`, {
      limit,
      suggestion: 'write such as "x1 * x2"',
    });
    return undefined;
  });
}

/** The seven inputs of TensorFlow Playground. */
export const kPlaygroundInputs = ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"] as const;

/** Tables that were given to an engine, by the hash of their content. */

import { kDigits, kTableLimits } from "../spec/data-sources.js";
import { show } from "../spec/faults.js";
import type { TableSpec } from "../spec/run-spec.js";
import { Arguments } from "./arguments.js";
import { readDigits } from "./digits.js";
import type { Table } from "./types.js";

/** A table and the RunSpec's name for it. */
export interface StoredTable extends Table {
  readonly spec: TableSpec;
}

/** The words of an array, for the hash. */
function wordsOf(values: Float64Array | Int32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}

/**
 * 64 bits of hash of shape and numbers, as 16 hexadecimal digits: two streams of multiply, rotate and mix (as in
 * MurmurHash3, by A. Appleby) over the same words. It tells tables apart, and is no proof against forgery.
 */
function hashOf(shape: readonly number[], arrays: readonly (Float64Array | Int32Array)[]): string {
  let [a, b] = [0x9747b28c, 0x3c6ef372];
  const add = (words: Uint32Array) => {
    for (const word of words) {
      let k = Math.imul(word, 0xcc9e2d51);
      k = (k << 15) | (k >>> 17);
      a ^= Math.imul(k, 0x1b873593);
      a = Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64;
      k = Math.imul(word ^ b, 0x85ebca6b);
      b = Math.imul(((k << 16) | (k >>> 16)) ^ (b >>> 3), 0xc2b2ae35) + 0x27d4eb2f;
    }
  };
  add(Uint32Array.from(shape));
  for (const values of arrays) add(wordsOf(values));
  const hex = (word: number) => {
    let h = word ^ (word >>> 16);
    h = Math.imul(h, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, "0");
  };
  return hex(a) + hex(b);
}

/** Whether every number is finite and at most 1e30 in magnitude; notes the first one that is not. */
function checkNumbers(check: Arguments, values: Float64Array, path: string): void {
  const bad = values.findIndex((value) => !(Math.abs(value) <= 1e30));
  if (bad < 0) return;
  const limit = "finite numbers up to 1e30";
  check.note(`${path}[${bad}]`, values[bad], `${values[bad]} is too large, or no number`, {
    limit,
    suggestion: `use ${limit}`,
  });
}

function checkTable(check: Arguments, table: Table): StoredTable | undefined {
  const given = check.object(table, "table", ["features", "n_features", "labels", "targets", "n_classes"]);
  if (given === undefined) return undefined;
  const { features, labels, targets } = table;
  const before = check.faults.length;
  const array = (value: unknown, path: string, type: typeof Float64Array | typeof Int32Array) => {
    if (value instanceof type) return;
    const limit = type === Int32Array ? "an Int32Array" : "a Float64Array";
    const problem = value === undefined ? "is missing" : `${show(value)} is not ${limit}`;
    check.note(path, value, problem, { limit, suggestion: `give ${limit}, empty where there is nothing` });
  };
  array(features, "table.features", Float64Array);
  array(labels, "table.labels", Int32Array);
  array(targets, "table.targets", Float64Array);
  check.whole(given["n_features"], "table.n_features", 1, kTableLimits.features);
  check.whole(given["n_classes"], "table.n_classes", 0, kTableLimits.classes);
  if (check.faults.length > before) return undefined;
  const { n_features, n_classes } = table;
  const n_samples = features.length / n_features;
  const note = (path: string, value: unknown, problem: string, suggestion: string) => {
    check.note(`table.${path}`, value, problem, { suggestion });
  };
  if (n_classes === 1)
    note("n_classes", 1, "there is nothing to learn from one class", "use 0 for a regression");
  if (!Number.isInteger(n_samples)) {
    const problem = `${features.length} numbers are no whole rows of ${n_features} features`;
    note("features", features, problem, `give ${n_features} numbers for each row`);
    return undefined;
  }
  check.whole(n_samples, "table: number of rows", 2, kTableLimits.samples);
  const [n_labels, n_targets] = n_classes > 0 ? [n_samples, 0] : [0, n_samples];
  if (labels.length !== n_labels)
    note("labels", labels, `${labels.length} labels do not fit ${n_samples} rows`, `give ${n_labels}`);
  if (targets.length !== n_targets)
    note("targets", targets, `${targets.length} targets do not fit ${n_samples} rows`, `give ${n_targets}`);
  const wrong = labels.findIndex((label) => label < 0 || label >= n_classes);
  if (wrong >= 0)
    note(`labels[${wrong}]`, labels[wrong], `${labels[wrong]} is no class`, `use 0 to ${n_classes - 1}`);
  checkNumbers(check, features, "table.features");
  checkNumbers(check, targets, "table.targets");
  if (check.faults.length > before) return undefined;
  const hash = hashOf([n_samples, n_features, n_classes], [features, labels, targets]);
  const spec: TableSpec = { name: "table", table: hash, n_samples, n_features, n_classes };
  return { ...table, spec };
}

/** The tables of one engine. */
export class Tables {
  readonly #tables = new Map<string, StoredTable>();
  #digits: Table | undefined;

  /** Keeps a copy of a table. Errors: `ArgumentError`. */
  add(table: Table): TableSpec {
    const check = new Arguments();
    const checked = checkTable(check, table);
    check.done();
    const { spec, ...rest } = checked as StoredTable;
    if (!this.#tables.has(spec.table)) {
      const [features, labels, targets] = [rest.features.slice(), rest.labels.slice(), rest.targets.slice()];
      this.#tables.set(spec.table, { ...rest, spec, features, labels, targets });
    }
    return spec;
  }

  remove(id: string): void {
    this.#tables.delete(id);
  }

  async loadDigits(): Promise<void> {
    this.#digits = await readDigits();
  }

  /** The digits; undefined after noting that they are not loaded. */
  digits(check: Arguments, path: string): Table | undefined {
    if (this.#digits !== undefined) return this.#digits;
    const place = path === "" ? "name" : `${path}.name`;
    const suggestion = "call await engine.loadDigits() first";
    check.note(place, kDigits.name, "the digits are not loaded yet", { suggestion });
    return undefined;
  }

  /** The table of a RunSpec; undefined after noting that it is not here, or of another size. */
  find(check: Arguments, asked: TableSpec, path: string): StoredTable | undefined {
    const found = this.#tables.get(asked.table);
    const place = path === "" ? "" : `${path}.`;
    if (found === undefined) {
      const suggestion = "give it to this engine with addTable(table) first";
      check.note(`${place}table`, asked.table, `there is no table ${show(asked.table)}`, { suggestion });
      return undefined;
    }
    for (const key of ["n_samples", "n_features", "n_classes"] as const) {
      if (asked[key] === found.spec[key]) continue;
      const suggestion = `use ${found.spec[key]}`;
      check.note(`${place}${key}`, asked[key], `the table has ${found.spec[key]}`, { suggestion });
    }
    return check.faults.length === 0 ? found : undefined;
  }
}

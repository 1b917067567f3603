/** Reads the reference data of tests/fixtures: one `.bin` of arrays, and a `.txt` that says where each one is. */

import { readFileSync } from "node:fs";

const types = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;
type Numbers = Float32Array | Float64Array | Int32Array;

/** All arrays of a file by name; `data/make_classification_42`. */
export function readFixture(name: string): (array: string) => Numbers {
  const url = (ending: string) => new URL(`../../fixtures/${name}.${ending}`, import.meta.url);
  const bytes = readFileSync(url("bin"));
  const lines = readFileSync(url("txt"), "utf8").trimEnd().split("\n");
  const rows = new Map(lines.map((line) => line.split("\t")).map(([array, ...row]) => [array, row]));
  return (array) => {
    const row = rows.get(array);
    if (row === undefined) throw new Error(`no array ${array} in ${name}.txt`);
    const type = types[row[0] as keyof typeof types];
    const [count, offset] = row.slice(1).map(Number);
    // Copied, as the file's bytes need not be aligned.
    return new type(new Uint8Array(bytes.subarray(offset, offset + count * type.BYTES_PER_ELEMENT)).buffer);
  };
}

/** Names of all arrays of a file that match. */
export function fixtureNames(name: string, pattern: RegExp): string[] {
  const text = readFileSync(new URL(`../../fixtures/${name}.txt`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0])
    .filter((array) => pattern.test(array));
}

import { parse } from "papaparse";
import { describe, expect, it } from "vitest";
import { csvOf, shortestFloat } from "../../../web/export/csv.js";

describe("CSV", () => {
  it("reads back to the same float32, bit for bit", () => {
    const bits = new Uint32Array(20000).map((_, i) => Math.imul(i, 2654435761) >>> 0);
    const values = new Float32Array(bits.buffer).filter((value) => Number.isFinite(value));
    for (const value of values)
      expect(Object.is(Math.fround(Number(shortestFloat(value))), value)).toBe(true);
  });

  it("is as short as it can be", () => {
    expect([0.1, 1, -0, 1 / 3, 16777216].map((value) => shortestFloat(Math.fround(value)))).toEqual([
      "0.1",
      "1",
      "-0",
      "0.33333334",
      "16777216",
    ]);
  });

  it("keeps every digit of a double", () => {
    const values = Float64Array.of(0.1, 1 / 3, -0, Math.fround(0.1), 1e-300, NaN, -Infinity);
    const [, ...lines] = csvOf([{ name: "y", values }])
      .trimEnd()
      .split("\r\n");
    expect(lines.slice(0, 5).map(Number)).toEqual(Array.from(values.subarray(0, 5)));
    expect(lines.slice(5)).toEqual(["nan", "-inf"]);
  });

  it("names what is not finite as NumPy does", () => {
    expect([NaN, Infinity, -Infinity].map(shortestFloat)).toEqual(["nan", "inf", "-inf"]);
  });

  it("is understood by another program's reader", () => {
    const text = csvOf([
      { name: "x", values: Float32Array.of(1, 2) },
      { name: 'f, "quoted"', values: Float32Array.of(0.5) },
    ]);
    expect(parse<string[]>(text.trimEnd()).data).toEqual([
      ["x", 'f, "quoted"'],
      ["1", "0.5"],
      ["2", ""],
    ]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printTensor } from "../../../../web/views/curve/print-tensor.js";

interface Printed {
  readonly x: readonly (number | string)[];
  readonly printed: string;
}

function fixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), "utf8"));
}

/** Python's names for what JSON cannot say. */
function number(value: number | string): number {
  return typeof value === "number" ? value : Number(value.replace("inf", "Infinity"));
}

const { cases } = fixture("print/torch_print.json") as { cases: readonly Printed[] };

describe("printTensor", () => {
  it("has PyTorch's own print-outs to be compared with", () => {
    expect(cases.length).toBeGreaterThan(100);
  });

  it.each(cases)("prints what PyTorch prints: $printed", ({ x, printed }) => {
    expect(printTensor(Float32Array.from(x, number))).toBe(printed);
  });
});

describe("the tutorial's examples", () => {
  const { examples } = fixture("seed_outputs.json") as {
    examples: readonly { name: string; values: readonly number[]; printed: string }[];
  };

  it.each(examples)("prints $name as PyTorch did", ({ values, printed }) => {
    expect(`${printTensor(Float32Array.from(values))}\n`).toBe(printed);
  });
});

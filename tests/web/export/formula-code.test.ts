/** Formulas as code against what PyTorch, NumPy and a C++ compiler made of that very code. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formulaCode, formulaFunction, type CodeLanguage } from "../../../web/export/formula-code.js";
import { engines } from "../engine/modules.js";

type Recorded = readonly (number | "nan" | "inf" | "-inf")[];

interface Case {
  readonly formula: string;
  readonly params: Readonly<Record<string, number>>;
  readonly code: Readonly<Record<CodeLanguage, string>>;
  /** PyTorch's value, and the slope that its backward() gives. */
  readonly y: Recorded;
  readonly dy: Recorded;
  readonly numpy: Recorded;
  readonly cpp: Recorded;
}

const path = new URL("../../fixtures/formula_code.json", import.meta.url);
const { x, cases } = JSON.parse(readFileSync(path, "utf8")) as { x: number[]; cases: Case[] };
const languages: readonly CodeLanguage[] = ["pytorch", "numpy", "cpp"];
const engine = engines.simd;
const { activations } = engine.catalog;

function numbers(recorded: Recorded): number[] {
  return recorded.map((value) =>
    typeof value === "number" ? value : { nan: NaN, inf: Infinity, "-inf": -Infinity }[value],
  );
}

/** Equal but for the rounding of a few single-precision steps. */
function expectClose(ours: ArrayLike<number>, recorded: Recorded, what: string): void {
  numbers(recorded).forEach((value, i) => {
    if (!Number.isFinite(value)) expect(ours[i], `${what} at ${x[i]}`).toBe(value);
    else
      expect(Math.abs(ours[i] - value), `${what} at ${x[i]}: ${ours[i]}, ${value}`).toBeLessThanOrEqual(
        4e-6 * Math.max(1, Math.abs(value)),
      );
  });
}

describe("a formula as code", () => {
  it("is recorded for every function of the language", () => {
    const texts = cases.map(({ formula }) => formula).join("\n");
    const operations = "exp expm1 log log1p sqrt abs cos sign erf min max where".split(" ");
    const ids = activations.filter(({ rowwise }) => !rowwise).map(({ id }) => id);
    expect([...operations, ...ids].filter((name) => !texts.includes(`${name}(`))).toEqual([]);
  });

  it.each(cases)("is the code that was run: $formula", ({ formula, params, code }) => {
    const names = Object.keys(params);
    for (const language of languages) {
      const written = formulaCode(language, formula, names, activations);
      expect(formulaFunction(language, written, Object.values(params))).toBe(code[language]);
    }
  });

  it.each(cases)("computes what the page draws: $formula", ({ formula, params, y, dy, numpy, cpp }) => {
    const ours = engine.formula(formula, params);
    expect(ours.params).toEqual(Object.keys(params));
    const sample = ours.sample(Float32Array.from(x));
    expectClose(sample.y, y, "value");
    expectClose(sample.dy, dy, "slope");
    const curve = ours.curve(Float64Array.from(x));
    expectClose(curve.y, numpy, "NumPy");
    expectClose(curve.y, cpp, "C++");
    ours.dispose();
  });
});

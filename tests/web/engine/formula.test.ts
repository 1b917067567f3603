import { describe, expect, it } from "vitest";
import { ArgumentError, EngineError, FormulaError } from "../../../web/engine/index.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;
const x = Float32Array.from({ length: 1003 }, (_, i) => (i - 500) / 40);

function formulaError(text: string): FormulaError {
  const error = thrownBy(() => engine.formula(text));
  expect(error).toBeInstanceOf(FormulaError);
  return error as FormulaError;
}

describe.each(kinds)("formulas of the %s module", (kind) => {
  it("have the numbers of the built-in functions", () => {
    for (const { id } of engines[kind].catalog.activations.filter(({ rowwise }) => !rowwise)) {
      const formula = engines[kind].formula(`${id}(x)`);
      expect(formula.sample(x), id).toEqual(engines[kind].activation(id, x));
      formula.dispose();
    }
  });

  it("take parameters by name, and keep the first values of those left out", () => {
    const formula = engines[kind].formula("max(0, x) + a * min(0, x) + b", { a: 0.25 });
    expect(formula.text).toBe("max(0, x) + a * min(0, x) + b");
    expect(formula.params).toEqual(["a", "b"]);
    const at = Float32Array.of(-4, 0, 2);
    expect(formula.sample(at)).toEqual({ y: Float32Array.of(0, 1, 3), dy: Float32Array.of(0.25, 0.625, 1) });
    expect(formula.sample(at, { b: -1 }).y).toEqual(Float32Array.of(-2, -1, 1));
    expect(formula.sample(at, { a: 0.5 }).y).toEqual(Float32Array.of(-1, 1, 3));
    formula.dispose();
  });

  it("have a second derivative", () => {
    const formula = engines[kind].formula("x ^ 3 - exp(2 * x)");
    const { y, dy, d2y } = formula.curve(Float64Array.of(-1, 0, 0.5));
    [-1, 0, 0.5].forEach((at, i) => {
      const e = Math.exp(2 * at);
      expect(y[i]).toBeCloseTo(at ** 3 - e, 13);
      expect(dy[i]).toBeCloseTo(3 * at ** 2 - 2 * e, 13);
      expect(d2y[i]).toBeCloseTo(6 * at - 4 * e, 13);
    });
    formula.dispose();
  });
});

describe("formulas", () => {
  it("have the same bits in both modules", () => {
    const text = "where(x < a, erf(x) * x ^ 2.5, log1p(abs(x)) / cos(x)) + gelu(x) ^ -2 - expm1(-x) * 2 ^ x";
    const [simd, scalar] = kinds.map((kind) => engines[kind].formula(text, { a: 0.3 }));
    const bits = (numbers: Float32Array) => new Uint32Array(numbers.map((n) => (n === n ? n : 0)).buffer);
    expect(bits(simd.sample(x).y)).toEqual(bits(scalar.sample(x).y));
    expect(bits(simd.sample(x).dy)).toEqual(bits(scalar.sample(x).dy));
    expect(simd.curve(Float64Array.from(x))).toEqual(scalar.curve(Float64Array.from(x)));
    simd.dispose();
    scalar.dispose();
  });

  it("say what is wrong, where, and what was probably meant", () => {
    const error = formulaError("x * sigmod(x)");
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.faults).toEqual([
      {
        path: "formula",
        value: "x * sigmod(x)",
        limit: "",
        suggestion: 'did you mean "sigmoid"?',
        message: 'formula: at character 5: there is no function "sigmod"; did you mean "sigmoid"?',
      },
    ]);
    expect([error.start, error.end]).toEqual([4, 10]);
    expect(formulaError("").message).toMatch(
      /^formula: at character 1: expected a number, .* found the end$/,
    );
    const tooMuch = "x" + "^x".repeat(45);
    expect(formulaError(tooMuch).message).toMatch(
      /^formula: the formula and its derivative take more than 256/,
    );
  });

  it("place faults in the string, whatever stands before them", () => {
    const text = "x +\u00a0😀";
    const error = formulaError(text);
    expect(text.slice(error.start, error.end)).toBe("😀");
    expect(formulaError("x + \ud800").message).toContain("cannot stand in a formula");
    expect(formulaError("(".repeat(100000)).message).toContain("longer than 500 characters");
  });

  it("refuse wrong arguments, all at once", () => {
    expect(thrownBy(() => engine.formula(3 as never))).toBeInstanceOf(ArgumentError);
    const unknown = thrownBy(() => engine.formula("beta * x", { bta: 2 })) as ArgumentError;
    expect(unknown.faults).toMatchObject([{ path: "params.bta", suggestion: 'did you mean "beta"?' }]);
    const formula = engine.formula("beta * x");
    const { faults } = thrownBy(() => formula.sample([1] as never, { beta: NaN })) as ArgumentError;
    expect(faults.map(({ path }) => path)).toEqual(["x", "params.beta"]);
    expect(thrownBy(() => formula.sample(x, { beta: 1e39 }))).toBeInstanceOf(ArgumentError);
    expect(thrownBy(() => formula.curve(x as never))).toBeInstanceOf(ArgumentError);
    formula.dispose();
  });

  it("cannot be used after dispose, which may be called twice", () => {
    const formula = engine.formula("x");
    formula.dispose();
    formula.dispose();
    expect(thrownBy(() => formula.sample(x))).toBeInstanceOf(EngineError);
    expect(thrownBy(() => formula.curve(Float64Array.from(x)))).toBeInstanceOf(EngineError);
  });

  it("are given back: more can be made than may live at a time", () => {
    for (let i = 0; i < 600; i++) engine.formula(`x + ${i}`).dispose();
    for (let i = 0; i < 600; i++) thrownBy(() => engine.formula("a * x", { b: 1 }));
    const alive = Array.from({ length: 256 }, (_, i) => engine.formula(`x * ${i}`));
    expect(String(thrownBy(() => engine.formula("x")))).toContain("call dispose()");
    alive.forEach((formula) => {
      formula.dispose();
    });
  });
});

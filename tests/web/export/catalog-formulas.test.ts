import { describe, expect, it } from "vitest";
import type { ActivationInfo } from "../../../web/engine/types.js";
import { choicesOf, withChoices, withParams } from "../../../web/export/literals.js";
import { catalogSample } from "../../support/catalog-sample.js";
import { definedBy, evaluateLatex } from "../../support/latex.js";
import { variedParams } from "../../support/sample-cases.js";
import { engines } from "../engine/modules.js";

const { activations } = engines.scalar.catalog;

const cases = activations
  .filter(({ rowwise }) => !rowwise)
  .flatMap((info) => variedParams(info).map((params) => ({ info, params })))
  .map((each) => ({ ...each, name: `${each.info.id} ${JSON.stringify(each.params)}` }));

/** Places that are no kink of any of them. */
const places = Float64Array.from([-7.3, -3.1, -2.2, -0.83, -0.31, -0.013, 0.017, 0.29, 0.77, 1.9, 3.2, 6.7]);

/** Constants stand in some formulas with five digits; what is made of parameters is rounded to single precision. */
function toleranceOf(latex: string, { params }: ActivationInfo): number {
  if (/\d\.\d{4}(?!\d)/.test(latex)) return 1e-4;
  return params.length > 0 ? 4e-7 : 1e-9;
}

describe("the formulas of the catalogue", () => {
  it.each(cases)("say what is computed: $name", ({ info, params }) => {
    const curve = engines.scalar.activationCurve(info.id, places, params);
    const symbols = Object.fromEntries(
      info.params.map(({ id, symbol, default: initial }) => [
        symbol,
        Math.fround(Number(params[id] ?? initial)),
      ]),
    );
    const formula = withChoices(info.formula, info, params);
    const derivative = withChoices(info.derivative, info, params);
    const tolerance = toleranceOf(formula, info);
    for (const [latex, values] of [
      [formula, curve.y],
      [derivative, curve.dy],
    ] as const) {
      const shown = Array.from(places, (x) =>
        // The derivative stands below the formula and may use what that defines.
        evaluateLatex(latex, definedBy(formula, { ...symbols, x })),
      );
      const off = shown.map((sides, i) => Math.max(...sides.map((side) => Math.abs(side - values[i]))));
      expect(Math.max(...off), `${latex}\n${String(shown)}\n${String(values)}`).toBeLessThan(tolerance);
    }
  });

  it("have one text for each choice", () => {
    const texts = (id: string): string[] =>
      activations
        .filter((info) => info.id === id)
        .flatMap((info) => choicesOf(info).map((params) => withChoices(info.derivative, info, params)));
    expect(texts("relu")).toHaveLength(1);
    const [exact, tanh] = texts("gelu");
    expect(exact).toContain("\\Phi");
    expect(tanh).toContain("\\tanh");
    expect(exact + tanh).not.toContain("approximate");
  });
});

describe("withChoices", () => {
  const info = catalogSample.activations.find(({ id }) => id === "gelu");
  const template = "a {approximate=tanh?\\frac{1}{|x|}|\\sqrt{2}} b {approximate=none?{approximate}|no} c";

  it("takes texts with braces of their own, and bars inside these", () => {
    expect(info && withChoices(template, info, { approximate: "tanh" })).toBe("a \\frac{1}{|x|} b no c");
    expect(info && withParams(template, info, {})).toBe('a \\sqrt{2} b "none" c');
  });
});

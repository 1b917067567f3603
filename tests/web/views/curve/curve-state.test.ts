import { describe, expect, it } from "vitest";
import { chosen, HOME, readInputs, readState, writeState } from "../../../../web/views/curve/curve-state.js";
import { FORMULA_EXAMPLE } from "../../../../web/views/formula-text.js";
import { catalogSample as catalog } from "../../../support/catalog-sample.js";

const opening = {
  id: "relu",
  params: {},
  others: [],
  otherParams: {},
  formula: FORMULA_EXAMPLE,
  formulaParams: {},
  second: true,
  inputs: [-1, 0, 1, 2],
  x: 1,
  domain: HOME,
};

describe("settings of the curve view", () => {
  it("have defaults, which are not written", () => {
    const { value, warnings } = readState({}, catalog);
    expect(warnings).toEqual([]);
    expect(value).toEqual(opening);
    expect(writeState(value, catalog)).toEqual({});
  });

  it.each([
    { activation: "leaky_relu", "negative-slope": "0.2", x: "-1.5" },
    { activation: "gelu", approximate: "tanh" },
    { from: "-2", to: "3", x: "0" },
    { activation: "relu,gelu,linear", inputs: "0.5,-3" },
    { formula: "max(0, x) + a * min(0, x)", "formula-params": "a=0.25" },
    { formula: "x * sigmod(x)", second: "off" },
    { activation: "gelu,formula", formula: "x" },
    { activation: "relu,leaky_relu:0.3,gelu:tanh" },
    { activation: "gelu", formula: "kept while gelu is shown", "formula-params": "a=2,b=-1e-7" },
    { activation: "glu", inputs: "1.5,-2" },
    { activation: "formula,relu", formula: FORMULA_EXAMPLE },
  ])("come back as they were written: %o", (settings) => {
    const { value, warnings } = readState(settings, catalog);
    expect(warnings).toEqual([]);
    expect(writeState(value, catalog)).toEqual(settings);
  });

  it("say what they could not use, all at once", () => {
    const { value, warnings } = readState(
      { activation: "rleu", x: "one", from: "3", to: "2", colour: "red" },
      catalog,
    );
    expect(warnings).toHaveLength(4);
    expect(warnings.join(" ")).toContain("Did you mean relu?");
    expect(value).toEqual(opening);
  });

  it("give a row that is divided into two as many inputs of one kind as of the other", () => {
    const { value, warnings } = readState({ activation: "glu", inputs: "1,2,3" }, catalog);
    expect(value.inputs).toEqual([1, 2, -1, 3]);
    expect(warnings).toEqual([
      'inputs="1,2,3" is not a list of 1 to 64 numbers, divisible by 2; using 1, 2, -1, 3.',
    ]);
  });

  it("draw only what can be drawn in one picture", () => {
    const { value, warnings } = readState({ activation: "relu,softmax,gelu,gelu,relu" }, catalog);
    expect(value.others).toEqual(["gelu"]);
    expect(warnings).toHaveLength(1);
    expect(readState({ activation: "softmax,gelu" }, catalog).value.others).toEqual([]);
  });

  it("give each function beside it its own parameters, or say why not", () => {
    const { value, warnings } = readState({ activation: "relu,leaky_relu:9,gelu:tanh,linear:1" }, catalog);
    expect(value.others).toEqual(["leaky_relu", "gelu", "linear"]);
    expect(value.otherParams["gelu"]).toEqual({ approximate: "tanh" });
    expect(value.otherParams["leaky_relu"]).toEqual({});
    expect(warnings).toEqual([
      'activation="leaky_relu:9" has parameters that cannot be used; they are at their defaults.',
      'activation="linear:1" has parameters that cannot be used; they are at their defaults.',
    ]);
    expect(chosen(catalog, "gelu", value).params).toEqual({ approximate: "tanh" });
    expect(writeState(value, catalog)).toEqual({ activation: "relu,leaky_relu,gelu:tanh,linear" });
  });

  it("take lists of numbers only", () => {
    expect(readInputs(" 1, -2.5 3e2 ")).toEqual([1, -2.5, 300]);
    for (const text of ["", "a", "1,,x", "inf", "1 ".repeat(65)]) expect(readInputs(text)).toBeUndefined();
    const { value, warnings } = readState({ inputs: "1,two" }, catalog);
    expect(value.inputs).toEqual([-1, 0, 1, 2]);
    expect(warnings).toHaveLength(1);
  });

  it("forget the parameters of the function before", () => {
    const before = readState({ activation: "leaky_relu", "negative-slope": "0.5", x: "2" }, catalog).value;
    expect(chosen(catalog, "gelu", before)).toEqual({
      ...opening,
      id: "gelu",
      params: { approximate: "none" },
      inputs: [1, 2, 3],
      x: 2,
    });
  });

  it("show the formula where no function is named", () => {
    expect(readState({ formula: "x + a" }, catalog).value).toMatchObject({ id: "formula", formula: "x + a" });
    expect(readState({ activation: "formula" }, catalog).value.formula).toBe(FORMULA_EXAMPLE);
  });

  it.each(["a", "a=", "=1", "a=b", "a=1=2", "a=1e7", "a=1,,b=2"])(
    'say that formula-params="%s" is no list',
    (given) => {
      const { value, warnings } = readState({ formula: "x", "formula-params": given }, catalog);
      expect(value.formulaParams).toEqual({});
      expect(warnings).toHaveLength(1);
    },
  );

  it("keep the formula while other functions are shown", () => {
    const before = readState({ formula: "a * x", "formula-params": "a=3" }, catalog).value;
    const after = chosen(catalog, "relu", before);
    expect(after).toMatchObject({ id: "relu", formula: "a * x", formulaParams: { a: 3 } });
    expect(readState(writeState(after, catalog), catalog).value).toEqual(after);
  });
});

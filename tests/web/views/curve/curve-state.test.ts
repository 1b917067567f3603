import { describe, expect, it } from "vitest";
import { chosen, HOME, infoOf, readState, writeState } from "../../../../web/views/curve/curve-state.js";
import { catalogSample as catalog } from "../../../support/catalog-sample.js";

describe("settings of the curve view", () => {
  it("have defaults, which are not written", () => {
    const { value, warnings } = readState({}, catalog);
    expect(warnings).toEqual([]);
    expect(value).toEqual({ id: "relu", params: {}, x: 1, domain: HOME });
    expect(writeState(value, catalog)).toEqual({});
  });

  it.each([
    { activation: "leaky_relu", "negative-slope": "0.2", x: "-1.5" },
    { activation: "gelu", approximate: "tanh" },
    { from: "-2", to: "3", x: "0" },
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
    expect(value).toEqual({ id: "relu", params: {}, x: 1, domain: HOME });
  });

  it("forget the parameters of the function before", () => {
    const before = readState({ activation: "leaky_relu", "negative-slope": "0.5", x: "2" }, catalog).value;
    expect(chosen(infoOf(catalog, "gelu"), before)).toEqual({
      id: "gelu",
      params: { approximate: "none" },
      x: 2,
      domain: HOME,
    });
  });
});

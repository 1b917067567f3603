import { describe, expect, it } from "vitest";
import { readHash, writeHash } from "../../../web/element/link-state.js";

describe("settings in a link", () => {
  it("come back as they went in", () => {
    const settings = {
      view: "exercise",
      activation: "leaky_relu",
      "negative-slope": "0.2",
      note: "a&b=c ü #",
    };
    expect(readHash(writeHash(settings))).toEqual(settings);
  });

  it("keep the figures of a page apart", () => {
    const hash = "#exercise.seed=7&curve.activation=tanh&exercise.output=logits";
    expect(readHash(hash, "exercise.")).toEqual({ seed: "7", output: "logits" });
    expect(readHash(hash, "curve.")).toEqual({ activation: "tanh" });
  });

  it("make no hash where there are none", () => {
    expect(writeHash({})).toBe("");
    expect(writeHash({ seed: undefined })).toBe("");
    expect(readHash("")).toEqual({});
    expect(readHash("#")).toEqual({});
  });
});

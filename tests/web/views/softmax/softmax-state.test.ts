import { describe, expect, it } from "vitest";
import { readState, temperatureOf, writeState } from "../../../../web/views/softmax/softmax-state.js";
import { catalogSample as catalog } from "../../../support/catalog-sample.js";

describe("settings of the softmax view", () => {
  it("have the tutorial's logits as default, which is not written", () => {
    const { value, warnings } = readState({}, catalog);
    expect(warnings).toEqual([]);
    expect(value).toEqual({ kind: "softmax", params: { temperature: 1 }, logits: [1, 2, 3], target: 2 });
    expect(writeState(value, catalog)).toEqual({});
  });

  it.each([
    { activation: "softmin", logits: "1000,-1000" },
    { temperature: "0.01", logits: "1,2,3,4,5,6,7,8,9,10" },
    { target: "1" },
  ])("come back as they were written: %o", (settings) => {
    const { value, warnings } = readState(settings, catalog);
    expect(warnings).toEqual([]);
    expect(writeState(value, catalog)).toEqual(settings);
  });

  it.each(["1", "1,,2", "1,x", "1,2,3,4,5,6,7,8,9,10,11", "1,1e9", ""])(
    "refuse the logits '%s' with a sentence",
    (logits) => {
      const { value, warnings } = readState({ logits }, catalog);
      expect(warnings).toHaveLength(1);
      expect(value.logits).toEqual([1, 2, 3]);
    },
  );

  it("limit the temperature", () => {
    const { value, warnings } = readState({ temperature: "0" }, catalog);
    expect(temperatureOf(value)).toBe(1);
    expect(warnings).toHaveLength(1);
  });
});

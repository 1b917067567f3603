import { describe, expect, it } from "vitest";
import { editDistance, nearest, suggestName } from "../../../web/spec/suggest.js";

const names = ["relu", "leaky_relu", "sigmoid", "tanh", "softmax", "log_softmax"];

describe("the nearest name", () => {
  it.each([
    ["rleu", "relu"],
    ["LeakyReLU", "leaky_relu"],
    ["leaky-relu", "leaky_relu"],
    ["sigmod", "sigmoid"],
    ["Tanh ", "tanh"],
    ["logsoftmax", "log_softmax"],
    ["soft", "softmax"],
  ])("to %s is %s", (given, meant) => {
    expect(nearest(given, names)).toBe(meant);
  });

  it.each(["", "_", "gelu4you", "x".repeat(10_000), "🙂"])("to %j is none", (given) => {
    expect(nearest(given, names)).toBeUndefined();
  });

  it("counts a swap of neighbours as one edit", () => {
    expect(editDistance("rleu", "relu")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
  });

  it("is suggested, or else all there are", () => {
    expect(suggestName("tnah", ["tanh"])).toBe('did you mean "tanh"?');
    expect(suggestName(5, ["a", "b"])).toBe("use one of a, b");
    expect(suggestName("x", [])).toBe("leave it out");
  });
});

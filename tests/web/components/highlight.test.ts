import { describe, expect, it } from "vitest";
import { highlight } from "../../../web/components/highlight.js";

const kinds = (source: string) => highlight(source).map(({ kind, text }) => `${kind}:${text}`);

describe("highlight", () => {
  it("tells comments, strings, keywords and numbers apart", () => {
    expect(kinds('return f"{x} # no" # yes')).toEqual([
      "keyword:return",
      "plain: ",
      'string:f"{x} # no"',
      "plain: ",
      "comment:# yes",
    ]);
    expect(kinds("nn.Linear(20, 0.5)")).toEqual([
      "plain:nn.Linear(",
      "number:20",
      "plain:, ",
      "number:0.5",
      "plain:)",
    ]);
  });

  it("leaves names that hold digits or keywords alone", () => {
    expect(kinds("fc1 = information")).toEqual(["plain:fc1 = information"]);
  });

  it("loses nothing", () => {
    const source = "import torch\nx = [1.5e-3, -2]  # \"quoted\"\nprint('a\\'b')\n// C++\n";
    expect(
      highlight(source)
        .map(({ text }) => text)
        .join(""),
    ).toBe(source);
  });
});

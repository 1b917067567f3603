import { describe, expect, it } from "vitest";
import { decodeLink, encodeLink, kLinkLimits } from "../../../web/spec/link.js";

/** A seeded stream of whole numbers below `n` (mulberry32). */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % n;
  };
}

describe("a link", () => {
  it("is short and readable", () => {
    const settings = {
      view: "exercise",
      activation: "leaky_relu",
      "negative-slope": "0.2",
      logits: "1,2,-3",
      seed: undefined,
    };
    expect(encodeLink(settings)).toBe(
      "#view=exercise&activation=leaky_relu&negative-slope=0.2&logits=1,2,-3",
    );
    expect(encodeLink({})).toBe("");
  });

  it("gives back what it was given", () => {
    const settings = { view: "curve", "exercise.seed": "7", note: "a&b=c ü # + % 🙂 1/2 x:y" };
    expect(decodeLink(encodeLink(settings))).toEqual({ value: settings, faults: [] });
  });

  it("leaves out what no link can hold", () => {
    expect(
      encodeLink({
        Bad: "1",
        __proto__x: "1",
        v: "9",
        ok: "1",
        long: "x".repeat(5000),
        lone: "\ud800",
        nul: "\0",
      }),
    ).toBe("#ok=1");
  });

  it("knows its version", () => {
    expect(decodeLink("#v=1&seed=3")).toEqual({ value: { seed: "3" }, faults: [] });
    const { value, faults } = decodeLink("#v=2&seed=3");
    expect(value).toEqual({ seed: "3" });
    expect(faults.map(({ message }) => message)).toEqual([
      '"v": this link is of version "2", and 1 is known; it is left out',
    ]);
  });

  it.each([
    ["#seed=1&seed=2", { seed: "1" }, "the link has this setting twice"],
    ["#__proto__=1&constructor=2", { constructor: "2" }, "this is no name of a setting"],
    ["#a=%00", {}, "not plain text"],
    ["#=5", {}, "this is no name of a setting"],
    [`#${"a=1&".repeat(4000)}`, {}, "a link of 16000 characters is too long"],
    [
      `#${Array.from({ length: 65 }, (_, i) => `a${i}=1`).join("&")}`,
      undefined,
      "a link has at most 64 settings",
    ],
  ])("%.40s says what it could not use", (hash, value, message) => {
    const decoded = decodeLink(hash);
    if (value !== undefined) expect({ ...decoded.value }).toEqual(value);
    expect(decoded.faults.map((fault) => fault.message).join("\n")).toContain(message);
  });

  it("does no harm whatever it holds, and is stable once read", () => {
    const draw = random(1);
    const pieces = [
      "&",
      "=",
      "%",
      "#",
      "%00",
      "%zz",
      "%F0%9F",
      "+",
      "v",
      "seed",
      "__proto__",
      "toString",
      "a.b",
      "-",
      "é",
      "\ud800",
      "\0",
      "1",
    ];
    for (let i = 0; i < 20_000; i++) {
      const hash = Array.from({ length: draw(24) }, () => {
        return draw(3) === 0 ? String.fromCharCode(draw(0x10000)) : pieces[draw(pieces.length)];
      }).join("");
      const { value, faults } = decodeLink(hash);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.keys(value).length).toBeLessThanOrEqual(kLinkLimits.settings);
      expect(faults.every(({ message }) => message.length > 0)).toBe(true);
      expect(decodeLink(encodeLink(value))).toEqual({ value, faults: [] });
    }
  });
});

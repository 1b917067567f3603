import { describe, expect, it } from "vitest";
import { measure, propertyRows } from "../../../../web/views/curve/measure.js";
import type { Sampler } from "../../../../web/views/curve/sampling.js";
import { infoOf } from "../../../../web/views/curve/curve-state.js";
import { catalogSample as catalog } from "../../../support/catalog-sample.js";

type Real = (x: number) => number;

function sampler(f: Real, slope: Real): Sampler {
  return (x) => Promise.resolve({ x, y: Float32Array.from(x, f), dy: Float32Array.from(x, slope) });
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const relu = sampler(
  (x) => Math.max(0, x),
  (x) => (x > 0 ? 1 : 0),
);

describe("measure", () => {
  it("finds the extremes of SiLU", async () => {
    const { low, falls, steepest } = await measure(
      sampler(
        (x) => x * sigmoid(x),
        (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
      ),
    );
    expect(low.y).toBeCloseTo(-0.27846, 4);
    expect(low.x).toBeCloseTo(-1.278, 2);
    expect(falls?.to).toBeCloseTo(-1.28, 1);
    expect(steepest.y).toBeCloseTo(1.0998, 3);
  });

  it("knows what normal inputs meet in ReLU", async () => {
    const { mean, flatShare, zeroShare, kinks } = await measure(relu);
    expect(mean).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 4);
    expect(flatShare).toBeCloseTo(0.5, 2);
    expect(zeroShare).toBeCloseTo(0.5, 2);
    expect(kinks).toEqual([0]);
  });

  it("knows the sigmoid's slope", async () => {
    const { slopeAtZero, steepest, farSlopes } = await measure(
      sampler(sigmoid, (x) => sigmoid(x) * sigmoid(-x)),
    );
    expect(slopeAtZero).toBeCloseTo(0.25, 6);
    expect(steepest).toEqual({ x: 0, y: 0.25 });
    expect(farSlopes).toEqual([0, 0]);
  });
});

describe("measuring a function that is not everywhere a number", () => {
  const log = sampler(Math.log, (x) => (x > 0 ? 1 / x : NaN));

  it("leaves out where it is none, and says how often that is", async () => {
    const { high, falls, missingShare, mean } = await measure(log);
    expect(high).toEqual({ x: 1e5, y: Math.fround(Math.log(1e5)) });
    expect(falls).toBeUndefined();
    expect(missingShare).toBeCloseTo(0.5, 2);
    // The mean of the logarithm of a half-normal variable is -(gamma + ln 2) / 2; a grid meets its pole with a step's error.
    expect(mean).toBeCloseTo(-(0.5772156649 + Math.LN2) / 2, 1);
    const [range] = propertyRows(await measure(log), undefined);
    expect(range.measured).toContain("not a number for 50 % of normal inputs");
  });
});

describe("the saturation width", () => {
  const width = async (f: Sampler): Promise<string | undefined> =>
    propertyRows(await measure(f), undefined).find(({ name }) => name === "saturation width")?.measured;

  it("of the sigmoid is where its slope is at least 0.01", async () => {
    const edge = Math.log((0.5 + Math.sqrt(0.24)) / (0.5 - Math.sqrt(0.24)));
    const text = (await width(sampler(sigmoid, (x) => sigmoid(x) * sigmoid(-x)))) ?? "";
    expect(Math.abs(Number(text.split(":")[0]) - 2 * edge)).toBeLessThan(0.02);
  });

  it("is open where the slope stays", async () => {
    expect(await width(relu)).toMatch(/^one side: slope at least 0.01 from x = 0,/);
    expect(
      await width(
        sampler(
          (x) => x,
          () => 1,
        ),
      ),
    ).toMatch(/^none/);
    expect(
      await width(
        sampler(
          () => 1,
          () => 0,
        ),
      ),
    ).toBe("slope below 0.01 everywhere");
  });
});

describe("what the table says", () => {
  const says = async (name: string, f: Sampler): Promise<string | undefined> =>
    propertyRows(await measure(f), undefined).find((row) => row.name === name)?.measured;
  const clip = sampler(
    (x) => Math.min(1, Math.max(-1, x)),
    (x) => (Math.abs(x) < 1 ? 1 : 0),
  );
  const line = sampler(
    (x) => -2 * x,
    () => -2,
  );
  const bump = sampler(
    (x) => Math.exp(-x * x),
    (x) => -2 * x * Math.exp(-x * x),
  );

  it("of the steepest slope is where it is taken, also when that is a stretch", async () => {
    expect(await says("max |f′|", relu)).toBe("1 from x = 0 on");
    expect(await says("max |f′|", clip)).toBe("1 from x = −1 to 1");
    expect(await says("max |f′|", line)).toBe("2 everywhere");
    expect(await says("max |f′|", bump)).toMatch(/^0\.857\d at x = −?0\.70\d$/);
  });

  it("of the range is each end, with its place when it is taken near zero", async () => {
    expect(await says("range", relu)).toBe("0 to 100000");
    expect(await says("range", bump)).toBe("0 to 1 (at x = 0)");
  });

  it("of falling does not begin where the measuring did", async () => {
    expect(await says("monotonic", bump)).toMatch(/^falls from x = 0 /);
    expect(await says("monotonic", line)).toBe("falls everywhere");
    expect(
      await says(
        "monotonic",
        sampler(
          (x) => x * x,
          (x) => 2 * x,
        ),
      ),
    ).toBe("falls up to x = 0");
  });
});

describe("propertyRows", () => {
  const info = {
    ...infoOf(catalog, "relu"),
    range: [0, Infinity] as const,
    properties: ["continuous", "monotonic", "sparse"],
  };

  it("agree with a true catalogue", async () => {
    const rows = propertyRows(await measure(relu), info);
    expect(rows.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(rows.find(({ name }) => name === "smooth")).toEqual({
      name: "smooth",
      claim: "no",
      measured: "a jump at x = 0",
      agrees: true,
    });
  });

  it("show where a catalogue is wrong", async () => {
    const wrong = { ...info, range: [0, 6] as const, properties: ["smooth", "monotonic", "bounded"] };
    const names = propertyRows(await measure(relu), wrong)
      .filter(({ agrees }) => !agrees)
      .map(({ name }) => name);
    expect(names).toEqual(["range", "smooth", "bounded", "sparse"]);
  });

  it("claim nothing of a typed formula, or when parameters have been changed", async () => {
    const rows = propertyRows(await measure(relu), undefined);
    expect(rows.every(({ claim, agrees }) => claim === "" && agrees)).toBe(true);
  });
});

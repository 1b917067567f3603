import { describe, expect, it } from "vitest";
import { nextFloat } from "../../../../web/views/curve/floats.js";
import {
  drawCurve,
  evenGrid,
  findAsymptotes,
  findBreaks,
  flatBands,
  type CurveSample,
  type Sampler,
} from "../../../../web/views/curve/sampling.js";

type Real = (x: number) => number;

/** A function with its derivatives; without a second one it is taken for straight pieces. */
function sampler(f: Real, slope: Real, second: Real = () => 0): Sampler<CurveSample> {
  return (x) =>
    Promise.resolve({
      x,
      y: Float32Array.from(x, f),
      dy: Float32Array.from(x, slope),
      d2y: Float32Array.from(x, second),
    });
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const functions: Record<string, { sample: Sampler<CurveSample>; kinks: readonly number[] }> = {
  relu: {
    sample: sampler(
      (x) => Math.max(0, x),
      (x) => (x > 0 ? 1 : 0),
    ),
    kinks: [0],
  },
  relu6: {
    sample: sampler(
      (x) => Math.min(6, Math.max(0, x)),
      (x) => (x > 0 && x < 6 ? 1 : 0),
    ),
    kinks: [0, 6],
  },
  "leaky relu of slope 0.9": {
    sample: sampler(
      (x) => (x > 0 ? x : 0.9 * x),
      (x) => (x > 0 ? 1 : 0.9),
    ),
    kinks: [0],
  },
  "leaky relu of slope 0.999": {
    sample: sampler(
      (x) => (x > 0 ? x : 0.999 * x),
      (x) => (x > 0 ? 1 : 0.999),
    ),
    kinks: [0],
  },
  "hardtanh to 1.7": {
    sample: sampler(
      (x) => Math.min(1.7, Math.max(-1.7, x)),
      (x) => (Math.abs(x) < 1.7 ? 1 : 0),
    ),
    kinks: [-1.7, 1.7],
  },
  hardshrink: {
    sample: sampler(
      (x) => (Math.abs(x) > 0.5 ? x : 0),
      (x) => (Math.abs(x) > 0.5 ? 1 : 0),
    ),
    kinks: [-0.5, 0.5],
  },
  step: {
    sample: sampler(
      (x) => (x > 0 ? 1 : 0),
      () => 0,
    ),
    kinks: [0],
  },
  elu: {
    sample: sampler(
      (x) => (x > 0 ? x : Math.expm1(x)),
      (x) => (x > 0 ? 1 : Math.exp(x)),
    ),
    kinks: [],
  },
  "elu of alpha 2": {
    sample: sampler(
      (x) => (x > 0 ? x : 2 * Math.expm1(x)),
      (x) => (x > 0 ? 1 : 2 * Math.exp(x)),
    ),
    kinks: [0],
  },
  linear: {
    sample: sampler(
      (x) => x,
      () => 1,
    ),
    kinks: [],
  },
  sigmoid: { sample: sampler(sigmoid, (x) => sigmoid(x) * sigmoid(-x)), kinks: [] },
  tanh: { sample: sampler(Math.tanh, (x) => 1 - Math.tanh(x) ** 2), kinks: [] },
  sine: { sample: sampler(Math.sin, Math.cos), kinks: [] },
  gaussian: {
    sample: sampler(
      (x) => Math.exp(-x * x),
      (x) => -2 * x * Math.exp(-x * x),
    ),
    kinks: [],
  },
};

describe("findBreaks", () => {
  it.each(Object.keys(functions))("of %s", async (name) => {
    const { sample, kinks } = functions[name];
    for (const [low, high, count] of [
      [-6, 6, 1200],
      [-6, 6, 401],
      [-8, 9, 640],
    ]) {
      const found = await findBreaks(sample, await sample(evenGrid([low, high], count)));
      expect(found.poles).toEqual([]);
      expect(found.kinks.map(Math.fround)).toEqual(kinks.filter((kink) => kink <= high).map(Math.fround));
    }
  });

  it("does not take a steep smooth curve for a kink", async () => {
    const steep = sampler(
      (x) => Math.tanh(20 * x),
      (x) => 20 * (1 - Math.tanh(20 * x) ** 2),
    );
    expect(await findBreaks(steep, await steep(evenGrid([-6, 6], 1200)))).toEqual({ kinks: [], poles: [] });
  });
});

describe("drawCurve", () => {
  it("breaks the slope of ReLU at 0 and keeps the value whole", async () => {
    const curve = await drawCurve(functions["relu"].sample, [-6, 6], 601);
    expect(curve.slope.jumps).toEqual([{ x: 0, left: 0, at: 0, right: 1 }]);
    expect(curve.value.jumps).toEqual([]);
    expect(Array.from(curve.slope.ys).filter(Number.isNaN)).toHaveLength(1);
    expect(Array.from(curve.value.ys).some(Number.isNaN)).toBe(false);
  });

  it("has an impulse for a second derivative where the slope jumps, and no value", async () => {
    const { x, second } = await drawCurve(functions["relu"].sample, [-6, 6], 601);
    expect(second.jumps).toEqual([{ x: 0, left: 0, at: NaN, right: 0, impulse: 1 }]);
    expect(Array.from(x).filter((_, i) => Number.isNaN(second.ys[i]))).toEqual([0]);
  });

  it("finds where the second derivative alone jumps", async () => {
    const elu = sampler(
      (x) => (x > 0 ? x : Math.expm1(x)),
      (x) => (x > 0 ? 1 : Math.exp(x)),
      (x) => (x > 0 ? 0 : Math.exp(x)),
    );
    const { slope, second } = await drawCurve(elu, [-6, 6], 1200);
    expect(slope.jumps).toEqual([]);
    expect(second.jumps).toEqual([{ x: 0, left: 1, at: 1, right: 0 }]);
  });

  it("breaks the line at a pole, without ends that cannot be shown", async () => {
    const pole = sampler(
      (x) => 1 / (x - 1),
      (x) => -1 / (x - 1) ** 2,
      (x) => 2 / (x - 1) ** 3,
    );
    for (const count of [1201, 1200, 640]) {
      const { x, value, slope } = await drawCurve(pole, [-6, 6], count);
      expect([...value.jumps, ...slope.jumps]).toEqual([]);
      expect(Number.isFinite(value.ys[x.indexOf(1)])).toBe(false);
    }
  });

  it.each([1201, 1200, 640, 401])("finds two poles and nothing else on %i points", async (count) => {
    const poles = sampler(
      (x) => 1 / (x * x - 1),
      (x) => (-2 * x) / (x * x - 1) ** 2,
      (x) => (6 * x * x + 2) / (x * x - 1) ** 3,
    );
    const { x, value, slope, second, valuePoles, slopePoles } = await drawCurve(poles, [-6, 6], count);
    expect(valuePoles).toEqual([-1, 1]);
    expect(slopePoles).toEqual([-1, 1]);
    expect([...value.jumps, ...slope.jumps, ...second.jumps]).toEqual([]);
    for (const pole of valuePoles) expect(Number.isFinite(value.ys[x.indexOf(pole)])).toBe(false);
  });

  it("finds the poles of a tangent, which no float32 meets", async () => {
    const tangent = sampler(
      Math.tan,
      (x) => 1 / Math.cos(x) ** 2,
      (x) => (2 * Math.tan(x)) / Math.cos(x) ** 2,
    );
    const { valuePoles } = await drawCurve(tangent, [-6, 6], 1200);
    const truth = [-1.5, -0.5, 0.5, 1.5].map((turns) => turns * Math.PI);
    expect(valuePoles).toHaveLength(truth.length);
    valuePoles.forEach((pole, i) => {
      expect(Math.abs(pole - truth[i])).toBeLessThan(1e-6);
    });
  });

  it("knows a slope that runs away from a value that does", async () => {
    const root = sampler(
      (x) => Math.sqrt(x),
      (x) => 0.5 / Math.sqrt(x),
      (x) => -0.25 * x ** -1.5,
    );
    for (const count of [1201, 1200]) {
      const { valuePoles, slopePoles } = await drawCurve(root, [-6, 6], count);
      expect(valuePoles).toEqual([]);
      expect(slopePoles.map((pole) => Math.abs(pole) < 0.01)).toEqual([true]);
    }
  });

  it("fills the band of a wave that is too fine to be seen", async () => {
    const { x, y } = await drawCurve(functions["sine"].sample, [-1000, 1000], 600);
    const extremes = Array.from({ length: 200 }, (_, pixel) => {
      const [from, to] = [-1000 + 10 * pixel, -990 + 10 * pixel];
      const inside = Array.from(y).filter((_, i) => x[i] >= from && x[i] < to);
      return [Math.min(...inside), Math.max(...inside)];
    });
    expect(Math.max(...extremes.map(([low]) => low))).toBeLessThan(-0.9);
    expect(Math.min(...extremes.map(([, high]) => high))).toBeGreaterThan(0.9);
  });

  it("does not look for kinks without end", async () => {
    let calls = 0;
    const wild = sampler(
      (x) => Math.sin(1 / x),
      (x) => -Math.cos(1 / x) / x ** 2,
      () => 0,
    );
    await drawCurve(
      (x) => {
        calls++;
        return wild(x);
      },
      [-0.1, 0.1],
      1200,
    );
    expect(calls).toBeLessThan(300);
  });

  it("breaks the value where it jumps", async () => {
    const { value, slope } = await drawCurve(functions["hardshrink"].sample, [-6, 6], 601);
    const valueJumps = value.jumps;
    expect(valueJumps.map(({ x, at }) => [x, at])).toEqual([
      [-0.5, 0],
      [0.5, 0],
    ]);
    expect(valueJumps[1].left).toBe(0);
    expect(valueJumps[1].right).toBeCloseTo(0.5, 6);
    expect(slope.jumps.map(({ x, left, right }) => [x, left, right])).toEqual([
      [-0.5, 1, 0],
      [0.5, 0, 1],
    ]);
    for (const { impulse } of slope.jumps) expect(impulse).toBeCloseTo(0.5, 6);
  });

  it("samples in ascending order", async () => {
    const { x } = await drawCurve(functions["relu6"].sample, [-6, 7], 401);
    for (let i = 1; i < x.length; i++) expect(x[i]).toBeGreaterThan(x[i - 1]);
  });
});

describe("findAsymptotes", () => {
  it("of the sigmoid are 0 and 1", async () => {
    expect(await findAsymptotes(functions["sigmoid"].sample)).toEqual([
      { slope: 0, intercept: 0 },
      { slope: 0, intercept: 1 },
    ]);
  });

  it("of SiLU are 0 and y = x", async () => {
    const silu = sampler(
      (x) => x * sigmoid(x),
      () => 0,
    );
    expect(await findAsymptotes(silu)).toEqual([
      { slope: 0, intercept: 0 },
      { slope: 1, intercept: 0 },
    ]);
  });

  it("are not drawn where the curve is the line, nor for waves", async () => {
    expect(await findAsymptotes(functions["relu"].sample)).toEqual([]);
    expect(await findAsymptotes(functions["sine"].sample)).toEqual([]);
    const snake = sampler(
      (x) => x + Math.sin(x) ** 2,
      (x) => 1 + Math.sin(2 * x),
    );
    expect(await findAsymptotes(snake)).toEqual([]);
  });
});

describe("flatBands", () => {
  it("of ReLU is the negative half", async () => {
    const curve = await drawCurve(functions["relu"].sample, [-6, 6], 601);
    expect(flatBands(curve, 0.01)).toEqual([{ from: -6, to: 0 }]);
  });

  it("of the sigmoid are its two ends, where the slope is below 0.01", async () => {
    const bands = flatBands(await drawCurve(functions["sigmoid"].sample, [-6, 6], 1201), 0.01);
    const edge = Math.log((0.5 + Math.sqrt(0.25 - 0.01)) / (0.5 - Math.sqrt(0.25 - 0.01)));
    expect(bands).toHaveLength(2);
    expect(bands[0].to).toBeCloseTo(-edge, 1);
    expect(bands[1].from).toBeCloseTo(edge, 1);
  });

  it("are not drawn for the turning point of a wave", async () => {
    expect(flatBands(await drawCurve(functions["sine"].sample, [-6, 6], 1201), 0.01)).toEqual([]);
  });
});

describe("nextFloat", () => {
  it("steps by one unit in the last place", () => {
    expect(nextFloat(1)).toBe(1 + 2 ** -23);
    expect(nextFloat(-1)).toBe(-1 + 2 ** -24);
    expect(nextFloat(0)).toBe(2 ** -149);
    expect(nextFloat(-0)).toBe(2 ** -149);
    expect(nextFloat(Infinity)).toBe(Infinity);
  });
});

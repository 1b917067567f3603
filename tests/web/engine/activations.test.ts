import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../web/engine/index.js";
import recorded from "../../fixtures/seed_outputs.json";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;

describe.each(kinds)("activations of the %s module", (kind) => {
  const { activation, softmax } = {
    activation: engines[kind].activation.bind(engines[kind]),
    softmax: engines[kind].softmax.bind(engines[kind]),
  };

  it.each(recorded.examples.filter(({ name }) => name !== "softmax"))(
    "give PyTorch's numbers for the tutorial's $name",
    ({ name, params, x, values }) => {
      const { y } = activation(name, Float32Array.from(x), params as Record<string, number>);
      expect(y).toEqual(Float32Array.from(values));
    },
  );

  it("give PyTorch's numbers for the tutorial's softmax", () => {
    const example = recorded.examples.find(({ name }) => name === "softmax");
    const row = softmax(Float32Array.from(example?.x ?? []), { rows: 1, cols: 3 });
    row.forEach((value, i) => {
      expect(Math.abs(value - (example?.values[i] ?? NaN))).toBeLessThanOrEqual(3e-7);
    });
  });

  it("give slopes, and take parameters by name", () => {
    const x = Float32Array.of(-2, -0, 0, 3, NaN, Infinity);
    const { y, dy } = activation("leaky_relu", x, { negative_slope: 0.5 });
    expect(y).toEqual(Float32Array.of(-1, -0, 0, 3, NaN, Infinity));
    expect(dy).toEqual(Float32Array.of(0.5, 0.5, 0.5, 1, NaN, 1));
  });

  it("have curves: the values and slopes in double precision, and the second derivative", () => {
    const x = Float64Array.from({ length: 61 }, (_, i) => (i - 30) / 5 + 0.013);
    const step = 1e-4;
    const shifted = (by: number) => x.map((at) => at + by);
    for (const { id, kinks } of engines[kind].catalog.activations.filter(({ rowwise }) => !rowwise)) {
      const { y, dy, d2y } = engines[kind].activationCurve(id, x);
      const single = engines[kind].activation(id, Float32Array.from(x));
      const [left, right] = [-step, step].map((by) => engines[kind].activationCurve(id, shifted(by)));
      x.forEach((at, i) => {
        const near = kinks.some((kink) => Math.abs(kink - at) < 2 * step);
        if (near) return;
        expect(Math.abs(single.y[i] - y[i]), `${id}(${at})`).toBeLessThan(1e-5 * (1 + Math.abs(y[i])));
        expect(dy[i], `${id}'(${at})`).toBeCloseTo((right.y[i] - left.y[i]) / (2 * step), 5);
        expect(d2y[i], `${id}''(${at})`).toBeCloseTo((right.dy[i] - left.dy[i]) / (2 * step), 5);
      });
    }
  });

  it("say what one number costs", () => {
    const { value, both } = engines[kind].activationTime("sigmoid", 4096);
    // From a tenth of the fastest machine to a hundred times the slowest.
    expect(value).toBeGreaterThan(0.02);
    expect(value).toBeLessThan(1000);
    expect(both).toBeGreaterThan(0.02);
    const formula = engines[kind].formula("x * sigmoid(a * x)");
    expect(formula.time(4096, { a: 1.702 }).both).toBeGreaterThan(0.02);
    formula.dispose();
  });

  it("keep the softmax of large logits finite, and each row at a sum of 1", () => {
    const rows = softmax(Float32Array.of(1000, 1000, -1000, 0, 1, 2), { rows: 2, cols: 3 });
    expect(rows.subarray(0, 3)).toEqual(Float32Array.of(0.5, 0.5, 0));
    expect(rows[3] + rows[4] + rows[5]).toBeCloseTo(1, 6);
  });

  it("know the whole softmax family, and temperature", () => {
    const logits = Float32Array.of(1, 2);
    const truth = [1 / (1 + Math.E), Math.E / (1 + Math.E)];
    const expectTruth = (values: Float32Array) => {
      truth.forEach((value, i) => {
        expect(values[i]).toBeCloseTo(value, 7);
      });
    };
    expectTruth(softmax(logits, { rows: 1, cols: 2 }));
    expectTruth(softmax(Float32Array.of(2, 4), { rows: 1, cols: 2, temperature: 2 }));
    expectTruth(softmax(Float32Array.of(-1, -2), { rows: 1, cols: 2, kind: "softmin" }));
    expectTruth(softmax(logits, { rows: 1, cols: 2, kind: "log_softmax" }).map(Math.exp));
  });

  it("take no numbers at all, and leave the input as it was", () => {
    expect(activation("relu", new Float32Array(0)).y).toHaveLength(0);
    expect(softmax(new Float32Array(0), { rows: 0, cols: 3 })).toHaveLength(0);
    const x = Float32Array.of(1, 2, 3);
    activation("tanh", x.subarray(1));
    expect(x).toEqual(Float32Array.of(1, 2, 3));
  });
});

describe("a wrong argument of an activation", () => {
  const x = Float32Array.of(1, 2, 3);
  const slope = engine.catalog.activations.find(({ id }) => id === "leaky_relu")?.params[0];
  const limit = `a number from ${slope?.min ?? NaN} to ${slope?.max ?? NaN}`;
  const cases: [string, () => unknown, string][] = [
    ["unknown id", () => engine.activation("rleu", x), 'id: unknown activation "rleu"; did you mean "relu"?'],
    [
      "PyTorch's class name",
      () => engine.activation("LeakyReLU", x),
      'id: unknown activation "LeakyReLU"; did you mean "leaky_relu"?',
    ],
    [
      "rowwise function",
      () => engine.activation("softmax", x),
      'id: "softmax" acts on whole rows; use engine.softmax(logits, { rows, cols, kind: "softmax" })',
    ],
    [
      "plain list",
      () => engine.activation("relu", [1, 2] as never),
      "x: a list of 2 is not a Float32Array; give a Float32Array, such as Float32Array.of(1, 2, 3)",
    ],
    [
      "parameter out of range",
      () => engine.activation("leaky_relu", x, { negative_slope: 99 }),
      `params.negative_slope: 99 is out of range; use ${limit}`,
    ],
    [
      "parameter that is no number",
      () => engine.activation("leaky_relu", x, { negative_slope: NaN }),
      `params.negative_slope: NaN is not a finite number; use ${limit}`,
    ],
    [
      "unknown parameter",
      () => engine.activation("leaky_relu", x, { slope: 0.1 }),
      'params.slope: unknown key "slope"; use one of negative_slope',
    ],
    [
      "elementwise function as a kind of softmax",
      () => engine.softmax(x, { rows: 1, cols: 3, kind: "relu" as never }),
      'kind: "relu" acts on single numbers; use engine.activation("relu", x)',
    ],
    [
      "shape that does not fit",
      () => engine.softmax(x, { rows: 2, cols: 2 }),
      "logits: 2 rows of 2 are 4 numbers, and there are 3; make rows * cols the length of logits",
    ],
    [
      "temperature of 0",
      () => engine.softmax(x, { rows: 1, cols: 3, temperature: 0 }),
      "temperature: 0 is out of range; use a number from 0.01 to 100",
    ],
    [
      "size that is not finite",
      () => engine.softmax(x, { rows: NaN, cols: 3 }),
      "rows: NaN is not a finite number; use a whole number from 0 to 67108864",
    ],
  ];

  it.each(cases)("%s: says what, where and what to do", (_name, call, message) => {
    const error = thrownBy(call);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toBe(message);
  });

  it("is reported with all the others at once", () => {
    const error = thrownBy(() =>
      engine.activation("leaky_relu", "x" as never, { negative_slope: -99, slope: 1 }),
    );
    const { faults } = error as ArgumentError;
    expect(faults.map(({ path }) => path)).toEqual(["x", "params.slope", "params.negative_slope"]);
    expect(faults[2]).toMatchObject({ value: -99, limit });
  });
});

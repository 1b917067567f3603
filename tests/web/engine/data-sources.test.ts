import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ArgumentError, type RunSpec, type Table } from "../../../web/engine/index.js";
import { kPlaygroundInputs } from "../../../web/spec/data-sources.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;

function messageOf(call: () => unknown): string {
  const error = thrownBy(call);
  expect(error).toBeInstanceOf(ArgumentError);
  return (error as ArgumentError).message;
}

/** A small run of this data. */
function specOf(data: unknown, units = 2, loss = "cross_entropy"): RunSpec {
  return {
    version: 1,
    data,
    layers: [
      { units: 8, activation: { id: "tanh" } },
      { units, activation: { id: "linear" } },
    ],
    loss: { id: loss },
    optimizer: { id: "adam", lr: 0.01 },
    batch_size: 32,
    epochs: 5,
    seed: 1,
  } as RunSpec;
}

/** Corners of a square with a class each, and a number each. */
const features = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
];
const labels = [0, 1, 1, 0];
const targets = [0.5, -1, 2, 3];

describe.each(kinds)("points of the user's own in the %s module", (kind) => {
  const own = engines[kind];

  it("are the data set", () => {
    const dataset = own.makeDataset({ name: "points", features, labels });
    expect(dataset).toEqual({
      features: Float64Array.from(features.flat()),
      labels: Int32Array.from(labels),
      targets: new Float64Array(0),
      n_samples: 4,
      n_features: 2,
      n_classes: 2,
    });
    expect(own.makeDataset({ name: "points", features, targets }).targets).toEqual(
      Float64Array.from(targets),
    );
  });

  it("are trained on, for classes and for numbers", () => {
    const classes = own.createRun(specOf({ name: "points", features, labels, n_classes: 3 }, 3));
    expect(classes.train()).toHaveLength(5);
    expect(classes.spec.data).toMatchObject({ n_classes: 3, test_size: 0.2, inputs: null });
    const numbers = own.createRun(specOf({ name: "points", features, targets }, 1, "mse"));
    expect(numbers.train().every(({ train_loss }) => Number.isFinite(train_loss))).toBe(true);
  });

  it("are the same run as the generator that made them", () => {
    const made = { name: "make_moons", n_samples: 60, noise: 0.1, random_state: 3 };
    const dataset = own.makeDataset(made);
    const rows = Array.from({ length: 60 }, (_, i) => [...dataset.features.subarray(2 * i, 2 * i + 2)]);
    const points = { name: "points", features: rows, labels: [...dataset.labels], split_random_state: 3 };
    const [first, second] = [own.createRun(specOf(made)), own.createRun(specOf(points))];
    first.train();
    second.train();
    expect(second.fingerprint()).toBe(first.fingerprint());
  });
});

describe("wrong points", () => {
  it.each([
    [{ labels }, "features: is missing; give a list of 2 to 5000 points"],
    [{ features: [[1]], labels: [0] }, "features: a list of 1 is not a list of 2 to 5000 points"],
    [{ features: [[1, 2], [3]], labels: [0, 1] }, "features[1]: a list of 1 is not a list of 2 numbers"],
    [{ features: [[1], [NaN]], labels: [0, 1] }, "features[1][0]: NaN is not a finite number"],
    [{ features: [[1], ["2"]], labels: [0, 1] }, 'features[1][0]: "2" is not a number'],
    [{ features: [[], []], labels: [0, 1] }, "features[0]: a list of 0 is not a list of 1 to 100 numbers"],
    [{ features }, "labels and targets are missing; give labels for classes, or targets for numbers"],
    [{ features, labels, targets }, "there are labels and targets"],
    [{ features, labels: [0, 1] }, "labels: a list of 2 is not a list of 4 classes"],
    [{ features, labels: [0, 1, 0.5, 1] }, "labels[2]: 0.5 is not a whole number"],
    [{ features, labels: [0, 1, 10, 1] }, "labels[2]: 10 is out of range; use a whole number from 0 to 9"],
    [
      { features, labels: [0, 1, 3, 1], n_classes: 3 },
      "n_classes: 3 is out of range; use a whole number from 4",
    ],
    [{ features, targets, n_classes: 2 }, "n_classes: numbers have no classes; leave it out"],
    [{ features, targets: [1, 2, 3, 1e31] }, "targets[3]: 1e+31 is out of range"],
    [{ features, labels, random_state: 1 }, 'random_state: unknown key "random_state"'],
    [
      {
        features: Array.from({ length: 5000 }, () => [1, 2, 3, 4, 5]),
        labels: Array.from({ length: 5000 }, () => 0),
      },
      "features: 25000 numbers are too many for points in a RunSpec; use at most 20000 numbers",
    ],
  ])("%j are refused", (points, message) => {
    expect(messageOf(() => engine.makeDataset({ name: "points", ...points } as never))).toContain(message);
  });

  it("are told all at once", () => {
    const wrong = { name: "points", features: [[NaN], [1]], labels: [0, 99], test_size: 2, inputs: [] };
    const error = thrownBy(() => engine.createRun(specOf(wrong)));
    const paths = (error as ArgumentError).faults.map(({ path }) => path);
    expect(paths).toEqual(["data.features[0][0]", "data.labels[1]", "data.test_size", "data.inputs"]);
  });
});

const table: Table = {
  features: Float64Array.from(features.flat()),
  n_features: 2,
  labels: Int32Array.from(labels),
  targets: new Float64Array(0),
  n_classes: 2,
};

describe("tables", () => {
  it("are named by their content", () => {
    const spec = engine.addTable(table);
    expect(spec).toMatchObject({ name: "table", n_samples: 4, n_features: 2, n_classes: 2 });
    expect(engines.scalar.addTable({ ...table, features: table.features.slice() })).toEqual(spec);
    const others: Partial<Table>[] = [
      { features: table.features.map((x, i) => (i === 7 ? x + 1e-16 * 2 : x)) },
      { labels: Int32Array.of(0, 1, 1, 1) },
      { labels: Int32Array.of(1, 0, 1, 0) },
      { n_classes: 3 },
      { n_features: 1, labels: Int32Array.of(0, 1, 1, 0, 0, 1, 1, 0) },
      { n_classes: 0, labels: new Int32Array(0), targets: new Float64Array(4) },
    ];
    const ids = others.map((other) => engine.addTable({ ...table, ...other }).table);
    expect(new Set([spec.table, ...ids]).size).toBe(others.length + 1);
  });

  it("have a name that stays", () => {
    expect(engine.addTable(table).table).toBe("ea2e2fa294f0b578");
  });

  it("of many sizes and single changes never share a name", () => {
    const names = new Set<string>();
    let count = 0;
    for (let n = 2; n < 60; n++) {
      for (let bit = 0; bit < n; bit++) {
        const targets = Float64Array.from({ length: n }, (_, i) => (i === bit ? 1 : 0));
        const zeros = {
          features: new Float64Array(n),
          n_features: 1,
          labels: new Int32Array(0),
          n_classes: 0,
        };
        names.add(engines.scalar.addTable({ ...zeros, targets }).table);
        count++;
      }
    }
    expect(names.size).toBe(count);
    for (const name of names) engines.scalar.removeTable(name);
  });

  it("are copied, so that what the caller does later does not count", () => {
    const own = { ...table, features: table.features.map((x) => x * 2) };
    const spec = engine.addTable(own);
    own.features.fill(0);
    expect(engine.makeDataset(spec).features).toEqual(table.features.map((x) => x * 2));
  });

  it("give the run that the same points give", () => {
    const fromTable = engine.createRun(specOf(engine.addTable(table)));
    const fromPoints = engine.createRun(specOf({ name: "points", features, labels }));
    fromTable.train();
    fromPoints.train();
    expect(fromTable.fingerprint()).toBe(fromPoints.fingerprint());
  });

  it("are missed by name when they were never given, or were removed", () => {
    const spec = engine.addTable({ ...table, labels: Int32Array.of(1, 1, 0, 0) });
    engine.removeTable(spec.table);
    const message = messageOf(() => engine.createRun(specOf(spec)));
    expect(message).toContain(
      `data.table: there is no table "${spec.table}"; give it to this engine with addTable`,
    );
    const other = { ...engine.addTable(table), n_samples: 5 };
    expect(messageOf(() => engine.createRun(specOf(other)))).toContain(
      "data.n_samples: the table has 4; use 4",
    );
    expect(messageOf(() => engine.makeDataset({ ...other, table: "abc" }))).toContain(
      'table: "abc" is not the id of a table; use what engine.addTable(table) gives',
    );
  });

  it.each([
    [{ features: [1, 2] }, "table.features: a list of 2 is not a Float64Array"],
    [{ labels: undefined }, "table.labels: is missing; give an Int32Array"],
    [{ n_features: 3 }, "table.features: 8 numbers are no whole rows of 3 features"],
    [{ n_features: 101 }, "table.n_features: 101 is out of range; use a whole number from 1 to 100"],
    [{ n_classes: 11 }, "table.n_classes: 11 is out of range; use a whole number from 0 to 10"],
    [{ n_classes: 1 }, "table.n_classes: there is nothing to learn from one class"],
    [{ labels: Int32Array.of(0, 1) }, "table.labels: 2 labels do not fit 4 rows"],
    [{ labels: Int32Array.of(0, 1, 2, 0) }, "table.labels[2]: 2 is no class; use 0 to 1"],
    [{ labels: Int32Array.of(0, 1, -1, 0) }, "table.labels[2]: -1 is no class"],
    [{ targets: new Float64Array(4) }, "table.targets: 4 targets do not fit 4 rows; give 0"],
    [{ features: table.features.with(3, NaN) }, "table.features[3]: NaN is too large, or no number"],
    [{ features: table.features.with(3, 1e31) }, "table.features[3]: 1e+31 is too large"],
    [{ features: new Float64Array(2), labels: Int32Array.of(0) }, "number of rows: 1 is out of range"],
    [{ names: [] }, 'table.names: unknown key "names"'],
  ])("with %j are refused", (part, message) => {
    expect(messageOf(() => engine.addTable({ ...table, ...part } as never))).toContain(message);
  });

  it("that are none are refused", () => {
    for (const wrong of [undefined, null, 5, "table", []]) messageOf(() => engine.addTable(wrong as never));
  });
});

describe("the handwritten digits", () => {
  it("ask to be loaded first", () => {
    const message = messageOf(() => engines.scalar.createRun(specOf({ name: "digits" }, 10)));
    expect(message).toBe("data.name: the digits are not loaded yet; call await engine.loadDigits() first");
  });

  it("are scikit-learn's, number for number", async () => {
    await engine.loadDigits();
    const { features: pixels, labels: digits, ...size } = engine.makeDataset({ name: "digits" });
    expect(size).toMatchObject({ n_samples: 1797, n_features: 64, n_classes: 10 });
    const lines = Array.from(
      digits,
      (digit, i) => `${pixels.subarray(64 * i, 64 * i + 64).join(",")},${digit}\n`,
    );
    // Of digits.csv as scikit-learn 1.2.1 has it.
    expect(createHash("sha256").update(lines.join("")).digest("hex")).toBe(
      "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8",
    );
  });

  it("are learned", async () => {
    await engine.loadDigits();
    const run = engine.createRun({ ...specOf({ name: "digits" }, 10), epochs: 15 });
    expect(run.train()[14].test_accuracy).toBeGreaterThan(0.9);
  });
});

describe.each(kinds)("inputs as formulas in the %s module", (kind) => {
  const own = engines[kind];
  const data = { name: "circle", n_samples: 80, noise: 0.1, random_state: 5 };

  it("are worked out before scaling", () => {
    const raw = Float64Array.of(2, 3, -1, 0.5);
    const values = own.computeInputs(raw, 2, kPlaygroundInputs);
    const truth = [
      2,
      3,
      4,
      9,
      6,
      Math.sin(2),
      Math.sin(3),
      -1,
      0.5,
      1,
      0.25,
      -0.5,
      Math.sin(-1),
      Math.sin(0.5),
    ];
    truth.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 9);
    });
  });

  it("make the same run as the features themselves when they are the features", () => {
    const [plain, named] = [
      own.createRun(specOf(data)),
      own.createRun(specOf({ ...data, inputs: ["x1", "x2"] })),
    ];
    plain.train();
    named.train();
    expect(named.fingerprint()).toBe(plain.fingerprint());
  });

  it("make the same run as a table of their values", () => {
    const dataset = own.makeDataset(data);
    const inputs = ["x1^2", "x2^2", "x1 * x2"];
    const values = own.computeInputs(dataset.features, 2, inputs);
    const { labels: classes, targets: none, n_classes } = dataset;
    const spec = own.addTable({ features: values, n_features: 3, labels: classes, targets: none, n_classes });
    const [first, second] = [
      own.createRun(specOf({ ...data, inputs })),
      own.createRun(specOf({ ...spec, split_random_state: 5 })),
    ];
    first.train();
    second.train();
    expect(second.fingerprint()).toBe(first.fingerprint());
    expect(first.parameters()[0].shape).toEqual([8, 3]);
  });

  it("are what prepare makes of rows: the rows that the run trains on", () => {
    const given = { ...data, inputs: ["x1", "sin(x2)", "x1 * x2"] };
    const run = own.createRun(specOf(given));
    const dataset = own.makeDataset(data);
    const { train } = own.trainTestSplit(80, { test_size: 0.2, random_state: 5 });
    const rows = Float64Array.from(
      [...train].flatMap((row) => [...dataset.features.subarray(2 * row, 2 * row + 2)]),
    );
    const prepared = own.prepareData(run.spec.data);
    expect(prepared.n_features).toBe(3);
    expect(run.prepare(rows)).toEqual(prepared.train.features);
    expect(messageOf(() => run.prepare(new Float64Array(3)))).toContain("features: 3 numbers are not");
  });
});

describe("wrong inputs", () => {
  const data = { name: "xor", n_samples: 40, random_state: 5 };

  it("are told all at once, each with its place", () => {
    const error = thrownBy(() =>
      engine.createRun(specOf({ ...data, inputs: ["x1 +", "x2", "x3", "sqrt(x1)"] })),
    );
    const faults = (error as ArgumentError).faults.map(({ message }) => message);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain("data.inputs[0]: at character 5: expected a number, a feature such as x1");
    expect(faults[1]).toBe(
      'data.inputs[2]: at character 1: "x3" is not known; the features are "x1" to "x2"',
    );
  });

  it("are refused where they are not finite", () => {
    const message = messageOf(() => engine.createRun(specOf({ ...data, inputs: ["x1", "log(x2)"] })));
    expect(message).toMatch(
      /^data\.inputs\[1\]: "log\(x2\)" is NaN in row \d+ \(x1 = .*, x2 = -.*\); write a formula/,
    );
  });

  it.each([
    [[], "data.inputs: a list of 0 is not a list of 1 to 100 formulas"],
    ["x1", 'data.inputs: "x1" is not a list of 1 to 100 formulas'],
    [[5], "data.inputs[0]: 5 is not a text of 1 to 500 characters"],
    [[""], 'data.inputs[0]: "" is not a text of 1 to 500 characters'],
  ])("%j are refused", (inputs, message) => {
    expect(messageOf(() => engine.createRun(specOf({ ...data, inputs })))).toContain(message);
  });
});

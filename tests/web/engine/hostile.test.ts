import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines } from "./modules.js";

const engine = engines.simd;

/** Values that an argument is not. */
const strange: readonly unknown[] = [
  undefined,
  null,
  true,
  "",
  "relu",
  "__proto__",
  -1,
  -0,
  0.5,
  NaN,
  Infinity,
  -Infinity,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e308,
  10n,
  Symbol("s"),
  () => 1,
  [],
  [[]],
  {},
  { length: 3 },
  { id: "relu" },
  { valueOf: () => 3 },
  new Date(0),
  new Map(),
  /x/,
  new Float32Array(2),
  new Float64Array(2),
  new Uint8Array(4),
  new ArrayBuffer(8),
  Object.create(null),
  JSON.parse('{"__proto__": {"rows": 1}}'),
];

/** The call works, or throws an ArgumentError with a sentence for each fault. */
function survives(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    const { faults } = error as ArgumentError;
    expect(faults.length).toBeGreaterThan(0);
    for (const { message } of faults) expect(message.length).toBeGreaterThan(10);
  }
}

/** The document with the value at a path replaced. */
function withValue(document: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(document) as Record<string | number, unknown>;
  let place = copy;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path[path.length - 1]] = value;
  return copy;
}

/** Paths of everything in a document, the document itself left out. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const own = path.length === 0 ? [] : [[...path]];
  if (typeof value !== "object" || value === null) return own;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    ...own,
    ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key])),
  ];
}

describe("arguments of any kind", () => {
  const x = Float32Array.of(1, 2, 3, 4);

  it("do no harm to an activation", () => {
    for (const value of strange) {
      survives(() => engine.activation(value as never, x));
      survives(() => engine.activation("relu", value as never));
      survives(() => engine.activation("leaky_relu", x, value as never));
      survives(() => engine.activation("leaky_relu", x, { negative_slope: value } as never));
    }
  });

  it("do no harm to a curve, or to a measurement of time", () => {
    const at = Float64Array.of(1, 2);
    for (const value of strange) {
      survives(() => engine.activationCurve(value as never, at));
      survives(() => engine.activationCurve("relu", value as never));
      survives(() => engine.activationCurve("leaky_relu", at, { negative_slope: value } as never));
      survives(() => engine.activationTime(value as never, 16));
      if (typeof value !== "number") survives(() => engine.activationTime("relu", value as never));
    }
    for (const value of [0, -1, 0.5, NaN, 2 ** 23]) {
      expect(() => engine.activationTime("relu", value)).toThrow(ArgumentError);
    }
  });

  it("do no harm to softmax", () => {
    for (const value of strange) {
      survives(() => engine.softmax(value as never, { rows: 2, cols: 2 }));
      survives(() => engine.softmax(x, value as never));
      for (const key of ["rows", "cols", "kind", "temperature"]) {
        survives(() => engine.softmax(x, { rows: 2, cols: 2, [key]: value }));
      }
    }
  });

  it("do no harm to data sets and splits", () => {
    const info = engine.catalog.datasets[0];
    const keys = ["name", ...info.params.map(({ id }) => id), ...info.lists.map(({ id }) => id), "test_size"];
    for (const value of strange) {
      survives(() => engine.makeDataset(value as never));
      for (const key of keys) {
        survives(() =>
          engine.makeDataset({ name: info.id, n_samples: 20, random_state: 1, [key]: value } as never),
        );
      }
      survives(() => engine.trainTestSplit(value as never, { test_size: 0.5, random_state: 1 }));
      survives(() => engine.trainTestSplit(10, value as never));
      survives(() => engine.trainTestSplit(10, { test_size: value, random_state: 1 } as never));
      survives(() => engine.trainTestSplit(10, { test_size: 0.5, random_state: value } as never));
    }
  });

  it("do no harm to points, tables, inputs and axes", () => {
    const points = {
      name: "points",
      features: [
        [1, 2],
        [3, 4],
      ],
      labels: [0, 1],
      n_classes: 2,
      inputs: ["x1", "x1 * x2"],
    };
    const table = {
      features: Float64Array.of(1, 2, 3, 4),
      n_features: 2,
      labels: Int32Array.of(0, 1),
      targets: new Float64Array(0),
      n_classes: 2,
    };
    const spec = engine.addTable(table);
    const rows = table.features;
    for (const value of strange) {
      for (const path of pathsOf(points)) {
        survives(() => engine.makeDataset(withValue(points, path, value) as never));
        survives(() => engine.prepareData(withValue(points, path, value) as never));
      }
      for (const path of pathsOf(spec))
        survives(() => engine.makeDataset(withValue(spec, path, value) as never));
      for (const key of Object.keys(table)) survives(() => engine.addTable({ ...table, [key]: value }));
      survives(() => engine.addTable(value as never));
      survives(() => {
        engine.removeTable(value as never);
      });
      survives(() => engine.computeInputs(value as never, 2, ["x1"]));
      survives(() => engine.computeInputs(rows, value as never, ["x1"]));
      survives(() => engine.computeInputs(rows, 2, value as never));
      survives(() => engine.computeInputs(rows, 2, [value] as never));
      survives(() => engine.principalAxes(value as never, 2));
      survives(() => engine.principalAxes(rows, value as never));
    }
  });

  it("do no harm to a run", () => {
    const spec = {
      ...exerciseSpec({ hidden: { id: "leaky_relu", negative_slope: 0.1 } }),
      drop_last: false,
      evaluate_every: 1,
    };
    for (const value of strange) {
      survives(() => engine.createRun(value as never));
      for (const path of pathsOf(spec)) {
        survives(() => {
          engine.createRun(withValue(spec, path, value) as never).dispose();
        });
      }
    }
    const run = engine.createRun(exerciseSpec());
    const [plane, at] = [run.lossPlane(), new Float64Array(2)];
    for (const value of strange) {
      survives(() => run.predict(value as never));
      survives(() => run.trace(value as never));
      survives(() => run.layerStats(value as never));
      survives(() => run.assess(value as never));
      survives(() => run.lossSlice(value as never));
      survives(() => run.lossSlice({ part: value as never, size: 2 }));
      survives(() => run.lossSlice({ along: value as never, size: 2 }));
      survives(() => run.lossSlice({ along: [value, value] as never, size: 2 }));
      survives(() => run.lossSlice({ seed: value as never, size: 2 }));
      survives(() => run.lossSlice({ extent: value as never, size: 2 }));
      survives(() => run.lossSlice({ size: value as never }));
      survives(() => run.lossOn(value as never, at, at));
      survives(() => run.lossOn(plane, value as never, at));
      survives(() => run.lossOn(plane, at, value as never));
      survives(() => run.lossOn({ ...plane, center: value as never }, at, at));
      survives(() => run.lossOn({ ...plane, part: value as never }, at, at));
      survives(() => run.backtrace(value as never, 0));
      survives(() => run.backtrace("train", value as never));
      survives(() => run.gradientChain("train", 0, value as never, 0));
      survives(() => run.gradientChain("train", 0, 1, value as never));
      survives(() => run.collapse(value as never));
      survives(() => run.prepare(value as never));
      survives(() => {
        run.restore(value as never);
      });
      survives(() => run.rewind(value as never));
      survives(() => run.keepCheckpoints(value as never));
      survives(() => {
        run.setLearningRate(value as never);
      });
      survives(() => {
        run.setParameter(value as never, 0, 0);
      });
      survives(() => {
        run.setParameter("fc1.bias", value as never, 0);
      });
      survives(() => {
        run.setParameter("fc1.bias", 0, value as never);
      });
      survives(() => {
        run.freeze(value as never, 0);
      });
      survives(() => {
        run.freeze("fc1.bias", value as never);
      });
      survives(() => {
        run.freeze("fc1.bias", 0, value as never);
      });
      survives(() => {
        run.ablate(value as never, 0);
      });
      survives(() => {
        run.ablate(1, value as never);
      });
      survives(() => {
        run.ablate(1, 0, value as never);
      });
      if (typeof value !== "number" || value < 0) survives(() => run.train(value as never));
      if (typeof value !== "number" || value < 0) survives(() => run.advance(value as never));
    }
    run.dispose();
  });

  it("leave the engine as it was", () => {
    const run = engine.createRun(exerciseSpec({ epochs: 5 }));
    const fresh = engines.scalar.createRun(exerciseSpec({ epochs: 5 }));
    run.train();
    fresh.train();
    expect(run.fingerprint()).toBe(fresh.fingerprint());
  });
});

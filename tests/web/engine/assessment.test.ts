import { describe, expect, it } from "vitest";
import { ArgumentError, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;

const linearSpec: RunSpec = {
  ...exerciseSpec({ epochs: 4 }),
  layers: [
    { units: 7, activation: { id: "linear" } },
    { units: 2, activation: { id: "linear" } },
  ],
};

const regressionSpec: RunSpec = {
  version: 1,
  data: { name: "make_regression", n_samples: 120, n_features: 3, noise: 5, random_state: 1 },
  layers: [{ units: 1, activation: { id: "linear" } }],
  loss: { id: "mse" },
  optimizer: { id: "sgd", lr: 0.1 },
  batch_size: null,
  epochs: 200,
  seed: 0,
};

describe("an assessment", () => {
  it("agrees with the history and with the outputs, class by class", () => {
    const run = engine.createRun(exerciseSpec({ epochs: 10 }));
    run.train();
    const last = run.history[9];
    const { train, test } = engine.prepareData(run.spec.data);
    for (const [part, rows, accuracy] of [
      ["train", train, last.train_accuracy],
      ["test", test, last.test_accuracy],
    ] as const) {
      const assessment = run.assess(part);
      const outputs = run.predict(rows.features);
      const confusion = [0, 0, 0, 0];
      const bins = Array.from({ length: 10 }, () => ({ count: 0, confidence: 0, right: 0 }));
      rows.labels.forEach((label, i) => {
        const [a, b] = outputs.subarray(2 * i, 2 * i + 2);
        const said = b > a ? 1 : 0;
        confusion[2 * label + said]++;
        const bin = bins[Math.min(9, Math.floor(10 * Math.max(a, b)))];
        bin.count++;
        bin.confidence += Math.max(a, b);
        bin.right += said === label ? 1 : 0;
      });
      expect(assessment.rows).toBe(rows.labels.length);
      expect(assessment.classes).toBe(2);
      expect([...assessment.confusion]).toEqual(confusion);
      expect(assessment.accuracy).toBe(accuracy);
      expect(assessment.accuracy).toBe((confusion[0] + confusion[3]) / rows.labels.length);
      expect(assessment.r_squared).toBeNaN();
      const { calibration } = assessment;
      expect(calibration?.bins.map(({ count }) => count)).toEqual(bins.map(({ count }) => count));
      let error = 0;
      bins.forEach(({ count, confidence, right }, i) => {
        if (count === 0) return;
        expect(calibration?.bins[i].confidence).toBeCloseTo(confidence / count, 12);
        expect(calibration?.bins[i].accuracy).toBe(right / count);
        error += Math.abs(right - confidence) / rows.labels.length;
      });
      expect(calibration?.expected_error).toBeCloseTo(error, 12);
    }
    expect(run.assess("test").loss).toBe(last.test_loss);
  });

  it("of a regression is R squared", () => {
    const run = engine.createRun(regressionSpec);
    run.train();
    const { train } = engine.prepareData(run.spec.data);
    const outputs = run.predict(train.features);
    const mean = train.targets.reduce((sum, y) => sum + y, 0) / train.targets.length;
    let [residual, total] = [0, 0];
    train.targets.forEach((y, i) => {
      residual += (y - outputs[i]) ** 2;
      total += (y - mean) ** 2;
    });
    const { r_squared, accuracy, classes, confusion, calibration } = run.assess("train");
    expect(r_squared).toBeCloseTo(1 - residual / total, 12);
    expect(r_squared).toBeGreaterThan(0.9);
    expect([accuracy, classes, confusion.length, calibration]).toEqual([NaN, 0, 0, undefined]);
  });

  it("is for one of the two parts", () => {
    const run = engine.createRun(exerciseSpec());
    const error = thrownBy(() => run.assess("tests" as never));
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toBe('part: there is no part "tests"; did you mean "test"?');
    run.dispose();
    expect(() => run.assess("test")).toThrow("this run was disposed");
  });
});

describe("the product of all layers", () => {
  it("gives what the network gives, but for rounding", () => {
    const run = engine.createRun(linearSpec);
    run.train();
    const map = run.collapse();
    if (map === undefined) throw new Error("a linear network has a product");
    expect(map.largest_difference).toBeGreaterThan(0);
    expect(map.largest_difference).toBeLessThan(2e-6);
    const { test } = engine.prepareData(run.spec.data);
    const outputs = run.predict(test.features);
    let largest = 0;
    for (let i = 0; i < outputs.length; i++) {
      let sum = map.bias[i % 2];
      for (let f = 0; f < 20; f++) {
        sum += map.weight[20 * (i % 2) + f] * test.features[20 * Math.floor(i / 2) + f];
      }
      largest = Math.max(largest, Math.abs(sum - outputs[i]));
    }
    expect(run.collapse(test.features)?.largest_difference).toBeCloseTo(largest, 14);
  });

  it("does not exist where something bends", () => {
    expect(engine.createRun(exerciseSpec()).collapse()).toBeUndefined();
    const [first, last] = linearSpec.layers;
    const normed = { ...linearSpec, layers: [{ ...first, norm: { id: "layer_norm" } }, last] };
    expect(engine.createRun(normed).collapse()).toBeUndefined();
  });

  it("is compared over whole rows only", () => {
    const run = engine.createRun(linearSpec);
    for (const features of [new Float32Array(21), new Float32Array(0), [1, 2]]) {
      expect(thrownBy(() => run.collapse(features as never))).toBeInstanceOf(ArgumentError);
    }
  });

  it("has the same bits in both modules, as has an assessment", () => {
    const [one, two] = kinds.map((kind) => engines[kind].createRun(linearSpec));
    one.train();
    two.train();
    expect(two.collapse()).toEqual(one.collapse());
    expect(two.assess("train")).toEqual(one.assess("train"));
    expect(two.assess("test")).toEqual(one.assess("test"));
  });
});

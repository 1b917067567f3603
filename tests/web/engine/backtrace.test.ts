import { describe, expect, it } from "vitest";
import { ArgumentError, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;

/** Three layers, so that a chain has a choice of ways. */
const deepSpec: RunSpec = {
  ...exerciseSpec({ epochs: 4 }),
  layers: [
    { units: 6, activation: { id: "tanh" }, norm: { id: "batch_norm" } },
    { units: 5, activation: { id: "sigmoid" } },
    { units: 2, activation: { id: "linear" } },
  ],
  batch_size: 50,
};

const near = (a: number, b: number) => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(2e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-3));
};

describe("the gradient of one sample", () => {
  it("is a product layer by layer, and a sum over the units above", () => {
    const run = engine.createRun(deepSpec);
    run.train();
    const { train } = engine.prepareData(run.spec.data);
    const row = 17;
    const { loss, layers } = run.backtrace("train", row);
    const features = train.features.slice(20 * row, 20 * row + 20);
    const outputs = run.predict(features);
    const sum = Math.exp(outputs[0]) + Math.exp(outputs[1]);
    expect(loss).toBeCloseTo(Math.log(sum) - outputs[train.labels[row]], 6);
    layers[2].activation_grad.forEach((grad, k) => {
      near(grad, Math.exp(outputs[k]) / sum - (k === train.labels[row] ? 1 : 0));
    });
    const trace = run.trace(features);
    layers.forEach((layer, l) => {
      expect(layer.pre_activation).toEqual(trace[l].pre_activation);
      expect(layer.activation).toEqual(trace[l].activation);
      layer.slope.forEach((slope, u) => {
        const y = layer.activation[u];
        near(slope, [1 - y * y, y * (1 - y), 1][l]);
        expect(layer.pre_activation_grad[u]).toBe(Math.fround(slope * layer.activation_grad[u]));
        expect(layer.linear_grad[u]).toBe(Math.fround(layer.norm_factor[u] * layer.pre_activation_grad[u]));
      });
    });
    expect([...layers[1].norm_factor]).toEqual([1, 1, 1, 1, 1]);
    const parameter = (name: string) => run.parameters().find((each) => each.name === name)?.data ?? [];
    layers[0].norm_factor.forEach((factor, u) => {
      near(factor, parameter("norm1.weight")[u] / Math.sqrt(parameter("norm1.running_var")[u] + 1e-5));
    });
  });

  it("has a chain of factors for each unit, up the strongest way", () => {
    const run = engine.createRun(deepSpec);
    run.train();
    const { layers } = run.backtrace("test", 3);
    for (let unit = 0; unit < 6; unit++) {
      const { factors, product, terms, gradient } = run.gradientChain("test", 3, 1, unit);
      expect(factors.map(({ kind, layer }) => `${kind}${layer}`)).toEqual([
        "norm1",
        "slope1",
        "weight1",
        "slope2",
        "weight2",
        "slope3",
        "gradient3",
      ]);
      expect(gradient).toBe(layers[0].linear_grad[unit]);
      near(
        terms.reduce((sum, term) => sum + term, 0),
        layers[0].activation_grad[unit],
      );
      const first = factors[2];
      if (first.kind !== "weight") throw new Error("a weight leads on");
      const largest = Math.max(...terms.map(Math.abs));
      expect(Math.abs(terms[first.to])).toBe(largest);
      expect(factors[3].unit).toBe(first.to);
      near(
        product,
        factors.reduce((all, { value }) => all * value, 1),
      );
    }
    // The sum over all ways of two layers is the whole gradient.
    const top = run.gradientChain("test", 3, 2, 1);
    near(top.terms.reduce((sum, term) => sum + term, 0) * layers[1].slope[1], top.gradient);
    const last = run.gradientChain("test", 3, 3, 0);
    expect(last.factors.map(({ kind }) => kind)).toEqual(["slope", "gradient"]);
    near(last.product, last.gradient);
    expect(last.terms).toHaveLength(0);
  });

  it("adds up, over the rows of the next step, to that step", () => {
    const run = engine.createRun({ ...exerciseSpec(), batch_size: 64, optimizer: { id: "sgd", lr: 1 } });
    for (const steps of [0, 1, 11, 1]) {
      run.advance(steps);
      const rows = run.nextBatch();
      expect(rows).toHaveLength(run.step % 13 === 12 ? 32 : 64);
      const sums = new Float64Array(50);
      for (const row of rows) {
        run
          .backtrace("train", row)
          .layers[0].linear_grad.forEach((grad, u) => (sums[u] += grad / rows.length));
      }
      const before = run.parameters()[1].data;
      expect(run.nextBatch()).toEqual(rows);
      run.advance(1);
      run.parameters()[1].data.forEach((bias, u) => {
        expect(Math.abs(before[u] - bias - sums[u])).toBeLessThan(1e-7);
      });
      run.rewind(run.step - 1);
      expect(run.nextBatch()).toEqual(rows);
    }
  });

  it("ends its chain where a layer mixes its units", () => {
    const mixed = engine.createRun({
      ...deepSpec,
      layers: [
        { units: 6, activation: { id: "glu" } },
        { units: 5, activation: { id: "tanh" }, norm: { id: "layer_norm" } },
        { units: 2, activation: { id: "softmax" } },
      ],
    });
    mixed.train();
    const chain = (layer: number, unit: number) => mixed.gradientChain("train", 0, layer, unit);
    for (const [layer, by] of [
      [1, "pre_activation"],
      [2, "linear"],
      [3, "pre_activation"],
    ] as const) {
      const { factors, gradient, product, terms } = chain(layer, 1);
      expect(factors).toEqual([{ kind: "gradient", by, layer, unit: 1, value: gradient }]);
      expect(product).toBe(gradient);
      expect(terms).toHaveLength(0);
    }
  });

  it("has the same bits in both modules, and looking changes none", () => {
    const [one, two] = kinds.map((kind) => engines[kind].createRun(deepSpec));
    const blind = engine.createRun(deepSpec);
    for (const run of [one, two, blind]) run.train(2);
    expect(two.backtrace("test", 0)).toEqual(one.backtrace("test", 0));
    for (const run of [one, two, blind]) run.train(2);
    expect(one.fingerprint()).toBe(blind.fingerprint());
    expect(two.fingerprint()).toBe(blind.fingerprint());
  });

  it("is for rows, layers and units that there are", () => {
    const run = engine.createRun(deepSpec);
    for (const call of [
      () => run.backtrace("test", 200),
      () => run.backtrace("test", -1),
      () => run.backtrace("all" as never, 0),
      () => run.gradientChain("test", 0, 0, 0),
      () => run.gradientChain("test", 0, 4, 0),
      () => run.gradientChain("test", 0, 1, 6),
    ]) {
      expect(thrownBy(call)).toBeInstanceOf(ArgumentError);
    }
    expect((thrownBy(() => run.backtrace("test", 200)) as ArgumentError).message).toContain("row: ");
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;
const features = Float32Array.from({ length: 20 * 300 }, (_, i) => Math.sin(1.7 * i));

/** The tutorial's network with GLU behind its first layer. */
const gluSpec: RunSpec = {
  ...exerciseSpec({ epochs: 3 }),
  layers: [
    { units: 6, activation: { id: "glu" } },
    { units: 2, activation: { id: "softmax" } },
  ],
};

describe("the inside of a run", () => {
  it("is a trace of every layer, unit by unit", () => {
    const run = engine.createRun(gluSpec);
    run.train();
    const layers = run.trace(features);
    expect(layers.map(({ units, outputs, rows }) => [units, outputs, rows])).toEqual([
      [6, 3, 300],
      [2, 2, 300],
    ]);
    const [hidden, last] = layers;
    expect(hidden.pre_activation).toHaveLength(1800);
    expect(hidden.activation).toHaveLength(900);
    const [weight, bias] = run.parameters();
    for (const [unit, row] of [
      [0, 0],
      [5, 299],
      [2, 131],
    ]) {
      let z = bias.data[unit];
      for (let f = 0; f < 20; f++) z += weight.data[20 * unit + f] * features[20 * row + f];
      expect(hidden.pre_activation[300 * unit + row]).toBeCloseTo(z, 5);
      const [a, b] = [0, 3].map((first) => hidden.pre_activation[300 * (first + (unit % 3)) + row]);
      expect(hidden.activation[300 * (unit % 3) + row]).toBeCloseTo(a / (1 + Math.exp(-b)), 6);
    }
    const outputs = run.predict(features);
    for (let row = 0; row < 300; row++) {
      expect(last.activation[row]).toBe(outputs[2 * row]);
      expect(last.activation[300 + row]).toBe(outputs[2 * row + 1]);
    }
    expect(run.trace(new Float32Array(0)).map(({ rows }) => rows)).toEqual([0, 0]);
  });

  it("is counted layer by layer", () => {
    const run = engine.createRun(exerciseSpec({ epochs: 5 }));
    const [first] = run.layerStats();
    expect([first.gradient_norm, first.update_ratio]).toEqual([NaN, NaN]);
    run.train();
    const layers = run.layerStats();
    expect(layers.map(({ units }) => units)).toEqual([50, 2]);
    for (const { units, gradient_norm, weight_norm, update_ratio, pre_activation, activation } of layers) {
      expect(gradient_norm).toBeGreaterThan(0);
      expect(weight_norm).toBeGreaterThan(0);
      expect(update_ratio).toBeGreaterThan(0);
      expect(update_ratio).toBeLessThan(1);
      for (const { counts, low, high } of [pre_activation, activation]) {
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(800 * units);
        expect(low).toBeLessThan(high);
      }
    }
    expect(layers[0].activation.low).toBe(0);
    expect(layers[0].dead).toEqual([]);
  });

  it("names the dead units of the rows that are given", () => {
    const run = engine.createRun(exerciseSpec());
    const row = features.slice(0, 20);
    const [{ pre_activation }] = run.trace(row);
    const [stats] = run.layerStats(row);
    const below = Array.from(pre_activation.keys()).filter((unit) => pre_activation[unit] <= 0);
    expect(below.length).toBeGreaterThan(5);
    expect(stats.dead).toEqual(below);
    expect(stats.saturated).toEqual([]);
  });

  it("has the same bits in both modules, and looking changes none", () => {
    const [one, two] = kinds.map((kind) => engines[kind].createRun(exerciseSpec({ hidden: { id: "tanh" } })));
    for (let i = 0; i < 3; i++) {
      one.train(2);
      two.train(2);
      expect(two.trace(features)).toEqual(one.trace(features));
      expect(two.layerStats(features)).toEqual(one.layerStats(features));
      expect(two.layerStats()).toEqual(one.layerStats());
    }
    const blind = engine.createRun(exerciseSpec({ hidden: { id: "tanh" } }));
    blind.train(6);
    expect(one.fingerprint()).toBe(blind.fingerprint());
    expect(two.fingerprint()).toBe(blind.fingerprint());
  });

  it("is shown for whole rows only", () => {
    const run = engine.createRun(exerciseSpec());
    for (const call of [
      () => run.trace(new Float32Array(21)),
      () => run.layerStats(new Float32Array(21)),
      () => run.predict(new Float32Array(21)),
    ]) {
      const error = thrownBy(call);
      expect(error).toBeInstanceOf(ArgumentError);
      expect((error as ArgumentError).message).toBe(
        "features: 21 numbers are no whole rows of 20 features; give 20 numbers for each row",
      );
    }
    const error = thrownBy(() => run.trace(new Float32Array(20 * 700_000)));
    expect((error as ArgumentError).faults[0].suggestion).toMatch(/^give at most \d+ at a time$/);
    expect(thrownBy(() => run.layerStats(new Float32Array(0)))).toBeInstanceOf(ArgumentError);
  });
});

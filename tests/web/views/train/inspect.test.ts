import { beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { Engine, Run } from "../../../../web/engine/types.js";
import { isSilenced, mapsOf, unitWords, weightsOf } from "../../../../web/views/train/inspect.js";
import { channelCount, mapValues } from "../../../../web/views/train/outputs.js";
import { readState } from "../../../../web/views/train/train-state.js";
import { FrameSource } from "../../../../web/worker/frames.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
const make = (settings: Record<string, string>): Run =>
  engine.createRun(readState(settings, engine.catalog).value.spec);
const scene = { map: Float32Array.of(0, 0, 1, 2, -1, 0.5), units: Float32Array.of(0, 1, 1, 0) };

describe("the parts of a frame", () => {
  it("are the run's weights and maps, layer by layer", () => {
    const run = make({ layers: "3:relu,4:tanh" });
    const frame = new FrameSource(run, scene).read();
    const parameters = run.parameters();
    expect(weightsOf(frame, parameters)).toEqual([0, 2, 4].map((i) => parameters[i].data));
    const maps = mapsOf(frame, [3, 4, 1], 2);
    expect(maps).toEqual(run.trace(scene.units).map(({ activation }) => activation));
  });

  it("put a unit into words with its very numbers", () => {
    const run = make({ layers: "3:relu,8:tanh" });
    const frame = new FrameSource(run, scene).read();
    const parameters = run.parameters();
    const context = {
      spec: run.spec,
      tensors: parameters,
      columns: undefined,
      activationName: (id: string) => id.toUpperCase(),
    };
    const words = unitWords({ column: 1, unit: 1 }, frame, context);
    expect(words).toMatch(/^Layer 1, unit 2 = RELU\(.*x₁.*x₂.*\)\.$/);
    const [w, b] = [parameters[0].data, parameters[1].data];
    const parts = /\((.*?) x₁ ([+−]) (.*?) x₂ ([+−]) (.*?)\)/.exec(words) ?? [];
    const signed = (sign: string, text: string) => (sign === "−" ? -1 : 1) * Number(text.replace("−", "-"));
    expect(signed("+", parts[1])).toBeCloseTo(w[2], 2);
    expect(signed(parts[2], parts[3])).toBeCloseTo(w[3], 2);
    expect(signed(parts[4], parts[5])).toBeCloseTo(b[1], 2);
    expect(unitWords({ column: 3, unit: 0 }, frame, context)).toContain("sum of 8 inputs");
    expect(unitWords({ column: 0, unit: 1 }, frame, context)).toBe("Input x₂.");
  });

  it("name both sums of a gated unit, a norm, and a typed formula", () => {
    const run = make({ layers: "4:glu/layer_norm,2:formula(x * a)" });
    const frame = new FrameSource(run, scene).read();
    const context = {
      spec: run.spec,
      tensors: run.parameters(),
      columns: undefined,
      activationName: (id: string) => id,
    };
    const words = (column: number) => unitWords({ column, unit: 1 }, frame, context);
    expect(words(1)).toMatch(
      /^Layer 1, unit 2 = glu\(layer norm of \(.*x₂.*\); gate layer norm of \(.*x₂.*\)\)\.$/,
    );
    expect(words(2)).toMatch(/^Layer 2, unit 2 = x \* a with x = .*h₁.*h₂/);
  });

  it("say of a dead unit that it is", () => {
    const run = make({ layers: "2:relu" });
    const frame = new FrameSource(run, scene).read();
    const dead = {
      ...frame,
      layers: frame.layers.map((stats, i) => (i === 0 ? { ...stats, dead: [1] } : stats)),
    };
    const context = {
      spec: run.spec,
      tensors: run.parameters(),
      columns: undefined,
      activationName: (id: string) => id,
    };
    expect(unitWords({ column: 1, unit: 1 }, dead, context)).toContain("dead: its slope is 0");
    expect(unitWords({ column: 1, unit: 0 }, dead, context)).not.toContain("dead");
  });
});

describe("the values of a map", () => {
  it("are probabilities: of class 1, or of each class", () => {
    expect([...mapValues(Float32Array.of(0, 2), 1, false)]).toEqual([0.5, expect.closeTo(0.880797, 5)]);
    expect([...mapValues(Float32Array.of(1, 3), 2, false)]).toEqual([expect.closeTo(0.880797, 5)]);
    const three = Float32Array.of(1, 2, 3, 1000, 0, 0);
    const expected = engine.softmax(three, { rows: 2, cols: 3 });
    mapValues(three, 3, false).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
    expect([1, 2, 3].map(channelCount)).toEqual([1, 1, 3]);
  });

  it("are the numbers themselves of a regression", () => {
    const outputs = Float32Array.of(1, -2);
    expect(mapValues(outputs, 1, true)).toBe(outputs);
  });
});

it("knows the units that are silenced by now", () => {
  const mute = (step: number, unit: number, ablated: boolean) =>
    ({ kind: "ablate", step, layer: 1, unit, ablated }) as const;
  const made = [mute(3, 0, true), mute(3, 2, true), mute(7, 0, false)];
  expect([0, 1, 2].map((unit) => isSilenced(made, 1, unit))).toEqual([false, false, true]);
  expect(isSilenced(made, 2, 2)).toBe(false);
});

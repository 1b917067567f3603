import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { ActivationInfo, Engine } from "../../../../web/engine/types.js";
import { codeSamples } from "../../../../web/views/curve/code-samples.js";
import { defaultParams } from "../../../../web/views/curve/curve-state.js";
import { measure, propertyRows } from "../../../../web/views/curve/measure.js";
import { drawCurve, type Sampler } from "../../../../web/views/curve/sampling.js";
import { familyWords } from "../../../../web/views/curve/words.js";
import { propertyWords } from "../../../../web/views/softmax/property-list.js";

describe("the catalogue's claims, measured as the page measures them", () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await loadEngine();
  });

  afterAll(() => {
    engine.dispose();
  });

  const elementwise = (): readonly ActivationInfo[] =>
    engine.catalog.activations.filter(({ rowwise }) => !rowwise);

  const samplerOf =
    ({ id }: ActivationInfo): Sampler =>
    (x) => {
      const { y, dy } = engine.activation(id, x);
      return Promise.resolve({ x, y, dy });
    };

  it("hold for every function", async () => {
    const wrong: string[] = [];
    for (const info of elementwise()) {
      const rows = propertyRows(await measure(samplerOf(info)), info);
      for (const { name, claim, measured, agrees } of rows) {
        if (!agrees) wrong.push(`${info.id}: ${name} claimed ${claim}, measured ${measured}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("name the kinks that are found", async () => {
    for (const info of elementwise()) {
      const { kinks } = await measure(samplerOf(info));
      const declared = info.kinks.filter((kink) => Math.abs(kink) < 10).map(Math.fround);
      expect({ id: info.id, kinks: kinks.map(Math.fround) }).toEqual({ id: info.id, kinks: declared });
    }
  });

  it("name the kinks that are drawn, and no other jump of value or slope", async () => {
    for (const info of elementwise()) {
      const curve = await drawCurve(
        (x) => Promise.resolve({ x, ...engine.activationCurve(info.id, Float64Array.from(x)) }),
        [-9.7, 9.1],
        1200,
      );
      const drawn = new Set([...curve.value.jumps, ...curve.slope.jumps].map(({ x }) => Math.fround(x)));
      const declared = info.kinks.filter((kink) => kink > -9.7 && kink < 9.1).map(Math.fround);
      expect({ id: info.id, kinks: [...drawn].sort((a, b) => a - b) }).toEqual({
        id: info.id,
        kinks: declared,
      });
    }
  });

  it("have words on the page", () => {
    for (const { family, properties, id } of engine.catalog.activations) {
      expect(`${id} ${familyWords(family)}`).not.toBe(`${id} ${family}`);
      for (const name of properties) expect(propertyWords(name)[1], name).not.toBe("");
    }
  });

  it("leave no parameter unsaid in the code", () => {
    for (const info of engine.catalog.activations) {
      for (const { text } of codeSamples(info, defaultParams(info))) expect(text).not.toMatch(/\{[a-z_]+\}/);
    }
  });
});

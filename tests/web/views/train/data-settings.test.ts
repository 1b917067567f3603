import { beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { Engine } from "../../../../web/engine/types.js";
import { decodeLink, encodeLink } from "../../../../web/spec/link.js";
import {
  kFirstPoints,
  kMostPoints,
  readPoints,
  snap,
  writePoints,
} from "../../../../web/views/train/points-text.js";
import { readState, writeState } from "../../../../web/views/train/train-state.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
  await engine.loadDigits();
});
const read = (settings: Record<string, string>) => readState(settings, engine.catalog);

describe("data that no generator makes", () => {
  it("the digits are a run of ten classes", () => {
    const { value, warnings } = read({ dataset: "digits", layers: "4:relu" });
    expect(warnings).toEqual([]);
    expect(value.spec.data).toEqual({
      name: "digits",
      inputs: null,
      test_size: 100 / 300,
      standardize: true,
    });
    expect(value.spec.layers.at(-1)?.units).toBe(10);
    expect(value.spec.loss.id).toBe("cross_entropy");
    engine.createRun(value.spec).dispose();
    expect(writeState(value, engine.catalog)).toEqual({ dataset: "digits", layers: "4:relu" });
  });

  it("points start from a square within a ring", () => {
    const { value } = read({ dataset: "points" });
    expect(value.spec.data).toMatchObject({ name: "points", ...kFirstPoints });
    engine.createRun(value.spec).dispose();
    expect(writeState(value, engine.catalog)).toEqual({ dataset: "points" });
  });

  it("points come back from a link, as many as there may be", () => {
    const at = (i: number) => [snap(Math.sin(i) * 6), snap(Math.cos(3 * i) * 6)] as const;
    const features = Array.from({ length: kMostPoints }, (_, i) => at(i));
    const points = writePoints({ features, labels: features.map((_, i) => i % 6) });
    const settings = { dataset: "points", points };
    expect(decodeLink(encodeLink(settings))).toEqual({ value: settings, faults: [] });
    const { value, warnings } = read(settings);
    expect(warnings).toEqual([]);
    expect(value.spec.data).toMatchObject({ features, labels: features.map((_, i) => i % 6) });
    expect(value.spec.layers.at(-1)?.units).toBe(6);
    expect(writeState(value, engine.catalog)).toEqual(settings);
  });

  it.each(["", "0", "0WWWW", "0WWWW0WWW", "7WWWW0WWWW", "0WWWW0W!WW", "000000WWWW", "0WWWW".repeat(501)])(
    "damaged points %j are not read",
    (points) => {
      expect(readPoints(points)).toBeUndefined();
      const { value, warnings } = read({ dataset: "points", points });
      expect(warnings).toHaveLength(1);
      expect(value.spec.data.name).toBe("make_moons");
    },
  );

  it("a table is known by its name and size", () => {
    const table = engine.addTable({
      features: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
      n_features: 1,
      labels: new Int32Array(0),
      targets: Float64Array.from({ length: 10 }, (_, i) => i / 2),
      n_classes: 0,
    });
    const settings = { dataset: "table", table: `${table.table},10,1,0` };
    const { value, warnings } = read(settings);
    expect(warnings).toEqual([]);
    expect(value.spec.data).toMatchObject(table);
    expect(value.spec.loss.id).toBe("mse");
    engine.createRun(value.spec).dispose();
    expect(writeState(value, engine.catalog)).toEqual(settings);
  });

  it("a table that is none is named in a warning", () => {
    expect(read({ dataset: "table" }).warnings).toEqual([
      'dataset="table" needs a table: open a file under "Your table".',
    ]);
    expect(read({ dataset: "table", table: "abc,1" }).warnings).toHaveLength(1);
  });
});

describe("inputs by formulas", () => {
  it("come back from what is written of them", () => {
    const settings = { dataset: "spiral", inputs: "x1,x2,max(x1, x2),sin(x1)" };
    const { value, warnings } = read(settings);
    expect(warnings).toEqual([]);
    expect(value.spec.data.inputs).toEqual(["x1", "x2", "max(x1, x2)", "sin(x1)"]);
    engine.createRun(value.spec).dispose();
    expect(writeState(value, engine.catalog)).toEqual(settings);
  });

  it.each(["", "x1,,x2", "x".repeat(501), `${"x1,".repeat(100)}x2`])("%j are no formulas", (inputs) => {
    const { value, warnings } = read({ inputs });
    expect(warnings).toHaveLength(1);
    expect(value.spec.data.inputs).toBeNull();
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { ArgumentError } from "../../../../web/spec/faults.js";
import type { DataSpec } from "../../../../web/spec/run-spec.js";
import { kLineCells, kMapSide, kUnitSide } from "../../../../web/views/train/plane.js";
import { prepareStage } from "../../../../web/views/train/stage.js";
import { createEngineClient } from "../../../../web/worker/client.js";
import { FakeWorker } from "../../worker/fake-worker.js";

const client = createEngineClient({ createWorker: () => new FakeWorker() });
afterAll(() => {
  client.dispose();
});
const { signal } = new AbortController();
const stage = (data: DataSpec) => prepareStage(client, data, signal);
const withInputs = (data: DataSpec, inputs: readonly string[]) => ({ ...data, inputs }) as DataSpec;
const spiral: DataSpec = { name: "spiral", n_samples: 90, random_state: 3, test_size: 0.3 };

describe("the stage of a run", () => {
  it("shows the features themselves where there are no formulas", async () => {
    const { data, shown, mapGrid, unitGrid } = await stage(spiral);
    expect(shown).toBe(data);
    expect([mapGrid.length, unitGrid.length]).toEqual([2 * kMapSide ** 2, 2 * kUnitSide ** 2]);
  });

  it("shows drawn points on the whole plane for drawing, wherever they are", async () => {
    const features = [
      [1, 1],
      [1.5, 1],
      [1, 2],
      [2, 2],
      [2, 1],
    ] as const;
    const { plane, shown } = await stage({ name: "points", features, labels: [0, 1, 0, 1, 1] });
    for (const [j, [low, high]] of [plane.x, plane.y].entries()) {
      expect(low * shown.scale[j] + shown.mean[j]).toBeCloseTo(-6.4, 5);
      expect(high * shown.scale[j] + shown.mean[j]).toBeCloseTo(6.4, 5);
    }
  });

  it("gives the network formulas of the plane's places, standardized as in training", async () => {
    const { data, shown, plane, mapGrid } = await stage(withInputs(spiral, ["x1*x2", "sin(x1)", "x2"]));
    const plain = await stage(spiral);
    expect([data.n_features, shown.n_features]).toEqual([3, 2]);
    expect(plane.points).toEqual(plain.plane.points);
    expect(mapGrid.length).toBe(3 * kMapSide ** 2);
    for (const cell of [0, 1234, kMapSide ** 2 - 1]) {
      const [x1, x2] = [0, 1].map((j) => plain.mapGrid[2 * cell + j] * shown.scale[j] + shown.mean[j]);
      [x1 * x2, Math.sin(x1), x2].forEach((value, j) => {
        expect(mapGrid[3 * cell + j]).toBeCloseTo((value - data.mean[j]) / data.scale[j], 5);
      });
    }
    // The third input is the second feature: the same numbers.
    const second = (at: number) => [mapGrid[3 * at + 2], plain.mapGrid[2 * at + 1]];
    expect(second(77)[0]).toBeCloseTo(second(77)[1], 5);
  });

  it("draws a line of one feature, whatever its inputs are", async () => {
    const curve = withInputs({ name: "curve", n_samples: 60, random_state: 1 }, ["x1", "x1^2"]);
    const { plane, mapGrid, unitGrid } = await stage(curve);
    expect(plane.kind).toBe("line");
    expect([mapGrid.length, unitGrid.length]).toEqual([2 * kLineCells, 2 * kUnitSide ** 2]);
  });

  it("loads the digits and shows their principal axes", async () => {
    const { data, plane, mapGrid } = await stage({ name: "digits", test_size: 0.2 });
    expect([data.n_features, data.n_classes, plane.kind]).toEqual([64, 10, "principal"]);
    expect(plane.points).toHaveLength(1797);
    expect(mapGrid.length).toBe(64 * kMapSide ** 2);
  });

  it("draws every sixth of 30,000 rows", async () => {
    const n = 30_000;
    const spec = await client.addTable({
      features: Float64Array.from({ length: 2 * n }, (_, i) => i % 977),
      n_features: 2,
      labels: Int32Array.from({ length: n }, (_, i) => i % 3),
      targets: new Float64Array(0),
      n_classes: 3,
    });
    const { plane } = await stage({ ...spec, test_size: 1 / 3 });
    expect(plane.points).toHaveLength(3334 + 1667);
    expect(plane.points.filter(({ isTest }) => isTest)).toHaveLength(1667);
  });

  it("says what is wrong with a formula", async () => {
    await expect(stage(withInputs(spiral, ["x1", "x3"]))).rejects.toThrow(ArgumentError);
    await expect(stage(withInputs(spiral, ["log(x1)"]))).rejects.toThrow(
      'inputs[0]: "log(x1)" is -Infinity in row 0',
    );
  });
});

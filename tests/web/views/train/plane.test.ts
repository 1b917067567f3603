import { beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { Engine, PreparedData } from "../../../../web/engine/types.js";
import { inputMaps } from "../../../../web/views/train/inspect.js";
import { kLineCells, mapGrid, planeGrid, planeOf } from "../../../../web/views/train/plane.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
const prepared = (data: object): PreparedData => engine.prepareData({ random_state: 1, ...data } as never);

describe("the plane of a map", () => {
  it("is the two features, both at the same scale, with every point inside", () => {
    const data = prepared({ name: "make_moons", n_samples: 60 });
    const plane = planeOf(data);
    expect(plane.kind).toBe("features");
    expect(plane.x[1] - plane.x[0]).toBeCloseTo(plane.y[1] - plane.y[0], 10);
    expect(plane.points).toHaveLength(60);
    expect(plane.points.filter(({ isTest }) => isTest)).toHaveLength(12);
    const [first] = plane.points;
    expect([first.x, first.y, first.value]).toEqual([
      data.train.features[0],
      data.train.features[1],
      data.train.labels[0],
    ]);
    for (const { x, y } of plane.points) {
      expect(x > plane.x[0] && x < plane.x[1] && y > plane.y[0] && y < plane.y[1]).toBe(true);
    }
  });

  it("has a grid from the top left to the bottom right", () => {
    const plane = {
      ...planeOf(prepared({ name: "make_moons", n_samples: 20 })),
      x: [0, 2],
      y: [10, 14],
    } as const;
    expect([...planeGrid(plane, 2)]).toEqual([0.5, 13, 1.5, 13, 0.5, 11, 1.5, 11]);
    expect([...inputMaps(planeGrid(plane, 2), 2)]).toEqual([0.5, 1.5, 0.5, 1.5, 13, 13, 11, 11]);
  });

  it("is the principal axes of more features, and its places are rows of that plane", () => {
    const data = prepared({ name: "make_classification", n_samples: 100, n_features: 6 });
    const axes = engine.principalAxes(data.train.features, 6);
    const plane = planeOf(data, axes);
    expect(plane.kind).toBe("principal");
    expect(plane.shownVariance).toBeGreaterThan(0.3);
    expect(plane.shownVariance).toBeLessThan(1);
    const [first] = plane.points;
    expect(first.x).toBeCloseTo(axes.projected[0], 5);
    expect(first.y).toBeCloseTo(axes.projected[1], 5);
    const row = plane.featuresAt(1.5, -0.5);
    const back = axes.axes.map((axis) =>
      axis.reduce((sum, part, j) => sum + part * (row[j] - axes.mean[j]), 0),
    );
    expect(back[0]).toBeCloseTo(1.5, 6);
    expect(back[1]).toBeCloseTo(-0.5, 6);
  });

  it("is a line of one feature, with the targets upwards", () => {
    const data = prepared({ name: "curve", n_samples: 50 });
    const plane = planeOf(data);
    const grid = mapGrid(plane);
    expect([plane.kind, grid.length]).toEqual(["line", kLineCells]);
    expect([...grid]).toEqual([...grid].sort((a, b) => a - b));
    expect(plane.points[0].y).toBe(data.train.targets[0]);
  });
});

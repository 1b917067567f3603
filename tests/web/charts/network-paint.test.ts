import { afterEach, expect, it, vi } from "vitest";
import { layoutGraph } from "../../../web/charts/network-layout.js";
import { paintWeights } from "../../../web/charts/network-paint.js";
import type { Palette } from "../../../web/charts/palette.js";

/** How many lines were begun in all paths together. */
let lines = 0;

class Path {
  moveTo(): void {
    lines++;
  }
  bezierCurveTo(): void {
    // Where a line goes is not what is tested here.
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

function paint(units: readonly number[], weights: readonly Float32Array[]): number {
  vi.stubGlobal("Path2D", Path);
  lines = 0;
  const columns = units.map((count) => ({ units: count, name: "a layer" }));
  const context = { setLineDash: vi.fn(), stroke: vi.fn() } as unknown as CanvasRenderingContext2D;
  const palette = { blue: [0, 0, 0], orange: [0, 0, 0] } as unknown as Palette;
  paintWeights(context, { columns, layout: layoutGraph(columns, 600, 300, "right"), weights, palette });
  return lines;
}

it("draws a line for each weight that is not weak", () => {
  expect(paint([2, 3], [Float32Array.of(1, -1, 1, 0, 1, 1)])).toBe(5);
});

it("leaves out the weights of a network that had fewer inputs, until the new ones come", () => {
  expect(paint([4, 3], [Float32Array.of(1, -1, 1, 0, 1, 1)])).toBe(0);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FieldLayer } from "../../../web/charts/field-layer.js";
import type { Palette } from "../../../web/charts/palette.js";
import { PointsLayer } from "../../../web/charts/points-layer.js";
import { linearScale } from "../../../web/charts/scale.js";

/** How often each method of any canvas was called. */
let calls: Map<string, number>;

const context = () =>
  new Proxy<Record<string, unknown>>(
    {},
    {
      get: (target, name: string) => {
        if (name in target) return target[name];
        if (name === "canvas") return { width: 300, height: 300 };
        return (...args: unknown[]) => {
          calls.set(name, (calls.get(name) ?? 0) + 1);
          const [width = 0, height = 0] = args as number[];
          return name === "createImageData"
            ? { width, data: new Uint8ClampedArray(4 * width * height) }
            : undefined;
        };
      },
    },
  ) as unknown as CanvasRenderingContext2D;

class Path {
  moveTo(): void {
    // Where a line goes is not what is tested here.
  }
  lineTo(): void {
    // Nor here.
  }
}

const palette = new Proxy({}, { get: () => [10, 20, 30] }) as Palette;
const count = (name: string) => calls.get(name) ?? 0;

beforeEach(() => {
  calls = new Map();
  vi.stubGlobal("document", { createElement: () => ({ width: 0, height: 0, getContext: context }) });
  vi.stubGlobal("Path2D", Path);
  vi.stubGlobal("devicePixelRatio", 1);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the layers of a decision map", () => {
  it("paints the field again only for new values or colours", () => {
    const [layer, on] = [new FieldLayer(), context()];
    const [side, channels] = [10, 10];
    const input = {
      kind: "classes" as const,
      values: Float32Array.from({ length: side * side * channels }, (_, i) => (i * 7919) % 101),
      side,
      channels,
      range: [0, 1] as const,
      palette,
      box: [0, 0, 200, 200] as const,
    };
    for (let i = 0; i < 5; i++) layer.draw(on, { ...input, range: [0, 1], box: [0, 0, 200, 200] });
    expect([count("putImageData"), count("drawImage")]).toEqual([1, 5]);
    const next = { ...input, values: input.values.slice() };
    layer.draw(on, next);
    layer.draw(on, { ...next, box: [0, 0, 100, 100] });
    expect(count("putImageData")).toBe(2);
  });

  it("draws many points over several frames, each once", () => {
    const [layer, on] = [new PointsLayer(), context()];
    const points = Array.from({ length: 1797 }, (_, i) => ({ x: 0, y: 0, value: i % 10, isTest: false }));
    const input = {
      points,
      areNumbers: false,
      range: [0, 1] as const,
      palette,
      x: linearScale([-1, 1], [0, 300]),
      y: linearScale([-1, 1], [300, 0]),
    };
    let frames = 1;
    for (let before = 0; layer.draw(on, input); frames++) {
      expect(count("fill") - before).toBeLessThanOrEqual(250);
      before = count("fill");
    }
    layer.draw(on, input);
    expect([frames, count("fill")]).toEqual([8, 1797]);
  });
});

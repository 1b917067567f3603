import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  formulaStyle,
  seriesColors,
  seriesMarks,
  seriesStyle,
  type SeriesStyle,
} from "../../../web/styles/colors.js";
import { MARK_SHAPES } from "../../../web/styles/marks.js";
import { engines } from "../engine/modules.js";

const { activations } = engines.scalar.catalog;
const styles = activations.map((_, index) => seriesStyle(index));
const overlaid = [...styles.filter((_, index) => !activations[index].rowwise), formulaStyle];

function distinct(looks: readonly SeriesStyle[], parts: readonly (keyof SeriesStyle)[]): number {
  return new Set(looks.map((look) => parts.map((part) => look[part]).join(" / "))).size;
}

describe("the looks of the functions", () => {
  it("are each their own: no two have the same colour, dash and mark", () => {
    expect(distinct([...styles, formulaStyle], ["color", "dash", "mark"])).toBe(activations.length + 1);
    expect(
      distinct(
        Array.from({ length: 210 }, (_, index) => seriesStyle(index)),
        ["color", "dash", "mark"],
      ),
    ).toBe(210);
  });

  it("can be told apart without colour, and without dash", () => {
    expect(distinct(overlaid, ["dash", "mark"])).toBe(overlaid.length);
    expect(distinct(overlaid, ["color", "mark"])).toBe(overlaid.length);
  });

  it("start with solid lines in the order of the colours", () => {
    expect(styles.slice(0, 6).map(({ color }) => color)).toEqual(seriesColors);
    expect(styles.slice(0, 7).every(({ dash }) => dash === "")).toBe(true);
    expect(seriesStyle(7).dash).not.toBe("");
  });

  it("have marks of different shapes, of about the same size", () => {
    const shapes = [...seriesMarks, "star" as const].map((mark) => MARK_SHAPES[mark]);
    expect(new Set(shapes).size).toBe(shapes.length);
    for (const shape of shapes) {
      const numbers = (shape.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      expect(Math.max(...numbers)).toBeGreaterThanOrEqual(0.75);
      expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(1.2);
    }
  });
});

describe("the colours of the functions", () => {
  const css = readFileSync(new URL("../../../web/styles/tokens.css", import.meta.url), "utf8");

  /** Light and dark. */
  function pairOf(token: string): string[] {
    const [, light, dark] = new RegExp(`--ap-${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
    return [light, dark];
  }

  /** Relative luminance as WCAG 2.2 defines it. */
  function luminance(color: string): number {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  it.each([...seriesColors, "ink"])("stand out 3:1 at least, in light and in dark: %s", (color) => {
    for (const ground of ["ground", "panel"]) {
      pairOf(color).forEach((shade, theme) => {
        const [dark, light] = [luminance(shade), luminance(pairOf(ground)[theme])].sort((a, b) => a - b);
        expect((light + 0.05) / (dark + 0.05), `${shade} on ${ground}`).toBeGreaterThanOrEqual(3);
      });
    }
  });
});

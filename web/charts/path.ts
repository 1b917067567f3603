/** SVG path text from numbers. */

import type { Scale } from "./scale.js";

/** One decimal of a CSS px is finer than any screen and keeps the text short. */
function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/**
 * A line through the points, broken where a value is not finite, and clipped softly `margin` px outside the y range so
 * that steep ends keep their direction.
 * Shapes: xs [n], ys [n].
 */
export function linePath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: Scale,
  y: Scale,
  margin = 2000,
): string {
  const low = Math.min(...y.range) - margin;
  const high = Math.max(...y.range) + margin;
  let text = "";
  let pen = "M";
  for (let i = 0; i < xs.length; i++) {
    const px = x(xs[i]);
    const py = y(ys[i]);
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      pen = "M";
      continue;
    }
    text += `${pen}${coordinate(px)},${coordinate(Math.min(high, Math.max(low, py)))}`;
    pen = "L";
  }
  return text;
}

/** Straight lines between the points given in CSS px. */
export function polyline(points: readonly (readonly [number, number])[]): string {
  return points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${coordinate(px)},${coordinate(py)}`).join("");
}

/** Grids of numbers as coloured pixels and contour lines; pure, so that tests can look at them. */

import { mix, pixelOf, type Palette, type Rgb } from "./palette.js";

/** How strong the five steps of confidence are, from "hardly" to "surely"; paler than any point drawn over them. */
export const kSteps: readonly number[] = [0.08, 0.19, 0.3, 0.41, 0.52];

/** The step of a confidence from 0 to 1. */
export function stepOf(confidence: number): number {
  return Math.min(kSteps.length - 1, Math.max(0, Math.floor(confidence * kSteps.length)));
}

/** Pixels of the steps of one colour on the panel. */
export function stepColors(color: Rgb, palette: Palette): number[] {
  return kSteps.map((share) => pixelOf(mix(color, palette.panel, share)));
}

/** Pixels from `low` through the panel to `high`, for values from -1 to 1. */
export function divergingColors(
  palette: Palette,
  low: Rgb,
  high: Rgb,
  count: number,
  strongest = 1,
): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => {
    const share = (2 * i) / (count - 1) - 1;
    return pixelOf(mix(share < 0 ? low : high, palette.panel, Math.abs(share) * strongest));
  });
}

/**
 * One channel of a grid at a finer resolution, by bilinear interpolation between the cells' centres.
 * Shapes: values [side * side, channels], row by row; out [size * size].
 */
export function enlarge(
  values: Float32Array,
  side: number,
  channels: number,
  channel: number,
  size: number,
  out: Float32Array,
): void {
  const ratio = side / size;
  const columns = new Int32Array(size);
  const weights = new Float32Array(size);
  for (let j = 0; j < size; j++) {
    const at = Math.min(side - 1, Math.max(0, (j + 0.5) * ratio - 0.5));
    columns[j] = Math.min(side - 2, Math.floor(at));
    weights[j] = at - columns[j];
  }
  const cell = (row: number, column: number) => values[(row * side + column) * channels + channel];
  for (let i = 0; i < size; i++) {
    const [row, down] = [columns[i], weights[i]];
    for (let j = 0; j < size; j++) {
      const [column, right] = [columns[j], weights[j]];
      const upper = cell(row, column) * (1 - right) + cell(row, column + 1) * right;
      const lower = cell(row + 1, column) * (1 - right) + cell(row + 1, column + 1) * right;
      out[i * size + j] = upper * (1 - down) + lower * down;
    }
  }
}

/** A line through a cell, in cells from the centre of the first one: x0, y0, x1, y1. */
export type Segment = readonly [number, number, number, number];

/**
 * Where a grid has the value `level`: marching squares. Cells with a value that is not finite have no line.
 * Shapes: values [side * side], row by row.
 */
export function contour(values: Float32Array, side: number, level: number): Segment[] {
  const segments: Segment[] = [];
  const at = (row: number, column: number) => values[row * side + column] - level;
  // Where between a and b the line crosses; a and b differ in sign.
  const cut = (a: number, b: number) => a / (a - b);
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const [nw, ne, sw, se] = [
        at(row, column),
        at(row, column + 1),
        at(row + 1, column),
        at(row + 1, column + 1),
      ];
      if (!Number.isFinite(nw + ne + sw + se)) continue;
      const ends: (readonly [number, number])[] = [];
      if (nw < 0 !== ne < 0) ends.push([column + cut(nw, ne), row]);
      if (ne < 0 !== se < 0) ends.push([column + 1, row + cut(ne, se)]);
      if (sw < 0 !== se < 0) ends.push([column + cut(sw, se), row + 1]);
      if (nw < 0 !== sw < 0) ends.push([column, row + cut(nw, sw)]);
      for (let i = 0; i + 1 < ends.length; i += 2) segments.push([...ends[i], ...ends[i + 1]]);
    }
  }
  return segments;
}

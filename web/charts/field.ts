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

/** Between which cells' centres the pixels of an enlarged line lie: the lower one, and the share of the next. */
export function placesOf(
  side: number,
  size: number,
): { readonly cells: Int32Array; readonly shares: Float32Array } {
  const ratio = side / size;
  const cells = new Int32Array(size);
  const shares = new Float32Array(size);
  for (let j = 0; j < size; j++) {
    const at = Math.min(side - 1, Math.max(0, (j + 0.5) * ratio - 0.5));
    cells[j] = Math.min(side - 2, Math.floor(at));
    shares[j] = at - cells[j];
  }
  return { cells, shares };
}

/**
 * A grid at a finer resolution, by linear interpolation between the cells' centres: along the rows first, then across them.
 * Shapes: values [side * side], row by row; out [size * size].
 */
export function enlarge(values: Float32Array, side: number, size: number, out: Float32Array): void {
  const { cells, shares } = placesOf(side, size);
  const wide = new Float32Array(side * size);
  for (let row = 0; row < side; row++) {
    for (let j = 0; j < size; j++) {
      const at = row * side + cells[j];
      wide[row * size + j] = values[at] * (1 - shares[j]) + values[at + 1] * shares[j];
    }
  }
  for (let i = 0; i < size; i++) {
    const [upper, lower, down] = [cells[i] * size, (cells[i] + 1) * size, shares[i]];
    for (let j = 0; j < size; j++) {
      out[i * size + j] = wide[upper + j] * (1 - down) + wide[lower + j] * down;
    }
  }
}

/** A line through a cell, in cells from the centre of the first one: x0, y0, x1, y1. */
export type Segment = readonly [number, number, number, number];

/** Adds the lines through one square of cells where what stands at its corners changes its sign: marching squares. */
export function cutCell(
  nw: number,
  ne: number,
  sw: number,
  se: number,
  row: number,
  column: number,
  segments: Segment[],
): void {
  if (!Number.isFinite(nw + ne + sw + se)) return;
  // Where between a and b the line crosses; a and b differ in sign.
  const cut = (a: number, b: number) => a / (a - b);
  const ends: (readonly [number, number])[] = [];
  if (nw < 0 !== ne < 0) ends.push([column + cut(nw, ne), row]);
  if (ne < 0 !== se < 0) ends.push([column + 1, row + cut(ne, se)]);
  if (sw < 0 !== se < 0) ends.push([column + cut(sw, se), row + 1]);
  if (nw < 0 !== sw < 0) ends.push([column, row + cut(nw, sw)]);
  for (let i = 0; i + 1 < ends.length; i += 2) segments.push([...ends[i], ...ends[i + 1]]);
}

/**
 * Where a grid has the value `level`. Cells with a value that is not finite have no line.
 * Shapes: values [side * side], row by row.
 */
export function contour(values: Float32Array, side: number, level: number): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const at = row * side + column;
      const [nw, ne] = [values[at] - level, values[at + 1] - level];
      const [sw, se] = [values[at + side] - level, values[at + side + 1] - level];
      // Most squares are crossed by no line: they must cost nothing.
      if (nw < 0 === ne < 0 && nw < 0 === sw < 0 && nw < 0 === se < 0) continue;
      cutCell(nw, ne, sw, se, row, column, segments);
    }
  }
  return segments;
}

/** Fields of several classes: which one leads in each cell, and where the lead changes; pure, as `field.ts`. */

import { cutCell, placesOf, type Segment } from "./field.js";

/** In a cell whose values are no numbers, no class leads. */
export const kNone = 255;

/** The leading class of each cell, its value, and that of the one behind it. Shapes: [cells]. */
export interface Lead {
  readonly classes: Uint8Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Shapes: values [cells, channels]. */
export function leadOf(values: Float32Array, channels: number): Lead {
  const cells = values.length / channels;
  const lead = {
    classes: new Uint8Array(cells),
    first: new Float32Array(cells),
    second: new Float32Array(cells),
  };
  for (let cell = 0, at = 0; cell < cells; cell++, at += channels) {
    let best = kNone;
    let first = -Infinity;
    let second = -Infinity;
    for (let k = 0; k < channels; k++) {
      const value = values[at + k];
      if (value > first) {
        second = first;
        first = value;
        best = k;
      } else if (value > second) second = value;
    }
    lead.classes[cell] = best;
    lead.first[cell] = first;
    lead.second[cell] = second;
  }
  return lead;
}

/** Whether all four corners of the square right and below of a cell have the same leading class. */
function isOneClass(classes: Uint8Array, cell: number, side: number): boolean {
  const k = classes[cell];
  return classes[cell + 1] === k && classes[cell + side] === k && classes[cell + side + 1] === k;
}

/** The leading class of each pixel and its value; `kNone` and NaN where there is none. Shapes: [size * size]. */
export interface FineLead {
  readonly classes: Uint8Array;
  readonly values: Float32Array;
}

/**
 * Which class leads in each pixel of the enlarged field. Where a class leads in all four cells around a pixel it leads
 * between them too, so that only the borders cost time.
 * Shapes: values [side * side, channels].
 */
export function enlargeClasses(
  values: Float32Array,
  side: number,
  channels: number,
  size: number,
  { classes }: Lead,
): FineLead {
  const fine: FineLead = { classes: new Uint8Array(size * size), values: new Float32Array(size * size) };
  const { cells, shares } = placesOf(side, size);
  const below = side * channels;
  for (let i = 0; i < size; i++) {
    const down = shares[i];
    for (let j = 0; j < size; j++) {
      const cell = cells[i] * side + cells[j];
      const right = shares[j];
      const isOne = isOneClass(classes, cell, side);
      const end = isOne ? Math.min(channels, classes[cell] + 1) : channels;
      let best = kNone;
      let most = NaN;
      for (let k = isOne ? classes[cell] : 0; k < end; k++) {
        const at = cell * channels + k;
        const upper = values[at] * (1 - right) + values[at + channels] * right;
        const lower = values[at + below] * (1 - right) + values[at + below + channels] * right;
        const value = upper * (1 - down) + lower * down;
        if (best === kNone ? value > -Infinity : value > most) {
          best = k;
          most = value;
        }
      }
      fine.classes[i * size + j] = best;
      fine.values[i * size + j] = most;
    }
  }
  return fine;
}

/** Where the lead changes: for each class the line around where it leads. Shapes: values [side * side, channels]. */
export function classContour(
  values: Float32Array,
  side: number,
  channels: number,
  { classes, first, second }: Lead,
): Segment[] {
  const segments: Segment[] = [];
  const margin = (cell: number, k: number) =>
    values[cell * channels + k] - (classes[cell] === k ? second[cell] : first[cell]);
  const corners = [0, 1, side, side + 1];
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const cell = row * side + column;
      if (isOneClass(classes, cell, side)) continue;
      // A bit for each class that has had its line here.
      let done = 0;
      for (const corner of corners) {
        const k = classes[cell + corner];
        if (k === kNone) break;
        if ((done & (1 << k)) !== 0) continue;
        done |= 1 << k;
        const [nw, ne] = [margin(cell, k), margin(cell + 1, k)];
        const [sw, se] = [margin(cell + side, k), margin(cell + side + 1, k)];
        cutCell(nw, ne, sw, se, row, column, segments);
      }
    }
  }
  return segments;
}

/** Paints the field of a decision map into pixels. */

import { enlargeClasses, kNone, type Lead } from "./class-field.js";
import { divergingColors, enlarge, kSteps, stepColors, stepOf, type Segment } from "./field.js";
import { classTokens, type Palette } from "./palette.js";

/** Steps of a number from one end of its range to the other. */
const kNumberSteps = 11;

/** Enlarged channels, kept from frame to frame. */
let scratch = new Float32Array(0);

function room(length: number): Float32Array {
  if (scratch.length < length) scratch = new Float32Array(length);
  return scratch.subarray(0, length);
}

/** Shapes: values [side * side]; pixels [size * size]. */
export function paintProbability(
  values: Float32Array,
  side: number,
  size: number,
  palette: Palette,
  pixels: Uint32Array,
): void {
  const fine = room(size * size);
  enlarge(values, side, size, fine);
  // From surely class 0 to surely class 1: one table, so that each pixel is one look-up.
  const table = Uint32Array.from([
    ...stepColors(palette.orange, palette).reverse(),
    ...stepColors(palette.blue, palette),
  ]);
  const last = table.length - 1;
  for (let i = 0; i < fine.length; i++) {
    pixels[i] = table[Math.min(last, Math.max(0, Math.floor(fine[i] * table.length)))];
  }
}

/** Shapes: values [side * side, channels]; pixels [size * size]. */
export function paintClasses(
  values: Float32Array,
  side: number,
  channels: number,
  size: number,
  palette: Palette,
  lead: Lead,
  pixels: Uint32Array,
): void {
  const tables = Array.from({ length: channels }, (_, k) =>
    stepColors(palette[classTokens[k % classTokens.length]], palette),
  );
  const chance = 1 / channels;
  const fine = enlargeClasses(values, side, channels, size, lead);
  for (let i = 0; i < pixels.length; i++) {
    const k = fine.classes[i];
    pixels[i] = k === kNone ? 0 : tables[k][stepOf((fine.values[i] - chance) / (1 - chance))];
  }
}

/** Shapes: values [side * side]; pixels [size * size]. */
export function paintNumbers(
  values: Float32Array,
  side: number,
  size: number,
  [low, high]: readonly [number, number],
  palette: Palette,
  pixels: Uint32Array,
): void {
  const fine = room(size * size);
  enlarge(values, side, size, fine);
  const strongest = kSteps[kSteps.length - 1];
  const table = divergingColors(palette, palette.orange, palette.blue, kNumberSteps, strongest);
  const scale = kNumberSteps / (high - low || 1);
  for (let i = 0; i < fine.length; i++) {
    pixels[i] = table[Math.min(kNumberSteps - 1, Math.max(0, Math.floor((fine[i] - low) * scale)))];
  }
}

/** The lines in a box [x, y, width, height]. */
export function linePath(
  segments: readonly Segment[],
  side: number,
  [left, top, width, height]: readonly [number, number, number, number],
): Path2D {
  const x = (column: number) => left + ((column + 0.5) / side) * width;
  const y = (row: number) => top + ((row + 0.5) / side) * height;
  const path = new Path2D();
  for (const [x0, y0, x1, y1] of segments) {
    path.moveTo(x(x0), y(y0));
    path.lineTo(x(x1), y(y1));
  }
  return path;
}

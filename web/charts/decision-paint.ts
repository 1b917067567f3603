/** Paints the field of a decision map into pixels. */

import { contour, divergingColors, enlarge, kSteps, stepColors, stepOf } from "./field.js";
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
  enlarge(values, side, 1, 0, size, fine);
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
  pixels: Uint32Array,
): void {
  const count = size * size;
  const fine = room(2 * count);
  const [channel, best] = [fine.subarray(0, count), fine.subarray(count)];
  const winner = new Uint8Array(count);
  best.fill(-Infinity);
  for (let k = 0; k < channels; k++) {
    enlarge(values, side, channels, k, size, channel);
    for (let i = 0; i < count; i++) {
      if (channel[i] <= best[i]) continue;
      best[i] = channel[i];
      winner[i] = k;
    }
  }
  const tables = Array.from({ length: channels }, (_, k) =>
    stepColors(palette[classTokens[k % classTokens.length]], palette),
  );
  const chance = 1 / channels;
  for (let i = 0; i < count; i++) {
    pixels[i] = tables[winner[i]][stepOf((best[i] - chance) / (1 - chance))];
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
  enlarge(values, side, 1, 0, size, fine);
  const strongest = kSteps[kSteps.length - 1];
  const table = divergingColors(palette, palette.orange, palette.blue, kNumberSteps, strongest);
  const scale = kNumberSteps / (high - low || 1);
  for (let i = 0; i < fine.length; i++) {
    pixels[i] = table[Math.min(kNumberSteps - 1, Math.max(0, Math.floor((fine[i] - low) * scale)))];
  }
}

/** By how much class `k` is likelier than the likeliest other one: 0 on its borders. Shapes: values [n, channels] -> [n]. */
export function margins(values: Float32Array, channels: number, k: number): Float32Array {
  return Float32Array.from({ length: values.length / channels }, (_, cell) => {
    let rival = -Infinity;
    for (let j = 0; j < channels; j++) {
      if (j !== k) rival = Math.max(rival, values[cell * channels + j]);
    }
    return values[cell * channels + k] - rival;
  });
}

/** Strokes where the grid has the value `level`, into a box [x, y, width, height]. */
export function strokeContour(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  side: number,
  level: number,
  [left, top, width, height]: readonly [number, number, number, number],
): void {
  const x = (column: number) => left + ((column + 0.5) / side) * width;
  const y = (row: number) => top + ((row + 0.5) / side) * height;
  context.beginPath();
  for (const [x0, y0, x1, y1] of contour(values, side, level)) {
    context.moveTo(x(x0), y(y0));
    context.lineTo(x(x1), y(y1));
  }
  context.lineCap = "round";
  context.stroke();
}

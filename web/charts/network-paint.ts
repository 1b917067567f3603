/** Draws a network: its weights as lines, its units as small maps. */

import { divergingColors } from "./field.js";
import type { GraphColumn, GraphLayout, GraphPlace } from "./network-layout.js";
import { cssColor, type Palette } from "./palette.js";

/** Widths of lines from the weakest weight that is drawn to the strongest. Units: CSS px. */
const widths = [0.4, 0.8, 1.3, 2, 2.8, 3.8];
/** Weights below this share of the strongest are not drawn. */
const kWeakest = 0.02;
const dash = [5, 3.5];

/** Colours between the ends of a unit's map. */
const kColors = 64;

export interface PaintInput {
  readonly columns: readonly GraphColumn[];
  readonly layout: GraphLayout;
  /** Shapes: [fan_out, fan_in] for each pair of columns. */
  readonly weights: readonly Float32Array[];
  readonly palette: Palette;
}

/** The largest size of a weight, to which all widths are relative. */
export function strongestWeight(weights: readonly Float32Array[]): number {
  let most = 0;
  for (const matrix of weights) for (const weight of matrix) most = Math.max(most, Math.abs(weight));
  return most;
}

/** From the edge of one unit to the edge of another, leaving and arriving straight. */
function addLine(path: Path2D, from: GraphPlace, to: GraphPlace, { flow, tile }: GraphLayout): void {
  const half = tile / 2;
  if (flow === "right") {
    const [x0, x1] = [from.x + half, to.x - half];
    const bend = (x1 - x0) * 0.45;
    path.moveTo(x0, from.y);
    path.bezierCurveTo(x0 + bend, from.y, x1 - bend, to.y, x1, to.y);
  } else {
    const [y0, y1] = [from.y + half, to.y - half];
    const bend = (y1 - y0) * 0.45;
    path.moveTo(from.x, y0);
    path.bezierCurveTo(from.x, y0 + bend, to.x, y1 - bend, to.x, y1);
  }
}

/** Lines, all of one width and sign in one stroke: few calls for many weights. */
export function paintWeights(
  context: CanvasRenderingContext2D,
  { columns, layout, weights, palette }: PaintInput,
): void {
  const strongest = strongestWeight(weights);
  if (!(strongest > 0) || !Number.isFinite(strongest)) return;
  const paths = Array.from({ length: 2 * widths.length }, () => new Path2D());
  weights.forEach((matrix, i) => {
    const [from, to] = [layout.columns[i], layout.columns[i + 1]];
    const fan_in = columns[i].units;
    // The weights of the network before, until this one's first frame comes.
    if (matrix.length < fan_in * columns[i + 1].units) return;
    to.places.forEach((end, unit) => {
      from.places.forEach((start, input) => {
        const weight = matrix[unit * fan_in + input];
        const share = Math.abs(weight) / strongest;
        if (share < kWeakest) return;
        const bucket = Math.min(widths.length - 1, Math.floor(share * widths.length));
        const path = paths[(weight < 0 ? widths.length : 0) + bucket];
        addLine(path, start, end, layout);
      });
    });
  });
  context.lineCap = "butt";
  paths.forEach((path, i) => {
    const isNegative = i >= widths.length;
    const step = i % widths.length;
    context.setLineDash(isNegative ? dash : []);
    context.strokeStyle = cssColor(
      isNegative ? palette.orange : palette.blue,
      0.35 + (0.5 * step) / widths.length,
    );
    context.lineWidth = widths[step];
    context.stroke(path);
  });
  context.setLineDash([]);
}

/** The maps of all units in one image, a column of the network in each column of it. */
export class TileAtlas {
  readonly #canvas = document.createElement("canvas");
  #image: ImageData | undefined;
  #table: Uint32Array = new Uint32Array(0);
  #palette: Palette | undefined;

  /** Shapes: maps[column] [units, side * side]; a column without maps stays as it was. */
  paint(maps: readonly Float32Array[], shown: readonly number[], side: number, palette: Palette): void {
    const context = this.#canvas.getContext("2d");
    if (!context || side === 0) return;
    const [width, height] = [side * maps.length, side * Math.max(...shown)];
    if (this.#canvas.width !== width || this.#canvas.height !== height || !this.#image) {
      [this.#canvas.width, this.#canvas.height] = [width, height];
      this.#image = context.createImageData(width, height);
    }
    if (this.#palette !== palette) {
      this.#palette = palette;
      this.#table = divergingColors(palette, palette.orange, palette.blue, kColors, 0.85);
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    maps.forEach((map, column) => {
      for (let unit = 0; unit < shown[column] && map.length > 0; unit++) {
        const values = map.subarray(unit * side * side, (unit + 1) * side * side);
        this.#paintTile(values, side, pixels, width, column * side, unit * side);
      }
    });
    context.putImageData(this.#image, 0, 0);
  }

  draw(
    context: CanvasRenderingContext2D,
    column: number,
    unit: number,
    side: number,
    x: number,
    y: number,
    size: number,
  ) {
    context.drawImage(this.#canvas, column * side, unit * side, side, side, x, y, size, size);
  }

  /** Each map has its own scale, around zero: the form is what matters. */
  #paintTile(
    values: Float32Array,
    side: number,
    pixels: Uint32Array,
    width: number,
    left: number,
    top: number,
  ): void {
    let most = 0;
    for (const value of values) most = Math.max(most, Math.abs(value));
    const scale = most > 0 && most < Infinity ? (kColors - 1) / (2 * most) : 0;
    for (let i = 0; i < side; i++) {
      const row = (top + i) * width + left;
      for (let j = 0; j < side; j++) {
        const index = Math.round((kColors - 1) / 2 + values[i * side + j] * scale);
        pixels[row + j] = this.#table[Math.min(kColors - 1, Math.max(0, index || 0))];
      }
    }
  }
}

/** A cross from corner to corner: a unit that was silenced. */
export function crossOut(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + size, y + size);
  context.moveTo(x, y + size);
  context.lineTo(x + size, y);
  context.strokeStyle = cssColor(palette.ink);
  context.lineWidth = 2;
  context.stroke();
}

/** Cross-hatching: a unit that answers to nothing. */
export function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, size, size);
  context.fillStyle = cssColor(palette.panel);
  context.fill();
  context.clip();
  context.beginPath();
  for (let at = -size; at < size; at += 5) {
    context.moveTo(x + at, y + size);
    context.lineTo(x + at + size, y);
    context.moveTo(x + at, y);
    context.lineTo(x + at + size, y + size);
  }
  context.strokeStyle = cssColor(palette.muted, 0.7);
  context.lineWidth = 0.8;
  context.stroke();
  context.restore();
}

/** The points of a decision map: they stay while the field below them changes, so they are drawn once. */

import { drawPoint, type MapPoint } from "./markers.js";
import { classTokens, mix, type Palette } from "./palette.js";
import type { Scale } from "./scale.js";

/** More points than this take longer to draw than a frame lasts. */
const kPointsAtOnce = 250;

export interface PointsInput {
  readonly points: readonly MapPoint[];
  /** Whether their values are numbers rather than classes. */
  readonly areNumbers: boolean;
  /** Of numbers: what the ends of the colour scale stand for. */
  readonly range: readonly [number, number];
  readonly palette: Palette;
  readonly x: Scale;
  readonly y: Scale;
}

export class PointsLayer {
  readonly #canvas = document.createElement("canvas");
  /** What it was drawn of. */
  #key: readonly unknown[] = [];
  #drawn = 0;

  /** Draws what is to be drawn by now; true when there is more, for the next animation frame. */
  draw(context: CanvasRenderingContext2D, input: PointsInput): boolean {
    const { width, height } = context.canvas;
    const { points, palette, areNumbers, range, x, y } = input;
    if (width === 0 || height === 0) return false;
    const scales = [...x.domain, ...x.range, ...y.domain, ...y.range];
    const key = [points, palette, areNumbers, width, height, ...range, ...scales];
    const layer = this.#canvas.getContext("2d");
    if (!layer) return false;
    if (key.some((part, i) => part !== this.#key[i])) {
      this.#key = key;
      [this.#canvas.width, this.#canvas.height] = [width, height];
      layer.scale(devicePixelRatio, devicePixelRatio);
      this.#drawn = 0;
    }
    const end = Math.min(points.length, this.#drawn + kPointsAtOnce);
    for (; this.#drawn < end; this.#drawn++) this.#paint(layer, points[this.#drawn], input);
    context.drawImage(this.#canvas, 0, 0, width / devicePixelRatio, height / devicePixelRatio);
    return end < points.length;
  }

  #paint(context: CanvasRenderingContext2D, point: MapPoint, input: PointsInput): void {
    const { points, areNumbers, palette, x, y } = input;
    const color = areNumbers
      ? numberColor(point.value, input)
      : palette[classTokens[point.value % classTokens.length]];
    const radius = points.length > 1000 ? 2 : points.length > 400 ? 2.5 : 3;
    const shape = areNumbers ? 0 : point.value;
    const place = { x: x(point.x), y: y(point.y) };
    drawPoint(context, { ...place, radius, shape, color, hollow: point.isTest, palette });
  }
}

function numberColor(value: number, { range: [low, high], palette }: PointsInput) {
  const share = Math.min(1, Math.max(-1, (2 * (value - low)) / (high - low || 1) - 1));
  return mix(share < 0 ? palette.orange : palette.blue, palette.muted, Math.abs(share));
}

/** The field of a decision map and its lines, painted again only when something of them has changed. */

import { classContour, leadOf } from "./class-field.js";
import { linePath, paintClasses, paintNumbers, paintProbability } from "./decision-paint.js";
import { contour, type Segment } from "./field.js";
import { cssColor, type Palette } from "./palette.js";

/** What a field shows: the probability of class 1, of every class, or a number. */
export type FieldKind = "probability" | "classes" | "number";

export interface FieldInput {
  readonly kind: FieldKind;
  /** Shapes: [side * side, channels], top row first. */
  readonly values: Float32Array;
  readonly side: number;
  readonly channels: number;
  /** Of numbers: what the ends of the colour scale stand for. */
  readonly range: readonly [number, number];
  readonly palette: Palette;
  /** Where it is drawn: x, y, width, height. Units: CSS px. */
  readonly box: readonly [number, number, number, number];
}

/** Pixels along the painted field; it is shown at the size of the chart. */
const kPainted = 240;
/** With many classes a coarser field keeps within the time of a frame. */
const kPaintedClasses = 200;
const kManyClasses = 4;

const isSame = (a: readonly unknown[], b: readonly unknown[]) => a.every((part, i) => part === b[i]);

export class FieldLayer {
  readonly #canvas = document.createElement("canvas");
  #image: ImageData | undefined;
  #segments: readonly Segment[] = [];
  #lines = new Path2D();
  /** What field and lines were made of. */
  #painted: readonly unknown[] = [];
  #placed: readonly unknown[] = [];

  draw(context: CanvasRenderingContext2D, input: FieldInput): void {
    const { kind, values, side, channels, range, palette, box } = input;
    if (values.length !== side * side * channels) return;
    const painted = [kind, values, side, channels, palette, ...range];
    if (!isSame(painted, this.#painted)) {
      this.#paint(input);
      this.#painted = painted;
    }
    const placed = [this.#segments, ...box];
    if (!isSame(placed, this.#placed)) {
      this.#lines = linePath(this.#segments, side, box);
      this.#placed = placed;
    }
    context.drawImage(this.#canvas, ...box);
    context.strokeStyle = cssColor(palette.ink);
    context.lineWidth = 1.5;
    context.lineCap = "round";
    context.stroke(this.#lines);
  }

  #paint({ kind, values, side, channels, range, palette }: FieldInput): void {
    const size = channels > kManyClasses ? kPaintedClasses : kPainted;
    if (this.#canvas.height !== size) this.#canvas.width = this.#canvas.height = size;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    if (this.#image?.width !== size) this.#image = context.createImageData(size, size);
    const pixels = new Uint32Array(this.#image.data.buffer);
    this.#segments = [];
    if (kind === "probability") {
      paintProbability(values, side, size, palette, pixels);
      this.#segments = contour(values, side, 0.5);
    } else if (kind === "classes") {
      const lead = leadOf(values, channels);
      paintClasses(values, side, channels, size, palette, lead, pixels);
      this.#segments = classContour(values, side, channels, lead);
    } else paintNumbers(values, side, size, range, palette, pixels);
    context.putImageData(this.#image, 0, 0);
  }
}

/** The decision map: what a network says at every place of a plane, and the points it learns from. */

import { LitElement, css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { margins, paintClasses, paintNumbers, paintProbability, strokeContour } from "./decision-paint.js";
import { formatTick } from "./format.js";
import { drawPoint, type MapPoint } from "./markers.js";
import { classTokens, cssColor, mix, PaletteReader } from "./palette.js";
import { linearScale, niceTicks, type Scale } from "./scale.js";
import { SizeController } from "./size-controller.js";

/** What the values of a map are: the probability of class 1, of every class, a number, or a number along a line. */
export type MapKind = "probability" | "classes" | "number" | "line";

/** Pixels along the painted field; it is shown at the size of the chart. */
const kPainted = 300;
/** With many classes a coarser field keeps within the time of a frame. */
const kPaintedClasses = 200;
const kManyClasses = 4;

/** More points than this take longer to draw than a frame lasts. */
const kPointsAtOnce = 500;

const LEFT = 34;
const BOTTOM = 34;
const TOP = 4;
const RIGHT = 4;

/**
 * `<ap-decision-map kind="probability" .values=${grid} .side=${100} .points=${...} .x=${[-2, 2]} .y=${[-2, 2]}>`.
 * Shapes: values [side * side, channels], top row first; of a line [side], from left to right.
 */
@customElement("ap-decision-map")
export class DecisionMap extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        aspect-ratio: 1;
      }
      canvas,
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .frame {
        fill: none;
        stroke: var(--ap-line);
        shape-rendering: crispEdges;
      }
    `,
  ];

  @property() kind: MapKind = "probability";
  @property({ attribute: false }) values: Float32Array = new Float32Array(0);
  @property({ type: Number }) side = 100;
  @property({ type: Number }) channels = 1;
  @property({ attribute: false }) points: readonly MapPoint[] = [];
  /** A point with a ring around it. */
  @property({ attribute: false }) marked?: MapPoint | undefined;
  @property({ attribute: false }) x: readonly [number, number] = [-1, 1];
  @property({ attribute: false }) y: readonly [number, number] = [-1, 1];
  /** Of numbers: what the ends of the colour scale stand for. */
  @property({ attribute: false }) range: readonly [number, number] = [-1, 1];
  @property({ attribute: "x-name" }) xName = "";
  @property({ attribute: "y-name" }) yName = "";
  /** Units of the ticks: value = position * scale + offset. */
  @property({ attribute: false }) xUnits: readonly [scale: number, offset: number] = [1, 0];
  @property({ attribute: false }) yUnits: readonly [scale: number, offset: number] = [1, 0];
  /** What the map shows, for people who do not see it. */
  @property() label = "Decision map";

  readonly #size = new SizeController(this);
  readonly #palette = new PaletteReader(this);
  readonly #field = document.createElement("canvas");
  readonly #pointsLayer = document.createElement("canvas");
  /** What the points' layer was drawn of. */
  #pointsKey: readonly unknown[] = [];
  #pointsDrawn = 0;
  #image: ImageData | undefined;

  override render(): TemplateResult {
    const { width, height } = this.#size;
    return html`<canvas role="img" aria-label=${this.label}></canvas
      >${this.#size.known ? this.#axes(width, height) : nothing}`;
  }

  protected override updated(): void {
    if (this.#size.known) this.#draw();
  }

  #scales(width: number, height: number): { readonly x: Scale; readonly y: Scale } {
    return {
      x: linearScale(this.x, [LEFT, width - RIGHT]),
      y: linearScale(this.y, [height - BOTTOM, TOP]),
    };
  }

  #axes(width: number, height: number): TemplateResult {
    const { x, y } = this.#scales(width, height);
    const inUnits = ([low, high]: readonly [number, number], [scale, offset]: readonly [number, number]) =>
      niceTicks([low * scale + offset, high * scale + offset], 3).map((value) => ({
        value,
        at: (value - offset) / scale,
      }));
    return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
      <rect
        class="frame"
        x=${LEFT}
        y=${TOP}
        width=${width - LEFT - RIGHT}
        height=${height - TOP - BOTTOM}
      ></rect>
      ${inUnits(this.x, this.xUnits).map(
        ({ value, at }) =>
          svg`<text class="tick" x=${x(at)} y=${height - BOTTOM + 15} text-anchor="middle">${formatTick(value)}</text>`,
      )}
      ${inUnits(this.y, this.yUnits).map(
        ({ value, at }) =>
          svg`<text class="tick" x=${LEFT - 6} y=${y(at)} dy="0.32em" text-anchor="end">${formatTick(value)}</text>`,
      )}
      <text class="axis-name" x=${(LEFT + width - RIGHT) / 2} y=${height - 4} text-anchor="middle">
        ${this.xName}
      </text>
      <text
        class="axis-name"
        transform="translate(10 ${(TOP + height - BOTTOM) / 2}) rotate(-90)"
        text-anchor="middle"
      >
        ${this.yName}
      </text>
    </svg>`;
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const { width, height } = this.#size;
    const ratio = devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const scales = this.#scales(width, height);
    context.save();
    context.beginPath();
    context.rect(LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM);
    context.clip();
    if (this.kind === "line") this.#drawPoints(context, scales);
    this.#drawField(context, scales);
    if (this.kind !== "line") this.#drawPoints(context, scales);
    this.#drawRing(context, scales);
    context.restore();
  }

  #drawRing(context: CanvasRenderingContext2D, { x, y }: { readonly x: Scale; readonly y: Scale }): void {
    if (!this.marked) return;
    const palette = this.#palette.read();
    for (const [color, width] of [[palette.panel, 5] as const, [palette.ink, 2.5] as const]) {
      context.beginPath();
      context.arc(x(this.marked.x), y(this.marked.y), 9, 0, 2 * Math.PI);
      context.strokeStyle = cssColor(color);
      context.lineWidth = width;
      context.stroke();
    }
  }

  #drawField(context: CanvasRenderingContext2D, scales: { readonly x: Scale; readonly y: Scale }): void {
    const palette = this.#palette.read();
    const { values, side, channels, kind } = this;
    if (kind === "line") {
      this.#drawLine(context, scales);
      return;
    }
    if (values.length !== side * side * channels) return;
    const size = channels > kManyClasses ? kPaintedClasses : kPainted;
    if (this.#field.height !== size) this.#field.width = this.#field.height = size;
    const field = this.#field.getContext("2d");
    if (!field) return;
    if (this.#image?.width !== size) this.#image = field.createImageData(size, size);
    const pixels = new Uint32Array(this.#image.data.buffer);
    if (kind === "probability") paintProbability(values, side, size, palette, pixels);
    else if (kind === "classes") paintClasses(values, side, channels, size, palette, pixels);
    else paintNumbers(values, side, size, this.range, palette, pixels);
    field.putImageData(this.#image, 0, 0);
    const [left, right] = scales.x.range;
    const [bottom, top] = scales.y.range;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#field, left, top, right - left, bottom - top);
    context.strokeStyle = cssColor(palette.ink);
    context.lineWidth = 1.5;
    const box = [left, top, right - left, bottom - top] as const;
    if (kind === "probability") strokeContour(context, values, side, 0.5, box);
    for (let k = 0; kind === "classes" && k < channels; k++) {
      strokeContour(context, margins(values, channels, k), side, 0, box);
    }
  }

  #drawLine(context: CanvasRenderingContext2D, { x, y }: { readonly x: Scale; readonly y: Scale }): void {
    const { values } = this;
    const [low, high] = this.x;
    context.beginPath();
    values.forEach((value, i) => {
      context.lineTo(x(low + ((high - low) * (i + 0.5)) / values.length), y(value));
    });
    context.strokeStyle = cssColor(this.#palette.read().ink);
    context.lineWidth = 2.25;
    context.lineJoin = "round";
    context.stroke();
  }

  /** The points stay while the field below them changes: they are drawn once, many of them over a few frames. */
  #drawPoints(context: CanvasRenderingContext2D, scales: { readonly x: Scale; readonly y: Scale }): void {
    const { width, height } = context.canvas;
    const { kind, points, range, x, y } = this;
    const key = [points, this.#palette.read(), [kind, width, height, ...range, ...x, ...y].join()];
    if (key.some((part, i) => part !== this.#pointsKey[i])) {
      this.#pointsKey = key;
      [this.#pointsLayer.width, this.#pointsLayer.height] = [width, height];
      this.#pointsLayer.getContext("2d")?.scale(devicePixelRatio, devicePixelRatio);
      this.#pointsDrawn = 0;
    }
    const from = this.#pointsDrawn;
    const layer = this.#pointsLayer.getContext("2d");
    if (layer && from < points.length) {
      this.#pointsDrawn = Math.min(points.length, from + kPointsAtOnce);
      this.#paintPoints(layer, scales, points.slice(from, this.#pointsDrawn));
      if (this.#pointsDrawn < points.length)
        requestAnimationFrame(() => {
          this.requestUpdate();
        });
    }
    if (width > 0) context.drawImage(this.#pointsLayer, 0, 0, this.#size.width, this.#size.height);
  }

  #paintPoints(
    context: CanvasRenderingContext2D,
    { x, y }: { readonly x: Scale; readonly y: Scale },
    points: readonly MapPoint[],
  ): void {
    const palette = this.#palette.read();
    const [low, high] = this.range;
    const isNumber = this.kind === "number" || this.kind === "line";
    const numberColor = (value: number) => {
      const share = Math.min(1, Math.max(-1, (2 * (value - low)) / (high - low || 1) - 1));
      return mix(share < 0 ? palette.orange : palette.blue, palette.muted, Math.abs(share));
    };
    const radius = this.points.length > 1000 ? 2 : this.points.length > 400 ? 2.5 : 3;
    for (const point of points) {
      const token = classTokens[point.value % classTokens.length];
      const color = isNumber ? numberColor(point.value) : palette[token];
      const shape = isNumber ? 0 : point.value;
      drawPoint(context, {
        x: x(point.x),
        y: y(point.y),
        radius,
        shape,
        color,
        hollow: point.isTest,
        palette,
      });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-decision-map": DecisionMap;
  }
}

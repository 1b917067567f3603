/** The decision map: what a network says at every place of a plane, and the points it learns from. */

import { LitElement, css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles, overlayStyles } from "./chart-styles.js";
import { FieldLayer, type FieldKind } from "./field-layer.js";
import { formatTick } from "./format.js";
import type { MapPoint } from "./markers.js";
import { cssColor, PaletteReader } from "./palette.js";
import { PointsLayer } from "./points-layer.js";
import { linearScale, niceTicks, type Scale } from "./scale.js";
import { SizeController } from "./size-controller.js";

/** What the values of a map are: the probability of class 1, of every class, a number, or a number along a line. */
export type MapKind = FieldKind | "line";

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

const LEFT = 34;
const BOTTOM = 34;
const TOP = 4;
const RIGHT = 4;

/**
 * `<ap-decision-map kind="probability" .values=${grid} .side=${100} .points=${...} .x=${[-2, 2]} .y=${[-2, 2]}>`.
 * What stands in its slot lies over the plane, such as something to draw with.
 * Shapes: values [side * side, channels], top row first; of a line [side], from left to right.
 */
@customElement("ap-decision-map")
export class DecisionMap extends LitElement {
  static override styles = [
    chartStyles,
    overlayStyles,
    css`
      :host {
        width: 100%;
        aspect-ratio: 1;
      }
      .plot {
        position: absolute;
        inset: ${TOP}px ${RIGHT}px ${BOTTOM}px ${LEFT}px;
        pointer-events: none;
      }
      ::slotted(*) {
        position: absolute;
        inset: 0;
        pointer-events: auto;
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
  readonly #field = new FieldLayer();
  readonly #points = new PointsLayer();

  override render(): TemplateResult {
    const { width, height } = this.#size;
    return html`<canvas role="img" aria-label=${this.label}></canvas
      >${this.#size.known ? this.#axes(width, height) : nothing}
      <div class="plot"><slot></slot></div>`;
  }

  protected override updated(): void {
    if (this.#size.known) this.#draw();
  }

  #scales(width: number, height: number): Scales {
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

  #drawRing(context: CanvasRenderingContext2D, { x, y }: Scales): void {
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

  #drawField(context: CanvasRenderingContext2D, { x, y }: Scales): void {
    const { values, side, channels, kind, range } = this;
    const [[left, right], [bottom, top]] = [x.range, y.range];
    if (kind === "line") this.#drawLine(context, { x, y });
    else
      this.#field.draw(context, {
        kind,
        values,
        side,
        channels,
        range,
        palette: this.#palette.read(),
        box: [left, top, right - left, bottom - top],
      });
  }

  #drawLine(context: CanvasRenderingContext2D, { x, y }: Scales): void {
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

  #drawPoints(context: CanvasRenderingContext2D, scales: Scales): void {
    const { points, range, kind } = this;
    const areNumbers = kind === "number" || kind === "line";
    const hasMore = this.#points.draw(context, {
      points,
      areNumbers,
      range,
      palette: this.#palette.read(),
      ...scales,
    });
    if (hasMore)
      requestAnimationFrame(() => {
        this.requestUpdate();
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-decision-map": DecisionMap;
  }
}

/** A plane to draw points on, by mouse, finger or keys; it lies over a map, and says what is wanted of it. */

import { LitElement, css, html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { base } from "../styles/base.js";
import { overlayStyles } from "./chart-styles.js";
import type { MapPoint } from "./markers.js";
import { PaletteReader } from "./palette.js";
import { PointsLayer } from "./points-layer.js";
import { linearScale, type Scale } from "./scale.js";
import { SizeController } from "./size-controller.js";

/** What a press on the plane does. */
export type DrawTool = "add" | "move" | "remove";

/** Details of the events; `index` counts in `points`. */
export interface PointPlace {
  readonly x: number;
  readonly y: number;
}
export interface PointAdd extends PointPlace {
  readonly value: number;
}
export interface PointMove extends PointPlace {
  readonly index: number;
}

/** How near a point a press must come. Units: CSS px. */
const kReach = { mouse: 9, touch: 22 };
/** Farther than this, a press is a drag, or the page is being scrolled. */
const kStill = 5;
/** Steps of the arrow keys, and with Shift. */
const kSteps = [0.5, 2] as const;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A press that has not ended. */
interface Press {
  readonly pointer: number;
  readonly from: PointPlace;
  /** The point that is held; -1: none. */
  readonly held: number;
  /** Whether the hand has moved by more than a tremble. */
  readonly isDrag: boolean;
  readonly at: PointPlace;
}

/**
 * `<ap-draw-pad .points=${...} .x=${[-6, 6]} .y=${[-6, 6]} value="1" tool="add">`; fills its box. Arrow keys move a cursor,
 * Enter does what the tool does, a digit adds a point of that class, Delete removes the nearest point, Ctrl and Z undo.
 *
 * @fires point-add - detail {@link PointAdd}
 * @fires point-move - detail {@link PointMove}
 * @fires point-remove - detail: index of the point
 * @fires draw-undo
 */
@customElement("ap-draw-pad")
export class DrawPad extends LitElement {
  static override styles = [
    base,
    overlayStyles,
    css`
      .pad {
        position: absolute;
        inset: 0;
        outline-offset: -2px;
        cursor: crosshair;
        touch-action: pan-y pinch-zoom;
        user-select: none;
      }
      .move {
        cursor: grab;
        touch-action: none;
      }
      .remove {
        cursor: pointer;
      }
      canvas,
      svg {
        pointer-events: none;
      }
      .hair {
        stroke: var(--ap-ink);
        stroke-dasharray: 2 3;
      }
      .cursor,
      .held {
        fill: none;
        stroke: var(--ap-ink);
        stroke-width: 2;
      }
      .pad:not(:focus-visible) ~ svg .keys {
        display: none;
      }
      text {
        fill: var(--ap-ink);
        stroke: var(--ap-panel);
        stroke-width: 3;
        font-size: 12px;
        paint-order: stroke;
      }
    `,
  ];

  @property({ attribute: false }) points: readonly MapPoint[] = [];
  /** Whether it draws the points itself, rather than the map below. */
  @property({ type: Boolean }) shows = false;
  @property({ attribute: false }) x: readonly [number, number] = [-1, 1];
  @property({ attribute: false }) y: readonly [number, number] = [-1, 1];
  /** The class of the points that are added. */
  @property({ type: Number }) value = 0;
  /** How many classes there can be. */
  @property({ type: Number }) values = 2;
  @property() tool: DrawTool = "add";

  /** Where the keys are. */
  @state() protected cursor: PointPlace = { x: 0, y: 0 };
  @state() protected press: Press | undefined;
  @state() protected spoken = "";
  readonly #size = new SizeController(this);
  readonly #palette = new PaletteReader(this);
  readonly #layer = new PointsLayer();

  get #scales(): { readonly x: Scale; readonly y: Scale } {
    return {
      x: linearScale(this.x, [0, this.#size.width]),
      y: linearScale(this.y, [this.#size.height, 0]),
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Its number may be another point's by now.
    if (changed.has("points")) this.press = undefined;
  }

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>
      <div
        class="pad ${this.tool}"
        role="application"
        tabindex="0"
        aria-label="Plane to draw on. Arrow keys move the cursor, Enter does what the chosen tool does, a digit adds a point of that class, Delete removes the nearest point, Control and Z undo"
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#letGo}
        @keydown=${this.#onKey}
      ></div>
      ${this.#size.known ? this.#marks() : nothing}
      <p class="for-reader-only" role="status">${this.spoken}</p>`;
  }

  #marks(): TemplateResult {
    const { x, y } = this.#scales;
    const { width, height } = this.#size;
    const { cursor, press } = this;
    const [left, top] = [x(cursor.x), y(cursor.y)];
    const isRight = left > width - 70;
    const held = press?.isDrag === true && press.held >= 0 ? press.at : undefined;
    return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
      <g class="keys">
        <line class="hair" x1=${left} x2=${left} y1="0" y2=${height}></line>
        <line class="hair" x1="0" x2=${width} y1=${top} y2=${top}></line>
        <circle class="cursor" cx=${left} cy=${top} r="6"></circle>
        <text
          x=${left + (isRight ? -9 : 9)}
          y=${top < 20 ? top + 18 : top - 8}
          text-anchor=${isRight ? "end" : "start"}
        >
          ${placeWords(cursor)}
        </text>
      </g>
      ${held ? svg`<circle class="held" cx=${x(held.x)} cy=${y(held.y)} r="7"></circle>` : nothing}
    </svg>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context || !this.#size.known) return;
    const { width, height } = this.#size;
    [canvas.width, canvas.height] = [width, height].map((length) => Math.round(length * devicePixelRatio));
    if (!this.shows) return;
    const palette = this.#palette.read();
    const input = { points: this.points, areNumbers: false, range: [0, 1] as const, palette };
    if (this.#layer.draw(context, { ...input, ...this.#scales }))
      requestAnimationFrame(() => {
        this.requestUpdate();
      });
  }

  #placeOf({ clientX, clientY }: PointerEvent): PointPlace {
    const { left, top } = this.getBoundingClientRect();
    const { x, y } = this.#scales;
    return { x: x.invert(clientX - left), y: y.invert(clientY - top) };
  }

  /** Distance of two places on the screen. Units: CSS px. */
  #distance(a: PointPlace, b: PointPlace): number {
    const { x, y } = this.#scales;
    return Math.hypot(x(a.x) - x(b.x), y(a.y) - y(b.y));
  }

  /** The nearest point within reach, or -1. */
  #nearest(place: PointPlace, reach: number): number {
    let [nearest, least] = [-1, reach];
    this.points.forEach((point, i) => {
      const distance = this.#distance(point, place);
      if (distance <= least) [nearest, least] = [i, distance];
    });
    return nearest;
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || !this.#size.known) return;
    const isTouch = event.pointerType === "touch";
    const at = this.#placeOf(event);
    const held = this.#nearest(at, isTouch ? kReach.touch : kReach.mouse);
    this.press = { pointer: event.pointerId, from: at, held, isDrag: false, at };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  #onMove(event: PointerEvent): void {
    const { press } = this;
    if (press?.pointer !== event.pointerId) return;
    const at = this.#placeOf(event);
    this.press = { ...press, at, isDrag: press.isDrag || this.#distance(at, press.from) > kStill };
  }

  #onUp(event: PointerEvent): void {
    const { press, tool } = this;
    if (press?.pointer !== event.pointerId) return;
    this.press = undefined;
    const at = this.#placeOf(event);
    this.cursor = this.#inside(at);
    if (press.isDrag) {
      const moves = tool === "move" || (tool === "add" && event.pointerType !== "touch");
      if (moves && press.held >= 0) this.#fire("point-move", { index: press.held, ...this.cursor });
      return;
    }
    if (tool === "add") this.#fire("point-add", { ...this.cursor, value: this.value });
    if (tool === "remove" && press.held >= 0) this.#fire("point-remove", press.held);
  }

  readonly #letGo = (): void => {
    this.press = undefined;
  };

  #inside({ x, y }: PointPlace): PointPlace {
    const clamp = (value: number, [low, high]: readonly [number, number]) =>
      Math.min(high, Math.max(low, value));
    return { x: clamp(x, this.x), y: clamp(y, this.y) };
  }

  #onKey(event: KeyboardEvent): void {
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== "z") return;
      this.#fire("draw-undo", undefined);
    } else if (key in arrows) this.#moveCursor(arrows[key], kSteps[Number(event.shiftKey)]);
    else if (/^\d$/.test(key) && Number(key) < this.values) this.#add(Number(key));
    else if (key === "Delete" || key === "Backspace") this.#remove();
    else if ((key === "Enter" || key === " ") && this.tool !== "move") {
      if (this.tool === "add") this.#add(this.value);
      else this.#remove();
    } else return;
    event.preventDefault();
  }

  #moveCursor([right, up]: readonly [number, number], step: number): void {
    const { cursor } = this;
    // On whole steps, wherever a press has left it.
    const next = (value: number, by: number) => (by === 0 ? value : (Math.round(value / step) + by) * step);
    this.cursor = this.#inside({ x: next(cursor.x, right), y: next(cursor.y, up) });
    const near = this.#nearest(this.cursor, kReach.touch);
    const beside = near < 0 ? "" : `; beside a point of class ${this.points[near].value}`;
    this.spoken = `${placeWords(this.cursor)}${beside}`;
  }

  #add(value: number): void {
    this.#fire("point-add", { ...this.cursor, value });
    this.spoken = `Point of class ${value} at ${placeWords(this.cursor)}`;
  }

  #remove(): void {
    const near = this.#nearest(this.cursor, kReach.touch);
    this.spoken = near < 0 ? "No point is near" : `Point of class ${this.points[near].value} removed`;
    if (near >= 0) this.#fire("point-remove", near);
  }

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function placeWords({ x, y }: PointPlace): string {
  const text = (value: number) => value.toFixed(1).replace("-", "−");
  return `${text(x)}, ${text(y)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-draw-pad": DrawPad;
  }
  interface HTMLElementEventMap {
    "point-add": CustomEvent<PointAdd>;
    "point-move": CustomEvent<PointMove>;
    "point-remove": CustomEvent<number>;
  }
}

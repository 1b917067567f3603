/** The bars chart: handles one can drag above, and bars that answer below, one column for each. */

import { LitElement, css, html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { roundTo } from "./curve-frame.js";
import { formatTick } from "./format.js";
import { linearScale, niceStep, niceTicks, type Scale } from "./scale.js";
import { roughTextWidth, type SeriesColor } from "./series.js";
import { SizeController } from "./size-controller.js";
import { sliderKey } from "./slider-keys.js";

/** One column: the number one can set, and the bar that follows from it. */
export interface BarColumn {
  /** Such as `class 1`. */
  readonly name: string;
  /** What is set above. */
  readonly input: number;
  readonly inputText: string;
  /** What follows below; a value that is not finite is named, not drawn. */
  readonly output: number;
  readonly outputText: string;
  /** Instead of `outputText` where columns are narrow. */
  readonly outputShort?: string;
  /** Drawn in full colour; the others are paler. */
  readonly strong?: boolean;
}

/** Detail of `handle-move`: where the hand wants a column's number. */
export interface HandleMoveDetail {
  readonly index: number;
  readonly value: number;
}

const LEFT = 44;
const RIGHT = 8;
const HEAD = 34;
const NAMES = 26;
const HANDLE = 9;
const RING = HANDLE + 5;
/** Columns below this width take smaller and shorter texts. */
const NARROW = 46;
/** Half of the 44 px that a finger needs. */
const REACH = 22;

/** How far every other text moves aside where neighbours would touch. */
function stagger(text: string, slot: number, index: number): number {
  const fits = roughTextWidth(text, slot < NARROW ? 11 : 13) + 3 < slot;
  return fits || index % 2 === 0 ? 0 : 12;
}

/**
 * `<ap-bars-chart .columns=${...} .inputDomain=${[-5, 5]} .outputDomain=${[0, 1]} input-name="logit" ...>`.
 * Each handle is a slider: arrow keys, with Shift ten times as far, Home and End.
 *
 * @fires handle-move - detail {@link HandleMoveDetail}
 */
@customElement("ap-bars-chart")
export class BarsChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        aspect-ratio: 3 / 2;
        min-height: 380px;
      }
      svg {
        position: absolute;
        inset: 0;
        touch-action: pan-y;
      }
      .stem {
        stroke: var(--series);
        stroke-width: 2.25;
      }
      .bar {
        fill: var(--series);
        transition: opacity var(--ap-motion, 0ms) ease-out;
      }
      .pale .bar {
        opacity: 0.55;
      }
      .handle {
        cursor: ns-resize;
        touch-action: none;
      }
      .handle .reach {
        fill: transparent;
      }
      .handle .knob {
        fill: var(--series);
        stroke: var(--ap-ground);
        stroke-width: 2;
      }
      .handle:hover .knob {
        stroke: var(--series);
      }
      .value {
        font-weight: 600;
        text-anchor: middle;
      }
      .narrow .value {
        font-size: 11px;
      }
      .name {
        fill: var(--ap-muted);
        font-size: 12px;
        text-anchor: middle;
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly BarColumn[] = [];
  @property({ attribute: false }) inputDomain: readonly [number, number] = [-5, 5];
  @property({ attribute: false }) outputDomain: readonly [number, number] = [0, 1];
  @property() color: SeriesColor = "blue";
  @property({ attribute: "input-name" }) inputName = "input";
  @property({ attribute: "output-name" }) outputName = "output";
  @property({ type: Number }) step = 0.1;
  /** What the chart shows, for people who do not see it. */
  @property() label = "Bars";

  /** The axis of the handles stands still while one is dragged, even past its end. */
  @state() protected heldDomain: readonly [number, number] | undefined;
  readonly #size = new SizeController(this);

  override render(): TemplateResult {
    const { width, height } = this.#size;
    if (!this.#size.known) return html`<svg aria-hidden="true"></svg>`;
    const free = height - 2 * HEAD - NAMES;
    const middle = HEAD + free * 0.5;
    const inputs = linearScale(this.heldDomain ?? this.inputDomain, [middle, HEAD]);
    const outputs = linearScale(this.outputDomain, [height - NAMES, middle + HEAD]);
    const slot = (width - LEFT - RIGHT) / Math.max(1, this.columns.length);
    const x = (i: number): number => LEFT + slot * (i + 0.5);
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      role="group"
      aria-label=${this.label}
      class="${this.color} ${slot < NARROW ? "narrow" : ""}"
    >
      ${this.#axis(inputs, this.inputName, width)} ${this.#axis(outputs, this.outputName, width)}
      ${this.columns.map((column, i) => this.#bar(column, x(i), slot, outputs, i))}
      ${this.columns.map((column, i) => this.#handle(column, i, x(i), slot, inputs))}
      ${this.columns.map(
        ({ name }, i) => svg`<text class="name" x=${x(i)} y=${height - NAMES + 18}>${name}</text>`,
      )}
    </svg>`;
  }

  /** The picture as it stands, for saving. */
  get picture(): SVGSVGElement | null {
    return this.renderRoot.querySelector("svg");
  }

  #axis(y: Scale, name: string, width: number): SVGTemplateResult {
    const [bottom, top] = y.range;
    const ticks = niceTicks(y.domain, Math.max(2, Math.floor((bottom - top) / 44)));
    return svg`<text class="axis-name" x=${LEFT} y=${top - 20}>${name}</text>
      ${ticks.map(
        (
          t,
        ) => svg`<line class=${t === 0 ? "zero" : "grid"} x1=${LEFT} x2=${width - RIGHT} y1=${y(t)} y2=${y(t)}></line>
          <text class="tick" x=${LEFT - 8} y=${y(t)} dy="0.32em" text-anchor="end">${formatTick(t)}</text>`,
      )}`;
  }

  #bar(column: BarColumn, x: number, slot: number, y: Scale, index: number): SVGTemplateResult {
    const width = Math.min(72, slot * 0.64);
    const text = slot < NARROW ? (column.outputShort ?? column.outputText) : column.outputText;
    const drawable = Number.isFinite(column.output);
    const [low, high] = y.domain;
    const clipped = Math.min(high, Math.max(low, drawable ? column.output : 0));
    const zero = y(Math.min(high, Math.max(low, 0)));
    const top = Math.min(zero, y(clipped));
    const down = clipped < 0;
    // A bar of almost nothing still shows that there is something.
    const height = drawable && column.output !== 0 ? Math.max(1, Math.abs(y(clipped) - zero)) : 0;
    const aside = stagger(text, slot, index);
    const at = down ? Math.min(top + height + 15 + aside, y.range[0] + 12) : top - 6 - aside;
    return svg`<g class=${column.strong ? "" : "pale"}>
      <rect class="bar" x=${x - width / 2} y=${down ? top : zero - height} width=${width} height=${height} rx="1.5"></rect>
      <text class="value halo" x=${x} y=${at}>${text}</text>
    </g>`;
  }

  #handle(column: BarColumn, index: number, x: number, slot: number, y: Scale): SVGTemplateResult {
    const [low, high] = y.domain;
    const at = y(Math.min(high, Math.max(low, column.input)));
    const zero = y(Math.min(high, Math.max(low, 0)));
    const reach = Math.min(REACH, slot / 2);
    const aside = stagger(column.inputText, slot, index);
    return svg`<line class="stem" x1=${x} x2=${x} y1=${zero} y2=${at}></line>
      <g class="handle focusable" role="slider" tabindex="0" aria-label="${this.inputName} ${column.name}"
        aria-orientation="vertical" aria-valuemin=${low} aria-valuemax=${high} aria-valuenow=${column.input}
        aria-valuetext=${column.outputText === "" ? column.inputText : `${column.inputText}, ${this.outputName} ${column.outputText}`}
        @pointerdown=${(event: PointerEvent) => {
          this.#grab(event);
        }}
        @pointermove=${(event: PointerEvent) => {
          this.#drag(event, index, y);
        }}
        @pointerup=${this.#letGo}
        @pointercancel=${this.#letGo}
        @keydown=${(event: KeyboardEvent) => {
          this.#onKey(event, index);
        }}>
        <rect class="reach" x=${x - reach} y=${at - REACH} width=${2 * reach} height=${2 * REACH}></rect>
        <rect class="focus-ring" x=${x - RING} y=${at - RING} width=${2 * RING} height=${2 * RING} rx=${RING}></rect>
        <circle class="knob" cx=${x} cy=${at} r=${HANDLE}></circle>
      </g>
      <text class="value halo" pointer-events="none" x=${x}
        y=${column.input < 0 ? at + 25 + aside : at - 15 - aside}
        >${column.inputText}</text>`;
  }

  #grab(event: PointerEvent): void {
    if (!(event.currentTarget instanceof SVGElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    this.heldDomain = this.inputDomain;
    event.preventDefault();
  }

  readonly #letGo = (): void => {
    this.heldDomain = undefined;
  };

  #drag(event: PointerEvent, index: number, y: Scale): void {
    if (
      !(event.currentTarget instanceof SVGElement) ||
      !event.currentTarget.hasPointerCapture(event.pointerId)
    )
      return;
    const wished = y.invert(event.clientY - this.getBoundingClientRect().top);
    const [low, high] = y.domain;
    const step = Math.max(this.step, niceStep((high - low) / 200, 1));
    this.#move(index, roundTo(Math.min(high, Math.max(low, wished)), step));
  }

  #onKey(event: KeyboardEvent, index: number): void {
    const [min, max] = this.inputDomain;
    const step = Math.max(this.step, niceStep((max - min) / 100, 1));
    const now = this.columns[index].input;
    const next = sliderKey(event, { now, min, max, step, largeStep: 10 * step });
    if (next === undefined) return;
    event.preventDefault();
    this.#move(index, roundTo(next, step));
  }

  #move(index: number, value: number): void {
    const detail: HandleMoveDetail = { index, value };
    this.dispatchEvent(new CustomEvent("handle-move", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-bars-chart": BarsChart;
  }
  interface HTMLElementEventMap {
    "handle-move": CustomEvent<HandleMoveDetail>;
  }
}

/** The history chart: a few values over epochs, small, with their names at the lines' ends. */

import { LitElement, css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatFixed, formatTick } from "./format.js";
import { linePath } from "./path.js";
import { finiteExtent, linearScale, niceTicks, type Scale } from "./scale.js";
import { spreadLabels, type SeriesColor, type SeriesDash } from "./series.js";
import { SizeController } from "./size-controller.js";
import { sliderKey } from "./slider-keys.js";

export interface HistorySeries {
  readonly label: string;
  readonly color: SeriesColor;
  readonly dash?: SeriesDash;
  /** How many epochs there are. */
  readonly count: number;
  /** The value of epoch `index + 1`; what is not finite was not measured. Asked for the points drawn only. */
  readonly valueAt: (index: number) => number;
}

const LEFT = 34;
const RIGHT = 40;
const TOP = 20;
const BOTTOM = 18;
/** More points than this over a few hundred px cannot be told apart. */
const kMostPoints = 400;

/** Every n-th epoch, and always the last one: at most about `most`. */
export function thinned(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  const kept = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
  if (count > 0 && kept[kept.length - 1] !== count - 1) kept.push(count - 1);
  return kept;
}

/** `<ap-history-chart name="Loss" .series=${...} .epochs=${300}>`; arrow keys read the values. */
@customElement("ap-history-chart")
export class HistoryChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        height: 120px;
      }
      svg {
        position: absolute;
        inset: 0;
        touch-action: pan-y;
        cursor: crosshair;
      }
      .line {
        stroke-width: 1.75;
      }
      .dashed {
        stroke-dasharray: 4 3;
      }
      .name {
        font-size: 12px;
        font-weight: 600;
      }
      .series-label {
        font-size: 12px;
      }
      .read-out {
        fill: var(--ap-muted);
        font-size: 12px;
      }
    `,
  ];

  /** What is drawn, such as `Loss`. */
  @property() name = "";
  @property() unit = "";
  @property({ attribute: false }) series: readonly HistorySeries[] = [];
  /** Where the x axis ends. */
  @property({ type: Number }) epochs = 1;
  /** Where the y axis ends; left out: at the data. */
  @property({ attribute: false }) yDomain?: readonly [number, number];
  @property({ type: Number }) decimals = 3;

  @state() protected probe: number | undefined;
  readonly #size = new SizeController(this);

  get #count(): number {
    return this.series.reduce((most, { count }) => Math.max(most, count), 0);
  }

  override render(): TemplateResult {
    if (!this.#size.known) return html`<svg aria-hidden="true"></svg>`;
    const { width, height } = this.#size;
    const [x, y] = this.#scales(width, height);
    const at = this.probe ?? this.#count;
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      class="focusable"
      role="slider"
      tabindex="0"
      aria-label="${this.name} by epoch. Arrow keys read the values"
      aria-orientation="horizontal"
      aria-valuemin="0"
      aria-valuemax=${this.#count}
      aria-valuenow=${at}
      aria-valuetext=${this.#describe(at)}
      @pointermove=${this.#onPointer}
      @pointerdown=${this.#onPointer}
      @pointerleave=${this.#leave}
      @blur=${this.#leave}
      @keydown=${this.#onKey}
    >
      ${this.#axes(x, y)} ${this.series.map((series) => this.#line(series, x, y))} ${this.#labels(x, y)}
      ${this.probe === undefined ? nothing : svg`<line class="hair" x1=${x(at)} x2=${x(at)} y1=${TOP} y2=${height - BOTTOM}></line>`}
      <text class="name" x="0" y="12">
        ${this.name}
        <tspan class="read-out" font-weight="400">${this.#readOut()}</tspan>
      </text>
      <rect class="focus-ring" x="1" y="1" width=${width - 2} height=${height - 2} rx="3"></rect>
    </svg>`;
  }

  #scales(width: number, height: number): [Scale, Scale] {
    const [low, high] = this.yDomain ??
      finiteExtent(
        [0],
        ...this.series.map(({ count, valueAt }) => thinned(count, kMostPoints).map(valueAt)),
      ) ?? [0, 1];
    return [
      linearScale([1, Math.max(2, this.epochs, this.#count)], [LEFT, width - RIGHT]),
      linearScale([low, high > low ? high : low + 1], [height - BOTTOM, TOP + 4]),
    ];
  }

  #axes(x: Scale, y: Scale): SVGTemplateResult {
    const [left, right] = x.range;
    const ticks = niceTicks(y.domain, 2);
    return svg`${ticks.map(
      (t) => svg`<line class=${t === 0 ? "zero" : "grid"} x1=${left} x2=${right} y1=${y(t)} y2=${y(t)}></line>
        <text class="tick" x=${left - 6} y=${y(t)} dy="0.32em" text-anchor="end">${formatTick(t)}</text>`,
    )}
    <text class="tick" x=${left} y=${y.range[0] + 14}>1</text>
    <text class="tick" x=${right} y=${y.range[0] + 14} text-anchor="end">epoch ${x.domain[1]}</text>`;
  }

  #line({ count, valueAt, color, dash }: HistorySeries, x: Scale, y: Scale): SVGTemplateResult {
    const kept = thinned(count, kMostPoints);
    const path = linePath(
      kept.map((i) => i + 1),
      kept.map(valueAt),
      x,
      y,
    );
    return svg`<g class=${color}><path class="line ${dash ?? "solid"}" d=${path}></path></g>`;
  }

  #labels(x: Scale, y: Scale): SVGTemplateResult[] {
    const wishes = this.series.flatMap((item) => {
      const end = thinned(item.count, kMostPoints).map(item.valueAt).findLast(Number.isFinite);
      return end === undefined ? [] : [{ item, y: Math.min(y.range[0], Math.max(y.range[1], y(end))) }];
    });
    const at = x(this.#count);
    return spreadLabels(wishes, 14, y.range[1] - 2, y.range[0]).map(
      ({ item, y: place }) =>
        svg`<text class="series-label halo ${item.color}" x=${Math.min(at, x.range[1]) + 6} y=${place} dy="0.34em">${item.label}</text>`,
    );
  }

  /** The newest values, or those under the hair. */
  #readOut(): string {
    const epoch = this.probe ?? this.#count;
    if (epoch === 0) return this.unit;
    const values = this.series.map(({ label, count, valueAt }) => {
      const value = epoch <= count ? valueAt(epoch - 1) : NaN;
      return Number.isNaN(value) ? "" : `${label} ${formatFixed(value, this.decimals)}`;
    });
    const known = values.filter((text) => text !== "").join(", ");
    return this.probe === undefined ? known : `epoch ${epoch}: ${known}`;
  }

  #describe(epoch: number): string {
    if (epoch === 0) return "no epochs yet";
    const parts = this.series.map(
      ({ label, valueAt }) => `${label} ${formatFixed(valueAt(epoch - 1), this.decimals)}`,
    );
    return `epoch ${epoch}: ${parts.join(", ")}`;
  }

  readonly #leave = (): void => {
    this.probe = undefined;
  };

  #onPointer(event: PointerEvent): void {
    if (this.#count === 0) return;
    const [x] = this.#scales(this.#size.width, this.#size.height);
    const epoch = Math.round(x.invert(event.clientX - this.getBoundingClientRect().left));
    this.probe = Math.min(this.#count, Math.max(1, epoch));
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#count;
    if (last === 0) return;
    if (event.key === "Escape") this.probe = undefined;
    const largeStep = Math.max(1, Math.round(last / 10));
    const next = sliderKey(event, { now: this.probe ?? last, min: 1, max: last, step: 1, largeStep });
    if (next === undefined) return;
    event.preventDefault();
    this.probe = next;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-history-chart": HistoryChart;
  }
}

/** The loss chart: one line a run over epochs, floors drawn in, recorded values as rings, an exact read-out. */

import {
  LitElement,
  css,
  html,
  nothing,
  svg,
  type PropertyValues,
  type SVGTemplateResult,
  type TemplateResult,
} from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatFixed, formatTick } from "./format.js";
import { linePath } from "./path.js";
import { finiteExtent, linearScale, niceTicks, type Scale } from "./scale.js";
import { roughTextWidth, spreadLabels, type SeriesColor, type SeriesDash } from "./series.js";
import { SizeController } from "./size-controller.js";
import { sliderKey } from "./slider-keys.js";

/** One line of the chart. */
export interface LossSeries {
  readonly id: string;
  /** Stands at the line's end. */
  readonly label: string;
  readonly color: SeriesColor;
  /** Default `solid`. */
  readonly dash?: SeriesDash;
  /** `values[i]` is the value of epoch `i + 1`. A number that is not finite breaks the line. */
  readonly values: readonly number[];
  /** Values recorded elsewhere (PyTorch's), drawn as small rings on the line. */
  readonly rings?: readonly LossRing[];
  /** Drawn pale: an earlier run kept for comparison. */
  readonly faded?: boolean;
}

/** A recorded value. `epoch` is 1-based. */
export interface LossRing {
  readonly epoch: number;
  readonly value: number;
}

/** A value that a loss cannot fall below. */
export interface LossFloor {
  readonly value: number;
  /** Such as `floor ln(1 + 1/e) = 0.3133`. */
  readonly label: string;
}

/** Detail of `chart-probe`: the epoch under the hand, or null when it left. */
export interface ChartProbeDetail {
  readonly epoch: number | null;
}

interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly wide: boolean;
}

const FONT = 13;
const LABEL_GAP = 16;

/**
 * `<ap-loss-chart>`: give it `series`, and optionally `floors`, `epochs` (where the x axis ends; default: the longest
 * series) and `label`. It takes its width from its place and its height from CSS (`aspect-ratio` 16 / 9 unless set).
 * A probe shows exact values: pointer, touch, or arrow keys, Home, End, Page keys while it has the focus.
 *
 * @fires chart-probe - detail {@link ChartProbeDetail}
 */
@customElement("ap-loss-chart")
export class LossChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        aspect-ratio: 16 / 9;
        min-height: 240px;
      }
      svg {
        position: absolute;
        inset: 0;
        touch-action: pan-y;
        cursor: crosshair;
      }
      .floor {
        stroke: var(--ap-red);
        stroke-width: 1.25;
        stroke-dasharray: 2 3;
      }
      .floor-label {
        fill: var(--ap-red);
        font-size: 12px;
      }
      .record {
        fill: none;
        stroke: var(--ap-ink);
        stroke-width: 1.25;
      }
      .read-out {
        fill: var(--ap-panel);
        stroke: var(--ap-line);
        opacity: 0.96;
      }
      .number {
        text-anchor: end;
      }
      .title {
        fill: var(--ap-muted);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) series: readonly LossSeries[] = [];
  @property({ attribute: false }) floors: readonly LossFloor[] = [];
  /** Where the x axis ends; 0 takes the longest series. */
  @property({ type: Number }) epochs = 0;
  /** What the chart shows, for people who do not see it. */
  @property() label = "Loss by epoch";
  /** Name of the y axis. */
  @property({ attribute: "y-name" }) yName = "loss";
  @property({ type: Number }) decimals = 4;
  /** Start the y axis at zero (default), or at the data. */
  @property({ attribute: "y-from" }) yFrom: "zero" | "data" = "zero";

  #probe: number | null = null;
  readonly #size = new SizeController(this);

  override render(): TemplateResult {
    if (!this.#size.known) return html`<svg aria-hidden="true"></svg>`;
    const frame = this.#frame();
    return html`<svg
      viewBox="0 0 ${this.#size.width} ${this.#size.height}"
      class="focusable"
      role="slider"
      tabindex="0"
      aria-label="${this.label}. Arrow keys read the values"
      aria-orientation="horizontal"
      aria-valuemin="1"
      aria-valuemax=${this.#lastEpoch}
      aria-valuenow=${this.#probe ?? this.#longest}
      aria-valuetext=${this.#describe(this.#probe ?? this.#longest)}
      @pointermove=${this.#onPointer}
      @pointerdown=${this.#onPointer}
      @pointerleave=${this.#leave}
      @keydown=${this.#onKey}
      @blur=${this.#leave}
    >
      ${this.#axes(frame)} ${this.#floorLines(frame)} ${this.series.map((s) => this.#line(s, frame))}
      ${this.#endLabels(frame)} ${this.#probe === null ? nothing : this.#readOut(this.#probe, frame)}
      <rect
        class="focus-ring"
        x="1"
        y="1"
        width=${this.#size.width - 2}
        height=${this.#size.height - 2}
        rx="3"
      ></rect>
    </svg>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("series") && this.#probe !== null && this.#probe > this.#lastEpoch) this.#probe = null;
  }

  get #longest(): number {
    return this.series.reduce((most, { values }) => Math.max(most, values.length), 0);
  }

  get #lastEpoch(): number {
    return Math.max(1, this.epochs, this.#longest);
  }

  #frame(): Frame {
    const { width, height } = this.#size;
    const longest = Math.max(0, ...this.series.map(({ label }) => roughTextWidth(label, FONT)));
    const wide = width >= 480;
    const right = wide ? Math.min(width * 0.34, longest + 18) : 12;
    const top = wide ? 26 : 26 + 18 * this.series.length;
    const data = finiteExtent(
      ...this.series.map(({ values }) => values),
      ...this.series.map(({ rings }) => (rings ?? []).map(({ value }) => value)),
      this.floors.map(({ value }) => value),
    ) ?? [0, 1];
    const low = this.yFrom === "zero" ? Math.min(0, data[0]) : data[0] - (data[1] - data[0]) * 0.08;
    const high = data[1] + (data[1] - low || 1) * 0.06;
    return {
      x: linearScale([1, Math.max(2, this.#lastEpoch)], [44, width - right]),
      y: linearScale([low, high], [height - 34, top]),
      wide,
    };
  }

  #axes({ x, y }: Frame): SVGTemplateResult {
    const [left, right] = x.range;
    const [bottom, top] = y.range;
    const yTicks = niceTicks(y.domain, Math.max(2, Math.floor((bottom - top) / 72)));
    const last = this.#lastEpoch;
    const xTicks = niceTicks([1, last], Math.max(2, Math.floor((right - left) / 90))).filter((t) =>
      Number.isInteger(t),
    );
    if (!xTicks.includes(1) && (xTicks[0] ?? 99) - 1 > last * 0.06) xTicks.unshift(1);
    return svg`
      ${yTicks.map(
        (
          t,
        ) => svg`<line class=${t === 0 ? "zero" : "grid"} x1=${left} x2=${right} y1=${y(t)} y2=${y(t)}></line>
          <text class="tick" x=${left - 8} y=${y(t)} dy="0.32em" text-anchor="end">${formatTick(t)}</text>`,
      )}
      ${xTicks.map(
        (t) => svg`<line class="zero" x1=${x(t)} x2=${x(t)} y1=${bottom} y2=${bottom + 5}></line>
          <text class="tick" x=${x(t)} y=${bottom + 18} text-anchor="middle">${t}</text>`,
      )}
      <text class="axis-name" x=${left - 36} y="12">${this.yName}</text>
      <text class="axis-name" x=${right} y=${bottom + 31} text-anchor="end">epoch</text>`;
  }

  #floorLines({ x, y }: Frame): SVGTemplateResult[] {
    const [left, right] = x.range;
    return this.floors.map(
      ({
        value,
        label,
      }) => svg`<line class="floor" x1=${left} x2=${right} y1=${y(value)} y2=${y(value)}></line>
        <text class="floor-label halo" x=${left + 6} y=${y(value) - 6}>${label}</text>`,
    );
  }

  #line(series: LossSeries, { x, y }: Frame): SVGTemplateResult {
    const epochs = series.values.map((_, i) => i + 1);
    const last = series.values.length;
    const end = series.values.at(-1);
    const showEnd = end !== undefined && Number.isFinite(end) && (last < this.#lastEpoch || last === 1);
    return svg`<g class="${series.color} ${series.faded ? "faded" : ""}">
      <path class="line ${series.dash ?? "solid"}" d=${linePath(epochs, series.values, x, y)}></path>
      ${showEnd ? svg`<circle class="dot" cx=${x(last)} cy=${y(end)} r="4"></circle>` : nothing}
      ${(series.rings ?? []).map(
        ({ epoch, value }) => svg`<circle class="record" cx=${x(epoch)} cy=${y(value)} r="5"></circle>`,
      )}
    </g>`;
  }

  #endLabels({ x, y, wide }: Frame): SVGTemplateResult[] {
    const named = this.series.filter(({ label }) => label !== "");
    if (!wide) {
      return named.map(
        (s, i) => svg`<g class="${s.color} ${s.faded ? "faded" : ""}">
          <line class="line ${s.dash ?? "solid"}" x1="48" x2="74" y1=${30 + i * 18} y2=${30 + i * 18}></line>
          <text class="series-label" x="82" y=${30 + i * 18} dy="0.34em">${s.label}</text></g>`,
      );
    }
    const wishes = named.flatMap((item) => {
      const end = item.values.findLast((value) => Number.isFinite(value));
      return end === undefined ? [] : [{ item, y: y(end) }];
    });
    return spreadLabels(wishes, LABEL_GAP, y.range[1] + 4, y.range[0] - 4).map(({ item, y: at }) => {
      const edge = x(item.values.length);
      const atEnd = edge > x.range[1] - 40;
      return svg`<text class="series-label halo ${item.color} ${item.faded ? "faded" : ""}"
        x=${atEnd ? x.range[1] + 8 : edge + 8} y=${at} dy="0.34em">${item.label}</text>`;
    });
  }

  #readOut(epoch: number, { x, y }: Frame): SVGTemplateResult {
    const rows = this.series.flatMap((s) => {
      const value = s.values.at(epoch - 1);
      return value === undefined ? [] : [{ s, value }];
    });
    const nameWidth = Math.max(48, ...rows.map(({ s }) => roughTextWidth(s.label, FONT)));
    const boxWidth = nameWidth + 100;
    const boxHeight = 26 + rows.length * 18;
    const [left, right] = x.range;
    const at = x(epoch);
    const onRight = at + 12 + boxWidth <= Math.max(right, this.#size.width - 4);
    const boxX = Math.max(left, onRight ? at + 12 : at - 12 - boxWidth);
    // The half with fewer lines in it is the one to write in.
    const [bottom, top] = y.range;
    const high = rows.filter(({ value }) => y(value) < (top + bottom) / 2).length * 2 >= rows.length;
    const boxY = high ? bottom - boxHeight - 10 : top;
    return svg`<line class="hair" x1=${at} x2=${at} y1=${y.range[0]} y2=${y.range[1]}></line>
      ${rows.map(({ s, value }) =>
        Number.isFinite(value)
          ? svg`<circle class="dot ${s.color}" cx=${at} cy=${y(value)} r="4.5"></circle>`
          : nothing,
      )}
      <rect class="read-out" x=${boxX} y=${boxY} width=${boxWidth} height=${boxHeight} rx="4"></rect>
      <text class="title" x=${boxX + 10} y=${boxY + 17}>epoch ${epoch}</text>
      ${rows.map(
        (
          { s, value },
          i,
        ) => svg`<text class="series-label ${s.color}" x=${boxX + 10} y=${boxY + 35 + i * 18}>${s.label}</text>
          <text class="number" x=${boxX + boxWidth - 10} y=${boxY + 35 + i * 18}>${formatFixed(value, this.decimals)}</text>`,
      )}`;
  }

  #describe(epoch: number): string {
    const parts = this.series.flatMap(({ label, values }) => {
      const value = values.at(epoch - 1);
      return value === undefined ? [] : [`${label || this.yName} ${formatFixed(value, this.decimals)}`];
    });
    return parts.length === 0 ? "no epochs yet" : `epoch ${epoch}: ${parts.join(", ")}`;
  }

  #setProbe(epoch: number | null): void {
    if (epoch === this.#probe) return;
    this.#probe = epoch;
    this.requestUpdate();
    const detail: ChartProbeDetail = { epoch };
    this.dispatchEvent(new CustomEvent("chart-probe", { detail, bubbles: true, composed: true }));
  }

  readonly #leave = (): void => {
    this.#setProbe(null);
  };

  #onPointer(event: PointerEvent): void {
    if (this.#longest === 0) return;
    const box = this.getBoundingClientRect();
    const epoch = Math.round(this.#frame().x.invert(event.clientX - box.left));
    this.#setProbe(Math.min(this.#longest, Math.max(1, epoch)));
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#longest;
    if (last === 0) return;
    const largeStep = Math.max(1, Math.round(last / 10));
    const next = sliderKey(event, { now: this.#probe ?? last, min: 1, max: last, step: 1, largeStep });
    if (event.key === "Escape") this.#setProbe(null);
    if (next === undefined) return;
    event.preventDefault();
    this.#setProbe(next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-loss-chart": LossChart;
  }
}

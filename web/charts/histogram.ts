/** A small histogram: how often values fall where, with zero marked. */

import { css, html, LitElement, svg, type SVGTemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatTick } from "./format.js";

/** How often values fall into bins of equal width; NaN: there are none. */
export interface HistogramBins {
  readonly low: number;
  readonly high: number;
  readonly counts: ArrayLike<number>;
}

/** The picture's own units; it is stretched to its element. */
const WIDTH = 200;
const HEIGHT = 40;

/** The nearest of 1, 2, 5, 10, 20... that is as large: an axis that stays while the values move a little. */
export function roomFor(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1;
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const lead = size / power;
  return power * (lead <= 1.000001 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

/** An axis with zero on it, from the values' round ends. */
export function axisOf({ low, high }: HistogramBins): readonly [number, number] {
  const [left, right] = [low < 0 ? -roomFor(-low) : 0, high > 0 ? roomFor(high) : 0];
  return left === right ? [-1, 1] : [left, right];
}

/** One closed outline of all bars. */
export function outline(bins: HistogramBins, [left, right]: readonly [number, number]): string {
  const { low, high, counts } = bins;
  const most = Math.max(0, ...Array.from(counts));
  if (most === 0 || Number.isNaN(low)) return "";
  const at = (value: number) => ((value - left) / (right - left)) * WIDTH;
  // All values alike make one bar, which is to be seen.
  const width = Math.max(high - low, (right - left) / 60) / counts.length;
  const parts = Array.from(counts, (count, i) => {
    const y = (HEIGHT * (1 - count / most)).toFixed(1);
    return `L${at(low + i * width).toFixed(1)} ${y}L${at(low + (i + 1) * width).toFixed(1)} ${y}`;
  });
  return `M${at(low).toFixed(1)} ${HEIGHT}${parts.join("")}L${at(low + counts.length * width).toFixed(1)} ${HEIGHT}Z`;
}

/** `<ap-histogram label="Pre-activations of layer 1" .bins=${{ low, high, counts }}>`. */
@customElement("ap-histogram")
export class HistogramChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        height: auto;
      }

      svg {
        display: block;
        width: 100%;
        height: 44px;
        overflow: visible;
      }

      path {
        fill: var(--ap-ink);
        opacity: 0.62;
      }

      line {
        stroke: var(--ap-edge);
        vector-effect: non-scaling-stroke;
      }

      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--ap-muted);
        font-size: 12px;
        line-height: 1.3;
      }
    `,
  ];

  @property({ attribute: false }) bins: HistogramBins = { low: NaN, high: NaN, counts: [] };
  @property() label = "";

  override render() {
    const { bins, label } = this;
    if (Number.isNaN(bins.low)) return html`<p class="ends">no finite value</p>`;
    const axis = axisOf(bins);
    const words = `${label}: from ${formatTick(bins.low)} to ${formatTick(bins.high)}`;
    return html`
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${words}>
        ${this.#picture(bins, axis)}
      </svg>
      <div class="ends" aria-hidden="true">
        <span>${formatTick(axis[0])}</span><span>${formatTick(axis[1])}</span>
      </div>
    `;
  }

  #picture(bins: HistogramBins, axis: readonly [number, number]): SVGTemplateResult {
    const zero = (-axis[0] / (axis[1] - axis[0])) * WIDTH;
    return svg`
      <path d=${outline(bins, axis)} />
      <line x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
      <line x1=${zero} x2=${zero} y1="0" y2=${HEIGHT} />
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-histogram": HistogramChart;
  }
}

/** Bars on a log axis, one for each layer: sizes that differ by powers of ten, such as gradients. */

import { LitElement, css, html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatScientific, formatTick } from "./format.js";
import { decadeTicks, logScale, type Scale } from "./scale.js";
import { SizeController } from "./size-controller.js";

export interface LayerBar {
  readonly name: string;
  /** NaN: not measured yet. */
  readonly value: number;
}

/** So many decades below the largest bar a value counts as vanished. */
const kVanished = 1e-6;

const LEFT = 58;
const RIGHT = 74;
const TOP = 22;
const BOTTOM = 16;

/** Whole decades around the bars, five at least; the "vanished" line comes into sight when a bar comes near it. */
export function decadesAround(values: readonly number[]): readonly [number, number] {
  const known = values.filter((value) => value > 0 && value < Infinity);
  if (known.length === 0) return [1e-5, 1];
  const top = 10 ** Math.ceil(Math.log10(Math.max(...known)));
  const low = 10 ** Math.floor(Math.log10(Math.min(...known)));
  return [Math.max(top * 1e-12, Math.min(low, top * 1e-5)), top];
}

/** A size with two digits, as it stands beside its bar. */
export function barText(value: number): string {
  if (Number.isNaN(value)) return "not yet";
  if (value === 0) return "0";
  return value >= 0.01 && value < 1000 ? String(Number(value.toPrecision(2))) : formatScientific(value, 1);
}

/** `<ap-layer-bars name="Gradient size" .bars=${[{ name: "layer 1", value: 0.01 }]}>`. */
@customElement("ap-layer-bars")
export class LayerBars extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        height: 110px;
      }
      svg {
        position: absolute;
        inset: 0;
      }
      .bar {
        fill: var(--ap-ink);
        opacity: 0.62;
      }
      .vanished {
        stroke: var(--ap-red);
        stroke-dasharray: 2 3;
      }
      .vanished-name {
        fill: var(--ap-red);
        font-size: 12px;
      }
      .name {
        font-size: 12px;
        font-weight: 600;
      }
      .row,
      .number {
        font-size: 12px;
      }
    `,
  ];

  @property() name = "";
  @property({ attribute: false }) bars: readonly LayerBar[] = [];

  readonly #size = new SizeController(this);

  override render(): TemplateResult {
    if (!this.#size.known) return html`<svg aria-hidden="true"></svg>`;
    const { width, height } = this.#size;
    const x = logScale(decadesAround(this.bars.map(({ value }) => value)), [LEFT, width - RIGHT]);
    const row = Math.min(26, (height - TOP - BOTTOM) / Math.max(1, this.bars.length));
    const bottom = TOP + row * this.bars.length;
    return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.#summary()}>
      <text class="name" x="0" y="12">${this.name}</text>
      ${decadeTicks(x.domain, 4).map(
        (t) => svg`<line class="grid" x1=${x(t)} x2=${x(t)} y1=${TOP} y2=${bottom}></line>
          <text class="tick" x=${x(t)} y=${bottom + 13} text-anchor="middle">${formatTick(t)}</text>`,
      )}
      ${this.#vanished(x, bottom)} ${this.bars.map((bar, i) => this.#bar(bar, x, TOP + row * (i + 0.5), row))}
    </svg>`;
  }

  #bar({ name, value }: LayerBar, x: Scale, y: number, row: number): SVGTemplateResult {
    const thick = Math.max(3, Math.min(12, row * 0.6));
    const [left, right] = x.range;
    const end = value > 0 ? Math.min(right, Math.max(left, x(value))) : left;
    return svg`<text class="row" x=${LEFT - 8} y=${y} dy="0.34em" text-anchor="end">${name}</text>
      <rect class="bar" x=${left} y=${y - thick / 2} width=${end - left} height=${thick}></rect>
      <text class="number halo" x=${end + 6} y=${y} dy="0.34em">${barText(value)}</text>`;
  }

  #vanished(x: Scale, bottom: number): SVGTemplateResult | undefined {
    const limit = (this.bars.at(-1)?.value ?? NaN) * kVanished;
    if (!(limit > x.domain[0] && limit < x.domain[1])) return undefined;
    return svg`<line class="vanished" x1=${x(limit)} x2=${x(limit)} y1=${TOP - 4} y2=${bottom}></line>
      <text class="vanished-name" x=${x(limit) + 4} y=${TOP - 4}>vanished</text>`;
  }

  #summary(): string {
    const parts = this.bars.map(
      ({ name, value }) => `${name} ${Number.isNaN(value) ? "not yet measured" : formatScientific(value, 1)}`,
    );
    return `${this.name}: ${parts.join(", ")}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-layer-bars": LayerBars;
  }
}

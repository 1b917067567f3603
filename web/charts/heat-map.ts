/** The heat map: a small matrix as coloured cells with their numbers; blue above zero, orange below, paper at zero. */

import { LitElement, css, html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatFixed } from "./format.js";
import { SizeController } from "./size-controller.js";

const LEFT = 56;
const TOP = 22;
/** The strongest colour still lets ink be read on it. */
const STRONGEST = 0.55;
/** Cells below this width carry no numbers; the words and the table do. */
const NARROW = 40;

/**
 * `<ap-heat-map .values=${...} .rowNames=${...} .columnNames=${...} limit="0.25" label="...">`.
 * Shapes: values [rows, columns], row by row. Its height follows from the number of rows.
 */
@customElement("ap-heat-map")
export class HeatMap extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
      }
      .box {
        width: 100%;
      }
      .cell {
        stroke: var(--ap-line);
        stroke-width: 1;
      }
      .above {
        fill: var(--ap-blue);
      }
      .below {
        fill: var(--ap-orange);
      }
      .number {
        text-anchor: middle;
        font-size: 12px;
      }
      .name {
        fill: var(--ap-muted);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) values: ArrayLike<number> = [];
  @property({ attribute: false }) rowNames: readonly string[] = [];
  @property({ attribute: false }) columnNames: readonly string[] = [];
  /** The size at which the colour is strongest; 0 takes the largest value. */
  @property({ type: Number }) limit = 0;
  /** What the map shows, for people who do not see it. */
  @property() label = "Matrix";

  readonly #size = new SizeController(this);

  /** Height that the rows need at this width. Units: CSS px. */
  get #height(): number {
    const cell = Math.min(40, Math.max(26, this.#size.width / (this.columnNames.length + 2)));
    return TOP + cell * this.rowNames.length + 2;
  }

  override render(): TemplateResult {
    const { width } = this.#size;
    if (width === 0) return html`<div class="box"></div>`;
    const [rows, columns] = [this.rowNames.length, this.columnNames.length];
    const cellWidth = (width - LEFT - 1) / Math.max(1, columns);
    const cellHeight = (this.#height - TOP - 2) / Math.max(1, rows);
    const strongest = this.limit || Math.max(1e-30, ...Array.from(this.values, Math.abs));
    return html`<svg viewBox="0 0 ${width} ${this.#height}" role="img" aria-label=${this.label}>
      ${this.columnNames.map(
        (name, j) =>
          svg`<text class="name" text-anchor="middle" x=${LEFT + cellWidth * (j + 0.5)} y=${TOP - 8}>${name}</text>`,
      )}
      ${this.rowNames.map(
        (name, i) =>
          svg`<text class="name" text-anchor="end" x=${LEFT - 8} y=${TOP + cellHeight * (i + 0.5)} dy="0.34em">${name}</text>
            ${this.columnNames.map((_, j) =>
              this.#cell(
                this.values[i * columns + j],
                strongest,
                LEFT + cellWidth * j,
                TOP + cellHeight * i,
                cellWidth,
                cellHeight,
              ),
            )}`,
      )}
    </svg>`;
  }

  /** The picture as it stands, for saving. */
  get picture(): SVGSVGElement | null {
    return this.renderRoot.querySelector("svg");
  }

  #cell(
    value: number,
    strongest: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): SVGTemplateResult {
    const share = Number.isFinite(value) ? Math.min(1, Math.abs(value) / strongest) : 0;
    const text = width < NARROW ? "" : formatFixed(value, width < 52 ? 2 : 4);
    return svg`<rect class="cell ${value < 0 ? "below" : "above"}" x=${x} y=${y} width=${width} height=${height}
        fill-opacity=${(share * STRONGEST).toFixed(3)}></rect>
      <text class="number" x=${x + width / 2} y=${y + height / 2} dy="0.34em">${short(text)}</text>`;
  }
}

/** Powers of ten do not fit into a cell: what is that small is nothing there. */
function short(text: string): string {
  return text.includes("×") ? "≈ 0" : text;
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-heat-map": HeatMap;
  }
}

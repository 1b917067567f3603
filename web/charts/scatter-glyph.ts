/** A handful of points, as small as a word: what a data set looks like. */

import { LitElement, css, html, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { finiteExtent, linearScale } from "./scale.js";

export interface GlyphPoint {
  readonly x: number;
  readonly y: number;
  /** Class, or 0 and 1 for low and high numbers. */
  readonly group: number;
}

const SIZE = 38;
const colors = ["orange", "blue", "green", "pink", "teal", "violet"];

/** `<ap-scatter-glyph .points=${...}>`: decoration, always beside the name. */
@customElement("ap-scatter-glyph")
export class ScatterGlyph extends LitElement {
  static override styles = css`
    :host {
      display: block;
      width: ${SIZE}px;
      height: ${SIZE}px;
    }
    svg {
      display: block;
    }
    .orange {
      fill: var(--ap-orange);
    }
    .blue {
      fill: var(--ap-blue);
    }
    .green {
      fill: var(--ap-green);
    }
    .pink {
      fill: var(--ap-pink);
    }
    .teal {
      fill: var(--ap-teal);
    }
    .violet {
      fill: var(--ap-violet);
    }
  `;

  @property({ attribute: false }) points: readonly GlyphPoint[] = [];

  override render(): TemplateResult {
    const x = linearScale(finiteExtent(this.points.map((point) => point.x)) ?? [0, 1], [2, SIZE - 2]);
    const y = linearScale(finiteExtent(this.points.map((point) => point.y)) ?? [0, 1], [SIZE - 2, 2]);
    return html`<svg width=${SIZE} height=${SIZE} viewBox="0 0 ${SIZE} ${SIZE}" aria-hidden="true">
      ${this.points.map(
        (point) =>
          svg`<circle class=${colors[point.group % colors.length]} cx=${x(point.x)} cy=${y(point.y)} r="1.4"></circle>`,
      )}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-scatter-glyph": ScatterGlyph;
  }
}

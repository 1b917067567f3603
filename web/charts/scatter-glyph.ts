/** A handful of points, as small as a word: what a data set looks like. */

import { LitElement, css, html, svg, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classTokens } from "./palette.js";
import { finiteExtent, linearScale, type Scale } from "./scale.js";

export interface GlyphPoint {
  readonly x: number;
  readonly y: number;
  /** Class, or 0 and 1 for low and high numbers. */
  readonly group: number;
}

const SIZE = 38;

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
    /* A line without length has round ends, and so is a dot. */
    path {
      fill: none;
      stroke-width: 2.8;
      stroke-linecap: round;
    }
    ${unsafeCSS(classTokens.map((token) => `.${token} { stroke: var(--ap-${token}); }`).join(" "))}
  `;

  @property({ attribute: false }) points: readonly GlyphPoint[] = [];

  /** The points of some colour in one path: a strip of glyphs has more than a thousand points. */
  #dots(color: number, x: Scale, y: Scale): string {
    return this.points
      .filter(({ group }) => group % classTokens.length === color)
      .map((point) => `M${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}h0`)
      .join("");
  }

  override render(): TemplateResult {
    const x = linearScale(finiteExtent(this.points.map((point) => point.x)) ?? [0, 1], [2, SIZE - 2]);
    const y = linearScale(finiteExtent(this.points.map((point) => point.y)) ?? [0, 1], [SIZE - 2, 2]);
    return html`<svg width=${SIZE} height=${SIZE} viewBox="0 0 ${SIZE} ${SIZE}" aria-hidden="true">
      ${classTokens.map((color, group) => svg`<path class=${color} d=${this.#dots(group, x, y)}></path>`)}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-scatter-glyph": ScatterGlyph;
  }
}

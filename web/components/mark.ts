/** The mark that stands along a function's line where others are drawn beside it. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Catalog } from "../engine/types.js";
import { MARK_SHAPES } from "../styles/marks.js";
import { functionStyle } from "./glyph.js";

/** `<ap-mark function="relu" .catalog=${catalog}>`: decoration, always beside the function's name. */
@customElement("ap-mark")
export class Mark extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 12px;
      height: 12px;
    }

    svg {
      display: block;
      overflow: visible;
    }
  `;

  @property() function = "";
  @property({ attribute: false }) catalog?: Catalog;

  override render() {
    if (!this.catalog) return nothing;
    const { mark, css: color } = functionStyle(this.catalog, this.function);
    return html`<svg width="12" height="12" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      <path
        d=${MARK_SHAPES[mark]}
        fill=${color}
        stroke=${color}
        stroke-width="0.44"
        stroke-linejoin="round"
      ></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-mark": Mark;
  }
}

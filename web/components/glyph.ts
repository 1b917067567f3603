/** The little curve that stands for a function wherever it is named. */

import { css, LitElement, svg, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { glyphs } from "virtual:catalog-glyphs";
import type { Catalog } from "../engine/types.js";
import { glyphPathFrom } from "./glyph-path.js";
import { FORMULA } from "./formula-id.js";
import { formulaStyle, seriesStyle, type SeriesStyle } from "../styles/colors.js";

/** A function's colour, dash and mark: its place in the catalogue decides, so every view agrees. */
export function functionStyle(catalog: Catalog, id: string): SeriesStyle {
  if (id === FORMULA) return formulaStyle;
  return seriesStyle(
    Math.max(
      0,
      catalog.activations.findIndex((activation) => activation.id === id),
    ),
  );
}

function glyphPath(id: string, style: SeriesStyle, path = glyphPathFrom(glyphs[id] ?? "")) {
  return svg`<path d=${path} fill="none" stroke=${style.css} stroke-width="1.75"
    stroke-dasharray=${style.dash} stroke-linecap="round" stroke-linejoin="round"></path>`;
}

/**
 * `<ap-glyph function="relu" .catalog=${catalog}>`: decoration, always beside the function's name. `path` is the curve of
 * a function that the catalogue does not have.
 */
@customElement("ap-glyph")
export class Glyph extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 24px;
      height: 16px;
      vertical-align: -2px;
    }

    svg {
      display: block;
      overflow: visible;
    }
  `;

  @property() function = "";
  @property() path = "";
  @property({ attribute: false }) catalog?: Catalog;

  override render() {
    const style = this.catalog ? functionStyle(this.catalog, this.function) : seriesStyle(0);
    return html`<svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
      ${glyphPath(this.function, style, this.path || undefined)}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-glyph": Glyph;
  }
}

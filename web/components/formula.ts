/** A formula of the catalogue, set as MathML. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { formulas } from "virtual:catalog-art";
import type { ActivationInfo } from "../engine/types.js";

/** `<ap-formula .info=${info} side="derivative">`; of a function that the build has not seen, the LaTeX. */
@customElement("ap-formula")
export class Formula extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow-x: auto;
      /* Room for a brace, whose parts are as tall as the font has made them. */
      padding-block: 0.2em;
      font-size: var(--ap-size-large);
    }

    math {
      font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Libertinus Math", math;
    }

    math[display="block"] {
      width: fit-content;
      margin: 0;
    }

    .tml-left {
      text-align: left;
    }

    mtd {
      padding: 0.22em 0;
    }

    mtd + mtd {
      padding-left: 1em;
    }

    code {
      font-family: var(--ap-font-mono);
      font-size: var(--ap-size-small);
    }
  `;

  @property({ attribute: false }) info?: ActivationInfo;
  @property() side: "formula" | "derivative" = "formula";

  override render() {
    const { info, side } = this;
    if (info === undefined) return nothing;
    const mathml = formulas[info.id]?.[side];
    return mathml === undefined ? html`<code>${info[side]}</code>` : unsafeHTML(mathml);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-formula": Formula;
  }
}

/** A formula of the catalogue, set as MathML. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { formulas } from "virtual:catalog-art";

/** `<ap-formula latex=${activation.formula}>`; LaTeX the build has not seen is shown as it is. */
@customElement("ap-formula")
export class Formula extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow-x: auto;
      font-size: var(--ap-size-large);
    }

    :host([inline]) {
      display: inline-block;
      font-size: inherit;
      vertical-align: baseline;
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
      padding: 0.1em 0;
    }

    mtd + mtd {
      padding-left: 1em;
    }

    code {
      font-family: var(--ap-font-mono);
      font-size: var(--ap-size-small);
    }
  `;

  @property() latex = "";
  @property({ type: Boolean, reflect: true }) inline = false;

  override render() {
    const mathml = formulas[this.latex];
    return mathml === undefined ? html`<code>${this.latex}</code>` : unsafeHTML(mathml);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-formula": Formula;
  }
}

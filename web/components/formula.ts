/** A formula of the catalogue, set as MathML. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { formulas as first } from "virtual:catalog-formulas/first";

/** The formulas that are fetched when the first of them is shown; empty when they cannot be had. */
let others: Promise<typeof first> | undefined;

async function fetchOthers(): Promise<typeof first> {
  try {
    return (await import("virtual:catalog-formulas/others")).formulas;
  } catch {
    return {};
  }
}

/** `<ap-formula latex=${info.formula}>`; a formula that the build has not seen is shown as LaTeX. */
@customElement("ap-formula")
export class Formula extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow-x: auto;
      /* Room for a brace, whose parts are as tall as the font has made them. */
      padding-block: 0.2em;
      font-size: clamp(var(--ap-size), 4.4vw, var(--ap-size-large));
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

  @property() latex = "";

  @state() protected others?: typeof first;

  protected override willUpdate(): void {
    if (this.latex === "" || this.others || first[this.latex]) return;
    others ??= fetchOthers();
    void others.then((formulas) => {
      this.others = formulas;
    });
  }

  override render() {
    const { latex } = this;
    const mathml = first[latex] ?? this.others?.[latex];
    if (mathml !== undefined) return unsafeHTML(mathml);
    return this.others ? html`<code>${latex}</code>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-formula": Formula;
  }
}

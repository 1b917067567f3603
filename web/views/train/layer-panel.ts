/** How each layer fares: its values as histograms, its dead and saturated units, the sizes of weights and steps. */

import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../charts/histogram.js";
import { barText } from "../../charts/layer-bars.js";
import type { LayerStats } from "../../engine/types.js";
import { base, text } from "../../styles/base.js";

/** More numbers than this are no list to read. */
const kListed = 12;

/** `2 dead: 1, 8`, by their numbers in the picture. */
export function unitsInWords(units: readonly number[], word: string): string {
  if (units.length === 0) return `none ${word}`;
  const shown = units.slice(0, kListed).map((unit) => unit + 1);
  const rest = units.length - shown.length;
  return `${units.length} ${word}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** `<ap-layer-panel .layers=${frame.layers} .functions=${["ReLU", "Linear"]}>`. */
@customElement("ap-layer-panel")
export class LayerPanel extends LitElement {
  static override styles = [
    base,
    text,
    css`
      :host {
        container-type: inline-size;
      }

      .layer {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--ap-half) var(--ap-3);
        padding: var(--ap-1) 0;
        border-top: 1px solid var(--ap-line);
        font-size: var(--ap-size-small);
      }

      .words,
      dl {
        grid-column: 1 / -1;
      }

      .words strong {
        margin-right: 6px;
      }

      dl {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 0 var(--ap-2);
        margin: 0;
      }

      dt {
        color: var(--ap-muted);
      }

      dd {
        margin: 0;
      }

      .name {
        color: var(--ap-muted);
      }

      @container (min-width: 760px) {
        .layer {
          grid-template-columns: 220px 330px 1fr 1fr;
          align-items: center;
        }

        .words,
        dl {
          grid-column: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) layers: readonly LayerStats[] = [];
  @property({ attribute: false }) functions: readonly string[] = [];

  override render() {
    return html`
      <p class="caption">
        Over all training rows. Dead: the slope is 0 for every row. Saturated: nearly 0 for nine rows in ten.
        A step usually changes weights by about a thousandth.
      </p>
      ${this.layers.map((layer, i) => this.#layer(layer, i))}
    `;
  }

  #layer(layer: LayerStats, i: number): TemplateResult {
    const isOutput = i === this.layers.length - 1;
    const name = isOutput ? "Output" : `Layer ${i + 1}`;
    const small = name.toLowerCase();
    const size = (label: string, value: number) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${barText(value)}</dd>
      </div>`;
    return html`
      <section class="layer" aria-label=${name}>
        <div class="words">
          <strong>${name}</strong>${this.functions.at(i) ?? ""}
          <div>${unitsInWords(layer.dead, "dead")}; ${unitsInWords(layer.saturated, "saturated")}</div>
        </div>
        <dl>
          ${size("gradient", layer.gradient_norm)} ${size("weights", layer.weight_norm)}
          ${size("step / weights", layer.update_ratio)}
        </dl>
        <div>
          <span class="name">before the function</span>
          <ap-histogram label="Pre-activations of ${small}" .bins=${layer.pre_activation}></ap-histogram>
        </div>
        <div>
          <span class="name">after it</span>
          <ap-histogram label="Activations of ${small}" .bins=${layer.activation}></ap-histogram>
        </div>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-layer-panel": LayerPanel;
  }
}

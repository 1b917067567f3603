/** The data sets to choose from, each with a small picture of its points. */

import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/scatter-glyph.js";
import type { GlyphPoint } from "../../charts/scatter-glyph.js";
import { fireValueChange } from "../../components/value-change.js";
import type { Catalog, Dataset, DatasetInfo } from "../../engine/types.js";
import { base, controls } from "../../styles/base.js";
import type { DatasetSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import { dataChoices } from "./data-settings.js";
import { sourceGlyph } from "./source-glyphs.js";
import { dataParams } from "./train-state.js";

/** Enough to see the form. */
const kPoints = 70;

/** The first two features, or the feature and its target, and the class or the sign of the target. */
function glyphPoints({ features, labels, targets, n_samples, n_features }: Dataset): GlyphPoint[] {
  const middle = targets.reduce((sum, target) => sum + target, 0) / Math.max(1, targets.length);
  return Array.from({ length: n_samples }, (_, i) => ({
    x: features[i * n_features],
    y: n_features === 1 ? targets[i] : features[i * n_features + 1],
    group: labels.length > 0 ? labels[i] : Number(targets[i] > middle),
  }));
}

/**
 * `<ap-data-strip .catalog=${catalog} .client=${client} .value=${"make_moons"}>`; native radio buttons underneath.
 *
 * @fires value-change - `{ value: string }`
 */
@customElement("ap-data-strip")
export class DataStrip extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: flex;
        gap: 2px;
        min-width: 0;
        margin: 0;
        padding: 4px;
        border: 0;
        overflow-x: auto;
        scrollbar-width: thin;
      }

      label {
        position: relative;
        display: flex;
        flex: 1 0 auto;
        flex-direction: column;
        align-items: center;
        gap: 2px;
        width: 74px;
        padding: 5px 2px 3px;
        border: 1px solid transparent;
        border-radius: var(--ap-radius);
        color: var(--ap-muted);
        font-size: 11px;
        line-height: 1.2;
        text-align: center;
        cursor: pointer;
        transition: background-color var(--ap-motion) ease-out;
      }

      label:hover {
        background: var(--ap-tint);
      }

      label:has(:checked) {
        border-color: var(--ap-edge);
        background: var(--ap-panel);
        color: var(--ap-ink);
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--ap-blue);
        outline-offset: 1px;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
    `,
  ];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property() value = "";
  /** The data on show, for the picture of points. */
  @property({ attribute: false }) data?: DatasetSpec;
  @state() protected glyphs: ReadonlyMap<string, readonly GlyphPoint[]> = new Map();
  #asked = false;

  protected override updated(): void {
    if (this.#asked || !this.client || !this.catalog) return;
    this.#asked = true;
    void Promise.all(this.catalog.datasets.map((info) => this.#load(info)));
    this.#showChosen();
  }

  async #load(info: DatasetInfo): Promise<void> {
    const args = Object.fromEntries(
      dataParams(info).map(({ id, kind, default: initial }) => [
        id,
        kind === "flag" ? initial === 1 : initial,
      ]),
    );
    try {
      const dataset = await this.client?.makeDataset({
        name: info.id,
        ...args,
        n_samples: kPoints,
        random_state: 42,
      });
      if (dataset) this.glyphs = new Map([...this.glyphs, [info.id, glyphPoints(dataset)]]);
    } catch {
      // A picture less: the name is there, and choosing it says what is wrong.
    }
  }

  /** Brings the chosen one into sight without moving the page. */
  #showChosen(): void {
    const strip = this.renderRoot.querySelector("fieldset");
    const chosen = this.renderRoot.querySelector("input:checked")?.parentElement;
    if (!strip || !chosen) return;
    strip.scrollLeft = chosen.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2;
  }

  override render() {
    return html`
      <fieldset>
        <legend class="for-reader-only">Data</legend>
        ${(this.catalog === undefined ? [] : dataChoices(this.catalog)).map(
          ({ id, name }) => html`
            <label>
              <input
                type="radio"
                name="data"
                .value=${id}
                .checked=${id === this.value}
                @change=${() => {
                  fireValueChange(this, id);
                }}
              />
              <ap-scatter-glyph
                .points=${this.glyphs.get(id) ?? sourceGlyph(id, this.data)}
              ></ap-scatter-glyph>
              <span>${name}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-data-strip": DataStrip;
  }
}

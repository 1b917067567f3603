/** The functions drawn beside the chosen one: a list of check boxes with glyphs. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/glyph.js";
import type { Catalog } from "../../engine/types.js";
import { base, controls } from "../../styles/base.js";
import { MOST_CURVES } from "./curve-state.js";

/** Detail of `compare-change`. */
export interface CompareChangeDetail {
  /** In the order they were chosen. */
  readonly ids: readonly string[];
}

/**
 * `<ap-compare-list .catalog=${...} except="relu" .chosen=${["gelu"]}>`.
 *
 * @fires compare-change - detail {@link CompareChangeDetail}
 */
@customElement("ap-compare-list")
export class CompareList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11.5em, 1fr));
        gap: 0 var(--ap-1);
        margin: 0;
        padding: 0;
        border: 0;
        font-size: var(--ap-size-small);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--ap-1);
        min-height: var(--ap-target);
        cursor: pointer;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--ap-blue);
      }
      label:has(:disabled) {
        color: var(--ap-muted);
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) catalog?: Catalog;
  /** The function that is drawn anyway. */
  @property() except = "";
  @property({ attribute: false }) chosen: readonly string[] = [];

  #toggle(id: string, on: boolean): void {
    const rest = this.chosen.filter((other) => other !== id);
    const detail: CompareChangeDetail = { ids: on ? [...rest, id] : rest };
    this.dispatchEvent(new CustomEvent("compare-change", { detail }));
  }

  override render() {
    const options = (this.catalog?.activations ?? []).filter(
      ({ id, rowwise }) => !rowwise && id !== this.except,
    );
    const full = this.chosen.length >= MOST_CURVES - 1;
    return html`<fieldset>
      <legend class="for-reader-only">Draw beside it, up to ${MOST_CURVES - 1} more</legend>
      ${options.map(({ id, name }) => {
        const on = this.chosen.includes(id);
        return html`<label>
          <input
            type="checkbox"
            .checked=${on}
            ?disabled=${full && !on}
            @change=${(event: Event) => {
              if (event.target instanceof HTMLInputElement) this.#toggle(id, event.target.checked);
            }}
          />
          <ap-glyph function=${id} .catalog=${this.catalog}></ap-glyph>
          ${name}
        </label>`;
      })}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-compare-list": CompareList;
  }
  interface HTMLElementEventMap {
    "compare-change": CustomEvent<CompareChangeDetail>;
  }
}

/** A strip of functions to choose from: glyph and name each, grouped under small headings. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Catalog } from "../engine/types.js";
import { base, controls } from "../styles/base.js";
import "./glyph.js";
import { fireValueChange } from "./value-change.js";

export interface ChoiceOption {
  /** Id of a function of the catalogue. */
  readonly value: string;
  readonly label: string;
  /** The little curve of a function that the catalogue does not have. */
  readonly path?: string;
  /** Options of one group must follow each other. */
  readonly group?: string;
}

/**
 * `<ap-choice label="Function" .catalog=${catalog} .options=${[...]} value="relu">`; native radio buttons underneath.
 * With `strip`, a narrow place shows one row that scrolls sideways instead of many rows; with `compact`, all is a little
 * smaller.
 *
 * @fires value-change - `{ value: string }`
 */
@customElement("ap-choice")
export class Choice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ap-1) var(--ap-3);
        margin: 0;
        padding: 0;
        border: 0;
      }

      .group {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ap-half);
      }

      .group:has(.group-name) {
        padding-top: calc(var(--ap-size-small) * 1.5);
      }

      /* Out of the flow, so that a long heading does not keep short options from standing beside each other. */
      .group-name {
        position: absolute;
        top: 0;
        padding-left: var(--ap-1);
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
        white-space: nowrap;
      }

      label {
        position: relative;
        display: flex;
        align-items: center;
        gap: var(--ap-1);
        min-height: var(--ap-target);
        padding: 0 10px 0 var(--ap-1);
        border: 1px solid transparent;
        border-radius: var(--ap-radius);
        cursor: pointer;
        transition: background-color var(--ap-motion) ease-out;
      }

      label:hover {
        background: var(--ap-tint);
      }

      label:has(:checked) {
        border-color: var(--ap-edge);
        background: var(--ap-panel);
        font-weight: 600;
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--ap-blue);
        outline-offset: 2px;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }

      /* A long menu: smaller, closer, still easy to hit. */
      :host([compact]) {
        font-size: var(--ap-size-small);
      }

      :host([compact]) fieldset {
        gap: var(--ap-half) var(--ap-2);
      }

      :host([compact]) .group {
        gap: 0;
      }

      :host([compact]) label {
        min-height: calc(var(--ap-target) - 4px);
        padding: 0 var(--ap-1) 0 6px;
        gap: 6px;
      }

      :host([strip]) {
        container-type: inline-size;
      }

      @container (max-width: 560px) {
        :host([strip]) fieldset {
          flex-wrap: nowrap;
          min-width: 0;
          overflow-x: auto;
          padding: var(--ap-half);
          scrollbar-width: thin;
        }

        :host([strip]) .group {
          flex: none;
          flex-wrap: nowrap;
        }

        :host([strip]) label {
          flex: none;
          white-space: nowrap;
        }
      }
    `,
  ];

  /** Says what is chosen; read aloud, not shown. */
  @property() label = "";
  @property() value = "";
  @property({ attribute: false }) options: readonly ChoiceOption[] = [];
  @property({ attribute: false }) catalog?: Catalog;
  @property({ type: Boolean, reflect: true }) strip = false;
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override updated(): void {
    if (this.strip) this.#showChosen();
  }

  /** Brings the chosen one into sight without moving the page, as `scrollIntoView` might. */
  #showChosen(): void {
    const strip = this.renderRoot.querySelector("fieldset");
    const chosen = this.renderRoot.querySelector("input:checked")?.parentElement;
    if (!strip || !chosen) return;
    const [outer, inner] = [strip.getBoundingClientRect(), chosen.getBoundingClientRect()];
    if (inner.left >= outer.left && inner.right <= outer.right) return;
    strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }

  #choose(value: string): void {
    this.value = value;
    fireValueChange(this, value);
  }

  override render() {
    const groups = new Map<string, ChoiceOption[]>();
    for (const option of this.options) {
      const group = option.group ?? "";
      groups.set(group, [...(groups.get(group) ?? []), option]);
    }
    return html`
      <fieldset part="choice">
        <legend class="for-reader-only">${this.label}</legend>
        ${[...groups].map(
          ([group, options]) => html`
            <div class="group">
              ${group ? html`<span class="group-name">${group}</span>` : nothing}
              ${options.map(
                (option) => html`
                  <label>
                    <input
                      type="radio"
                      name="choice"
                      .value=${option.value}
                      .checked=${option.value === this.value}
                      @change=${() => {
                        this.#choose(option.value);
                      }}
                    />
                    <ap-glyph
                      function=${option.value}
                      path=${option.path ?? ""}
                      .catalog=${this.catalog}
                    ></ap-glyph>
                    ${option.label}
                  </label>
                `,
              )}
            </div>
          `,
        )}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-choice": Choice;
  }
}

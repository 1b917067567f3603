/** One of a few named things to choose, with its name above it, and a way back to the default. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/base.js";
import { fieldStyles } from "./field-styles.js";
import { fireValueChange } from "./value-change.js";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/**
 * `<ap-select-field label="Optimizer" .options=${[...]} .value=${"adam"} .initial=${"adam"}>`.
 *
 * @fires value-change - `{ value: string }`
 */
@customElement("ap-select-field")
export class SelectField extends LitElement {
  static override styles = [
    base,
    controls,
    fieldStyles,
    css`
      select {
        width: 100%;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) options: readonly SelectOption[] = [];
  @property() value = "";
  @property() initial = "";

  #take(value: string): void {
    this.value = value;
    fireValueChange(this, value);
  }

  override render() {
    const initial = this.options.find(({ value }) => value === this.initial)?.label ?? this.initial;
    return html`
      <div class="head">
        <label for="select">${this.label}</label>
        ${
          this.value === this.initial
            ? nothing
            : html`<button
                class="quiet"
                aria-label="Put back: ${this.label} was ${initial}"
                @click=${() => {
                  this.#take(this.initial);
                }}
              >
                was ${initial}
              </button>`
        }
      </div>
      <select
        id="select"
        class="field"
        @change=${(event: Event) => {
          this.#take((event.target as HTMLSelectElement).value);
        }}
      >
        ${this.options.map(
          ({ value, label }) =>
            html`<option value=${value} ?selected=${value === this.value}>${label}</option>`,
        )}
      </select>
    `;
  }

  protected override updated(): void {
    const select = this.renderRoot.querySelector("select");
    if (select) select.value = this.value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-select-field": SelectField;
  }
}

/** A switch between two to four short words, all of them in sight. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/base.js";
import { fireValueChange } from "./value-change.js";

export interface SegmentOption {
  readonly value: string;
  readonly label: string;
}

/**
 * `<ap-segments label="Output" .options=${[...]} value="logits">`; native radio buttons, so arrow keys work as readers expect.
 *
 * @fires value-change - `{ value: string }`
 */
@customElement("ap-segments")
export class Segments extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-block;
        text-indent: 0;
        white-space: normal;
      }

      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 0;
        border: 1px solid var(--ap-edge);
        border-radius: var(--ap-radius);
        background: var(--ap-panel);
      }

      label {
        position: relative;
        display: flex;
        align-items: center;
        min-height: calc(var(--ap-target) - 2px);
        padding: 0 12px;
        border-radius: 3px;
        color: var(--ap-muted);
        white-space: nowrap;
        cursor: pointer;
        transition: background-color var(--ap-motion) ease-out;
      }

      label + label {
        border-left: 1px solid var(--ap-line);
      }

      label:has(:checked) {
        background: var(--ap-tint);
        color: var(--ap-ink);
        font-weight: 600;
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--ap-blue);
        outline-offset: 2px;
        z-index: 1;
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

  /** Says what is chosen between; read aloud, not shown. */
  @property() label = "";
  @property() value = "";
  @property({ attribute: false }) options: readonly SegmentOption[] = [];

  #choose(value: string): void {
    this.value = value;
    fireValueChange(this, value);
  }

  override render() {
    return html`
      <fieldset part="segments">
        <legend class="for-reader-only">${this.label}</legend>
        ${this.options.map(
          (option) => html`
            <label>
              <input
                type="radio"
                name="segment"
                .value=${option.value}
                .checked=${option.value === this.value}
                @change=${() => {
                  this.#choose(option.value);
                }}
              />
              ${option.label}
            </label>
          `,
        )}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-segments": Segments;
  }
}

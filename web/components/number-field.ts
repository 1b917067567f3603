/** A number to type, with its name above it, and a way back to its default once it has left it. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/base.js";
import { fieldStyles } from "./field-styles.js";
import { plain } from "./numbers.js";
import { fireValueChange } from "./value-change.js";

/**
 * `<ap-number-field label="Noise" min="0" max="1" .value=${0.1} .initial=${0.1}>`.
 *
 * @fires value-change - `{ value: number }`; what is out of range is pulled to the nearest end.
 */
@customElement("ap-number-field")
export class NumberField extends LitElement {
  static override styles = [
    base,
    controls,
    fieldStyles,
    css`
      input {
        width: 100%;
        text-align: right;
      }
    `,
  ];

  @property() label = "";
  @property() unit = "";
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  @property({ type: Number }) step = 0;
  @property({ type: Boolean }) integer = false;
  /** Arrow keys multiply and divide by about 3 instead of adding. */
  @property() scale: "linear" | "log" = "linear";
  @property({ type: Number }) value = 0;
  @property({ type: Number }) initial = 0;

  #take(value: number): void {
    const input = this.renderRoot.querySelector("input");
    if (Number.isFinite(value)) {
      const inside = Math.min(this.max, Math.max(this.min, value));
      const taken = this.integer ? Math.round(inside) : inside;
      if (taken !== this.value) {
        this.value = taken;
        fireValueChange(this, taken);
      }
    }
    // What was typed may be no number, or out of range.
    if (input) input.value = this.#text;
  }

  get #text(): string {
    return String(Number(this.value.toPrecision(10)));
  }

  /** 1, 3, 10, 30... */
  #multiply(up: boolean): void {
    const power = Math.floor(Math.log10(this.value) + 1e-9);
    const lead = this.value / 10 ** power;
    const next = up ? (lead < 2.9 ? 3 : 10) : lead > 3.1 ? 3 : lead > 1.1 ? 1 : 0.3;
    this.#take(Number((next * 10 ** power).toPrecision(6)));
  }

  #onKey(event: KeyboardEvent): void {
    if (this.scale !== "log" || !(this.value > 0)) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#multiply(event.key === "ArrowUp");
  }

  override render() {
    const changed = this.value !== this.initial;
    return html`
      <div class="head">
        <label for="typed">${this.label}</label>
        ${
          changed
            ? html`<button
                class="quiet"
                aria-label="Put back: ${this.label} was ${plain(this.initial, 3)}"
                @click=${() => {
                  this.#take(this.initial);
                }}
              >
                was ${plain(this.initial, 3)}
              </button>`
            : nothing
        }
      </div>
      <input
        id="typed"
        class="field"
        type="number"
        inputmode=${this.integer ? "numeric" : "decimal"}
        min=${this.min}
        max=${this.max}
        step=${this.step > 0 ? this.step : "any"}
        .value=${this.#text}
        @change=${(event: Event) => {
          this.#take((event.target as HTMLInputElement).valueAsNumber);
        }}
        @keydown=${this.#onKey}
      />
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-number-field": NumberField;
  }
}

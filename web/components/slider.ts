/** A slider with its typed value, its unit and a mark at its default. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/base.js";
import { plain } from "./numbers.js";
import { fireValueChange } from "./value-change.js";

const kStops = 1000;

/**
 * `<ap-slider label="negative_slope" min="0" max="1" .value=${0.01} .initial=${0.01}>`.
 *
 * @fires value-change - `{ value: number, final: boolean }`; typed values out of range are pulled to the nearest end.
 */
@customElement("ap-slider")
export class Slider extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .head {
        display: flex;
        align-items: baseline;
        gap: var(--ap-1);
      }

      label {
        flex: 1;
      }

      .symbol {
        color: var(--ap-muted);
        font-family: var(--ap-font-text);
        font-style: italic;
      }

      input[type="number"] {
        width: 7em;
        padding: 0 var(--ap-1);
        text-align: right;
      }

      .track {
        position: relative;
      }

      input[type="range"] {
        display: block;
        width: 100%;
        height: var(--ap-target);
        margin: 0;
        background: none;
        accent-color: var(--ap-blue);
        cursor: pointer;
      }

      /* Inset by half a thumb, so that a percentage of the width is a place of the thumb's centre. */
      svg {
        position: absolute;
        inset: auto 8px 0;
        width: calc(100% - 16px);
        height: 8px;
        overflow: visible;
        pointer-events: none;
      }

      line {
        stroke: var(--ap-muted);
        stroke-width: 1.5;
      }

      button {
        min-height: 24px;
        font-size: var(--ap-size-small);
      }
    `,
  ];

  @property() label = "";
  /** The letter in the formula, as plain text. */
  @property() symbol = "";
  @property() unit = "";
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  /** Step of the typed value's arrow keys; 0 leaves a hundredth of the range. */
  @property({ type: Number }) step = 0;
  /** Limits of a typed value, where they are wider than the track's. */
  @property({ type: Number }) least?: number;
  @property({ type: Number }) most?: number;
  @property() scale: "linear" | "log" = "linear";
  @property({ type: Number }) value = 0;
  /** The default, marked on the track. */
  @property({ type: Number }) initial = 0;

  #position(value: number): number {
    const [low, high, at]: number[] =
      this.scale === "log" ? [this.min, this.max, value].map(Math.log) : [this.min, this.max, value];
    return Math.min(1, Math.max(0, (at - low) / (high - low)));
  }

  #valueAt(position: number): number {
    const { min, max } = this;
    const value = this.scale === "log" ? min * (max / min) ** position : min + (max - min) * position;
    return Number(value.toPrecision(3));
  }

  #text(): string {
    return String(Number(this.value.toPrecision(6)));
  }

  #take(value: number, final: boolean): void {
    if (!Number.isFinite(value)) return;
    this.value = Math.min(this.most ?? this.max, Math.max(this.least ?? this.min, value));
    fireValueChange(this, this.value, final);
  }

  override render() {
    const at = `${this.#position(this.initial) * 100}%`;
    const changed = this.value !== this.initial;
    return html`
      <div class="head">
        <label for="typed"
          >${this.label} ${this.symbol ? html`<span class="symbol">${this.symbol}</span>` : nothing}</label
        >
        ${
          changed
            ? html`<button
                class="quiet"
                @click=${() => {
                  this.#take(this.initial, true);
                }}
              >
                back to ${plain(this.initial)}
              </button>`
            : nothing
        }
        <input
          id="typed"
          class="field"
          type="number"
          step=${this.step > 0 ? this.step : (this.max - this.min) / 100}
          .value=${this.#text()}
          @change=${(event: Event) => {
            const field = event.target as HTMLInputElement;
            this.#take(field.valueAsNumber, true);
            // A typed value beyond the limit that was reached before changes nothing but the field.
            field.value = this.#text();
          }}
        />
        ${this.unit ? html`<span class="unit">${this.unit}</span>` : nothing}
      </div>
      <div class="track">
        <input
          type="range"
          min="0"
          max=${kStops}
          step="1"
          aria-label=${this.label}
          aria-valuetext="${plain(this.value)} ${this.unit}"
          .value=${String(Math.round(this.#position(this.value) * kStops))}
          @input=${(event: Event) => {
            this.#take(this.#valueAt((event.target as HTMLInputElement).valueAsNumber / kStops), false);
          }}
          @change=${(event: Event) => {
            this.#take(this.#valueAt((event.target as HTMLInputElement).valueAsNumber / kStops), true);
          }}
        />
        <svg aria-hidden="true"><line x1=${at} x2=${at} y1="2" y2="8"></line></svg>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-slider": Slider;
  }
}

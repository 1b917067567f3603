/** A field for a formula, which shows at its place what is wrong. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/base.js";
import "./message.js";
import { fireValueChange } from "./value-change.js";

/** What is wrong with a text, and where in it: [start, end), which are equal at the text's end. */
export interface TextFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A blank without width: an empty line keeps its height. */
const KEEP_LINE = "\u200b";

/**
 * `<ap-formula-field label="Your formula" .value=${text} .fault=${fault}>`. What is typed is kept whatever it is.
 *
 * @fires value-change - `{ value: string, final: boolean }`, at every key; final with Enter or when the field is left.
 */
@customElement("ap-formula-field")
export class FormulaField extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--ap-half);
      }
      /* The text once more behind the field, for its underline and its height. */
      .place {
        display: grid;
      }
      textarea,
      .behind {
        grid-area: 1 / 1;
        min-width: 0;
        min-height: calc(var(--ap-target) + 4px);
        margin: 0;
        padding: 6px var(--ap-1);
        border: 1px solid var(--ap-edge);
        border-radius: var(--ap-radius);
        font: 400 var(--ap-size-formula, 0.9375rem) / 1.5 var(--ap-font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      textarea {
        resize: none;
        overflow: hidden;
        background: var(--ap-panel);
        color: var(--ap-ink);
      }
      .behind {
        z-index: 1;
        border-color: transparent;
        color: transparent;
        pointer-events: none;
      }
      mark {
        background: none;
        color: transparent;
        text-decoration: underline wavy var(--ap-red) 1.5px;
        text-underline-offset: 3px;
        text-decoration-skip-ink: none;
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) value = "";
  @property({ attribute: false }) fault?: TextFault;

  override render(): TemplateResult {
    return html`<div class="place">
        <textarea
          rows="1"
          aria-label=${this.label}
          aria-invalid=${this.fault !== undefined}
          aria-describedby=${this.fault ? "fault" : nothing}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${this.value}
          @input=${this.#type}
          @change=${this.#type}
          @keydown=${this.#keepOneLine}
        ></textarea>
        <div class="behind" aria-hidden="true">${this.#marked()}</div>
      </div>
      ${this.fault ? html`<ap-message id="fault" kind="error">${this.fault.message}</ap-message>` : nothing}`;
  }

  /** The text with its fault marked; at the end of the text a blank stands for what is missing. */
  #marked(): TemplateResult {
    const { value, fault } = this;
    if (fault === undefined) return html`${value}${KEEP_LINE}`;
    const wrong = value.slice(fault.start, fault.end);
    return html`${value.slice(0, fault.start)}<mark>${wrong === "" ? "  " : wrong}</mark>${value.slice(fault.end)}`;
  }

  readonly #type = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    // Pasted line breaks mean nothing in a formula.
    this.value = event.target.value.replaceAll(/\s*\n\s*/g, " ");
    fireValueChange(this, this.value, event.type === "change");
  };

  readonly #keepOneLine = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    fireValueChange(this, this.value);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-formula-field": FormulaField;
  }
}

/** A function as code in three languages, on inputs of the reader's own, and what it prints. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/code.js";
import "../../components/message.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import { base, controls } from "../../styles/base.js";
import type { CodeSample } from "./code-samples.js";
import { readInputs } from "./curve-state.js";

/** Detail of `inputs-change`. */
export interface InputsChangeDetail {
  readonly inputs: readonly number[];
}

/**
 * `<ap-code-panel editable .samples=${...} .inputs=${[1, 2, 3]} .printed="tensor([...])">`.
 *
 * @fires inputs-change - detail {@link InputsChangeDetail}
 */
@customElement("ap-code-panel")
export class CodePanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ap-1);
        min-width: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ap-1) var(--ap-2);
      }
      label {
        display: flex;
        flex: 1 1 16em;
        align-items: center;
        gap: 0.5em;
      }
      input {
        flex: 1;
        min-width: 0;
        font-family: var(--ap-font-mono);
        font-size: var(--ap-size-small);
      }
    `,
  ];

  @property({ attribute: false }) samples: readonly CodeSample[] = [];
  @property({ attribute: false }) inputs: readonly number[] = [];
  /** What the code prints. */
  @property({ attribute: false }) printed = "";
  /** Let the reader type the inputs. */
  @property({ type: Boolean }) editable = false;

  @state() protected language = "pytorch";
  @state() protected wrongInputs = false;

  override render(): TemplateResult {
    const { samples } = this;
    const shown = samples.find(({ id }) => id === this.language) ?? samples.at(0);
    const prints = shown?.id === "pytorch";
    return html`<div class="head">
        ${
          samples.length > 1
            ? html`<ap-segments
                label="Language of the code"
                .value=${shown?.id ?? ""}
                .options=${samples.map(({ id, label }) => ({ value: id, label }))}
                @value-change=${(event: ValueChangeEvent<string>) => {
                  this.language = event.detail.value;
                }}
              ></ap-segments>`
            : nothing
        }
        ${this.editable ? this.#inputs() : nothing}
      </div>
      ${this.wrongInputs ? html`<ap-message kind="error">Type numbers with commas between, such as −1, 0, 2.5.</ap-message>` : nothing}
      <ap-code
        label=${prints ? "and what it prints" : ""}
        .code=${shown?.text ?? ""}
        .output=${prints ? this.printed : ""}
      ></ap-code>`;
  }

  #inputs(): TemplateResult {
    return html`<label>
      your x
      <input
        class="field"
        type="text"
        inputmode="text"
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${this.wrongInputs}
        .value=${this.inputs.join(", ")}
        @change=${this.#typeInputs}
      />
    </label>`;
  }

  readonly #typeInputs = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const inputs = readInputs(event.target.value.replaceAll("−", "-"));
    this.wrongInputs = inputs === undefined;
    if (inputs === undefined) return;
    const detail: InputsChangeDetail = { inputs };
    this.dispatchEvent(new CustomEvent("inputs-change", { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-code-panel": CodePanel;
  }
  interface HTMLElementEventMap {
    "inputs-change": CustomEvent<InputsChangeDetail>;
  }
}

/** All functions under the headings of their families, with a field to find one. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Catalog } from "../engine/types.js";
import { base, controls } from "../styles/base.js";
import type { ChoiceOption } from "./choice.js";
import "./glyph.js";

/** Detail of `functions-change`. */
export interface FunctionsChangeDetail {
  /** The chosen ones, in the order they were chosen. */
  readonly ids: readonly string[];
}

/**
 * `<ap-function-list .catalog=${...} .options=${[...]} .chosen=${["relu"]}>`: one of them, or with `multiple` any number, with
 * their marks (whose `mark.js` the owner imports).
 *
 * @fires functions-change - detail {@link FunctionsChangeDetail}
 */
@customElement("ap-function-list")
export class FunctionList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
        font-size: var(--ap-size-small);
      }
      .find {
        width: min(100%, 20em);
        margin-bottom: var(--ap-1);
      }
      fieldset {
        margin: 0 0 var(--ap-1);
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0;
        color: var(--ap-muted);
      }
      .options {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(50%, 12.5em), 1fr));
      }
      label.option {
        position: relative;
        display: flex;
        align-items: center;
        gap: 6px;
        line-height: 1.2;
        min-height: calc(var(--ap-target) - 4px);
        padding: 0 6px;
        border: 1px solid transparent;
        border-radius: var(--ap-radius);
        cursor: pointer;
      }
      label.option:hover {
        background: var(--ap-tint);
      }
      label.option:has(:checked) {
        font-weight: 600;
      }
      :host(:not([multiple])) label.option:has(:checked) {
        border-color: var(--ap-edge);
        background: var(--ap-panel);
      }
      label.option:has(:focus-visible) {
        outline: 2px solid var(--ap-blue);
        outline-offset: -2px;
      }
      input[type="radio"] {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      input[type="checkbox"] {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--ap-blue);
      }
    `,
  ];

  /** Says what is chosen; read aloud, not shown. */
  @property() label = "";
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) options: readonly ChoiceOption[] = [];
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ type: Boolean, reflect: true }) multiple = false;

  @state() protected wanted = "";

  override render(): TemplateResult {
    const word = this.wanted.trim().toLowerCase();
    const found = this.options.filter(({ value, label, group = "" }) =>
      [value, label, group].some((text) => text.toLowerCase().includes(word)),
    );
    const groups = [...new Set(found.map(({ group = "" }) => group))];
    return html`<input
        class="field find"
        type="search"
        placeholder="Find one of ${this.options.length}"
        aria-label="Find a function"
        autocomplete="off"
        spellcheck="false"
        .value=${this.wanted}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.wanted = event.target.value;
        }}
      />
      ${found.length === 0 ? html`<p role="status">No function here is called “${this.wanted.trim()}”.</p>` : nothing}
      ${groups.map((group) => this.#group(group, found))}`;
  }

  #group(group: string, found: readonly ChoiceOption[]): TemplateResult {
    return html`<fieldset>
      <legend><span class="for-reader-only">${this.label}: </span>${group}</legend>
      <div class="options">
        ${found.filter((option) => (option.group ?? "") === group).map((option) => this.#option(option))}
      </div>
    </fieldset>`;
  }

  #option({ value, label, path = "" }: ChoiceOption): TemplateResult {
    return html`<label class="option">
      <input
        type=${this.multiple ? "checkbox" : "radio"}
        name="function"
        value=${value}
        .checked=${this.chosen.includes(value)}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.#toggle(value, event.target.checked);
        }}
      />
      ${this.multiple ? html`<ap-mark function=${value} .catalog=${this.catalog}></ap-mark>` : nothing}
      <ap-glyph function=${value} path=${path} .catalog=${this.catalog}></ap-glyph>
      ${label}
    </label>`;
  }

  #toggle(id: string, on: boolean): void {
    const rest = this.multiple ? this.chosen.filter((other) => other !== id) : [];
    const detail: FunctionsChangeDetail = { ids: on ? [...rest, id] : rest };
    this.chosen = detail.ids;
    this.dispatchEvent(new CustomEvent("functions-change", { detail }));
  }

  /** Puts the cursor where a reader wants to type. */
  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-function-list": FunctionList;
  }
  interface HTMLElementEventMap {
    "functions-change": CustomEvent<FunctionsChangeDetail>;
  }
}

/** The strip of functions that most readers look for, and behind a button all the others. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Catalog } from "../engine/types.js";
import { base, controls } from "../styles/base.js";
import "./choice.js";
import type { ChoiceOption } from "./choice.js";
import "./function-list.js";
import type { FunctionsChangeDetail } from "./function-list.js";
import { fireValueChange, type ValueChangeEvent } from "./value-change.js";

/**
 * `<ap-function-menu label="Function" .catalog=${...} .options=${[...]} .first=${[...]} value="gelu">`.
 * The chosen one always stands in the strip.
 *
 * @fires value-change - `{ value: string }`
 */
@customElement("ap-function-menu")
export class FunctionMenu extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
        container-type: inline-size;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--ap-half) var(--ap-1);
      }
      .all {
        font-size: var(--ap-size-small);
      }
      .all::after {
        content: "▾";
        margin-left: 0.4em;
      }
      .all[aria-expanded="true"]::after {
        content: "▴";
      }
      .panel {
        position: absolute;
        z-index: 2;
        inset: calc(100% + var(--ap-half)) 0 auto;
        max-height: 34rem;
        overflow: auto;
        padding: var(--ap-2);
        border: 1px solid var(--ap-edge);
        border-radius: var(--ap-radius);
        background: var(--ap-ground);
        box-shadow: 0 8px 24px rgb(0 0 0 / 12%);
      }
      @container (max-width: 560px) {
        .row {
          grid-template-columns: minmax(0, 1fr);
          justify-items: start;
        }
        ap-choice {
          width: 100%;
        }
      }
    `,
  ];

  @property() label = "";
  @property() value = "";
  @property({ attribute: false }) catalog?: Catalog;
  /** Those behind the button. */
  @property({ attribute: false }) options: readonly ChoiceOption[] = [];
  /** Those that stand in the strip. */
  @property({ attribute: false }) first: readonly ChoiceOption[] = [];

  @state() protected open = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.#closeOutside);
  }

  override render(): TemplateResult {
    const isChosen = ({ value }: ChoiceOption): boolean => value === this.value;
    const strip = this.first.some(isChosen) ? this.first : [...this.first, ...this.options.filter(isChosen)];
    return html`<div class="row" @keydown=${this.#onKey}>
        <ap-choice
          strip
          compact
          label=${this.label}
          .catalog=${this.catalog}
          .options=${strip.map(({ value, label, path = "" }) => ({ value, label, path }))}
          .value=${this.value}
          @value-change=${(event: ValueChangeEvent<string>) => {
            event.stopPropagation();
            this.#choose(event.detail.value);
          }}
        ></ap-choice>
        <button class="all" aria-expanded=${this.open} aria-controls="panel" @click=${this.#toggle}>
          All ${this.options.length} functions
        </button>
      </div>
      <div
        id="panel"
        class="panel"
        ?hidden=${!this.open}
        @keydown=${this.#onKey}
        @click=${this.#onPanelClick}
      >
        ${this.open ? this.#list() : nothing}
      </div>`;
  }

  #list(): TemplateResult {
    return html`<ap-function-list
      label=${this.label}
      .catalog=${this.catalog}
      .options=${this.options}
      .chosen=${[this.value]}
      @functions-change=${(event: CustomEvent<FunctionsChangeDetail>) => {
        const [value] = event.detail.ids;
        if (value) this.#choose(value);
      }}
    ></ap-function-list>`;
  }

  #choose(value: string): void {
    this.value = value;
    fireValueChange(this, value);
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
    if (!this.open) return;
    void this.updateComplete.then(async () => {
      const list = this.renderRoot.querySelector("ap-function-list");
      await list?.updateComplete;
      list?.focus();
    });
  };

  /** Back to the button, where the reader came from. */
  #close(): void {
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>(".all")?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.open || (event.key !== "Escape" && event.key !== "Enter")) return;
    // Enter on the button itself is a click.
    if (event.key === "Enter" && event.currentTarget !== this.renderRoot.querySelector(".panel")) return;
    event.preventDefault();
    this.#close();
  };

  /** A click with the hand chooses and closes; the arrow keys, whose clicks count none, choose and stay. */
  readonly #onPanelClick = (event: MouseEvent): void => {
    const [target] = event.composedPath();
    if (event.detail === 0 || !(target instanceof HTMLInputElement) || target.type !== "radio") return;
    // Later: a radio button that is gone does not say that it was chosen.
    setTimeout(() => {
      this.#close();
    });
  };

  readonly #closeOutside = (event: PointerEvent): void => {
    if (this.open && !event.composedPath().includes(this)) this.open = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-function-menu": FunctionMenu;
  }
}

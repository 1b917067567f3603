/** What there is to say about one function of the catalogue: name, formula and parameters. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/formula.js";
import type { ActivationInfo, ActivationParams } from "../../engine/types.js";
import { withChoices } from "../../export/literals.js";
import { base, text } from "../../styles/base.js";
import "./param-controls.js";
import type { ParamsChangeDetail } from "./param-controls.js";

/**
 * `<ap-function-card .info=${...} .params=${...}>`.
 *
 * @fires params-change - detail {@link ParamsChangeDetail}
 * @slot - Below everything else.
 */
@customElement("ap-function-card")
export class FunctionCard extends LitElement {
  static override styles = [
    base,
    text,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ap-2);
        min-width: 0;
      }
      header {
        display: grid;
        gap: var(--ap-half);
      }
      .summary {
        color: var(--ap-muted);
        line-height: 1.4;
      }
      .formulas {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--ap-half) 0.5em;
      }
      .side {
        font: italic var(--ap-size-large) var(--ap-font-text);
        white-space: nowrap;
      }
      .upright {
        font-style: normal;
      }
    `,
  ];

  @property({ attribute: false }) info?: ActivationInfo;
  @property({ attribute: false }) params: ActivationParams = {};

  override render(): TemplateResult | typeof nothing {
    const { info } = this;
    if (info === undefined) return nothing;
    return html`
      <header>
        <h2>${info.name}</h2>
        <p class="prose summary">${info.summary}</p>
      </header>
      ${this.#formulas(info)} ${info.params.length > 0 ? this.#params(info) : nothing}
      <slot></slot>
    `;
  }

  #params(info: ActivationInfo): TemplateResult {
    return html`<ap-params
      .infos=${info.params}
      .values=${this.params}
      @params-change=${({ detail }: CustomEvent<ParamsChangeDetail>) => {
        this.dispatchEvent(new CustomEvent("params-change", { detail }));
      }}
    ></ap-params>`;
  }

  #formulas(info: ActivationInfo): TemplateResult {
    const value = info.rowwise
      ? html`<span class="side">y<sub>i</sub> <span class="upright">=</span></span>`
      : html`<span class="side">f<span class="upright">(</span>x<span class="upright">) =</span></span>`;
    return html`<div class="formulas">
      ${value}<ap-formula latex=${this.#chosen(info.formula, info)}></ap-formula>
      ${info.rowwise ? html`<span></span>` : html`<span class="side">f′<span class="upright">(</span>x<span class="upright">) =</span></span>`}
      <ap-formula latex=${this.#chosen(info.derivative, info)}></ap-formula>
    </div>`;
  }

  #chosen(template: string, info: ActivationInfo): string {
    return withChoices(template, info, this.params);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-function-card": FunctionCard;
  }
}

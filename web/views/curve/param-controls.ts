/** A slider with its typed value, or a switch, for each parameter of a function. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/segments.js";
import "../../components/slider.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationParams, ParamInfo } from "../../engine/types.js";
import { base } from "../../styles/base.js";
import { plainSymbol } from "../activation-params.js";

/** Detail of `params-change`. */
export interface ParamsChangeDetail {
  /** All parameters. */
  readonly params: ActivationParams;
}

/**
 * `<ap-params .infos=${info.params} .values=${params}>`.
 *
 * @fires params-change - detail {@link ParamsChangeDetail}
 */
@customElement("ap-params")
export class Params extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--ap-1) var(--ap-3);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
      }
      .option {
        margin-right: var(--ap-1);
      }
      .meaning {
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) infos: readonly ParamInfo[] = [];
  /** Those left out are at their defaults. */
  @property({ attribute: false }) values: ActivationParams = {};
  /** Limits of typed values where they are wider than the sliders'. */
  @property({ type: Number }) most?: number;

  override render(): TemplateResult[] {
    return this.infos.map(
      (info) =>
        html`<div>
          ${typeof info.default === "string" ? this.#switch(info) : this.#slider(info, info.default)}
          ${info.meaning ? html`<div class="meaning">${info.meaning}</div>` : nothing}
        </div>`,
    );
  }

  #switch({ id, default: initial, choices = [] }: ParamInfo): TemplateResult {
    return html`<span class="option">${id}</span>
      <ap-segments
        label=${id}
        .value=${String(this.values[id] ?? initial)}
        .options=${choices.map((choice) => ({ value: choice, label: choice }))}
        @value-change=${(event: ValueChangeEvent<string>) => {
          this.#set(id, event.detail.value);
        }}
      ></ap-segments>`;
  }

  #slider({ id, symbol, min, max, scale }: ParamInfo, initial: number): TemplateResult {
    const letter = plainSymbol(symbol);
    return html`<ap-slider
      label=${id}
      symbol=${letter === id ? "" : letter}
      min=${min}
      max=${max}
      .least=${this.most === undefined ? undefined : -this.most}
      .most=${this.most}
      scale=${scale}
      .value=${Number(this.values[id] ?? initial)}
      .initial=${initial}
      @value-change=${(event: ValueChangeEvent<number>) => {
        this.#set(id, event.detail.value);
      }}
    ></ap-slider>`;
  }

  #set(id: string, value: number | string): void {
    const detail: ParamsChangeDetail = { params: { ...this.values, [id]: value } };
    this.dispatchEvent(new CustomEvent("params-change", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-params": Params;
  }
  interface HTMLElementEventMap {
    "params-change": CustomEvent<ParamsChangeDetail>;
  }
}

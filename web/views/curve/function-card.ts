/** What there is to say about one function: formula, parameters, properties, code with its print-out. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/code.js";
import "../../components/formula.js";
import "../../components/message.js";
import "../../components/segments.js";
import "../../components/slider.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, ActivationParams, ParamInfo } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import { plainSymbol } from "../activation-params.js";
import { codeSamples } from "./code-samples.js";
import { readInputs } from "./curve-state.js";
import { errorText, type PropertyRow } from "./measure.js";
import { propertyWords } from "./words.js";

/** Detail of `params-change`. */
export interface ParamsChangeDetail {
  readonly params: ActivationParams;
}

/** Detail of `inputs-change`. */
export interface InputsChangeDetail {
  readonly inputs: readonly number[];
}

/**
 * `<ap-function-card .info=${...} .params=${...} .inputs=${[1, 2, 3]} .printed="tensor([...])">`.
 *
 * @fires params-change - detail {@link ParamsChangeDetail}
 * @fires inputs-change - detail {@link InputsChangeDetail}
 * @slot - Below everything else.
 */
@customElement("ap-function-card")
export class FunctionCard extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ap-3);
        min-width: 0;
      }
      header {
        display: grid;
        gap: var(--ap-1);
      }
      .summary {
        color: var(--ap-muted);
      }
      .formulas {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--ap-1) 0.5em;
      }
      .side {
        font: italic var(--ap-size-large) var(--ap-font-text);
        white-space: nowrap;
      }
      .upright {
        font-style: normal;
      }
      .params {
        display: grid;
        gap: var(--ap-1);
      }
      .option {
        margin-right: var(--ap-1);
      }
      .meaning {
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
      }
      table {
        width: 100%;
      }
      td:last-child,
      th:last-child {
        padding-right: 0;
      }
      .differs {
        color: var(--ap-red);
      }
      .inputs {
        display: flex;
        align-items: center;
        gap: 0.5em;
        width: 100%;
      }
      .inputs input {
        flex: 1;
        min-width: 0;
        font-family: var(--ap-font-mono);
        font-size: var(--ap-size-small);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--ap-half) var(--ap-2);
        margin: 0;
        font-size: var(--ap-size-small);
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
        color: var(--ap-muted);
      }
      .code {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: start;
        gap: var(--ap-1);
        min-width: 0;
      }
      ap-code {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) info?: ActivationInfo;
  @property({ attribute: false }) params: ActivationParams = {};
  /** What the code is given; left out: the catalogue's example. */
  @property({ attribute: false }) inputs?: readonly number[];
  /** What the code prints. */
  @property({ attribute: false }) printed = "";

  /** What was measured of it, beside what is claimed; left out: the claims in words. */
  @property({ attribute: false }) rows?: readonly PropertyRow[];
  /** Let the reader type the inputs. */
  @property({ type: Boolean }) editable = false;

  @state() protected language = "pytorch";
  @state() protected wrongInputs = false;

  override render(): TemplateResult | typeof nothing {
    const { info } = this;
    if (info === undefined) return nothing;
    return html`
      <header>
        <h2>${info.name}</h2>
        <p class="prose summary">${info.summary}</p>
      </header>
      ${this.#formulas(info)}
      ${info.params.length > 0 ? html`<div class="params">${info.params.map((param) => this.#param(param))}</div>` : nothing}
      ${this.#code(info)} ${this.rows === undefined ? this.#words(info) : this.#table(info, this.rows)}
      <slot></slot>
    `;
  }

  #words(info: ActivationInfo): TemplateResult {
    return html`<dl>
      ${info.properties.map((name) => {
        const [word, meaning] = propertyWords(name);
        return html`<dt>${word}</dt>
          <dd>${meaning}</dd>`;
      })}
    </dl>`;
  }

  #table(info: ActivationInfo, rows: readonly PropertyRow[]): TemplateResult {
    return html`<table>
      <caption class="for-reader-only">
        Properties of ${info.name}
      </caption>
      <thead>
        <tr>
          <th scope="col">property</th>
          <th scope="col">claimed</th>
          <th scope="col">measured here, now</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, claim, measured, agrees }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class=${agrees ? "" : "differs"}>${claim}${agrees ? "" : " (not so)"}</td>
              <td>${measured}</td>
            </tr>`,
        )}
        <tr>
          <th scope="row">worst error</th>
          <td colspan="2">${errorText(info)}</td>
        </tr>
      </tbody>
    </table>`;
  }

  #formulas(info: ActivationInfo): TemplateResult {
    const value = info.rowwise
      ? html`<span class="side">y<sub>i</sub> <span class="upright">=</span></span>`
      : html`<span class="side">f<span class="upright">(</span>x<span class="upright">) =</span></span>`;
    return html`<div class="formulas">
      ${value}<ap-formula latex=${info.formula}></ap-formula>
      ${info.rowwise ? html`<span></span>` : html`<span class="side">f′<span class="upright">(</span>x<span class="upright">) =</span></span>`}
      <ap-formula latex=${info.derivative}></ap-formula>
    </div>`;
  }

  #param(param: ParamInfo): TemplateResult {
    const value = this.params[param.id] ?? param.default;
    const control =
      typeof param.default === "string"
        ? html`<span class="option">${param.id}</span>
            <ap-segments
              label=${param.id}
              .value=${String(value)}
              .options=${(param.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
              @value-change=${(event: ValueChangeEvent<string>) => {
                this.#set(param.id, event.detail.value);
              }}
            ></ap-segments>`
        : html`<ap-slider
            label=${param.id}
            symbol=${plainSymbol(param.symbol)}
            min=${param.min}
            max=${param.max}
            scale=${param.scale}
            .value=${Number(value)}
            .initial=${param.default}
            @value-change=${(event: ValueChangeEvent<number>) => {
              this.#set(param.id, event.detail.value);
            }}
          ></ap-slider>`;
    return html`<div>
      ${control}
      <div class="meaning">${param.meaning}</div>
    </div>`;
  }

  #set(id: string, value: number | string): void {
    const detail: ParamsChangeDetail = { params: { ...this.params, [id]: value } };
    this.dispatchEvent(new CustomEvent("params-change", { detail }));
  }

  #code(info: ActivationInfo): TemplateResult {
    const samples = codeSamples(info, this.params, this.inputs);
    const shown = samples.find(({ id }) => id === this.language) ?? samples[0];
    return html`<div class="code">
      <ap-segments
        label="Language of the code"
        .value=${shown.id}
        .options=${samples.map(({ id, label }) => ({ value: id, label }))}
        @value-change=${(event: ValueChangeEvent<string>) => {
          this.language = event.detail.value;
        }}
      ></ap-segments>
      ${this.editable ? this.#inputs(info) : nothing}
      <ap-code
        label=${shown.id === "pytorch" ? "and what it prints" : ""}
        .code=${shown.text}
        .output=${shown.id === "pytorch" ? this.printed : ""}
      ></ap-code>
    </div>`;
  }

  #inputs(info: ActivationInfo): TemplateResult {
    return html`<label class="inputs">
        your x
        <input
          class="field"
          type="text"
          inputmode="text"
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${this.wrongInputs}
          .value=${(this.inputs ?? info.example).join(", ")}
          @change=${this.#typeInputs}
        />
      </label>
      ${this.wrongInputs ? html`<ap-message kind="error">Type numbers with commas between, such as −1, 0, 2.5.</ap-message>` : nothing}`;
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
    "ap-function-card": FunctionCard;
  }
  interface HTMLElementEventMap {
    "params-change": CustomEvent<ParamsChangeDetail>;
    "inputs-change": CustomEvent<InputsChangeDetail>;
  }
}

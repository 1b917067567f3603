/** All that can be set of one layer: units, norm, dropout, and its function, from the catalogue or typed. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/choice.js";
import "../../components/formula-field.js";
import type { TextFault } from "../../components/formula-field.js";
import { FORMULA } from "../../components/formula-id.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog } from "../../engine/types.js";
import type { ActivationSpec, LayerSpec } from "../../spec/run-spec.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { FormulaError } from "../../worker/client.js";
import { textFault } from "../formula-fault.js";
import { readEntryText } from "./entry-text.js";
import { divisorOf, kMaxDropout, kMaxUnits, plainActivation } from "./layers-text.js";
import { entryControls, numberControl, paramControls } from "./setting-controls.js";

/** What the field holds before anything was typed. */
const kExample = "x * sigmoid(1.702 * x)";
/** A formula trains once the reader's hand rests. Units: ms. */
const kRest = 400;
/** Largest size of a formula's parameter that can be typed. */
const kMostParam = 1e6;

/**
 * `<ap-layer-sheet .client=${client} .catalog=${catalog} .layer=${layer} index="0">`.
 *
 * @fires layer-change - detail: the layer as the reader wants it
 * @fires layer-remove
 */
@customElement("ap-layer-sheet")
export class LayerSheet extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--ap-2);
      }

      .title {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
        align-items: end;
        gap: var(--ap-1) var(--ap-2);
      }
    `,
  ];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) layer?: LayerSpec;
  @property({ type: Number }) index = 0;

  @state() protected typed = kExample;
  @state() protected fault?: TextFault | undefined;
  @state() protected paramNames: readonly string[] = [];

  /** Counts what was typed: only the newest is of interest. */
  #typings = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const activation = this.layer?.activation;
    if (!changed.has("layer") || activation?.id !== FORMULA) return;
    const given = String(activation[FORMULA]);
    // What the reader is typing stays, even where it is no formula yet.
    if (this.#typings > 0) return;
    this.typed = given;
    void this.#read(given);
  }

  #fire(change: Partial<LayerSpec>): void {
    if (this.layer)
      this.dispatchEvent(new CustomEvent("layer-change", { detail: { ...this.layer, ...change } }));
  }

  /** The function of a text, its parameters as they were; undefined when it is none, or is not wanted any more. */
  async #read(given: string): Promise<ActivationSpec | undefined> {
    const typing = ++this.#typings;
    try {
      const formula = await this.client?.formula(given);
      if (formula === undefined || typing !== this.#typings) return undefined;
      this.fault = undefined;
      this.paramNames = formula.params;
      const before = this.layer?.activation;
      const values = formula.params.map((name) => [name, Number(before?.[name] ?? 1)] as const);
      return { ...Object.fromEntries(values), id: FORMULA, [FORMULA]: given };
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      if (typing === this.#typings) this.fault = textFault(error);
      return undefined;
    }
  }

  async #take(given: string): Promise<void> {
    const activation = await this.#read(given);
    if (activation) this.#fire({ activation });
  }

  #type(value: string): void {
    this.typed = value;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#take(value), kRest);
  }

  #choose(id: string): void {
    const { catalog, layer } = this;
    if (!catalog || !layer) return;
    if (id === FORMULA) {
      void this.#take(this.typed);
      return;
    }
    const info = catalog.activations.find((candidate) => candidate.id === id);
    if (!info) return;
    const activation = plainActivation(info);
    const divisor = divisorOf({ activation }, catalog);
    this.#fire({ activation, units: Math.ceil(layer.units / divisor) * divisor });
  }

  override render() {
    const { catalog, layer } = this;
    if (!catalog || !layer) return nothing;
    const { units, activation, norm = { id: "none" }, dropout = 0 } = layer;
    const info = catalog.activations.find(({ id }) => id === activation.id);
    const options = [
      { value: FORMULA, label: "Your formula", group: "typed" },
      ...catalog.activations.map(({ id, name, family }) => ({ value: id, label: name, group: family })),
    ];
    const divisor = divisorOf(layer, catalog);
    const limits = { min: divisor, max: kMaxUnits, default: units, integer: true };
    return html`
      <div class="title">
        <strong>Layer ${this.index + 1}</strong>
        <button
          @click=${() => {
            this.dispatchEvent(new CustomEvent("layer-remove"));
          }}
        >
          Remove this layer
        </button>
      </div>
      <div class="fields">
        ${numberControl("Units", units, limits, (value) => {
          this.#fire({ units: Math.ceil(value / divisor) * divisor });
        })}
        ${numberControl("Dropout", dropout, { min: 0, max: kMaxDropout, default: 0, step: 0.05 }, (value) => {
          this.#fire({ dropout: value });
        })}
        ${entryControls("Norm", catalog.norms, norm, (value) => {
          const read = readEntryText(value, catalog.norms);
          if (read) this.#fire({ norm: read });
        })}
        ${
          info
            ? paramControls(info.params, activation, (id, value) => {
                this.#fire({ activation: { ...activation, [id]: value } });
              })
            : nothing
        }
      </div>
      ${activation.id === FORMULA ? this.#formula(activation) : nothing}
      <ap-choice
        compact
        label="Activation of layer ${this.index + 1}"
        .catalog=${catalog}
        .options=${options}
        value=${activation.id}
        @value-change=${({ detail }: ValueChangeEvent<string>) => {
          this.#choose(detail.value);
        }}
      ></ap-choice>
    `;
  }

  #formula(activation: ActivationSpec): TemplateResult {
    const limits = { min: -kMostParam, max: kMostParam, default: 1 };
    return html`
      <ap-formula-field
        label="Formula of layer ${this.index + 1}"
        .value=${this.typed}
        .fault=${this.fault}
        @value-change=${({ detail }: ValueChangeEvent<string>) => {
          if (detail.value !== this.typed) this.#type(detail.value);
        }}
      ></ap-formula-field>
      ${
        this.paramNames.length === 0
          ? nothing
          : html`<div class="fields">
              ${this.paramNames.map((name) =>
                numberControl(name, Number(activation[name] ?? 1), limits, (value) => {
                  this.#fire({ activation: { ...activation, [name]: value } });
                }),
              )}
            </div>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-layer-sheet": LayerSheet;
  }
}

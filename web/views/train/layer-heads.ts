/** What stands above the network: each layer with its function and its number of units, to be changed there. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { GraphFlow } from "../../charts/network-layout.js";
import "../../components/choice.js";
import "../../components/glyph.js";
import "../../components/number-field.js";
import "../../components/select-field.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import type { LayerSpec } from "../../spec/run-spec.js";
import { base, controls, text } from "../../styles/base.js";
import { layerHeadStyles } from "./layer-head-styles.js";
import { kMaxLayers, kMaxUnits, layerChoices, plainActivation } from "./layers-text.js";

/** With more layers beside each other, names stand under their curves. */
const kWideHeads = 3;
/** Room between a button and what it opens. Units: CSS px. */
const kGap = 4;

/**
 * `<ap-layer-heads .catalog=${catalog} .layers=${hidden} .inputs=${2} .outputs=${1}>`: one column each for the inputs, the
 * hidden layers and the outputs; one row each with `flow="down"`.
 *
 * @fires layers-change - detail: the hidden layers as the reader wants them
 */
@customElement("ap-layer-heads")
export class LayerHeads extends LitElement {
  static override styles = [base, text, controls, layerHeadStyles];

  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) layers: readonly LayerSpec[] = [];
  @property({ type: Number }) inputs = 0;
  @property({ type: Number }) outputs = 0;
  @property({ reflect: true }) flow: GraphFlow = "right";

  #fire(layers: readonly LayerSpec[]): void {
    this.dispatchEvent(new CustomEvent("layers-change", { detail: layers }));
  }

  #set(index: number, change: Partial<LayerSpec>): void {
    this.#fire(this.layers.map((layer, i) => (i === index ? { ...layer, ...change } : layer)));
  }

  #add(): void {
    const like = this.layers.at(-1);
    const relu = this.catalog?.activations.find(({ id }) => id === "relu");
    if (like ?? relu)
      this.#fire([...this.layers, like ?? { units: 8, activation: plainActivation(relu as ActivationInfo) }]);
  }

  #remove(index: number): void {
    this.renderRoot.querySelector<HTMLElement>(`#layer-${index}`)?.hidePopover();
    this.#fire(this.layers.filter((_, i) => i !== index));
  }

  override render() {
    const { catalog } = this;
    if (!catalog) return nothing;
    const isNarrow = this.flow === "right" && this.layers.length > kWideHeads;
    return html`
      <div class="heads ${isNarrow ? "narrow" : ""}">
        <div class="head">
          <span class="name">Input</span>
          <span class="muted">${this.inputs} ${this.inputs === 1 ? "feature" : "features"}</span>
        </div>
        ${this.layers.map((layer, index) => this.#head(layer, index, catalog))}
        <div class="head">
          <span class="name">Output</span>
          <button
            class="quiet"
            ?disabled=${this.layers.length >= kMaxLayers}
            @click=${() => {
              this.#add();
            }}
          >
            add layer
          </button>
        </div>
      </div>
    `;
  }

  #head({ units, activation }: LayerSpec, index: number, catalog: Catalog): TemplateResult {
    const info = catalog.activations.find(({ id }) => id === activation.id);
    const name = `layer ${index + 1}`;
    const step = (by: number, word: string) => html`
      <button
        class="step"
        aria-label="${word} unit in ${name}"
        ?disabled=${units + by < 1 || units + by > kMaxUnits}
        @click=${() => {
          this.#set(index, { units: units + by });
        }}
      >
        ${by < 0 ? "−" : "+"}
      </button>
    `;
    return html`
      <div class="head">
        <button
          class="function"
          popovertarget="layer-${index}"
          aria-label="${info?.name ?? ""}, activation of ${name}"
        >
          <ap-glyph function=${activation.id} .catalog=${catalog}></ap-glyph>
          <span>${info?.name}</span>
        </button>
        <div class="units">
          ${step(-1, "One less")}<span class="count" title="units">${units}</span>${step(1, "One more")}
        </div>
        ${info ? this.#sheet({ units, activation }, index, info, catalog) : nothing}
      </div>
    `;
  }

  #sheet(layer: LayerSpec, index: number, info: ActivationInfo, catalog: Catalog): TemplateResult {
    const options = layerChoices(catalog).map(({ id, name, family }) => ({
      value: id,
      label: name,
      group: family,
    }));
    return html`
      <div
        class="sheet"
        popover
        id="layer-${index}"
        role="dialog"
        aria-label="Layer ${index + 1}"
        @toggle=${this.#place}
      >
        <div class="title">
          <h3>Layer ${index + 1}</h3>
          <button
            @click=${() => {
              this.#remove(index);
            }}
          >
            Remove this layer
          </button>
        </div>
        <ap-number-field
          label="Units"
          integer
          .min=${1}
          .max=${kMaxUnits}
          .step=${1}
          .value=${layer.units}
          .initial=${layer.units}
          @value-change=${({ detail }: ValueChangeEvent<number>) => {
            this.#set(index, { units: detail.value });
          }}
        ></ap-number-field>
        ${info.params.map((param) => this.#param(layer, index, param))}
        <ap-choice
          compact
          label="Activation of layer ${index + 1}"
          .catalog=${catalog}
          .options=${options}
          value=${layer.activation.id}
          @value-change=${({ detail }: ValueChangeEvent<string>) => {
            const chosen = catalog.activations.find(({ id }) => id === detail.value);
            if (chosen) this.#set(index, { activation: plainActivation(chosen) });
          }}
        ></ap-choice>
      </div>
    `;
  }

  #param(layer: LayerSpec, index: number, param: ActivationInfo["params"][number]): TemplateResult {
    const take = ({ detail }: ValueChangeEvent<number | string>) => {
      this.#set(index, { activation: { ...layer.activation, [param.id]: detail.value } });
    };
    const label = param.id.replaceAll("_", " ");
    const value = layer.activation[param.id];
    if (param.kind === "option") {
      const options = (param.choices ?? []).map((choice) => ({ value: choice, label: choice }));
      return html`<ap-select-field
        .label=${label}
        .options=${options}
        .value=${String(value)}
        .initial=${String(param.default)}
        @value-change=${take}
      ></ap-select-field>`;
    }
    return html`<ap-number-field
      .label=${label}
      .min=${param.min}
      .max=${param.max}
      .value=${Number(value)}
      .initial=${Number(param.default)}
      @value-change=${take}
    ></ap-number-field>`;
  }

  /** Puts an opened sheet under its button, inside the window. */
  readonly #place = (event: Event): void => {
    const sheet = event.currentTarget as HTMLElement;
    const button = this.renderRoot.querySelector(`[popovertarget="${sheet.id}"]`);
    if (!button || !sheet.matches(":popover-open")) return;
    const [place, size] = [button.getBoundingClientRect(), sheet.getBoundingClientRect()];
    const left = Math.max(kGap, Math.min(place.left, innerWidth - size.width - 2 * kGap));
    const below = place.bottom + kGap;
    const top = Math.max(kGap, Math.min(below, innerHeight - size.height - kGap));
    sheet.style.left = `${left}px`;
    sheet.style.top = `${top}px`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-layer-heads": LayerHeads;
  }
}

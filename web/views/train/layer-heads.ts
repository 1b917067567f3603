/** What stands above the network: each layer with its function and its number of units, to be changed there. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { GraphFlow } from "../../charts/network-layout.js";
import "../../components/glyph.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import type { LayerSpec } from "../../spec/run-spec.js";
import { base, controls, text } from "../../styles/base.js";
import { layerHeadStyles } from "./layer-head-styles.js";
import type { EngineClient } from "../../worker/types.js";
import { Later } from "../later.js";
import { activationLabel, divisorOf, kMaxLayers, kMaxUnits, plainActivation } from "./layers-text.js";

/** With more layers beside each other, names stand under their curves. */
const kWideHeads = 3;
/** Room between a button and what it opens. Units: CSS px. */
const kGap = 4;

/** What a layer has besides its function, in few words. */
function extrasOf({ norm, dropout = 0 }: LayerSpec, catalog: Catalog): string {
  const info = norm && norm.id !== "none" ? catalog.norms.find(({ id }) => id === norm.id) : undefined;
  return [info?.name.toLowerCase() ?? "", dropout > 0 ? `drop ${dropout}` : ""].filter(Boolean).join(", ");
}

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
  @property({ attribute: false }) client?: EngineClient;
  @property({ type: Number }) inputs = 0;
  @property({ type: Number }) outputs = 0;
  @property({ reflect: true }) flow: GraphFlow = "right";

  readonly #sheet = new Later(this, () => import("./layer-sheet.js"));
  /** Keeps the open sheet in the window as it grows. */
  readonly #grown = new ResizeObserver(([{ target }]) => {
    this.#place(target as HTMLElement);
  });

  /** The layer whose sheet is open. */
  @state() protected open?: number | undefined;

  #fire(layers: readonly LayerSpec[]): void {
    this.dispatchEvent(new CustomEvent("layers-change", { detail: layers }));
  }

  #set(index: number, next: LayerSpec): void {
    this.#fire(this.layers.map((layer, i) => (i === index ? next : layer)));
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

  #head(layer: LayerSpec, index: number, catalog: Catalog): TemplateResult {
    const { units, activation } = layer;
    const label = activationLabel(layer, catalog);
    const name = `layer ${index + 1}`;
    const divisor = divisorOf(layer, catalog);
    const step = (by: number, word: string) => html`
      <button
        class="step"
        aria-label="${word} unit in ${name}"
        ?disabled=${units + by < 1 || units + by > kMaxUnits}
        @click=${() => {
          this.#set(index, { ...layer, units: units + by });
        }}
      >
        ${by < 0 ? "−" : "+"}
      </button>
    `;
    const extras = extrasOf(layer, catalog);
    return html`
      <div class="head">
        <button class="function" popovertarget="layer-${index}" aria-label="${label}, activation of ${name}">
          <ap-glyph function=${activation.id} .catalog=${catalog}></ap-glyph>
          <span>${label}</span>
        </button>
        <div class="units">
          ${step(-divisor, "One less")}<span class="count" title="units">${units / divisor}</span
          >${step(divisor, "One more")}
        </div>
        ${extras === "" ? nothing : html`<span class="extras" title=${extras}>${extras}</span>`}
        <div
          class="sheet"
          popover
          id="layer-${index}"
          role="dialog"
          aria-label="Layer ${index + 1}"
          @beforetoggle=${({ newState }: ToggleEvent) => {
            this.open = newState === "open" ? index : undefined;
          }}
          @toggle=${({ currentTarget }: ToggleEvent) => {
            this.#grown.observe(currentTarget as HTMLElement);
          }}
        >
          ${
            this.open === index
              ? this.#sheet.draw(
                  () =>
                    html`<ap-layer-sheet
                      .client=${this.client}
                      .catalog=${catalog}
                      .layer=${layer}
                      index=${index}
                      @layer-change=${({ detail }: CustomEvent<LayerSpec>) => {
                        this.#set(index, detail);
                      }}
                      @layer-remove=${() => {
                        this.#remove(index);
                      }}
                    ></ap-layer-sheet>`,
                )
              : nothing
          }
        </div>
      </div>
    `;
  }

  /** Puts an opened sheet under its button, inside the window. */
  #place(sheet: HTMLElement): void {
    const button = this.renderRoot.querySelector(`[popovertarget="${sheet.id}"]`);
    if (!button || !sheet.matches(":popover-open")) return;
    const [place, size] = [button.getBoundingClientRect(), sheet.getBoundingClientRect()];
    const left = Math.max(kGap, Math.min(place.left, innerWidth - size.width - 2 * kGap));
    const below = place.bottom + kGap;
    const top = Math.max(kGap, Math.min(below, innerHeight - size.height - kGap));
    sheet.style.left = `${left}px`;
    sheet.style.top = `${top}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-layer-heads": LayerHeads;
  }
}

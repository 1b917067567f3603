/** The curve view: one function as a large figure one can touch, and what there is to say about it. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/curve-chart.js";
import type { DomainChangeDetail, ProbeMoveDetail } from "../../charts/curve-types.js";
import { formatFixed } from "../../charts/format.js";
import "../../components/choice.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import "../softmax/softmax-view.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import { draw, jumpAt, NewestWins, read, type Drawing, type Reading } from "./curve-model.js";
import { curvePanels, curveProbe } from "./curve-picture.js";
import { chosen, HOME, infoOf, readState, writeState, type CurveState } from "./curve-state.js";
import { sheetStyles } from "./curve-styles.js";
import { dataTable } from "./data-table.js";
import "./function-card.js";
import type { ParamsChangeDetail } from "./function-card.js";
import { familyWords, gradientSentence } from "./words.js";

/** Any function of the catalogue; its settings are those of `readState`. */
@customElement("ap-curve-view")
export class CurveView extends LitElement implements ViewElement {
  static override styles = [base, text, controls, sheetStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};

  @state() protected curve?: CurveState;
  @state() protected drawing?: Drawing;
  @state() protected reading?: Reading;
  @state() protected failure = "";

  readonly #drawings = new NewestWins((error) => {
    this.#fail(error);
  });
  readonly #readings = new NewestWins((error) => {
    this.#fail(error);
  });
  #announcedReady = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.client || !this.catalog) return;
    if (!changed.has("settings") && !changed.has("client") && !changed.has("catalog")) return;
    const { value, warnings } = readState(this.settings, this.catalog);
    fireView(this, "view-warnings", warnings);
    this.#show(value);
  }

  override render(): TemplateResult | typeof nothing {
    const { catalog, curve } = this;
    if (!catalog || !curve) return nothing;
    const info = infoOf(catalog, curve.id);
    return html`<div class="view">
      <ap-choice
        strip
        label="Function"
        .catalog=${catalog}
        .options=${catalog.activations.map(({ id, name, family }) => ({
          value: id,
          label: name,
          group: familyWords(family),
        }))}
        .value=${curve.id}
        @value-change=${(event: ValueChangeEvent<string>) => {
          this.#change(chosen(infoOf(catalog, event.detail.value), curve));
        }}
      ></ap-choice>
      ${this.failure ? html`<ap-message kind="error">${this.failure}</ap-message>` : nothing}
      ${info.rowwise ? this.#rowwise() : this.#sheet(info, curve, catalog)}
    </div>`;
  }

  #rowwise(): TemplateResult {
    return html`<ap-softmax-view
      embedded
      .client=${this.client}
      .catalog=${this.catalog}
      .settings=${this.settings["activation"] === this.curve?.id ? this.settings : { activation: this.curve?.id }}
      @view-change=${(event: CustomEvent<Settings>) => {
        fireView(this, "view-change", { activation: this.curve?.id, ...event.detail });
      }}
      @view-ready=${this.#announceReady}
    ></ap-softmax-view>`;
  }

  #sheet(info: ActivationInfo, curve: CurveState, catalog: Catalog): TemplateResult {
    const { drawing, reading } = this;
    return html`<div class="sheet">
      <figure>
        ${this.#numbers(curve)}
        <ap-curve-chart
          label="${info.name} and its slope. Arrow keys move the probe"
          .domain=${curve.domain}
          .panels=${drawing ? curvePanels(drawing, catalog) : []}
          .probe=${drawing && reading ? curveProbe(drawing, reading, catalog) : undefined}
          @probe-move=${(event: CustomEvent<ProbeMoveDetail>) => {
            this.#change({ ...curve, x: event.detail.x });
          }}
          @domain-change=${(event: CustomEvent<DomainChangeDetail>) => {
            this.#change({ ...curve, domain: event.detail.domain ?? HOME });
          }}
        ></ap-curve-chart>
        <figcaption>
          ${drawing && reading ? gradientSentence(reading.x, reading.slope, jumpAt(drawing, reading.x)) : nothing}
        </figcaption>
        ${drawing ? dataTable(drawing, info.name) : nothing}
      </figure>
      <ap-function-card
        .info=${info}
        .params=${curve.params}
        .printed=${drawing?.printed ?? ""}
        @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
          this.#change({ ...curve, params: event.detail.params });
        }}
      ></ap-function-card>
    </div>`;
  }

  #numbers(curve: CurveState): TemplateResult {
    const { reading } = this;
    return html`<div class="numbers">
      <label>
        <span class="math">x</span> =
        <input
          class="field"
          type="number"
          step="0.1"
          aria-label="x of the probe"
          .value=${String(curve.x)}
          @change=${this.#typeX}
        />
      </label>
      <span
        ><span class="math">f<span class="upright">(</span>x<span class="upright">)</span></span> =
        <b data-number="value">${reading ? formatFixed(reading.value) : ""}</b></span
      >
      <span
        ><span class="math">f′<span class="upright">(</span>x<span class="upright">)</span></span> =
        <b data-number="slope">${reading ? formatFixed(reading.slope) : ""}</b></span
      >
      ${
        curve.domain[0] === HOME[0] && curve.domain[1] === HOME[1]
          ? nothing
          : html`<button
              class="quiet"
              @click=${() => {
                this.#change({ ...curve, domain: HOME });
              }}
            >
              whole axis
            </button>`
      }
    </div>`;
  }

  readonly #typeX = (event: Event): void => {
    if (!this.curve || !(event.target instanceof HTMLInputElement)) return;
    const x = event.target.valueAsNumber;
    if (!Number.isFinite(x)) return;
    const [low, high] = this.curve.domain;
    // The axis widens for a number outside it, so that what is typed can be seen.
    const reach = Math.max(Math.abs(x) * 1.1, 6);
    this.#change({ ...this.curve, x, domain: x < low || x > high ? [-reach, reach] : this.curve.domain });
  };

  readonly #announceReady = (): void => {
    if (!this.#announcedReady) fireView(this, "view-ready", null);
    this.#announcedReady = true;
  };

  #change(next: CurveState): void {
    if (!this.catalog) return;
    this.#show(next);
    fireView(this, "view-change", writeState(next, this.catalog));
  }

  /** Shows a state: the controls at once, the picture when the engine has answered. */
  #show(next: CurveState): void {
    const { client, catalog, curve: before } = this;
    if (!client || !catalog) return;
    this.curve = next;
    const info = infoOf(catalog, next.id);
    if (info.rowwise) return;
    const onlyProbe =
      before !== undefined &&
      before.id === next.id &&
      before.params === next.params &&
      before.domain === next.domain;
    if (!onlyProbe || this.drawing === undefined) {
      this.#drawings.run(async () => {
        const drawing = await draw(client, next, info, this.#resolution());
        // The probe may have moved on while this was drawn.
        if (this.curve?.id !== next.id) return;
        const reading = await read(client, this.curve);
        this.drawing = drawing;
        this.reading = reading;
        this.failure = "";
        this.#announceReady();
      });
    }
    if (!onlyProbe) return;
    this.#readings.run(async () => {
      const reading = await read(client, next);
      if (this.drawing?.state.id === next.id) this.reading = reading;
    });
  }

  /** One sample per pixel of the screen. */
  #resolution(): number {
    const width = this.renderRoot.querySelector("ap-curve-chart")?.clientWidth ?? 0;
    return Math.min(2400, Math.max(400, Math.round((width || 640) * devicePixelRatio)));
  }

  #fail(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.failure = error instanceof Error ? error.message : String(error);
    fireView(this, "view-error", this.failure);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-curve-view": CurveView;
  }
}

/** The curve view: one function as a large figure one can touch, and what there is to say about it. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/curve-chart.js";
import { zoomed } from "../../charts/curve-gestures.js";
import type { DomainChangeDetail, ProbeMoveDetail } from "../../charts/curve-types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import "../../components/choice.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import "../softmax/row-view.js";
import { KINDS } from "../softmax/softmax-state.js";
import "../softmax/softmax-view.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import "./compare-list.js";
import type { CompareChangeDetail } from "./compare-list.js";
import {
  draw,
  findFacts,
  jumpsAt,
  NewestWins,
  read,
  type Drawing,
  type Facts,
  type Reading,
  type Readings,
} from "./curve-model.js";
import { curvePanels, curveProbe } from "./curve-picture.js";
import { atDefaults, chosen, HOME, infoOf, readState, writeState, type CurveState } from "./curve-state.js";
import { sheetStyles } from "./curve-styles.js";
import { compareTable, curveCsv, dataTable } from "./data-table.js";
import "./function-card.js";
import type { InputsChangeDetail, ParamsChangeDetail } from "./function-card.js";
import { propertyRows } from "./measure.js";
import { fileButtons } from "./picture-files.js";
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
  @state() protected readings?: Readings;
  @state() protected facts?: Facts;
  @state() protected failure = "";

  readonly #drawings = new NewestWins((error) => {
    this.#fail(error);
  });
  readonly #readings = new NewestWins((error) => {
    this.#fail(error);
  });
  readonly #findings = new NewestWins((error) => {
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
        ?compact=${catalog.activations.length > 12}
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
      ${info.rowwise ? this.#rowwise(info) : this.#sheet(info, curve, catalog)}
    </div>`;
  }

  #rowwise(info: ActivationInfo): TemplateResult {
    if (!KINDS.some((kind) => kind === info.id)) {
      return html`<ap-row-view
        .client=${this.client}
        .catalog=${this.catalog}
        .info=${info}
        @row-ready=${this.#announceReady}
      ></ap-row-view>`;
    }
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
    const { drawing, readings, facts } = this;
    const first = readings?.all.at(0);
    return html`<div class="sheet">
      <figure>
        ${this.#numbers(curve, first)}
        <ap-curve-chart
          label="${info.name} and its slope. Arrow keys move the probe"
          .domain=${curve.domain}
          .panels=${drawing ? curvePanels(drawing, catalog) : []}
          .probe=${drawing && readings ? curveProbe(drawing, readings, catalog) : undefined}
          @probe-move=${(event: CustomEvent<ProbeMoveDetail>) => {
            this.#change({ ...curve, x: event.detail.x });
          }}
          @domain-change=${(event: CustomEvent<DomainChangeDetail>) => {
            this.#change({ ...curve, domain: event.detail.domain ?? HOME });
          }}
        ></ap-curve-chart>
        <figcaption>
          ${drawing && first && readings ? gradientSentence(readings.x, first.slope, jumpsAt(drawing, readings.x)) : nothing}
        </figcaption>
        ${readings && readings.all.length > 1 ? compareTable(readings, catalog) : nothing}
        ${drawing ? this.#tools(drawing, info, curve) : nothing}
      </figure>
      <ap-function-card
        editable
        .info=${info}
        .params=${curve.params}
        .inputs=${curve.inputs}
        .printed=${facts?.printed ?? ""}
        .rows=${facts ? propertyRows(info, facts.measured, atDefaults(info, curve.params)) : []}
        @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
          this.#change({ ...curve, params: event.detail.params });
        }}
        @inputs-change=${(event: CustomEvent<InputsChangeDetail>) => {
          this.#change({ ...curve, inputs: event.detail.inputs });
        }}
      ></ap-function-card>
    </div>`;
  }

  #tools(drawing: Drawing, info: ActivationInfo, curve: CurveState): TemplateResult {
    return html`<div class="tools">
      <details ?open=${curve.others.length > 0}>
        <summary>Draw others beside it</summary>
        <ap-compare-list
          .catalog=${this.catalog}
          .except=${curve.id}
          .chosen=${curve.others}
          @compare-change=${(event: CustomEvent<CompareChangeDetail>) => {
            this.#change({ ...curve, others: event.detail.ids });
          }}
        ></ap-compare-list>
      </details>
      ${dataTable(drawing, info.name)}
      ${fileButtons(this, {
        name: curve.id,
        title: `${info.name} and its slope for x from ${formatTick(curve.domain[0])} to ${formatTick(curve.domain[1])}`,
        picture: () => this.renderRoot.querySelector("ap-curve-chart")?.picture ?? null,
        csv: () => curveCsv(drawing),
      })}
    </div>`;
  }

  #numbers(curve: CurveState, reading: Reading | undefined): TemplateResult {
    const [low, high] = curve.domain;
    const zoom = (factor: number): void => {
      this.#change({ ...curve, domain: zoomed(curve.domain, factor, curve.x) });
    };
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
      <span class="zoom" role="group" aria-label="Zoom">
        <button
          aria-label="Zoom in"
          @click=${() => {
            zoom(0.5);
          }}
        >
          +
        </button>
        <button
          aria-label="Zoom out"
          @click=${() => {
            zoom(2);
          }}
        >
          −
        </button>
        <button
          class="quiet"
          ?hidden=${low === HOME[0] && high === HOME[1]}
          @click=${() => {
            this.#change({ ...curve, domain: HOME });
          }}
        >
          whole axis
        </button>
      </span>
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
    if (infoOf(catalog, next.id).rowwise) return;
    const same = (...names: readonly (keyof CurveState)[]): boolean =>
      before !== undefined && names.every((name) => before[name] === next[name]);
    if (!same("id", "params", "domain", "others") || this.drawing === undefined) {
      this.#drawings.run(() => this.#draw(client, next));
    } else if (!same("x")) {
      this.#readings.run(async () => {
        const readings = await read(client, next);
        if (this.drawing?.id === next.id) this.readings = readings;
      });
    }
    if (!same("id", "params", "inputs") || this.facts === undefined) {
      this.#findings.run(async () => {
        const facts = await findFacts(client, next);
        if (this.curve?.id === next.id) this.facts = facts;
      });
    }
  }

  async #draw(client: EngineClient, next: CurveState): Promise<void> {
    const drawing = await draw(client, next, this.#resolution());
    // The probe may have moved on while this was drawn.
    if (this.curve?.id !== next.id) return;
    const readings = await read(client, { ...next, x: this.curve.x });
    this.drawing = drawing;
    this.readings = readings;
    this.failure = "";
    this.#announceReady();
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

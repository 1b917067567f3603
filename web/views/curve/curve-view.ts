/** The curve view: one function as a large figure one can touch, and what there is to say about it. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/curve-chart.js";
import type { DomainChangeDetail, ProbeMoveDetail } from "../../charts/curve-types.js";
import { formatTick } from "../../charts/format.js";
import type { ChoiceOption } from "../../components/choice.js";
import { FORMULA } from "../../components/formula-id.js";
import "../../components/function-menu.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { KINDS } from "../softmax/softmax-state.js";
import { formulaValues } from "../formula-text.js";
import { Later } from "../later.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import { codeSamples, type CodeSample } from "./code-samples.js";
import "./code-panel.js";
import type { InputsChangeDetail } from "./code-panel.js";
import { jumpsAt, type Drawing } from "./curve-model.js";
import { curveNumbers, zoomButtons } from "./curve-numbers.js";
import { curvePanels, curveProbe, EMPTY_PANELS } from "./curve-picture.js";
import {
  atDefaults,
  chosen,
  HOME,
  infoOf,
  isRowwise,
  nameOf,
  readState,
  writeState,
  type CurveState,
} from "./curve-state.js";
import { sheetStyles } from "./curve-styles.js";
import { CurveWork } from "./curve-work.js";
import type * as Typing from "./formula-card.js";
import "./function-card.js";
import { propertyRows } from "./measure.js";
import "./param-controls.js";
import type { ParamsChangeDetail } from "./param-controls.js";
import { fileButtons } from "./picture-files.js";
import "./property-table.js";
import { TUTORIAL } from "./tutorial.js";
import { familyWords, gradientSentence } from "./words.js";

/** What stands for a formula that was not drawn yet. */
const UNDRAWN = "M2 12C7 12 8 4 12 4S17 11 22 5";

/** Any function of the catalogue, or one that the reader types; its settings are those of `readState`. */
@customElement("ap-curve-view")
export class CurveView extends LitElement implements ViewElement {
  static override styles = [base, text, controls, sheetStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};

  @state() protected curve?: CurveState;
  /** Functions of whole rows have views of their own, which are fetched when one is chosen. */
  @state() protected hasRows = false;
  /** Takes a formula and writes it as code; fetched when one is shown. */
  @state() protected typing?: typeof Typing;

  /** The parts below the figure that the reader has opened. */
  @state() protected opened: ReadonlySet<string> = new Set();

  readonly #beside = new Later(this, () => import("./beside.js"));
  readonly #tables = new Later(this, () => import("./data-table.js"));
  #announcedReady = false;
  readonly #announceReady = (): void => {
    if (!this.#announcedReady) fireView(this, "view-ready", null);
    this.#announcedReady = true;
  };
  readonly #work = new CurveWork(this, {
    resolution: () => this.#resolution(),
    onReady: this.#announceReady,
    onError: (message) => {
      fireView(this, "view-error", message);
    },
  });

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
    const { failure } = this.#work;
    return html`<div class="view">
      <ap-function-menu
        label="Function"
        .catalog=${catalog}
        .options=${this.#options(catalog)}
        .first=${this.#first(catalog)}
        .value=${curve.id}
        @value-change=${(event: ValueChangeEvent<string>) => {
          this.#change(chosen(catalog, event.detail.value, curve));
        }}
      ></ap-function-menu>
      ${failure ? html`<ap-message kind="error">${failure}</ap-message>` : nothing}
      ${isRowwise(catalog, curve.id) ? this.#rowwise(infoOf(catalog, curve.id)) : this.#sheet(curve, catalog)}
    </div>`;
  }

  #options(catalog: Catalog): ChoiceOption[] {
    return catalog.activations.map(({ id, name, family }) => ({
      value: id,
      label: name,
      group: familyWords(family),
    }));
  }

  #own(): ChoiceOption {
    const path = this.#work.drawing?.formulaGlyph ?? "";
    return { value: FORMULA, label: "Your formula", group: "Your own", path: path || UNDRAWN };
  }

  #first(catalog: Catalog): ChoiceOption[] {
    const known = TUTORIAL.filter((id) => catalog.activations.some((info) => info.id === id));
    return [...known.map((id) => ({ value: id, label: infoOf(catalog, id).name })), this.#own()];
  }

  #rowwise(info: ActivationInfo): TemplateResult | typeof nothing {
    if (!this.hasRows) return nothing;
    if (!KINDS.some((kind) => kind === info.id)) {
      return html`<ap-row-view
        .client=${this.client}
        .catalog=${this.catalog}
        .info=${info}
        .inputs=${this.curve?.inputs ?? info.example}
        @inputs-change=${({ detail }: CustomEvent<InputsChangeDetail>) => {
          if (this.curve) this.#change({ ...this.curve, inputs: detail.inputs });
        }}
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

  #sheet(curve: CurveState, catalog: Catalog): TemplateResult {
    return html`<div class="sheet">
      ${this.#figure(curve, catalog)}
      <div class="card">${this.#card(curve, catalog)} ${this.#properties(curve, catalog)}</div>
      <div class="below">${this.#code(curve, catalog)} ${this.#tools(curve, catalog)}</div>
    </div>`;
  }

  #figure(curve: CurveState, catalog: Catalog): TemplateResult {
    const { drawing, readings } = this.#work;
    const first = readings?.all.at(0);
    const jumps = drawing && readings ? jumpsAt(drawing, readings.x) : undefined;
    return html`<figure>
      ${curveNumbers(curve, first, jumps, this.#change)}
      <ap-curve-chart
        label="${nameOf(catalog, curve.id)} and its slope. Arrow keys move the probe, plus and minus zoom, comma and full stop move the axis"
        .domain=${curve.domain}
        .panels=${drawing ? curvePanels(drawing, catalog) : EMPTY_PANELS}
        .probe=${drawing && readings ? curveProbe(drawing, readings, catalog) : undefined}
        @probe-move=${(event: CustomEvent<ProbeMoveDetail>) => {
          this.#change({ ...curve, x: event.detail.x });
        }}
        @domain-change=${(event: CustomEvent<DomainChangeDetail>) => {
          this.#change({ ...curve, domain: event.detail.domain ?? HOME });
        }}
      ></ap-curve-chart>
      <div class="caption-row">
        <figcaption>
          ${readings && first ? gradientSentence(readings.x, first.slope, jumps) : nothing}
        </figcaption>
        ${zoomButtons(curve, this.#change)}
      </div>
      ${
        drawing && readings && readings.all.length > 1
          ? this.#tables.draw(({ compareTable }) => compareTable(readings, catalog, drawing.formulaGlyph))
          : nothing
      }
    </figure>`;
  }

  #card(curve: CurveState, catalog: Catalog): TemplateResult | typeof nothing {
    if (curve.id === FORMULA) return this.typing?.formulaCard(curve, this.#work, this.#change) ?? nothing;
    return html`<ap-function-card
      .info=${infoOf(catalog, curve.id)}
      .params=${curve.params}
      @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
        this.#change({ ...curve, params: event.detail.params });
      }}
    ></ap-function-card>`;
  }

  #properties(curve: CurveState, catalog: Catalog): TemplateResult | typeof nothing {
    const { facts, times } = this.#work;
    if (facts === undefined) return nothing;
    const info = curve.id === FORMULA ? undefined : infoOf(catalog, curve.id);
    const claims = info && atDefaults(info, curve.params) ? info : undefined;
    return html`<ap-property-table
      name=${nameOf(catalog, curve.id)}
      .info=${info}
      .rows=${propertyRows(facts.measured, claims)}
      .times=${times}
      @time-request=${() => {
        this.#work.measureTime();
      }}
    ></ap-property-table>`;
  }

  #code(curve: CurveState, catalog: Catalog): TemplateResult | typeof nothing {
    const samples = this.#samples(curve, catalog);
    // A formula that could not be read has no code.
    if (samples.length === 0) return nothing;
    return html`<ap-code-panel
      editable
      .samples=${samples}
      .inputs=${curve.inputs}
      .printed=${this.#work.facts?.printed ?? ""}
      @inputs-change=${(event: CustomEvent<InputsChangeDetail>) => {
        this.#change({ ...curve, inputs: event.detail.inputs });
      }}
    ></ap-code-panel>`;
  }

  #samples({ id, params, formulaParams, inputs }: CurveState, catalog: Catalog): CodeSample[] {
    if (id !== FORMULA) return codeSamples(infoOf(catalog, id), params, inputs);
    const { formula } = this.#work;
    if (formula === undefined || !this.typing) return [];
    const typed = { text: formula.text, params: formulaValues(formula.params, formulaParams) };
    return this.typing.formulaSamples(typed, catalog, inputs);
  }

  #tools(curve: CurveState, catalog: Catalog): TemplateResult {
    const { drawing, formula } = this.#work;
    const options = [...this.#options(catalog), this.#own()].filter(
      ({ value }) => value !== curve.id && !isRowwise(catalog, value),
    );
    const formulaNames = formula?.params ?? [];
    const beside = { catalog, curve, options, formulaNames, change: this.#change };
    return html`<div class="tools">
      ${this.#fold("beside", "Draw others beside it", curve.others.length > 0, () =>
        this.#beside.draw(({ besideControls }) => besideControls(beside)),
      )}
      ${
        drawing
          ? this.#fold("numbers", "The curve as numbers", false, () =>
              this.#tables.draw(({ dataTable }) => dataTable(drawing, catalog)),
            )
          : nothing
      }
      ${drawing ? this.#files(drawing, catalog) : nothing}
    </div>`;
  }

  /** What is fetched and drawn once it is opened. */
  #fold(
    name: string,
    summary: string,
    isOpen: boolean,
    content: () => TemplateResult | typeof nothing,
  ): TemplateResult {
    return html`<details
      ?open=${isOpen}
      @toggle=${(event: Event) => {
        if (!(event.target instanceof HTMLDetailsElement)) return;
        const others = [...this.opened].filter((other) => other !== name);
        this.opened = new Set(event.target.open ? [...others, name] : others);
      }}
    >
      <summary>${summary}</summary>
      ${this.opened.has(name) ? content() : nothing}
    </details>`;
  }

  #files(drawing: Drawing, catalog: Catalog): TemplateResult | typeof nothing {
    const [from, to] = drawing.state.domain;
    const what = drawing.id === FORMULA ? drawing.state.formula : nameOf(catalog, drawing.id);
    return fileButtons(this, {
      name: drawing.id,
      title: `${what} and its slope for x from ${formatTick(from)} to ${formatTick(to)}`,
      picture: () => this.renderRoot.querySelector("ap-curve-chart")?.picture ?? null,
      columns: async () => (await import("./data-table.js")).curveColumns(drawing),
      onError: (error) => {
        this.#work.fail(error);
      },
    });
  }

  readonly #change = (next: CurveState): void => {
    if (!this.catalog) return;
    this.#show(next);
    fireView(this, "view-change", writeState(next, this.catalog));
  };

  /** Shows a state: the controls at once, the picture when the engine has answered. */
  #show(next: CurveState): void {
    if (!this.client || !this.catalog) return;
    this.curve = next;
    if (!isRowwise(this.catalog, next.id)) this.#work.show(this.client, next);
    else if (!this.hasRows) void this.#fetch(this.#fetchRows);
    if (next.id === FORMULA && !this.typing) void this.#fetch(this.#fetchTyping);
  }

  readonly #fetchRows = async (): Promise<void> => {
    await Promise.all([import("../softmax/softmax-view.js"), import("../softmax/row-view.js")]);
    this.hasRows = true;
  };

  readonly #fetchTyping = async (): Promise<void> => {
    this.typing = await import("./formula-card.js");
  };

  async #fetch(part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      this.#work.fail(error);
    }
  }

  /** One sample per pixel of the screen. */
  #resolution(): number {
    const width = this.renderRoot.querySelector("ap-curve-chart")?.clientWidth ?? 0;
    return Math.min(2400, Math.max(400, Math.round((width || 640) * devicePixelRatio)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-curve-view": CurveView;
  }
}

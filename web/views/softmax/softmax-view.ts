/** The softmax view: logits one can drag, and the probabilities that follow. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/bars-chart.js";
import type { BarColumn, HandleMoveDetail } from "../../charts/bars-chart.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import "../../components/choice.js";
import { functionStyle } from "../../components/glyph.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { NewestWins } from "../curve/curve-model.js";
import { sheetStyles } from "../curve/curve-styles.js";
import "../curve/code-panel.js";
import { codeSamples } from "../curve/code-samples.js";
import "../curve/function-card.js";
import type { ParamsChangeDetail } from "../curve/param-controls.js";
import { fileButtons } from "../curve/picture-files.js";
import { printTensor } from "../curve/print-tensor.js";
import type { CsvColumn } from "../../export/csv.js";
import { Later } from "../later.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import {
  FEWEST,
  kindInfo,
  kindInfos,
  KINDS,
  limitLogit,
  MOST,
  readState,
  temperatureOf,
  writeState,
  type SoftmaxState,
} from "./softmax-state.js";
import { jacobianPanel, lossPanel, lossPanelStyles } from "./loss-panel.js";
import { numberFields, numberFieldStyles, subscripted } from "./number-fields.js";
import { propertyList, propertyListStyles } from "./property-list.js";
import { barColumns, inputDomain, outputDomain } from "./softmax-picture.js";
import {
  naiveSentence,
  outputName,
  probabilities,
  shiftSentence,
  total,
  winnerSentence,
  type SoftmaxResult,
} from "./softmax-words.js";

const SHIFTS = [-1, 1, 1000];

/** The row as it is at first. */
function opening(example: readonly number[]): Pick<SoftmaxState, "logits" | "target"> {
  return { logits: example, target: example.length - 1 };
}

function columnsOf({ logits, kind }: SoftmaxState, result: SoftmaxResult | undefined): CsvColumn[] {
  return [
    { name: "logit", values: Float32Array.from(logits) },
    { name: kind, values: result?.outputs ?? new Float32Array(0) },
  ];
}

/** A row of logits and its softmax; its settings are those of `readState`. */
@customElement("ap-softmax-view")
export class SoftmaxView extends LitElement implements ViewElement {
  static override styles = [
    base,
    text,
    controls,
    sheetStyles,
    numberFieldStyles,
    lossPanelStyles,
    propertyListStyles,
    css`
      figcaption {
        display: grid;
        gap: var(--ap-half);
      }
    `,
  ];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};
  /** Inside another view that has chosen the function. */
  @property({ type: Boolean }) embedded = false;

  @state() protected row?: SoftmaxState;
  @state() protected result?: SoftmaxResult;
  @state() protected shifted = "";
  @state() protected failure = "";
  /** Whether the table is open. */
  @state() protected asNumbers = false;

  readonly #rowTable = new Later(this, () => import("./row-table.js"));

  readonly #fail = (error: unknown): void => {
    this.failure = error instanceof Error ? error.message : String(error);
    fireView(this, "view-error", this.failure);
  };
  readonly #calls = new NewestWins(this.#fail);
  #announcedReady = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.client || !this.catalog) return;
    if (!changed.has("settings") && !changed.has("client") && !changed.has("catalog")) return;
    const { value, warnings } = readState(this.settings, this.catalog);
    fireView(this, "view-warnings", warnings);
    this.#show(value);
  }

  override render(): TemplateResult | typeof nothing {
    const { catalog, row, result } = this;
    if (!catalog || !row) return nothing;
    const info = kindInfo(catalog, row.kind);
    return html`<div class="view">
      ${this.embedded ? nothing : this.#kinds(catalog, row)}
      ${this.failure ? html`<ap-message kind="error">${this.failure}</ap-message>` : nothing}
      <div class="sheet">
        <figure>
          <div class="numbers">
            <span
              >${row.kind === "log_softmax" ? "sum of exp(y)" : "sum"} =
              <b data-number="sum">${result ? formatFixed(total(result)) : ""}</b></span
            >
            <span class="muted">temperature ${formatTick(temperatureOf(row))}</span>
          </div>
          <ap-bars-chart
            label="Logits above, what ${info.name} makes of them below"
            input-name="logit"
            output-name=${outputName(row.kind)}
            .color=${functionStyle(catalog, row.kind).color}
            .columns=${this.#columns(row, result)}
            .inputDomain=${inputDomain(row.logits)}
            .outputDomain=${this.#outputDomain(result)}
            @handle-move=${(event: CustomEvent<HandleMoveDetail>) => {
              this.#setLogit(event.detail.index, event.detail.value);
            }}
          ></ap-bars-chart>
          ${this.#typedLogits(row)} ${this.#shifts()}
          <figcaption>
            ${result ? html`<p>${winnerSentence(result)}</p>` : nothing}
            ${this.shifted ? html`<p role="status">${this.shifted}</p>` : nothing}
            ${result ? html`<p>${naiveSentence(result)}</p>` : nothing}
          </figcaption>
          ${
            result
              ? lossPanel(result, (target) => {
                  this.#change({ ...row, target });
                })
              : nothing
          }
          <div class="tools">${this.#table(result)}</div>
          ${fileButtons(this, {
            name: row.kind,
            title: `${info.name} of ${row.logits.join(", ")}`,
            picture: () => this.renderRoot.querySelector("ap-bars-chart")?.picture ?? null,
            columns: () => columnsOf(row, result),
            onError: this.#fail,
          })}
        </figure>
        <ap-function-card
          .info=${info}
          .params=${row.params}
          @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
            this.#change({ ...row, params: event.detail.params });
          }}
        >
          <ap-code-panel
            .samples=${codeSamples(info, row.params, row.logits)}
            .printed=${result ? printTensor(result.outputs) : ""}
          ></ap-code-panel>
          ${result ? jacobianPanel(result) : nothing} ${propertyList(info)}
        </ap-function-card>
      </div>
    </div>`;
  }

  #table(result: SoftmaxResult | undefined): TemplateResult {
    return html`<details
      @toggle=${(event: Event) => {
        if (event.target instanceof HTMLDetailsElement) this.asNumbers = event.target.open;
      }}
    >
      <summary>The row as numbers</summary>
      ${this.asNumbers && result ? this.#rowTable.draw(({ rowTable }) => rowTable(result)) : nothing}
    </details>`;
  }

  #kinds(catalog: Catalog, row: SoftmaxState): TemplateResult {
    return html`<ap-choice
      label="Function"
      .catalog=${catalog}
      .options=${kindInfos(catalog).map(({ id, name }) => ({ value: id, label: name }))}
      .value=${row.kind}
      @value-change=${(event: ValueChangeEvent<string>) => {
        const kind = KINDS.find((known) => known === event.detail.value);
        if (kind !== undefined) this.#change({ ...row, kind });
      }}
    ></ap-choice>`;
  }

  #columns(row: SoftmaxState, result: SoftmaxResult | undefined): BarColumn[] {
    const outputs = result?.outputs ?? new Float32Array(row.logits.length);
    const shares = result ? probabilities(result) : outputs;
    return barColumns(row.logits, outputs, (i) => `class ${i + 1}`, shares);
  }

  #outputDomain(result: SoftmaxResult | undefined): [number, number] {
    return result?.state.kind === "log_softmax" ? outputDomain(result.outputs, [-4, 0]) : [0, 1];
  }

  #typedLogits(row: SoftmaxState): TemplateResult {
    const count = row.logits.length;
    const fewer = { logits: row.logits.slice(0, -1), target: Math.min(row.target, count - 2) };
    return numberFields(row.logits, {
      symbol: (i) => subscripted("z", i),
      label: (i) => `logit ${i + 1}`,
      set: (i, value) => {
        this.#setLogit(i, value);
      },
      end: html`<span class="buttons">
        <button
          ?disabled=${count >= MOST}
          @click=${() => {
            this.#change({ ...row, logits: [...row.logits, 0] });
          }}
        >
          Add a class
        </button>
        <button
          ?disabled=${count <= FEWEST}
          @click=${() => {
            this.#change({ ...row, ...fewer });
          }}
        >
          Remove one
        </button>
      </span>`,
    });
  }

  #shifts(): TemplateResult {
    return html`<div class="buttons" role="group" aria-label="Shift all logits">
      <span class="muted">all logits</span>
      ${SHIFTS.map(
        (by) =>
          html`<button
            @click=${() => {
              this.#shift(by);
            }}
          >
            ${by > 0 ? `+${by}` : formatTick(by)}
          </button>`,
      )}
      <button
        class="quiet"
        @click=${() => {
          if (this.row && this.catalog)
            this.#change({ ...this.row, ...opening(kindInfo(this.catalog, this.row.kind).example) });
        }}
      >
        back to the tutorial's
      </button>
    </div>`;
  }

  #setLogit(index: number, value: number): void {
    if (!this.row) return;
    this.#change({
      ...this.row,
      logits: this.row.logits.map((old, i) => (i === index ? limitLogit(value) : old)),
    });
  }

  #shift(by: number): void {
    if (!this.row) return;
    const before = this.result ? probabilities(this.result) : undefined;
    const round = (value: number): number => Number(value.toPrecision(9));
    this.#change(
      { ...this.row, logits: this.row.logits.map((logit) => round(limitLogit(logit + by))) },
      (result) => {
        if (before === undefined) return "";
        const after = probabilities(result);
        return shiftSentence(by, Math.max(...after.map((value, i) => Math.abs(value - before[i]))));
      },
    );
  }

  #change(next: SoftmaxState, say: (result: SoftmaxResult) => string = () => ""): void {
    if (!this.catalog) return;
    this.#show(next, say);
    fireView(this, "view-change", writeState(next, this.catalog));
  }

  /** Shows a state: the handles at once, the bars when the engine has answered. */
  #show(next: SoftmaxState, say: (result: SoftmaxResult) => string = () => ""): void {
    const { client } = this;
    if (!client) return;
    this.row = next;
    this.#calls.run(async () => {
      const options = {
        rows: 1,
        cols: next.logits.length,
        kind: next.kind,
        temperature: temperatureOf(next),
      };
      const outputs = await client.softmax(Float32Array.from(next.logits), options);
      this.result = { state: next, outputs };
      this.shifted = say(this.result);
      this.failure = "";
      if (!this.#announcedReady) fireView(this, "view-ready", null);
      this.#announcedReady = true;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-softmax-view": SoftmaxView;
  }
}

/** The softmax view: logits one can drag, and the probabilities that follow. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/bars-chart.js";
import "../../charts/heat-map.js";
import type { BarColumn, HandleMoveDetail } from "../../charts/bars-chart.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { niceStep } from "../../charts/scale.js";
import "../../components/choice.js";
import { functionStyle } from "../../components/glyph.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { NewestWins } from "../curve/curve-model.js";
import { sheetStyles } from "../curve/curve-styles.js";
import "../curve/function-card.js";
import type { ParamsChangeDetail } from "../curve/function-card.js";
import { fileButtons } from "../curve/picture-files.js";
import { printTensor } from "../curve/print-tensor.js";
import { csvOf } from "../../export/csv.js";
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
import { crossEntropy, jacobian } from "./jacobian.js";
import {
  gradientSentence,
  gradientWords,
  jacobianSentence,
  matrixWords,
  naiveSentence,
  outputName,
  probabilities,
  shiftSentence,
  total,
  winnerSentence,
  type SoftmaxResult,
} from "./softmax-words.js";

const SUBSCRIPTS = ["₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₁₀"];
const SHIFTS = [-1, 1, 1000];

/** The axis of the logits: -5 to 5, or around them when they are elsewhere. */
function logitDomain(logits: readonly number[]): [number, number] {
  const low = Math.min(...logits);
  const high = Math.max(...logits);
  if (low >= -5 && high <= 5) return [-5, 5];
  const step = niceStep(Math.max(10, high - low), 10);
  const half = Math.max(5 * step, (high - low) / 2 + step);
  const middle = Math.round((low + high) / 2 / step) * step;
  return [middle - half, middle + half];
}

/** The row as it is at first. */
function opening(example: readonly number[]): Pick<SoftmaxState, "logits" | "target"> {
  return { logits: example, target: example.length - 1 };
}

/** An output for a narrow column: two decimals, or none where they would say little. */
function shortText(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(2).replace("-", "−") : formatTick(Math.round(value));
}

/** A row of logits and its softmax; its settings are those of `readState`. */
@customElement("ap-softmax-view")
export class SoftmaxView extends LitElement implements ViewElement {
  static override styles = [
    base,
    text,
    controls,
    sheetStyles,
    css`
      .logits {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ap-1);
        align-items: center;
      }
      .logits label {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
      }
      .logits input {
        width: 4.8em;
        padding: 0 var(--ap-1);
        text-align: right;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ap-1);
        align-items: center;
      }
      .loss {
        display: grid;
        gap: var(--ap-1);
      }
      h4 {
        margin: 0;
        font: 600 var(--ap-size) / 1.3 var(--ap-font-text);
      }
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

  readonly #calls = new NewestWins((error) => {
    this.failure = error instanceof Error ? error.message : String(error);
    fireView(this, "view-error", this.failure);
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
            .inputDomain=${logitDomain(row.logits)}
            .outputDomain=${this.#outputDomain(result)}
            @handle-move=${(event: CustomEvent<HandleMoveDetail>) => {
              this.#setLogit(event.detail.index, event.detail.value);
            }}
          ></ap-bars-chart>
          ${this.#typedLogits(row)} ${this.#shifts()}
          <figcaption>
            ${result ? html`<p>${winnerSentence(result)}</p>` : nothing}
            ${this.shifted ? html`<p role="status">${this.shifted}</p>` : nothing}
            ${result && naiveSentence(result) ? html`<p>${naiveSentence(result)}</p>` : nothing}
          </figcaption>
          ${result ? html`${this.#loss(result, row)} ${this.#jacobian(result)}` : nothing}
          ${fileButtons(this, {
            name: row.kind,
            title: `${info.name} of ${row.logits.join(", ")}`,
            picture: () => this.renderRoot.querySelector("ap-bars-chart")?.picture ?? null,
            csv: () => this.#csv(row, result),
          })}
        </figure>
        <ap-function-card
          .info=${info}
          .params=${row.params}
          .inputs=${row.logits}
          .printed=${result ? printTensor(result.outputs) : ""}
          @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
            this.#change({ ...row, params: event.detail.params });
          }}
        ></ap-function-card>
      </div>
    </div>`;
  }

  #loss(result: SoftmaxResult, row: SoftmaxState): TemplateResult {
    const { loss, gradient } = crossEntropy(result, row.target);
    const names = row.logits.map((_, i) => String(i + 1));
    return html`<section class="loss">
      <h4>If this were a training step</h4>
      <div class="buttons">
        <label for="target">true class</label>
        <select
          id="target"
          class="field"
          .value=${String(row.target)}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLSelectElement)
              this.#change({ ...row, target: Number(event.target.value) });
          }}
        >
          ${names.map((name, i) => html`<option value=${i} ?selected=${i === row.target}>${name}</option>`)}
        </select>
        <span
          >cross entropy = <b data-number="loss">${formatFixed(loss)}</b> <span class="unit">nats</span></span
        >
      </div>
      <ap-heat-map
        label="Gradient of the cross entropy for each logit: ${gradientWords(gradient)}"
        .values=${gradient}
        .rowNames=${["∂loss"]}
        .columnNames=${names.map((name) => `∂z ${name}`)}
      ></ap-heat-map>
      <p class="caption">${gradientSentence(result, row.target, gradient)}</p>
    </section>`;
  }

  #jacobian(result: SoftmaxResult): TemplateResult {
    const names = result.state.logits.map((_, i) => String(i + 1));
    const matrix = jacobian(result);
    return html`<details>
      <summary>How each output answers to each logit</summary>
      <ap-heat-map
        label="Jacobian, one row for each output: ${matrixWords(matrix, names.length)}"
        .values=${matrix}
        .rowNames=${names.map((name) => `∂y ${name}`)}
        .columnNames=${names.map((name) => `∂z ${name}`)}
      ></ap-heat-map>
      <p class="caption">${jacobianSentence(result.state.kind)}</p>
    </details>`;
  }

  #csv(row: SoftmaxState, result: SoftmaxResult | undefined): string {
    return csvOf([
      { name: "logit", values: Float32Array.from(row.logits) },
      { name: row.kind, values: result?.outputs ?? new Float32Array(0) },
    ]);
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
    const most = Math.max(...shares);
    return row.logits.map((input, i) => ({
      name: row.logits.length > 6 ? String(i + 1) : `class ${i + 1}`,
      input,
      inputText: formatTick(input),
      output: i < outputs.length ? outputs[i] : 0,
      outputText: i < outputs.length ? formatFixed(outputs[i]) : "",
      outputShort: i < outputs.length ? shortText(outputs[i]) : "",
      strong: shares[i] === most,
    }));
  }

  #outputDomain(result: SoftmaxResult | undefined): [number, number] {
    if (result?.state.kind !== "log_softmax") return [0, 1];
    const finite = Array.from(result.outputs).filter((value) => Number.isFinite(value));
    const low = Math.min(-4, ...finite);
    const step = niceStep(-low, 5);
    return [Math.floor((low * 1.08) / step) * step, 0];
  }

  #typedLogits(row: SoftmaxState): TemplateResult {
    const count = row.logits.length;
    return html`<div class="logits" role="group" aria-label="Logits">
      ${row.logits.map(
        (logit, i) =>
          html`<label>
            <span class="math">z${SUBSCRIPTS[i]}</span>
            <input
              class="field"
              type="number"
              step="0.1"
              aria-label="logit ${i + 1}"
              .value=${String(logit)}
              @change=${(event: Event) => {
                if (event.target instanceof HTMLInputElement) this.#setLogit(i, event.target.valueAsNumber);
              }}
            />
          </label>`,
      )}
      <span class="buttons">
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
            this.#change({
              ...row,
              logits: row.logits.slice(0, -1),
              target: Math.min(row.target, count - 2),
            });
          }}
        >
          Remove one
        </button>
      </span>
    </div>`;
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
    if (!this.row || !Number.isFinite(value)) return;
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

/** Functions of a whole row that are not of the softmax family, such as GLU: inputs one can drag, and what comes out. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/bars-chart.js";
import type { HandleMoveDetail } from "../../charts/bars-chart.js";
import "../../components/message.js";
import { functionStyle } from "../../components/glyph.js";
import type { ActivationInfo, ActivationParams, Catalog, SoftmaxOptions } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { NewestWins } from "../curve/curve-model.js";
import { sheetStyles } from "../curve/curve-styles.js";
import "../curve/code-panel.js";
import type { InputsChangeDetail } from "../curve/code-panel.js";
import { codeSamples } from "../curve/code-samples.js";
import "../curve/function-card.js";
import { fileButtons } from "../curve/picture-files.js";
import { printTensor } from "../curve/print-tensor.js";
import { Later } from "../later.js";
import { inputName, numberFields, numberFieldStyles } from "./number-fields.js";
import { propertyList, propertyListStyles } from "./property-list.js";
import { barColumns, inputDomain, outputDomain } from "./softmax-picture.js";
import { limitLogit } from "./softmax-state.js";

/**
 * `<ap-row-view .client=${...} .catalog=${...} .info=${...} .inputs=${[1, 2, -1, 3]}>`; the owner keeps the inputs.
 *
 * @fires inputs-change - detail {@link InputsChangeDetail}
 * @fires row-ready - The first picture is there.
 */
@customElement("ap-row-view")
export class RowView extends LitElement {
  static override styles = [base, text, controls, sheetStyles, numberFieldStyles, propertyListStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) info?: ActivationInfo;

  @property({ attribute: false }) inputs: readonly number[] = [];

  @state() protected outputs = new Float32Array(0);
  /** Whether the table is open. */
  @state() protected asNumbers = false;
  @state() protected failure = "";

  readonly #calls = new NewestWins((error) => {
    this.failure = error instanceof Error ? error.message : String(error);
  });
  readonly #rowTable = new Later(this, () => import("./row-table.js"));
  readonly #params: ActivationParams = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("info") || changed.has("client") || changed.has("inputs")) this.#show();
  }

  override render(): TemplateResult | typeof nothing {
    const { info, catalog, inputs, outputs } = this;
    if (!info || !catalog) return nothing;
    const count = inputs.length / info.row_divisor;
    const letter = (i: number): string => inputName(i, count);
    return html`${this.failure ? html`<ap-message kind="error">${this.failure}</ap-message>` : nothing}
      <div class="sheet">
        <figure>
          <ap-bars-chart
            label="The row above, what ${info.name} makes of it below"
            input-name="input"
            output-name="output"
            .color=${functionStyle(catalog, info.id).color}
            .columns=${barColumns(inputs, outputs, letter)}
            .inputDomain=${inputDomain(inputs)}
            .outputDomain=${outputDomain(outputs, [-2, 2])}
            @handle-move=${(event: CustomEvent<HandleMoveDetail>) => {
              this.#set(event.detail.index, event.detail.value);
            }}
          ></ap-bars-chart>
          ${numberFields(inputs, {
            symbol: letter,
            label: (i) => `input ${i + 1}`,
            set: (i, value) => {
              this.#set(i, value);
            },
          })}
          <details
            @toggle=${(event: Event) => {
              if (event.target instanceof HTMLDetailsElement) this.asNumbers = event.target.open;
            }}
          >
            <summary>The row as numbers</summary>
            ${
              this.asNumbers && outputs.length === count
                ? this.#rowTable.draw(({ partsTable }) => partsTable(info, inputs, outputs))
                : nothing
            }
          </details>
          ${this.#files(info)}
        </figure>
        <ap-function-card .info=${info} .params=${this.#params}>
          <ap-code-panel
            .samples=${codeSamples(info, {}, inputs)}
            .printed=${printTensor(outputs)}
          ></ap-code-panel>
          ${propertyList(info)}
        </ap-function-card>
      </div>`;
  }

  #files(info: ActivationInfo): TemplateResult | typeof nothing {
    return fileButtons(this, {
      name: info.id,
      title: `${info.name} of a row`,
      picture: () => this.renderRoot.querySelector("ap-bars-chart")?.picture ?? null,
      columns: () => [
        { name: "input", values: Float32Array.from(this.inputs) },
        { name: info.id, values: this.outputs },
      ],
      onError: (error) => {
        this.failure = error instanceof Error ? error.message : String(error);
      },
    });
  }

  #set(index: number, value: number): void {
    const inputs = this.inputs.map((old, i) => (i === index ? limitLogit(value) : old));
    const detail: InputsChangeDetail = { inputs };
    this.dispatchEvent(new CustomEvent("inputs-change", { detail }));
  }

  #show(): void {
    const { client, info, inputs } = this;
    if (!client || !info) return;
    this.#calls.run(async () => {
      // The engine takes every function of rows here; its type names the family that most want.
      const kind = info.id as SoftmaxOptions["kind"];
      const outputs = await client.softmax(Float32Array.from(inputs), { rows: 1, cols: inputs.length, kind });
      if (this.info !== info) return;
      this.outputs = new Float32Array(outputs);
      this.failure = "";
      this.dispatchEvent(new CustomEvent("row-ready"));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-row-view": RowView;
  }
}

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
import { codeSamples } from "../curve/code-samples.js";
import "../curve/function-card.js";
import { printTensor } from "../curve/print-tensor.js";
import { numberFields, numberFieldStyles, subscripted } from "./number-fields.js";
import { barColumns, inputDomain, outputDomain } from "./softmax-picture.js";
import { limitLogit } from "./softmax-state.js";

/**
 * `<ap-row-view .client=${...} .catalog=${...} .info=${...}>`.
 *
 * @fires row-ready - The first picture is there.
 */
@customElement("ap-row-view")
export class RowView extends LitElement {
  static override styles = [base, text, controls, sheetStyles, numberFieldStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) info?: ActivationInfo;

  @state() protected inputs: readonly number[] = [];
  @state() protected outputs = new Float32Array(0);

  @state() protected failure = "";

  readonly #calls = new NewestWins((error) => {
    this.failure = error instanceof Error ? error.message : String(error);
  });
  readonly #params: ActivationParams = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has("info") || changed.has("client")) && this.info) this.#show(this.info.example);
  }

  override render(): TemplateResult | typeof nothing {
    const { info, catalog, inputs, outputs } = this;
    if (!info || !catalog) return nothing;
    const count = inputs.length / info.row_divisor;
    // The first part of the row is what passes, the rest is what gates it.
    const letter = (i: number): string => (i < count ? subscripted("a", i) : subscripted("b", i - count));
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
        </figure>
        <ap-function-card words .info=${info} .params=${this.#params}>
          <ap-code-panel
            .samples=${codeSamples(info, {}, inputs)}
            .printed=${printTensor(outputs)}
          ></ap-code-panel>
        </ap-function-card>
      </div>`;
  }

  #set(index: number, value: number): void {
    this.#show(this.inputs.map((old, i) => (i === index ? limitLogit(value) : old)));
  }

  #show(inputs: readonly number[]): void {
    const { client, info } = this;
    if (!client || !info) return;
    this.inputs = inputs;
    this.#calls.run(async () => {
      // The engine takes every function of rows here; its type names the family that most want.
      const kind = info.id as SoftmaxOptions["kind"];
      const outputs = await client.softmax(Float32Array.from(inputs), { rows: 1, cols: inputs.length, kind });
      if (this.info !== info) return;
      this.outputs = new Float32Array(outputs);
      this.dispatchEvent(new CustomEvent("row-ready"));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-row-view": RowView;
  }
}

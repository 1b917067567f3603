/** The runs tried so far, a row each, and a way back to every one of them. */

import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { functionStyle } from "../../components/glyph.js";
import { formatFixed } from "../../charts/format.js";
import { percent, plain } from "../../components/numbers.js";
import type { Catalog } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { FinishedRun } from "./runs.js";
import { infoOf, typedFormula, type ExerciseState } from "./state.js";

const kSparkWidth = 144;
const kSparkHeight = 24;

/** Name of a function with the parameters it was run with, such as "Leaky ReLU, negative_slope 0.1". */
export function runName(state: ExerciseState, catalog: Catalog): string {
  const typed = typedFormula(state.activation);
  const info = infoOf(catalog, state.activation);
  const changed = (info?.params ?? []).filter((param) => state.activation[param.id] !== param.default);
  const params = (typed ? Object.keys(typed.params) : changed.map(({ id }) => id)).map((id) => {
    const value = state.activation[id];
    return `${id} ${typeof value === "number" ? plain(value) : value}`;
  });
  return [typed?.text ?? info?.name ?? state.activation.id, ...params].join(", ");
}

/**
 * `<ap-tried-table .runs=${runs} .catalog=${catalog} current=${key}>`.
 *
 * @fires run-chosen - the run's `ExerciseState`
 */
@customElement("ap-tried-table")
export class TriedTable extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        container-type: inline-size;
      }

      table {
        width: 100%;
      }

      td,
      th {
        vertical-align: middle;
      }

      .how {
        margin-left: var(--ap-1);
      }

      @container (max-width: 479px) {
        .spark {
          display: none;
        }

        .how {
          display: block;
          margin: 0;
        }
      }

      td.number,
      th.number {
        text-align: right;
      }

      th:last-child,
      td:last-child {
        padding-right: 0;
      }

      tr.current td {
        background: color-mix(in srgb, var(--ap-tint) 60%, transparent);
      }

      button.quiet {
        color: inherit;
        text-decoration-color: var(--ap-edge);
      }

      tr.current button {
        font-weight: 600;
      }

      svg {
        display: block;
        overflow: visible;
      }

      ap-glyph {
        margin-right: var(--ap-half);
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly FinishedRun[] = [];
  @property({ attribute: false }) catalog?: Catalog;
  /** Key of the run on show. */
  @property() current = "";

  override render() {
    const { catalog, runs } = this;
    if (!catalog || runs.length === 0) return nothing;
    const losses = runs
      .flatMap(({ history }) => history.map(({ train_loss }) => train_loss))
      .filter(Number.isFinite);
    const top = Math.max(...losses, 0.01);
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" class="number">Last loss</th>
            <th scope="col" class="number">Test accuracy</th>
            <th scope="col" class="spark">Loss, from ${formatFixed(top, 2)} to 0</th>
          </tr>
        </thead>
        <tbody>
          ${runs.map((run) => this.#row(run, catalog, top))}
        </tbody>
      </table>
    `;
  }

  #row(run: FinishedRun, catalog: Catalog, top: number): TemplateResult {
    const last = run.history.at(-1);
    return html`
      <tr class=${run.key === this.current ? "current" : ""}>
        <td>
          <ap-glyph function=${run.state.activation.id} .path=${run.glyph} .catalog=${catalog}></ap-glyph>
          <button
            class="quiet"
            aria-current=${run.key === this.current ? "true" : "false"}
            @click=${() => this.dispatchEvent(new CustomEvent("run-chosen", { detail: run.state }))}
          >
            ${runName(run.state, catalog)}
          </button>
          <span class="muted how">
            ${run.state.output === "softmax" ? "as written" : "logits"}, seed ${run.state.seed},
            ${run.state.epochs} epoch${run.state.epochs === 1 ? "" : "s"}
          </span>
        </td>
        <td class="number">${formatFixed(last?.train_loss ?? NaN)}</td>
        <td class="number">${percent(last?.test_accuracy ?? NaN)}</td>
        <td class="spark">${this.#spark(run, catalog, top)}</td>
      </tr>
    `;
  }

  /** All rows share one scale from zero, so that their lines can be compared. */
  #spark(run: FinishedRun, catalog: Catalog, top: number): TemplateResult {
    const style = functionStyle(catalog, run.state.activation.id);
    const span = Math.max(1, run.history.length - 1);
    const points = run.history
      .filter(({ train_loss }) => Number.isFinite(train_loss))
      .map(({ epoch, train_loss }) => {
        const x = ((epoch - 1) / span) * kSparkWidth;
        return `${x.toFixed(1)},${(kSparkHeight * (1 - train_loss / top)).toFixed(1)}`;
      });
    return html`<svg width=${kSparkWidth} height=${kSparkHeight} aria-hidden="true">
      ${svg`<line x1="0" x2=${kSparkWidth} y1=${kSparkHeight} y2=${kSparkHeight} stroke="var(--ap-line)"></line>
        <polyline points=${points.join(" ")} fill="none" stroke=${style.css} stroke-width="1.5"
          stroke-dasharray=${style.dash}></polyline>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-tried-table": TriedTable;
  }
}

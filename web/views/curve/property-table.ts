/** The properties of a function: what is claimed beside what was measured. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatTick } from "../../charts/format.js";
import type { ActivationInfo, TimePerElement } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import { FEW, type Times } from "./curve-model.js";
import { errorText, type PropertyRow } from "./measure.js";

/**
 * `<ap-property-table name="ReLU" .rows=${...} .info=${...} .times=${...}>`.
 *
 * @fires time-request - The reader wants the time measured again.
 */
@customElement("ap-property-table")
export class PropertyTable extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      table {
        width: 100%;
        line-height: 1.35;
      }
      td:last-child,
      th:last-child {
        padding-right: 0;
      }
      th[scope="row"] {
        white-space: nowrap;
      }
      .differs {
        color: var(--ap-red);
      }
      button {
        min-height: 0;
      }
    `,
  ];

  @property() name = "";
  @property({ attribute: false }) rows: readonly PropertyRow[] = [];
  /** States the accuracy; a typed formula has none to state. */
  @property({ attribute: false }) info?: ActivationInfo | undefined;
  @property({ attribute: false }) times?: Times | undefined;

  override render(): TemplateResult {
    return html`<table>
      <caption class="for-reader-only">
        Properties of ${this.name}
      </caption>
      <thead>
        <tr>
          <th scope="col">property</th>
          <th scope="col">claimed</th>
          <th scope="col">measured here, now</th>
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          ({ name, claim, measured, agrees }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class=${agrees ? "" : "differs"}>${claim}${agrees ? "" : " (not so)"}</td>
              <td>${measured}</td>
            </tr>`,
        )}
        ${
          this.info === undefined
            ? nothing
            : html`<tr>
                <th scope="row">worst error</th>
                <td colspan="2">${errorText(this.info)}, of all float32 inputs</td>
              </tr>`
        }
        <tr>
          <th scope="row">ns per element</th>
          <td colspan="2">${this.#times()}</td>
        </tr>
      </tbody>
    </table>`;
  }

  #times(): TemplateResult {
    const { times } = this;
    if (times === undefined) return html`<span class="muted">measuring…</span>`;
    const pair = ({ value, both }: TimePerElement): string =>
      `${nanoseconds(value)}, ${nanoseconds(both)} with slope`;
    return html`${pair(times.few)} (${FEW} at a time); ${pair(times.many)} (1 Mi)
      <button
        class="quiet"
        @click=${() => {
          this.dispatchEvent(new CustomEvent("time-request"));
        }}
      >
        again
      </button>`;
  }
}

/** Three digits say all that such a measurement knows. */
function nanoseconds(value: number): string {
  return formatTick(Number(value.toPrecision(value < 0.1 ? 2 : 3)));
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-property-table": PropertyTable;
  }
}

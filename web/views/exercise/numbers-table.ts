/** The chart's numbers as a table, for reading, copying and screen readers. */

import { html, nothing, type TemplateResult } from "lit";
import { formatFixed } from "../../charts/format.js";
import { percent } from "../../components/numbers.js";
import type { EpochRecord } from "../../engine/types.js";
import type { ExerciseState } from "./state.js";

interface Column {
  readonly state: ExerciseState;
  readonly records: readonly EpochRecord[];
}

const kMostRows = 100;

/** A disclosure with one row an epoch; long runs are thinned evenly, and say so. */
export function numbersTable(columns: readonly Column[]): TemplateResult | typeof nothing {
  const first = columns.at(0);
  if (!first) return nothing;
  const every = Math.ceil(first.records.length / kMostRows);
  const rows = first.records.filter(({ epoch }) => every <= 1 || epoch === 1 || epoch % every === 0);
  return html`
    <details>
      <summary>The numbers as a table${every > 1 ? `, every ${every} epochs` : ""}</summary>
      <div class="scroll" tabindex="0" role="group" aria-label="Loss and accuracy by epoch">
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">Epoch</th>
              ${columns.map(
                ({ state }) => html`
                  <th scope="col" class="number">Training loss, ${state.output}</th>
                  <th scope="col" class="number">Test accuracy, ${state.output}</th>
                `,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ epoch }) => html`
                <tr>
                  <th scope="row" class="number">${epoch}</th>
                  ${columns.map(({ records }) => {
                    const record = records.at(epoch - 1);
                    return html`
                      <td class="number">${record ? formatFixed(record.train_loss, 6) : ""}</td>
                      <td class="number">${record ? percent(record.test_accuracy) : ""}</td>
                    `;
                  })}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

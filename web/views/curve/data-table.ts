/** The picture's twin for readers who take numbers rather than curves. */

import { html, type TemplateResult } from "lit";
import { formatFixed, formatTick } from "../../charts/format.js";
import type { Drawing } from "./curve-model.js";

/** Value and slope at round x, kinks with PyTorch's choice of slope. */
export function dataTable({ table }: Drawing, name: string): TemplateResult {
  const rows = Array.from(table.x, (x, i) => ({ x, value: table.y[i], slope: table.dy[i] }));
  return html`<details>
    <summary>The curve as numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of values">
      <table>
        <caption class="for-reader-only">
          ${name}: value and slope
        </caption>
        <thead>
          <tr>
            <th class="number" scope="col">x</th>
            <th class="number" scope="col">f(x)</th>
            <th class="number" scope="col">f′(x)</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ x, value, slope }) =>
              html`<tr>
                <td class="number">${formatTick(x)}</td>
                <td class="number">${formatFixed(value)}</td>
                <td class="number">${formatFixed(slope)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The picture's twin for readers who take numbers rather than curves. */

import { html, type TemplateResult } from "lit";
import { formatFixed, formatTick } from "../../charts/format.js";
import { csvOf } from "../../export/csv.js";
import type { Catalog } from "../../engine/types.js";
import type { Drawing, Readings } from "./curve-model.js";
import { infoOf } from "./curve-state.js";

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

/** All functions of the picture at the probe. */
export function compareTable({ x, all }: Readings, catalog: Catalog): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">at x = ${formatTick(x)}</th>
        <th class="number" scope="col">f(x)</th>
        <th class="number" scope="col">f′(x)</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        ({ id, value, slope }) =>
          html`<tr>
            <th scope="row">
              <ap-glyph function=${id} .catalog=${catalog}></ap-glyph> ${infoOf(catalog, id).name}
            </th>
            <td class="number">${formatFixed(value)}</td>
            <td class="number">${formatFixed(slope)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The picture's samples: x, then value and slope of the function, then those beside it on their own x. */
export function curveCsv({ id, curve, others }: Drawing): string {
  const columns = (name: string, { x, y, dy }: Drawing["curve"]) => [
    { name: `x (${name})`, values: x },
    { name: `${name}(x)`, values: y },
    { name: `${name}'(x)`, values: dy },
  ];
  return csvOf([...columns(id, curve), ...others.flatMap((other) => columns(other.id, other.curve))]);
}

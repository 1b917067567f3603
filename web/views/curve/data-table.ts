/** The picture's twin for readers who take numbers rather than curves. */

import { html, type TemplateResult } from "lit";
import { formatFixed, formatTick } from "../../charts/format.js";
import { FORMULA } from "../../components/formula-id.js";
import "../../components/mark.js";
import type { CsvColumn } from "../../export/csv.js";
import type { Catalog } from "../../engine/types.js";
import type { Drawing, Readings } from "./curve-model.js";
import { nameOf } from "./curve-state.js";

/** A function's mark, curve and name. */
function legend(id: string, catalog: Catalog, formulaGlyph: string): TemplateResult {
  const path = id === FORMULA ? formulaGlyph : "";
  return html`<ap-mark function=${id} .catalog=${catalog}></ap-mark>
    <ap-glyph function=${id} path=${path} .catalog=${catalog}></ap-glyph>
    ${nameOf(catalog, id)}`;
}

/** Column heads of a table of values and derivatives, and of what else it has. */
function heads(first: string, more: readonly TemplateResult[] = []): TemplateResult {
  return html`<thead>
    <tr>
      <th class=${first === "x" ? "number" : ""} scope="col">${first}</th>
      ${["f(x)", "f′(x)", "f″(x)", ...more].map((name) => html`<th class="number" scope="col">${name}</th>`)}
    </tr>
  </thead>`;
}

function cells(values: readonly number[]): TemplateResult[] {
  return values.map((value) => html`<td class="number">${formatFixed(value)}</td>`);
}

/** Value and derivatives at round x, kinks with PyTorch's choice of slope; and the values of the functions beside. */
export function dataTable({ id, table, others, formulaGlyph }: Drawing, catalog: Catalog): TemplateResult {
  const names = others.map((other) => nameOf(catalog, other.id));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of values">
    <table>
      <caption class="for-reader-only">
        ${nameOf(catalog, id)}: value, slope and second derivative${names.map((name) => `; value of ${name}`)}
      </caption>
      ${heads(
        "x",
        others.map((other) => legend(other.id, catalog, formulaGlyph)),
      )}
      <tbody>
        ${Array.from(
          table.x,
          (x, i) =>
            html`<tr>
              <td class="number">${formatTick(x)}</td>
              ${cells([table.y[i], table.dy[i], table.d2y[i], ...others.map((other) => other.table.y[i])])}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** All functions of the picture at the probe. */
export function compareTable({ x, all }: Readings, catalog: Catalog, formulaGlyph: string): TemplateResult {
  return html`<table>
    ${heads(`at x = ${formatTick(x)}`)}
    <tbody>
      ${all.map(
        ({ id, value, slope, second }) =>
          html`<tr>
            <th scope="row">${legend(id, catalog, formulaGlyph)}</th>
            ${cells([value, slope, second])}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The picture's samples: x, then value and derivatives of the function, then those beside it on their own x. */
export function curveColumns({ id, curve, others }: Drawing): CsvColumn[] {
  const columns = (name: string, { x, y, dy, d2y }: Drawing["curve"]) => [
    { name: `x (${name})`, values: x },
    { name: `${name}(x)`, values: y },
    { name: `${name}'(x)`, values: dy },
    { name: `${name}''(x)`, values: d2y },
  ];
  return [...columns(id, curve), ...others.flatMap((other) => columns(other.id, other.curve))];
}

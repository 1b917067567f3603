/** The row, its loss and its derivatives as a table, for readers who take numbers rather than pictures. */

import { html, type TemplateResult } from "lit";
import { formatFixed, formatTick } from "../../charts/format.js";
import type { ActivationInfo } from "../../engine/types.js";
import { crossEntropy, jacobian } from "./jacobian.js";
import { subscripted } from "./number-fields.js";
import { outputName, type SoftmaxResult } from "./softmax-words.js";

/** One line for each class; its last cells are its row of the Jacobian. */
export function rowTable(result: SoftmaxResult): TemplateResult {
  const { state, outputs } = result;
  const { logits, target, kind } = state;
  const matrix = jacobian(result);
  const { gradient } = crossEntropy(result, target);
  const n = logits.length;
  const heads = [
    "logit",
    outputName(kind),
    "∂loss/∂z",
    ...logits.map((_, j) => `∂y/∂${subscripted("z", j)}`),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of the row">
    <table>
      <caption class="for-reader-only">
        Logits, outputs, the gradient of the cross entropy for true class ${target + 1}, and the Jacobian
      </caption>
      <thead>
        <tr>
          <th scope="col">class</th>
          ${heads.map((head) => html`<th class="number" scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${logits.map((logit, i) => {
          const answers = matrix.subarray(i * n, (i + 1) * n);
          return html`<tr>
            <th scope="row">${i + 1}${i === target ? " (true)" : ""}</th>
            <td class="number">${formatTick(logit)}</td>
            ${[outputs[i], gradient[i], ...answers].map(
              (value) => html`<td class="number">${formatFixed(value)}</td>`,
            )}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** One line for each output of a function that divides its row into parts: the inputs it is made of, then itself. */
export function partsTable(
  info: ActivationInfo,
  inputs: readonly number[],
  outputs: ArrayLike<number>,
): TemplateResult {
  const count = outputs.length;
  const parts = Array.from({ length: info.row_divisor }, (_, part) => part);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of the row">
    <table>
      <caption class="for-reader-only">
        ${info.name}: the inputs of each output, and the output
      </caption>
      <thead>
        <tr>
          <th scope="col">output</th>
          ${parts.map((part) => html`<th class="number" scope="col">${"ab"[part]}</th>`)}
          <th class="number" scope="col">y</th>
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          outputs,
          (output, i) =>
            html`<tr>
              <th scope="row">${i + 1}</th>
              ${parts.map((part) => html`<td class="number">${formatTick(inputs[part * count + i])}</td>`)}
              <td class="number">${formatFixed(output)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The pictures as numbers: the epochs, and how each layer fares. */

import { html, type TemplateResult } from "lit";
import { formatFixed, formatScientific } from "../../charts/format.js";
import { thinned } from "../../charts/history-chart.js";
import type { EpochRecord, LayerStats } from "../../engine/types.js";

/** Rows that one still reads. */
const kRows = 20;

const cells = (values: readonly number[]) =>
  values.map((value) => html`<td class="number">${Number.isNaN(value) ? "–" : formatFixed(value)}</td>`);

function epochTable(history: readonly EpochRecord[], isRegression: boolean): TemplateResult {
  const columns = isRegression
    ? ["train loss", "test loss"]
    : ["train loss", "test loss", "train accuracy", "test accuracy"];
  const values = (record: EpochRecord) => {
    const losses = [record.train_loss, record.test_loss];
    return isRegression ? losses : [...losses, record.train_accuracy, record.test_accuracy];
  };
  return html`
    <table>
      <caption>
        Epochs
      </caption>
      <tr>
        <th scope="col">epoch</th>
        ${columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}
      </tr>
      ${thinned(history.length, kRows).map(
        (i) =>
          html`<tr>
            <th scope="row">${history[i].epoch}</th>
            ${cells(values(history[i]))}
          </tr>`,
      )}
    </table>
  `;
}

function layerTable(layers: readonly LayerStats[]): TemplateResult {
  const size = (value: number) => (Number.isNaN(value) ? "–" : formatScientific(value, 2));
  return html`
    <table>
      <caption>
        Layers
      </caption>
      <tr>
        ${["layer", "units", "dead", "saturated", "gradient", "weights", "update / weights"].map(
          (name, i) => html`<th scope="col" class=${i === 0 ? "" : "number"}>${name}</th>`,
        )}
      </tr>
      ${layers.map(
        (layer, i) =>
          html`<tr>
            <th scope="row">${i === layers.length - 1 ? "output" : i + 1}</th>
            <td class="number">${layer.units}</td>
            <td class="number">${layer.dead.length}</td>
            <td class="number">${layer.saturated.length}</td>
            <td class="number">${size(layer.gradient_norm)}</td>
            <td class="number">${size(layer.weight_norm)}</td>
            <td class="number">${size(layer.update_ratio)}</td>
          </tr>`,
      )}
    </table>
  `;
}

export function runTables(
  history: readonly EpochRecord[],
  layers: readonly LayerStats[],
  isRegression: boolean,
): TemplateResult {
  return html`
    <div class="tables" tabindex="0" role="group" aria-label="Epochs and layers">
      ${epochTable(history, isRegression)} ${layerTable(layers)}
    </div>
  `;
}

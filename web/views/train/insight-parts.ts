/** What a run has learned, part by part, as tables and small pictures. */

import { html, nothing, svg, type TemplateResult } from "lit";
import { barText } from "../../charts/layer-bars.js";
import { percent, plain } from "../../components/numbers.js";
import type { Assessment, ChainFactor, GradientChain, LinearMap } from "../../engine/types.js";

/** Side of the picture of the calibration. */
const SIDE = 120;
/** So many inputs of the one matrix can be read. */
const kMostColumns = 12;

type Drawn = TemplateResult | typeof nothing;

/** How many rows of each class were put into which. */
export function confusionTable({ classes, confusion, rows }: Assessment): Drawn {
  if (classes === 0 || rows === 0) return nothing;
  const all = Array.from({ length: classes }, (_, k) => k);
  const most = Math.max(1, ...confusion);
  const cell = (is: number, said: number) => {
    const count = confusion[is * classes + said];
    const ink = is === said ? "blue" : "orange";
    const shade = `background: color-mix(in srgb, var(--ap-${ink}) ${Math.round((45 * count) / most)}%, transparent)`;
    return html`<td class="number" .style=${shade}>${count}</td>`;
  };
  return html`
    <p class="caption">Rows of each class (down), and what the network says (across):</p>
    <table class="confusion" aria-label="Confusion matrix">
      <tr>
        <td></td>
        ${all.map((k) => html`<th scope="col" class="number">${k}</th>`)}
      </tr>
      ${all.map(
        (is) =>
          html`<tr>
            <th scope="row">${is}</th>
            ${all.map((said) => cell(is, said))}
          </tr>`,
      )}
    </table>
  `;
}

/** Whether the network is as sure as it is right: on the diagonal it is. */
export function calibrationPicture({ calibration, rows }: Assessment): Drawn {
  if (calibration === undefined || rows === 0) return nothing;
  const at = (share: number) => SIDE * share;
  const gap = percent(calibration.expected_error, 1);
  const dots = calibration.bins.filter(({ count }) => count > 0);
  const words = dots.map(
    ({ count, confidence, accuracy }) =>
      `${count} answers ${percent(confidence, 0)} sure, ${percent(accuracy, 0)} right`,
  );
  return html`
    <figure>
      <svg
        class="calibration"
        viewBox="-4 -4 ${SIDE + 8} ${SIDE + 8}"
        role="img"
        aria-label=${`Calibration: ${words.join("; ")}`}
      >
        ${svg`
          <path class="axis" d="M0 0V${SIDE}H${SIDE}" />
          <path class="diagonal" d="M0 ${SIDE}L${SIDE} 0" />
          ${dots.map(
            ({ count, confidence, accuracy }) =>
              svg`<circle cx=${at(confidence)} cy=${at(1 - accuracy)} r=${2 + 6 * Math.sqrt(count / rows)} />`,
          )}
        `}
      </svg>
      <figcaption>
        How sure (across) and how often right (up). On the diagonal both agree; on average they are ${gap}
        apart.
      </figcaption>
    </figure>
  `;
}

/** The one matrix that a network without a bend is. */
export function collapseTable(map: LinearMap | undefined, names: readonly string[]): TemplateResult {
  if (map === undefined)
    return html`<p class="caption">
      Some layer bends, so no single matrix does what this network does. Make every layer linear and see it
      fold.
    </p>`;
  const { weight, bias, largest_difference } = map;
  const inputs = weight.length / bias.length;
  const shown = Math.min(inputs, kMostColumns);
  return html`
    <table>
      <caption>
        No layer bends: all of them together are this one matrix
      </caption>
      <tr>
        <th scope="col">output</th>
        ${names.slice(0, shown).map((name) => html`<th scope="col" class="number">${name}</th>`)}
        <th scope="col" class="number">bias</th>
      </tr>
      ${Array.from(
        bias,
        (shift, k) =>
          html`<tr>
            <th scope="row">${k + 1}</th>
            ${Array.from(weight.subarray(k * inputs, k * inputs + shown), (value) => html`<td class="number">${plain(value, 4)}</td>`)}
            <td class="number">${plain(shift, 4)}</td>
          </tr>`,
      )}
    </table>
    <p class="caption">
      ${inputs > shown ? `${inputs - shown} more inputs are not shown. ` : ""}Over all training rows it
      differs from the network by ${barText(largest_difference)} at most: what rounding leaves.
    </p>
  `;
}

function factorWords(factor: ChainFactor): string {
  const at = `layer ${factor.layer}, unit ${factor.unit + 1}`;
  switch (factor.kind) {
    case "norm":
      return `norm of ${at}`;
    case "slope":
      return `slope of ${at}`;
    case "weight":
      return `weight to layer ${factor.layer + 1}, unit ${factor.to + 1}`;
    case "gradient":
      return `gradient of the loss at ${at}`;
  }
}

/** Why one unit's gradient is what it is: the factors up its strongest way. */
export function chainTable(
  { loss, gradient, factors, product }: GradientChain,
  name: string,
): TemplateResult {
  const least = Math.min(...factors.map(({ value }) => Math.abs(value)));
  return html`
    <table>
      <caption>
        What ${name} hears of this row’s loss of ${plain(loss, 4)}
      </caption>
      ${factors.map(
        (factor) =>
          html`<tr>
            <th scope="row">${factorWords(factor)}</th>
            <td class="number">
              ${plain(factor.value, 4)}${Math.abs(factor.value) === least && least < 0.1 ? " ← the smallest" : ""}
            </td>
          </tr>`,
      )}
      <tr>
        <th scope="row">their product</th>
        <td class="number">${plain(product, 4)}</td>
      </tr>
      <tr>
        <th scope="row">over all ways up</th>
        <td class="number">${plain(gradient, 4)}</td>
      </tr>
    </table>
  `;
}

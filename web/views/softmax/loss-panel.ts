/** What a training step would make of a row: cross entropy, its gradient, and the Jacobian behind it. */

import { css, html, type TemplateResult } from "lit";
import { formatFixed } from "../../charts/format.js";
import "../../charts/heat-map.js";
import { crossEntropy, jacobian } from "./jacobian.js";
import {
  gradientSentence,
  gradientWords,
  jacobianSentence,
  matrixWords,
  type SoftmaxResult,
} from "./softmax-words.js";

export const lossPanelStyles = css`
  .loss {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-1);
  }
  .subtitle {
    margin: 0;
    font: 600 var(--ap-size) / 1.3 var(--ap-font-text);
  }
`;

function classNames(result: SoftmaxResult): string[] {
  return result.state.logits.map((_, i) => String(i + 1));
}

/** The loss for a true class that the reader chooses, and the gradient as a strip of colours. */
export function lossPanel(result: SoftmaxResult, choose: (target: number) => void): TemplateResult {
  const { target } = result.state;
  const { loss, gradient } = crossEntropy(result, target);
  const names = classNames(result);
  return html`<section class="loss">
    <p class="subtitle">If this were a training step</p>
    <div class="buttons">
      <label for="target">true class</label>
      <select
        id="target"
        class="field"
        @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement) choose(Number(event.target.value));
        }}
      >
        ${names.map((name, i) => html`<option value=${i} .selected=${i === target}>${name}</option>`)}
      </select>
      <span
        >cross entropy = <b data-number="loss">${formatFixed(loss)}</b> <span class="unit">nats</span></span
      >
    </div>
    <ap-heat-map
      label="Gradient of the cross entropy for each logit: ${gradientWords(gradient)}"
      .values=${gradient}
      .rowNames=${["∂loss"]}
      .columnNames=${names.map((name) => `∂z ${name}`)}
    ></ap-heat-map>
    <p class="caption">${gradientSentence(result, target, gradient)}</p>
  </section>`;
}

/** The Jacobian as a heat map. */
export function jacobianPanel(result: SoftmaxResult): TemplateResult {
  const names = classNames(result);
  const matrix = jacobian(result);
  return html`<section class="loss">
    <p class="subtitle">How each output answers to each logit</p>
    <ap-heat-map
      label="Jacobian, one row for each output: ${matrixWords(matrix, names.length)}"
      .values=${matrix}
      .rowNames=${names.map((name) => `∂y ${name}`)}
      .columnNames=${names.map((name) => `∂z ${name}`)}
    ></ap-heat-map>
    <p class="caption">${jacobianSentence(result.state.kind)}</p>
  </section>`;
}

/** Why the tutorial's softmax is one too many: the reason, and the two runs side by side once both are trained. */

import { html, type TemplateResult } from "lit";
import { formatFixed } from "../../charts/format.js";
import { percent } from "../../components/numbers.js";
import type { EpochRecord } from "../../engine/types.js";
import { comparedSentence, doubleSoftmaxSentence, lossFloor } from "./double-softmax.js";
import type { ShownRun } from "./runs.js";
import { kClasses, type ExerciseState, type Output } from "./state.js";

function pair(softmax: EpochRecord, logits: EpochRecord): TemplateResult {
  return html`<table class="pair">
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="number">as written</th>
          <th scope="col" class="number">logits</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Training loss at epoch ${softmax.epoch}</th>
          <td class="number">${formatFixed(softmax.train_loss)}</td>
          <td class="number">${formatFixed(logits.train_loss)}</td>
        </tr>
        <tr>
          <th scope="row">Lowest loss there can be</th>
          <td class="number">${formatFixed(lossFloor(kClasses))}</td>
          <td class="number">${formatFixed(0)}</td>
        </tr>
        <tr>
          <th scope="row">Test accuracy</th>
          <td class="number">${percent(softmax.test_accuracy)}</td>
          <td class="number">${percent(logits.test_accuracy)}</td>
        </tr>
      </tbody>
    </table>
    <p class="prose">
      ${comparedSentence(
        { loss: softmax.train_loss, accuracy: softmax.test_accuracy },
        { loss: logits.train_loss, accuracy: logits.test_accuracy },
      )}
    </p>`;
}

export function softmaxSection(
  exercise: ExerciseState,
  shown: readonly ShownRun[],
  onCompare: () => void,
): TemplateResult {
  const end = (output: Output) =>
    shown.find(({ state, finished }) => finished && state.output === output)?.finished?.history.at(-1);
  const [softmax, logits] = [end("softmax"), end("logits")];
  return html`
    <section>
      <h3>Why is the softmax there twice?</h3>
      <p class="prose">${doubleSoftmaxSentence(kClasses)}</p>
      ${
        exercise.compare && softmax && logits
          ? pair(softmax, logits)
          : html`<button @click=${onCompare}>Train both and compare</button>`
      }
    </section>
  `;
}

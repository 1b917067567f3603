/** What a softmax before the cross entropy does, as numbers and as a sentence. */

import { formatFixed } from "../../charts/format.js";
import { percent } from "../../components/numbers.js";

/** The loss that cross entropy cannot fall below when a softmax feeds it: ln(1 + (classes - 1)/e). Units: nats. */
export function lossFloor(classes: number): number {
  return Math.log1p((classes - 1) / Math.E);
}

/** The largest probability such a loss ever sees: e/(e + classes - 1). */
export function probabilityCap(classes: number): number {
  return Math.E / (Math.E + classes - 1);
}

/** The end of one run, for the comparison. */
export interface RunEnd {
  readonly loss: number;
  /** 0..1 */
  readonly accuracy: number;
}

/** What holds for every run, with the bounds computed. */
export function doubleSoftmaxSentence(classes: number): string {
  return (
    `CrossEntropyLoss applies a softmax of its own, so with one in the model there are two. The first squeezes every output ` +
    `between 0 and 1; the second then never gives a class more than ${percent(probabilityCap(classes), 1)}, however sure the ` +
    `model is, and the loss cannot fall below ln(1 + 1/e) = ${formatFixed(lossFloor(classes))}. Gradients shrink too, so learning is slower.`
  );
}

/** What the two runs at hand show; says nothing about runs that were not made. */
export function comparedSentence(softmax: RunEnd, logits: RunEnd): string {
  const verdict =
    softmax.accuracy === logits.accuracy
      ? "the same"
      : softmax.accuracy < logits.accuracy
        ? "lower"
        : "higher";
  const numbers = `${percent(softmax.accuracy)} with the softmax, ${percent(logits.accuracy)} without`;
  return `A higher loss need not mean lower accuracy. In this pair of runs it is ${verdict}: ${numbers}.`;
}

/** From a row and its outputs to the columns and axes of the bars chart. */

import type { BarColumn } from "../../charts/bars-chart.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { niceStep } from "../../charts/scale.js";

/** From this many columns on, their names are bare numbers. */
const MANY = 7;

/** The axis of the logits: -5 to 5, or around them when they are elsewhere. */
export function inputDomain(inputs: readonly number[]): [number, number] {
  const low = Math.min(...inputs);
  const high = Math.max(...inputs);
  if (low >= -5 && high <= 5) return [-5, 5];
  const step = niceStep(Math.max(10, high - low), 10);
  const half = Math.max(5 * step, (high - low) / 2 + 2 * step);
  const middle = Math.round((low + high) / 2 / step) * step;
  return [middle - half, middle + half];
}

/** The axis of outputs that are not probabilities: zero and all of them, with room for their texts. */
export function outputDomain(outputs: ArrayLike<number>, least: readonly [number, number]): [number, number] {
  const finite = Array.from(outputs).filter((value) => Number.isFinite(value));
  const low = Math.min(least[0], ...finite);
  const high = Math.max(least[1], ...finite);
  const step = niceStep(high - low, 5);
  return [Math.floor((low * 1.08) / step) * step, Math.ceil((high * 1.08) / step) * step];
}

/** An output for a narrow column: two decimals, or none where they would say little. */
function shortText(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(2).replace("-", "−") : formatTick(Math.round(value));
}

/**
 * One column for each input; the first columns carry the outputs.
 * `name` names a column by its 0-based number; `strength` decides whose bar is in full colour: the largest.
 */
export function barColumns(
  inputs: readonly number[],
  outputs: ArrayLike<number>,
  name: (index: number) => string,
  strength: ArrayLike<number> = [],
): BarColumn[] {
  const most = Math.max(...Array.from(strength));
  return inputs.map((input, i) => {
    const isThere = i < outputs.length;
    return {
      name: inputs.length < MANY ? name(i) : String(i + 1),
      input,
      inputText: formatTick(input),
      output: isThere ? outputs[i] : NaN,
      outputText: isThere ? formatFixed(outputs[i]) : "",
      outputShort: isThere ? shortText(outputs[i]) : "",
      strong: strength.length === 0 || strength[i] === most,
    };
  });
}

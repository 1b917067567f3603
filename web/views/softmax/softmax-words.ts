/** Sentences about a row of logits and what became of it. */

import { formatFixed, formatScientific, formatTick, powerOfTen } from "../../charts/format.js";
import type { SoftmaxKind, SoftmaxState } from "./softmax-state.js";
import { temperatureOf } from "./softmax-state.js";

/** A row and its outputs. Shapes: logits [n], outputs [n]. */
export interface SoftmaxResult {
  readonly state: SoftmaxState;
  readonly outputs: Float32Array;
}

/** The probabilities behind the outputs: a logarithm is undone. */
export function probabilities({ state, outputs }: SoftmaxResult): Float32Array {
  return state.kind === "log_softmax" ? outputs.map((value) => Math.exp(value)) : outputs;
}

/** Sum of the probabilities, added up in double precision. */
export function total(result: SoftmaxResult): number {
  return probabilities(result).reduce((sum, value) => sum + value, 0);
}

function percent(share: number): string {
  if (share < 1 && share > 0.9995) return "all but a trace";
  return `${formatTick(Number((share * 100).toPrecision(3)))} %`;
}

/** e to the power of x, also where no number is as large as that. */
function power(x: number): string {
  if (x < Math.log(1e4)) return formatTick(Number(Math.exp(x).toPrecision(4)));
  const exponent = Math.floor(x / Math.LN10);
  return `${Math.exp(x - exponent * Math.LN10).toFixed(1)} × ${powerOfTen(exponent)}`;
}

/** Who gets the most, and why: the ratio of two probabilities depends on the difference of their logits alone. */
export function winnerSentence(result: SoftmaxResult): string {
  const shares = probabilities(result);
  const order = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a]);
  const [first, second] = order;
  const { logits } = result.state;
  const temperature = temperatureOf(result.state);
  const apart = Math.abs(logits[first] - logits[second]);
  const lead = `Class ${first + 1} gets ${percent(shares[first])} of the probability`;
  if (apart === 0) return `${lead}, as much as class ${second + 1}: equal logits, equal probabilities.`;
  const cooled = temperature === 1 ? "" : ` / ${formatTick(temperature)}`;
  return (
    `${lead}, ${power(apart / temperature)} times as much as class ${second + 1}: their logits are ` +
    `${formatTick(Number(apart.toPrecision(6)))} apart, and only that difference counts: ` +
    `exp(${formatTick(Number(apart.toPrecision(6)))}${cooled}).`
  );
}

/** What a shift of all logits did; exact arithmetic would say nothing. */
export function shiftSentence(by: number, largestChange: number): string {
  const change =
    largestChange === 0
      ? "no probability at all"
      : `no probability by more than ${largestChange < 1e-4 ? formatScientific(largestChange, 1) : formatFixed(largestChange)}, ` +
        `the rounding of the logits themselves`;
  return `${by > 0 ? "Adding" : "Subtracting"} ${formatTick(Math.abs(by))} ${by > 0 ? "to" : "from"} every logit changed ${change}.`;
}

/** ln of the largest float32: exp overflows beyond it. */
const OVERFLOW = 88.72284;

/** What exp(z / T) would give in float32 without subtracting the largest logit first, and from where on it fails. */
export function naiveSentence({ state }: SoftmaxResult): string {
  const temperature = temperatureOf(state);
  const sign = state.kind === "softmin" ? -1 : 1;
  const exponents = state.logits.map((logit) => (sign * logit) / temperature);
  const powers = exponents.map((exponent) => Math.fround(Math.exp(exponent)));
  const worst = `exp(${formatTick(Number(Math.max(...exponents).toPrecision(5)))})`;
  const rescue = "Here, as in PyTorch, the largest logit is subtracted first.";
  if (powers.some((power) => power === Infinity)) {
    return `${worst} does not fit into a float32: a naive softmax would give inf / inf = NaN. ${rescue}`;
  }
  if (powers.every((power) => power === 0)) {
    return `${worst} is 0 in float32: a naive softmax would give 0 / 0 = NaN. ${rescue}`;
  }
  if (powers.reduce((sum, power) => Math.fround(sum + power), 0) === Infinity) {
    return `The sum of the exponentials does not fit into a float32: a naive softmax would give 0 for every class. ${rescue}`;
  }
  const limit = formatTick(Number((sign * OVERFLOW * temperature).toPrecision(3)));
  return (
    `A naive exp would do for this row; in float32 it overflows for logits ${sign > 0 ? "above" : "below"} ${limit}, ` +
    "and then gives NaN."
  );
}

/** Numbers of a row, for people who do not see it. */
export function gradientWords(gradient: ArrayLike<number>): string {
  return Array.from(gradient, (value, i) => `class ${i + 1} ${formatFixed(value)}`).join(", ");
}

/** Numbers of a square matrix, row by row, for people who do not see it. */
export function matrixWords(matrix: ArrayLike<number>, n: number): string {
  const row = (i: number): string =>
    Array.from({ length: n }, (_, j) => formatFixed(matrix[i * n + j], 2)).join(", ");
  return Array.from({ length: n }, (_, i) => `output ${i + 1}: ${row(i)}`).join("; ");
}

/** What gradient descent would do with this row. */
export function gradientSentence(result: SoftmaxResult, target: number, gradient: ArrayLike<number>): string {
  const share = probabilities(result)[target];
  const push = Math.abs(gradient[target]);
  const direction = gradient[target] > 0 ? "down" : "up";
  return (
    `Class ${target + 1} has ${percent(share)} of the probability, so its logit is pushed ${direction} with force ` +
    `${formatFixed(push)}, what it lacks of being certain${temperatureOf(result.state) === 1 ? "" : ", divided by the temperature"}; ` +
    "the others are pushed the other way by their own shares, and all pushes add up to 0."
  );
}

/** How to read the Jacobian. */
export function jacobianSentence(kind: SoftmaxKind): string {
  if (kind === "log_softmax") {
    return "Raising a logit lowers the log-probability of every other class by the same amount: all rows differ only on the diagonal.";
  }
  const own = kind === "softmin" ? "lowers" : "raises";
  const other = kind === "softmin" ? "raises" : "lowers";
  return (
    `Raising a logit ${own} its own output and ${other} all others; each row and each column adds up to 0. ` +
    "An output near 0 or 1 hardly answers at all: that is where learning from probabilities stalls."
  );
}

/** Name of the outputs of a kind, for an axis. */
export function outputName(kind: SoftmaxKind): string {
  return kind === "log_softmax" ? "log-probability" : "probability";
}

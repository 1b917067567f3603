/** Sentences about a row of logits and what became of it. */

import { formatFixed, formatScientific, formatTick } from "../../charts/format.js";
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
  return `${formatTick(Number((share * 100).toPrecision(3)))} %`;
}

function factor(value: number): string {
  return value < 1e4 ? formatTick(Number(value.toPrecision(4))) : formatScientific(value, 1);
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
    `${lead}, ${factor(Math.exp(apart / temperature))} times as much as class ${second + 1}: their logits are ` +
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

/** What exp(z / T) would give in float32 without subtracting the largest logit first; undefined when all is well. */
export function naiveSentence({ state }: SoftmaxResult): string | undefined {
  const temperature = temperatureOf(state);
  const sign = state.kind === "softmin" ? -1 : 1;
  const powers = state.logits.map((logit) => Math.fround(Math.exp((sign * logit) / temperature)));
  const worst = Math.max(...state.logits.map((logit) => (sign * logit) / temperature));
  if (powers.some((power) => power === Infinity)) {
    return (
      `exp(${formatTick(Number(worst.toPrecision(5)))}) does not fit into a float32: a naive softmax would give inf / inf = NaN. ` +
      `Here, as in PyTorch, the largest logit is subtracted first.`
    );
  }
  if (powers.every((power) => power === 0)) {
    return (
      `exp(${formatTick(Number(worst.toPrecision(5)))}) is 0 in float32: a naive softmax would give 0 / 0 = NaN. ` +
      `Here, as in PyTorch, the largest logit is subtracted first.`
    );
  }
  return undefined;
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

/** Derivatives of a softmax row, from its own outputs. */

import { probabilities, type SoftmaxResult } from "./softmax-words.js";
import { temperatureOf } from "./softmax-state.js";

/**
 * How each output answers to each logit: d out_i / d logit_j.
 * Shapes: result [n, n], row by row.
 * Source: p_i (delta_ij - p_j) / T for softmax; softmin turns the sign, log-softmax divides by p_i.
 */
export function jacobian(result: SoftmaxResult): Float64Array {
  const shares = Float64Array.from(probabilities(result));
  const n = shares.length;
  const { kind } = result.state;
  const sign = kind === "softmin" ? -1 : 1;
  const scale = sign / temperatureOf(result.state);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const inner = (i === j ? 1 : 0) - shares[j];
    return (kind === "log_softmax" ? inner : shares[i] * inner) * scale;
  });
}

/** Cross entropy for a true class, and its gradient. */
export interface CrossEntropy {
  /** -ln p of the true class. Units: nats. */
  readonly loss: number;
  /** d loss / d logit_j. Shapes: [n]. */
  readonly gradient: Float64Array;
}

/** The true class's log-probability, from the logits: exact where the probability itself is 0 in float32. */
function logProbability({ state }: SoftmaxResult, target: number): number {
  const scale = (state.kind === "softmin" ? -1 : 1) / temperatureOf(state);
  const scaled = state.logits.map((logit) => logit * scale);
  const top = Math.max(...scaled);
  const sum = scaled.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return scaled[target] - top - Math.log(sum);
}

/** Cross entropy of the row when `target` (0-based) is the true class. Source: gradient = (p - onehot) / T. */
export function crossEntropy(result: SoftmaxResult, target: number): CrossEntropy {
  const scale = (result.state.kind === "softmin" ? -1 : 1) / temperatureOf(result.state);
  const shares = Float64Array.from(probabilities(result));
  return {
    loss: -logProbability(result, target),
    gradient: shares.map((share, j) => (share - (j === target ? 1 : 0)) * scale),
  };
}

/** From a network's outputs to what a map shows: probabilities, or numbers. */

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** How many numbers a cell of the map has: one probability or number, or one probability for each class. */
export function channelCount(outputs: number): number {
  return outputs === 2 ? 1 : outputs;
}

function softmaxRow(outputs: Float32Array, from: number, count: number, out: Float32Array): void {
  let top = -Infinity;
  for (let k = 0; k < count; k++) top = Math.max(top, outputs[from + k]);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += out[from + k] = Math.exp(outputs[from + k] - top);
  for (let k = 0; k < count; k++) out[from + k] /= sum;
}

/**
 * The values of a map. Classes: the probability of class 1 when there are two, of each class when there are more (nll's
 * log-probabilities go the same way, as softmax undoes the log). A regression: the output itself.
 * Shapes: outputs [n, count] -> [n, channelCount(count)].
 */
export function mapValues(outputs: Float32Array, count: number, isRegression: boolean): Float32Array {
  if (isRegression) return outputs;
  // A margin of 1 is where hinge is content; the logistic curve puts that at 0.73.
  if (count === 1) return outputs.map(sigmoid);
  if (count === 2) {
    return Float32Array.from({ length: outputs.length / 2 }, (_, i) =>
      sigmoid(outputs[2 * i + 1] - outputs[2 * i]),
    );
  }
  const out = new Float32Array(outputs.length);
  for (let from = 0; from < outputs.length; from += count) softmaxRow(outputs, from, count, out);
  return out;
}

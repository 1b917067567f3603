/** Says whether a peer did the work it was asked for. @import { Prepared, Task } from "./types.js" */

/** Largest difference, relative to the expected value or, where that is small, to a hundredth. */
function largestDifference(values, expected) {
  if (values.length !== expected.length) return Infinity;
  return values.reduce((worst, value, i) => {
    const difference = Math.abs(value - expected[i]) / Math.max(Math.abs(expected[i]), 0.01);
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}

const digits = (value) => value.toPrecision(4);

/** @param {Prepared} prepared @param {Task} task @param {number} tolerance */
export function verdict(prepared, task, tolerance) {
  const { values, comparable } = prepared;
  const range = `${digits(values[0])} -> ${digits(values[values.length - 1])}`;
  if (!comparable) {
    const learns = values.length === 1 || values[values.length - 1] < values[0];
    return learns ? `learns ${values.length > 1 ? range : digits(values[0])}` : `DOES NOT LEARN ${range}`;
  }
  const difference = largestDifference(values, task.expected);
  const word = difference <= tolerance ? "same" : "DIFFERS";
  const losses = task.kind !== "train" ? "" : values.length > 1 ? `${range}, ` : `${digits(values[0])}, `;
  return `${word} (${losses}${difference.toExponential(0)})`;
}

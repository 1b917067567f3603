/** What all peers that train do alike. @import { TrainTask } from "../harness/types.js" */

/** Row ranges of the mini-batches of one epoch. @param {TrainTask} task */
export function batches({ rows, batch_size }) {
  const ranges = [];
  for (let start = 0; start < rows; start += batch_size) {
    ranges.push({ start, size: Math.min(batch_size, rows - start) });
  }
  return ranges;
}

/** Mean loss over the samples of each epoch. @param {TrainTask} task @param {number[]} stepLosses */
export function epochLosses(task, stepLosses) {
  const ranges = batches(task);
  return Array.from(
    { length: task.epochs },
    (_, epoch) =>
      ranges.reduce((sum, { size }, i) => sum + stepLosses[epoch * ranges.length + i] * size, 0) / task.rows,
  );
}

/** One-hot rows. Shapes: labels [n] -> [n, classes]. */
export function oneHot(labels, classes) {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    rows[i * classes + label] = 1;
  });
  return rows;
}

/** Shapes: [rows, cols] -> [cols, rows]. */
export function transpose(values, rows, cols) {
  return Float32Array.from(values, (_, i) => values[(i % rows) * cols + Math.floor(i / rows)]);
}

/** What the exercise prints, in exactly the tutorial's format. */

import type { EpochRecord } from "../../engine/types.js";

/** Every so many epochs the program prints its loss. */
export const kPrintEvery = 5;

/** A number as Python's `:.4f` writes it. */
function pythonFixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return value.toFixed(digits);
}

/** The lines printed once `records` are trained, out of `epochs`. The accuracy comes with the last epoch. */
export function printedLines(records: readonly EpochRecord[], epochs: number): string[] {
  const lines = records
    .filter(({ epoch }) => epoch % kPrintEvery === 0)
    .map(({ epoch, train_loss }) => `Epoch [${epoch}/${epochs}], Loss: ${pythonFixed(train_loss, 4)}`);
  const last = records.at(-1);
  if (last?.epoch === epochs) lines.push(`Accuracy: ${pythonFixed(last.test_accuracy * 100, 2)}%`);
  return lines;
}

import { describe, expect, it } from "vitest";
import type { EpochRecord } from "../../../../web/engine/types.js";
import { printedLines } from "../../../../web/views/exercise/print-out.js";
import { cases, type RecordedCase } from "./recordings.js";

function records({ losses, correct }: RecordedCase): EpochRecord[] {
  return losses.map((loss, index) => ({
    epoch: index + 1,
    train_loss: loss,
    train_accuracy: 0,
    test_loss: 0,
    test_accuracy: correct / 200,
  }));
}

describe("the print-out", () => {
  it("has recordings to be compared with", () => {
    expect(cases).toHaveLength(32);
  });

  it.each(cases)("is PyTorch's for $activation, $output, seed $seed", (recorded) => {
    expect(`${printedLines(records(recorded), 20).join("\n")}\n`).toBe(recorded.printed);
  });

  it("appears as it trains, the accuracy with the last epoch", () => {
    const all = records(cases[0]);
    expect(printedLines(all.slice(0, 4), 20)).toEqual([]);
    expect(printedLines(all.slice(0, 5), 20)).toHaveLength(1);
    expect(printedLines(all.slice(0, 19), 20)).toHaveLength(3);
    expect(printedLines(all, 20)).toHaveLength(5);
    expect(printedLines(all.slice(0, 3), 3)).toHaveLength(1);
  });

  it("writes what is not finite as Python does", () => {
    const [first] = records(cases[0]);
    const broken = [NaN, Infinity, -Infinity].map((train_loss) => ({ ...first, epoch: 5, train_loss }));
    expect(broken.map((record) => printedLines([record], 20)[0])).toEqual([
      "Epoch [5/20], Loss: nan",
      "Epoch [5/20], Loss: inf",
      "Epoch [5/20], Loss: -inf",
    ]);
  });
});

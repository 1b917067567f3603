/** The recorded PyTorch runs that the tests hold the page against. */

import { readFileSync } from "node:fs";

export interface RecordedCase {
  readonly activation: string;
  readonly output: "softmax" | "logits";
  readonly seed: number;
  readonly correct: number;
  readonly losses: readonly number[];
  readonly printed: string;
}

const path = new URL("../../../fixtures/exercise_printed.json", import.meta.url);

export const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: readonly RecordedCase[] };

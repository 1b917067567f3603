/** Keeps the prepared rows of the data that runs were made of last: many runs of one data set make it once. */

import { isTable } from "../spec/data-sources.js";
import type { DataSpec } from "../spec/run-spec.js";
import type { Preparation } from "./preparation.js";
import type { PreparedRows } from "./types.js";

/** Rows as a trainer takes them. */
export interface KeptRows {
  readonly train: PreparedRows;
  readonly test: PreparedRows;
  readonly preparation: Preparation;
  /** 0 for a regression. */
  readonly n_classes: number;
}

const kMostEntries = 4;
/** Numbers in all entries together: 32 MB. */
const kMostNumbers = 8_000_000;

const sizeOf = ({ train, test }: KeptRows) =>
  [train, test].reduce(
    (sum, { features, labels, targets }) => sum + features.length + labels.length + targets.length,
    0,
  );

export class PreparedCache {
  /** By the data's JSON; the one used last comes last. */
  readonly #entries = new Map<string, KeptRows>();

  /** The rows of complete data, made only when they are not here. A table can be removed, so its rows are not kept. */
  get(data: DataSpec, make: () => KeptRows): KeptRows {
    if (isTable(data)) return make();
    const key = JSON.stringify(data);
    const rows = this.#entries.get(key) ?? make();
    this.#entries.delete(key);
    this.#entries.set(key, rows);
    let numbers = [...this.#entries.values()].reduce((sum, entry) => sum + sizeOf(entry), 0);
    for (const [oldest, entry] of this.#entries) {
      if (this.#entries.size <= kMostEntries && numbers <= kMostNumbers) break;
      this.#entries.delete(oldest);
      numbers -= sizeOf(entry);
    }
    return rows;
  }
}

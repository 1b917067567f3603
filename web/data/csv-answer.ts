/** A request to read a CSV file, and the answer to it. */

import { ArgumentError, type Fault } from "../spec/faults.js";
import { readCsv } from "./read-csv.js";
import type { CsvOptions, CsvTable } from "./types.js";

export interface CsvRequest {
  readonly id: number;
  readonly file: Blob;
  readonly options: CsvOptions;
}

export type CsvAnswer =
  | { readonly id: number; readonly table: CsvTable }
  | { readonly id: number; readonly faults: readonly Fault[] }
  | { readonly id: number; readonly error: string };

/** Runs to the end at once. */
function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Reads the file; whatever happens is an answer. */
export async function answerCsv({ id, file, options }: CsvRequest): Promise<CsvAnswer> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { id, table: finish(readCsv(bytes, options)) };
  } catch (error) {
    if (error instanceof ArgumentError) {
      // A wrong option may be a thing that cannot be sent; its message says what it was.
      return { id, faults: error.faults.map((fault) => ({ ...fault, value: undefined })) };
    }
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** What an answer hands over instead of copying. */
export function buffersOf(answer: CsvAnswer): ArrayBuffer[] {
  if (!("table" in answer)) return [];
  const { features, labels, targets } = answer.table.table;
  return [features, labels, targets].map(({ buffer }) => buffer as ArrayBuffer);
}

/** Reads a CSV text or bytes to the end. */

import { readCsv } from "../../../web/data/read-csv.js";
import type { CsvOptions, CsvTable } from "../../../web/data/types.js";
import { ArgumentError } from "../../../web/spec/faults.js";

export function read(source: string | Uint8Array, options: CsvOptions = {}): CsvTable {
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  const steps = readCsv(bytes, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Messages of the faults that reading finds. */
export function faultsOf(source: string | Uint8Array, options: CsvOptions = {}): string[] {
  try {
    read(source, options);
  } catch (error) {
    if (error instanceof ArgumentError) return error.faults.map(({ message }) => message);
    throw error;
  }
  return [];
}

/** The text as UTF-16, with its mark. */
export function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

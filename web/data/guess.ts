/** What the beginning of a file tells of its form. */

import { isMissing, parseNumber } from "./cells.js";
import { peekRows } from "./rows.js";
import type { CsvOptions, Separator } from "./types.js";

type Cells = readonly (readonly string[])[];
type Decimal = "." | ",";

const separators: readonly Separator[] = [",", ";", "\t", "|"];
/** Rows that are looked at. */
const kRows = 200;

export interface Form {
  readonly separator: Separator;
  readonly decimal: Decimal;
}

interface Candidate extends Form {
  readonly width: number;
  /** Share of rows of that width, and of numbers among the cells that say something. */
  readonly evenness: number;
  readonly numbers: number;
}

function shareOfNumbers(rows: Cells, decimal: Decimal): number {
  let [numbers, all] = [0, 0];
  for (const row of rows) {
    for (const cell of row) {
      const text = cell.trim();
      if (isMissing(text)) continue;
      all++;
      if (parseNumber(text, decimal) !== undefined) numbers++;
    }
  }
  return all === 0 ? 0 : numbers / all;
}

function mostCommonWidth(rows: Cells): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

function candidate(text: string, isWhole: boolean, separator: Separator, decimal: Decimal): Candidate {
  const rows = peekRows(text, separator, isWhole).slice(0, kRows);
  const width = mostCommonWidth(rows);
  const evenness = rows.length === 0 ? 0 : rows.filter(({ length }) => length === width).length / rows.length;
  // The first row may hold names.
  const numbers = shareOfNumbers(rows.length > 1 ? rows.slice(1) : rows, decimal);
  return { separator, decimal, width, evenness, numbers };
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.width > 1 !== b.width > 1) return a.width > 1;
  const [even, otherEven] = [a.evenness >= 0.9, b.evenness >= 0.9];
  if (even !== otherEven) return even;
  if (Math.abs(a.numbers - b.numbers) > 1e-9) return a.numbers > b.numbers;
  return a.width > b.width;
}

/** Separator and decimal sign, as asked for or as the text tells. */
export function guessForm(text: string, isWhole: boolean, options: CsvOptions): Form {
  const { separator = "auto", decimal = "auto" } = options;
  const candidates = (separator === "auto" ? separators : [separator]).flatMap((one) => {
    // Commas cannot separate cells and decimals at once, unless decimals are quoted: that must be said.
    const signs: readonly Decimal[] = decimal !== "auto" ? [decimal] : one === "," ? ["."] : [".", ","];
    return signs.map((sign) => candidate(text, isWhole, one, sign));
  });
  const best = candidates.reduce((better, one) => (isBetter(one, better) ? one : better));
  return { separator: best.separator, decimal: best.decimal };
}

/** Whether the first row holds names: it has no number, and differs from what follows. */
export function guessHeader(rows: Cells, decimal: Decimal): boolean {
  if (rows.length === 0) return false;
  const [first, ...rest] = rows.slice(0, kRows);
  if (first.some((cell) => parseNumber(cell.trim(), decimal) !== undefined)) return false;
  if (first.every((cell) => isMissing(cell.trim()))) return false;
  if (shareOfNumbers(rest, decimal) > 0) return true;
  return first.every((name, i) => rest.every((row) => row[i] !== name));
}

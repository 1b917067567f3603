/** From text to rows of cells, piece by piece, each with the number of its line. */

import Papa from "papaparse";
import type { CsvFaults } from "./faults.js";
import { kCsvLimits, type Separator } from "./types.js";

/** Rows that stand in the text one after the other. */
export interface Rows {
  readonly cells: readonly (readonly string[])[];
  /** The line of the file in which each row begins, from 1 on. */
  readonly lines: readonly number[];
}

interface Parsed {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code?: string; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

function parse(text: string, separator: Separator, ignoreLastRow: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter: separator, newline: "\n", quoteChar: '"' });
  return parser.parse(text, 0, ignoreLastRow) as Parsed;
}

/** The rows of a text that is cut off somewhere, for a look at them. */
export function peekRows(
  text: string,
  separator: Separator,
  isWhole: boolean,
): readonly (readonly string[])[] {
  const { data } = parse(text, separator, !isWhole);
  return data.filter((row) => !isBlank(row));
}

const isBlank = (row: readonly string[]) => row.length === 1 && row[0].trim() === "";

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** Splits pieces of text into rows. Blank lines are none. */
export class RowSplitter {
  readonly #separator: Separator;
  readonly #faults: CsvFaults;
  #rest = "";
  #line = 1;

  constructor(separator: Separator, faults: CsvFaults) {
    this.#separator = separator;
    this.#faults = faults;
  }

  /** The line of the file that comes next, and whether its row is too long to go on. */
  get line(): number {
    return this.#line;
  }

  get isStuck(): boolean {
    return this.#rest.length > kCsvLimits.row;
  }

  /** The rows that end in this piece. */
  push(piece: string): Rows {
    const text = this.#rest + piece;
    const lastEnd = text.lastIndexOf("\n");
    if (lastEnd < 0) {
      this.#rest = text;
      this.#checkRest();
      return { cells: [], lines: [] };
    }
    return this.#take(text, true);
  }

  /** The last row, which may have no end of line. */
  finish(): Rows {
    return this.#take(this.#rest, false);
  }

  #take(text: string, ignoreLastRow: boolean): Rows {
    const { data, errors, meta } = parse(text, this.#separator, ignoreLastRow);
    if (errors.length > 0) this.#noteQuote(text, errors[0]);
    const hasQuotes = text.includes('"');
    const cells: (readonly string[])[] = [];
    const lines: number[] = [];
    for (const row of data) {
      if (!isBlank(row)) {
        cells.push(row);
        lines.push(this.#line);
      }
      this.#line += 1;
      if (hasQuotes) for (const cell of row) this.#line += countLineFeeds(cell);
    }
    this.#rest = ignoreLastRow ? text.slice(meta.cursor) : "";
    this.#checkRest();
    return { cells, lines };
  }

  #noteQuote(text: string, { code, index = 0 }: Parsed["errors"][number]): void {
    const before = text.slice(0, index);
    const start = before.lastIndexOf("\n") + 1;
    const place = `line ${this.#line + countLineFeeds(before)}, character ${Math.max(1, index - start)}`;
    const problem =
      code === "MissingQuotes"
        ? "the quote that opens here is never closed"
        : "the quote that opens here is closed in the middle of a cell";
    this.#faults.addOption(place, undefined, problem, 'write a quote inside of quotes twice: ""');
  }

  #checkRest(): void {
    if (!this.isStuck) return;
    const problem = this.#rest.includes('"')
      ? "this row is longer than a million characters: a quote in it may never be closed"
      : "this row is longer than a million characters";
    this.#faults.addToLine(this.#line, problem, "check quotes and ends of lines from here on");
  }
}

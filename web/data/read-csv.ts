/** Reads a CSV file into a table. */

import { kTableLimits } from "../spec/data-sources.js";
import { show } from "../spec/faults.js";
import { Reader } from "../spec/reader.js";
import { suggestName } from "../spec/suggest.js";
import { ArgumentError } from "../spec/faults.js";
import { buildTable } from "./build.js";
import { Column } from "./column.js";
import { checkKind, decode, findEncoding } from "./encoding.js";
import { CsvFaults, defaultName } from "./faults.js";
import { guessForm, guessHeader, type Form } from "./guess.js";
import { peekRows, RowSplitter, type Rows } from "./rows.js";
import { kCsvLimits, type CsvOptions, type CsvTable, type Encoding } from "./types.js";

/** Characters at the beginning of a file that tell its form. */
const kSample = 2 ** 16;
/** Names that a label column often has. */
const labelNames = ["label", "class", "target", "y"];

const choices = {
  encoding: ["auto", "utf-8", "utf-16le", "utf-16be", "windows-1252"],
  separator: ["auto", ",", ";", "\t", "|"],
  decimal: ["auto", ".", ","],
  task: ["auto", "classification", "regression"],
  missing: ["refuse", "drop_rows", "mean"],
} as const;

/** Throws an `ArgumentError` for options that are none. */
function checkOptions(options: CsvOptions): void {
  const reader = new Reader();
  const keys = [...Object.keys(choices), "header", "label", "features"];
  const given = reader.object(options, "options", keys) ?? {};
  for (const [key, names] of Object.entries(choices)) {
    const value = reader.get(given, key);
    if (value !== undefined) reader.option(value, key, names);
  }
  const { header, label, features } = given;
  const note = (path: string, value: unknown, limit: string) => {
    reader.note(path, value, `${show(value)} is not ${limit}`, { limit, suggestion: `use ${limit}` });
  };
  const isColumn = (value: unknown) =>
    typeof value === "string" || (Number.isInteger(value) && Number(value) >= 0);
  if (header !== undefined && header !== "auto" && typeof header !== "boolean")
    note("header", header, "true, false or auto");
  if (label !== undefined && !isColumn(label)) note("label", label, "a column's name or number");
  if (features !== undefined && !(Array.isArray(features) && features.length > 0 && features.every(isColumn)))
    note("features", features, "a list of columns' names or numbers");
  if (reader.faults.length > 0) throw new ArgumentError(reader.faults);
}

/** Names of the columns: the header's, made different, or column 1, column 2... */
function namesOf(first: readonly string[], header: boolean): string[] {
  const names: string[] = [];
  const used = new Set<string>();
  first.forEach((cell, i) => {
    const plain = (header && cell.trim()) || defaultName(i);
    let name = plain;
    for (let n = 2; used.has(name); n++) name = `${plain} (${n})`;
    used.add(name);
    names.push(name);
  });
  return names;
}

/** The place of a column, or undefined after noting that it is none. */
function findColumn(
  names: readonly string[],
  wanted: string | number,
  path: string,
  faults: CsvFaults,
): number | undefined {
  const index = typeof wanted === "number" ? wanted : names.indexOf(wanted);
  if (index >= 0 && index < names.length) return index;
  const problem = `there is no column ${show(wanted)}`;
  const suggestion =
    typeof wanted === "number" ? `use 0 to ${names.length - 1}` : suggestName(wanted, names.slice(0, 20));
  faults.addOption(path, wanted, problem, suggestion);
  return undefined;
}

/** The columns that are used, and the place of the label among all. */
class Layout {
  readonly width: number;
  readonly features: readonly Column[];
  readonly label: Column;

  constructor(names: readonly string[], decimal: "." | ",", options: CsvOptions, faults: CsvFaults) {
    this.width = names.length;
    const usual = names.findIndex((name) => labelNames.includes(name.toLowerCase()));
    const label =
      options.label === undefined
        ? usual >= 0
          ? usual
          : names.length - 1
        : (findColumn(names, options.label, "label", faults) ?? 0);
    const all = [...names.keys()].filter((i) => i !== label);
    const chosen = options.features?.flatMap(
      (wanted, i) => findColumn(names, wanted, `features[${i}]`, faults) ?? [],
    );
    if (chosen?.includes(label) === true)
      faults.addOption(
        "features",
        names[label],
        "the label cannot be a feature as well",
        "take it out of features",
      );
    this.label = new Column(label, names[label], decimal, true);
    this.features = [...new Set(chosen ?? all)].map((i) => new Column(i, names[i], decimal, false));
  }

  get columns(): readonly Column[] {
    return [...this.features, this.label];
  }
}

/** Takes rows and sees to the limits. */
class Filler {
  readonly #layout: Layout;
  readonly #columns: readonly Column[];
  readonly #faults: CsvFaults;
  count = 0;

  constructor(layout: Layout, faults: CsvFaults) {
    this.#layout = layout;
    this.#columns = layout.columns;
    this.#faults = faults;
  }

  push({ cells, lines }: Rows): void {
    for (let i = 0; i < cells.length && !this.#faults.isFull; i++) {
      const [row, line] = [cells[i], lines[i]];
      if (row.length !== this.#layout.width) {
        const problem = `this row has ${row.length} ${row.length === 1 ? "cell" : "cells"}, the first one ${this.#layout.width}`;
        this.#faults.addToLine(
          line,
          problem,
          "give each row the same number of cells; put cells with separators in quotes",
        );
      } else if (++this.count > kTableLimits.samples) {
        this.#faults.addToLine(
          line,
          `there are more than ${kTableLimits.samples} rows`,
          "give a file of fewer rows",
        );
        return;
      } else {
        for (const column of this.#columns) column.push(row[column.index], line, this.#faults);
      }
    }
  }
}

const drop = ({ cells, lines }: Rows, count: number): Rows => ({
  cells: cells.slice(count),
  lines: lines.slice(count),
});

function checkText(piece: string, line: number, faults: CsvFaults): void {
  if (!piece.includes("\0")) return;
  const suggestion = "choose the encoding if it is text: UTF-16 without a byte order mark must be said";
  faults.addToLine(line, "a zero character: this is no CSV file, or of another encoding", suggestion);
}

function chooseLayout(sample: string, isWhole: boolean, form: Form, options: CsvOptions, faults: CsvFaults) {
  const rows = peekRows(sample, form.separator, isWhole);
  const { header = "auto" } = options;
  const hasHeader = header === "auto" ? guessHeader(rows, form.decimal) : header;
  if (rows.length === 0) {
    if (isWhole) faults.addToFile("there is no row in it", "give a table of at least two rows");
    else if (sample.trim() === "")
      faults.addToFile("its beginning is blank", "remove the empty lines above the table");
    else faults.addToLine(1, "the first row has no end", "check quotes and ends of lines");
    return undefined;
  }
  const width = rows[0].length;
  if (width < 2) {
    const suggestion = "give a column to learn from and one to learn, with , ; tab or | between them";
    faults.addToLine(1, "there is only one column", suggestion);
  } else if (width > kCsvLimits.columns) {
    faults.addToLine(
      1,
      `${width} columns are more than the ${kCsvLimits.columns} allowed`,
      "give a table of fewer columns",
    );
  }
  if (faults.any()) return undefined;
  const layout = new Layout(namesOf(rows[0], hasHeader), form.decimal, options, faults);
  const data = rows.slice(hasHeader ? 1 : 0);
  for (const column of layout.columns) column.look(data.map((row) => row[column.index] ?? ""));
  return { layout, hasHeader };
}

/**
 * Reads the bytes of a CSV file; yields after each piece of some milliseconds of work.
 *
 * Errors: `ArgumentError` with up to 10 faults, each with line and column and what to do.
 */
export function* readCsv(bytes: Uint8Array, options: CsvOptions = {}): Generator<undefined, CsvTable> {
  checkOptions(options);
  const [faults, notes] = [new CsvFaults(), [] as string[]];
  if (bytes.length > kCsvLimits.bytes)
    faults.addToFile(
      `${bytes.length} bytes are more than the ${kCsvLimits.bytes} allowed`,
      "give a smaller file",
    );
  checkKind(bytes, faults);
  faults.done();
  const encoding: Encoding = yield* findEncoding(bytes, options.encoding ?? "auto", notes);

  const pieces = decode(bytes, encoding);
  let sample = "";
  let isWhole = false;
  while (sample.length < kSample && !isWhole) {
    const piece = pieces.next();
    if (piece.done === true) isWhole = true;
    else sample += piece.value;
  }
  checkText(sample, 1, faults);
  faults.done();
  const head = isWhole ? sample : sample.slice(0, Math.max(kSample, sample.indexOf("\n") + 1));
  const form = guessForm(head, isWhole, options);
  const chosen = chooseLayout(head, isWhole, form, options, faults);
  faults.done();
  if (chosen === undefined) throw new TypeError("a layout without faults is one");
  const { layout, hasHeader } = chosen;

  const splitter = new RowSplitter(form.separator, faults);
  const filler = new Filler(layout, faults);
  let skip = hasHeader ? 1 : 0;
  const take = (rows: Rows) => {
    const skipped = Math.min(skip, rows.cells.length);
    skip -= skipped;
    filler.push(drop(rows, skipped));
  };
  take(splitter.push(sample));
  for (const piece of pieces) {
    if (faults.isFull || filler.count > kTableLimits.samples) break;
    checkText(piece, splitter.line, faults);
    take(splitter.push(piece));
    if (splitter.isStuck) break;
    yield;
  }
  if (!splitter.isStuck) take(splitter.finish());
  faults.done();
  const built = buildTable(layout.features, layout.label, options, notes, faults);
  faults.done();
  if (built === undefined) throw new TypeError("a table without faults is one");
  return { ...built, label_name: layout.label.name, encoding, ...form, header: hasHeader, notes };
}

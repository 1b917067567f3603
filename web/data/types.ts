/** What is asked of a CSV file, and what comes of it. */

import type { Table } from "../engine/types.js";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export type Separator = "," | ";" | "\t" | "|";

/** Every choice has a default that is told from the file itself. */
export interface CsvOptions {
  /** Default `auto`: by the byte order mark; else UTF-8 where the bytes are that, windows-1252 where they are not. */
  readonly encoding?: Encoding | "auto";
  /** Default `auto`: the one that makes the most even table with the most numbers. */
  readonly separator?: Separator | "auto";
  /** Default `auto`: point, or comma where that makes more numbers. */
  readonly decimal?: "." | "," | "auto";
  /** Whether the first row holds names. Default `auto`: when it has no number and differs from what follows. */
  readonly header?: boolean | "auto";
  /** The column to learn, by name or by number from 0 on. Default: one named label, class, target or y, else the last. */
  readonly label?: string | number;
  /** The columns to learn from, by name or number. Default: all others. */
  readonly features?: readonly (string | number)[];
  /** Default `auto`: classification for texts, and for up to 10 different whole numbers. */
  readonly task?: "classification" | "regression" | "auto";
  /** What becomes of rows with empty cells. Default `refuse`; `mean` fills numbers in, and leaves out rows without a label. */
  readonly missing?: "refuse" | "drop_rows" | "mean";
}

/** A CSV file that was read. */
export interface CsvTable {
  readonly table: Table;
  /** One for each feature; a text column is one feature for each of its values, `color = red`. */
  readonly feature_names: readonly string[];
  readonly label_name: string;
  /** Of a classification: the label's own values, numbers by size, texts in alphabetical order. */
  readonly class_names: readonly string[];
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly decimal: "." | ",";
  readonly header: boolean;
  /** What was decided on the way, each as a sentence for the reader. */
  readonly notes: readonly string[];
}

/** Largest sizes of a file; those of the table are in web/spec. */
export const kCsvLimits = {
  bytes: 64 * 2 ** 20,
  /** Columns, those that are not used included. */
  columns: 2_000,
  /** Characters of one row. */
  row: 2 ** 20,
  /** Different values of a text column; a column of more is no feature. */
  categories: 10,
  /** Faults that are told at once. */
  faults: 10,
} as const;

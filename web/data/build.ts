/** From columns to a table of features and labels. */

import { kTableLimits } from "../spec/data-sources.js";
import type { Table } from "../engine/types.js";
import type { Column } from "./column.js";
import { cut, type CsvFaults } from "./faults.js";
import type { CsvOptions } from "./types.js";

/** What becomes of the columns. */
export interface Built {
  readonly table: Table;
  readonly feature_names: readonly string[];
  readonly class_names: readonly string[];
}

/** One feature: a column of numbers, or one category of a column of texts. */
interface Feature {
  readonly name: string;
  readonly column: Column;
  /** -1: the number itself. */
  readonly category: number;
}

/** The label as classes or as numbers. */
interface Label {
  readonly column: Column;
  readonly class_names: readonly string[];
  /** The class of each value of the column; undefined for a regression. */
  readonly classes: ReadonlyMap<number, number> | undefined;
}

type Refuse = (problem: string, suggestion: string) => void;

const quoted = (name: string) => JSON.stringify(cut(name));

function featuresOf(columns: readonly Column[], notes: string[]): Feature[] {
  return columns.flatMap((column) => {
    if (column.kind === undefined) {
      notes.push(`Column ${quoted(column.name)} is empty and was left out.`);
      return [];
    }
    if (column.kind === "number") return [{ name: column.name, column, category: -1 }];
    if (column.hasTooMany) {
      notes.push(`Column ${quoted(column.name)} holds texts, more than 10 different ones, and was left out.`);
      return [];
    }
    const values = [...column.categories].sort(([a], [b]) => (a < b ? -1 : 1));
    notes.push(
      `Column ${quoted(column.name)} holds texts: each of its ${values.length} became a feature of 0 and 1.`,
    );
    return values.map(([value, category]) => ({ name: `${column.name} = ${value}`, column, category }));
  });
}

function labelOf(column: Column, task: CsvOptions["task"], faults: CsvFaults): Label | undefined {
  const refuse: Refuse = (problem, suggestion) => {
    faults.addOption("label", column.name, problem, suggestion);
  };
  if (column.kind === undefined) {
    refuse(`column ${quoted(column.name)} is empty`, "choose another label");
    return undefined;
  }
  return column.kind === "text" ? labelOfTexts(column, task, refuse) : labelOfNumbers(column, task, refuse);
}

function labelOfTexts(column: Column, task: CsvOptions["task"], refuse: Refuse): Label | undefined {
  const { name, categories } = column;
  const class_names = [...categories.keys()].sort((a, b) => (a < b ? -1 : 1));
  if (task === "regression") {
    refuse(`${quoted(name)} holds texts, not numbers`, "use task classification");
    return undefined;
  }
  if (class_names.length < 2) {
    refuse(`${quoted(name)} has only one class`, "choose another label");
    return undefined;
  }
  const classes = new Map(class_names.map((text, i) => [categories.get(text) ?? 0, i]));
  return { column, class_names, classes };
}

function labelOfNumbers(column: Column, task: CsvOptions["task"], refuse: Refuse): Label | undefined {
  const different = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value)) different.add(value);
    if (different.size > kTableLimits.classes) break;
  }
  const areClasses = different.size <= kTableLimits.classes && [...different].every(Number.isInteger);
  if (task === "regression" || (task !== "classification" && !areClasses))
    return { column, class_names: [], classes: undefined };
  if (!areClasses) {
    const problem = `${quoted(column.name)} has more than ${kTableLimits.classes} values, or fractions`;
    refuse(problem, "use task regression, or another label");
    return undefined;
  }
  if (different.size < 2) {
    refuse(`${quoted(column.name)} has only one class`, "choose another label");
    return undefined;
  }
  const values = [...different].sort((a, b) => a - b);
  return { column, class_names: values.map(String), classes: new Map(values.map((value, i) => [value, i])) };
}

/** Numbers of the rows that are kept; notes or refuses those with empty cells. */
function keptRows(
  used: readonly Column[],
  label: Column,
  missing: NonNullable<CsvOptions["missing"]>,
  notes: string[],
  faults: CsvFaults,
): number[] {
  const holes = used.filter((column) => column.missing > 0);
  const total = holes.reduce((sum, column) => sum + column.missing, 0);
  if (total > 0 && missing === "refuse") {
    const [first] = [...holes].sort((a, b) => a.firstMissing - b.firstMissing || a.index - b.index);
    const others =
      total === 1 ? "" : `, and so ${total === 2 ? "is 1 other cell" : `are ${total - 1} other cells`}`;
    const suggestion =
      "leave such rows out (missing: drop_rows), or fill in the mean of the column (missing: mean)";
    faults.addToCell(first.firstMissing, first, "", `is empty${others}`, suggestion);
  }
  const mustSay = missing === "drop_rows" ? holes : [label];
  const rows: number[] = [];
  for (let row = 0; row < label.values.length; row++) {
    if (mustSay.every(({ values }) => !Number.isNaN(values[row]))) rows.push(row);
  }
  const dropped = label.values.length - rows.length;
  if (dropped > 0 && missing !== "refuse") notes.push(`${dropped} rows with empty cells were left out.`);
  return rows;
}

function meanOf(values: Float64Array, rows: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    sum += values[row];
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function fill(features: readonly Feature[], rows: readonly number[], notes: string[]): Float64Array {
  const width = features.length;
  const out = new Float64Array(rows.length * width);
  features.forEach(({ column, category }, j) => {
    const { values } = column;
    const mean = category < 0 && column.missing > 0 ? meanOf(values, rows) : 0;
    let filled = 0;
    rows.forEach((row, i) => {
      const value = values[row];
      if (Number.isNaN(value) && category < 0) filled++;
      out[i * width + j] = category >= 0 ? Number(value === category) : Number.isNaN(value) ? mean : value;
    });
    if (filled > 0)
      notes.push(
        `${filled} empty cells of column ${quoted(column.name)} were filled with its mean, ${Number(mean.toPrecision(6))}.`,
      );
  });
  return out;
}

/** Makes the table, or notes why there is none. */
export function buildTable(
  columns: readonly Column[],
  labelColumn: Column,
  options: CsvOptions,
  notes: string[],
  faults: CsvFaults,
): Built | undefined {
  const label = labelOf(labelColumn, options.task ?? "auto", faults);
  const features = featuresOf(columns, notes);
  if (features.length === 0)
    faults.addToFile("no column is left to learn from", "use a table of at least two columns of numbers");
  if (features.length > kTableLimits.features) {
    const suggestion = "choose fewer columns with the option features";
    faults.addToFile(
      `${features.length} features are more than the ${kTableLimits.features} allowed`,
      suggestion,
    );
  }
  if (label === undefined || faults.any()) return undefined;
  const used = [...new Set(features.map(({ column }) => column)), labelColumn];
  const rows = keptRows(used, labelColumn, options.missing ?? "refuse", notes, faults);
  if (!faults.any() && rows.length < 2)
    faults.addToFile(
      `${rows.length} complete rows are too few`,
      "give at least two rows without empty cells",
    );
  if (faults.any()) return undefined;
  const { classes, class_names } = label;
  const values = labelColumn.values;
  const table: Table = {
    features: fill(features, rows, notes),
    n_features: features.length,
    labels:
      classes === undefined
        ? new Int32Array(0)
        : Int32Array.from(rows, (row) => classes.get(values[row]) ?? 0),
    targets: classes === undefined ? Float64Array.from(rows, (row) => values[row]) : new Float64Array(0),
    n_classes: class_names.length,
  };
  return { table, feature_names: features.map(({ name }) => name), class_names };
}

import { describe, expect, it } from "vitest";
import { kTableLimits } from "../../../web/spec/data-sources.js";
import { ArgumentError } from "../../../web/spec/faults.js";
import type { CsvTable } from "../../../web/data/types.js";
import { below, createRandom, pick } from "./random.js";
import { read, utf16 } from "./read-csv.js";

type Random = () => number;

/** A file as text, and what must come of it. */
interface Written {
  readonly text: string;
  readonly features: readonly number[];
  readonly n_features: number;
  readonly labels: readonly string[];
}

/** Texts as a spreadsheet may hold them: with letters of any script, and whatever must stand in quotes. */
const classNames = ["yes", "no", "Käse", "日本", "a,b", "c;d", 'say "x"', "two\nlines", "e|f", "😀"];

function quoteIfNeeded(random: Random, cell: string): string {
  return /[",;|\t\n\r]/.test(cell) || random() < 0.1 ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A table of numbers and a column of classes, in one of the forms that spreadsheets write. */
function writeTable(random: Random): Written {
  const n_features = 1 + below(random, 6);
  const separator = pick(random, [",", ";", "\t", "|"]);
  const decimal = separator === "," ? "." : pick(random, [".", ","]);
  const end = pick(random, ["\n", "\r\n", "\r"]);
  const names = classNames.slice(0, 2 + below(random, classNames.length - 1));
  const features: number[] = [];
  const labels: string[] = [];
  const lines = [[...Array.from({ length: n_features }, (_, i) => `f${i}`), "kind"].join(separator)];
  const rows = Math.max(names.length, 5 + below(random, 30));
  for (let row = 0; row < rows; row++) {
    const numbers = Array.from({ length: n_features }, () =>
      pick(random, [below(random, 100), random() * 2 - 1, (random() - 0.5) * 1e9, random() * 1e-9]),
    );
    const label = row < names.length ? names[row] : pick(random, names);
    features.push(...numbers);
    labels.push(label);
    const cells = numbers.map((value) => String(value).replace(".", decimal));
    lines.push([...cells, label].map((cell) => quoteIfNeeded(random, cell)).join(separator));
    if (random() < 0.05) lines.push("");
  }
  const text = lines.join("\n").replaceAll("\n", end) + pick(random, ["", end]);
  return { text, features, n_features, labels };
}

/** Whether the engine's `addTable` would take it. */
function checkTable({ table, feature_names, class_names }: CsvTable): void {
  const { features, n_features, labels, targets, n_classes } = table;
  const rows = features.length / n_features;
  expect(Number.isInteger(rows)).toBe(true);
  expect(rows).toBeGreaterThanOrEqual(2);
  expect(rows).toBeLessThanOrEqual(kTableLimits.samples);
  expect(n_features).toBeLessThanOrEqual(kTableLimits.features);
  expect(feature_names).toHaveLength(n_features);
  expect(class_names).toHaveLength(n_classes);
  expect(features.every((value) => Math.abs(value) <= 1e30)).toBe(true);
  expect([labels.length, targets.length]).toEqual(n_classes === 0 ? [0, rows] : [rows, 0]);
  expect(labels.every((label) => label >= 0 && label < n_classes)).toBe(true);
  expect(targets.every((value) => Math.abs(value) <= 1e30)).toBe(true);
}

/** Reads what may be anything: a table that the engine takes, or faults that say where. */
function readAnything(bytes: Uint8Array): "table" | "refused" {
  let result: CsvTable;
  try {
    result = read(bytes);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    expect(error.faults.length).toBeLessThanOrEqual(10);
    for (const { path, message, suggestion } of error.faults) {
      expect(path).toMatch(/^(file|label|line \d+(, (column|character) \d+.*)?)$/s);
      expect(suggestion).not.toBe("");
      expect(message.length).toBeLessThan(300);
    }
    return "refused";
  }
  checkTable(result);
  return "table";
}

describe("a table written in any form", () => {
  it("is read as it was", () => {
    const random = createRandom(1);
    for (let i = 0; i < 400; i++) {
      const { text, features, n_features, labels } = writeTable(random);
      const result = read(random() < 0.3 ? utf16(text, random() < 0.5) : text);
      checkTable(result);
      expect(result.table.n_features).toBe(n_features);
      expect([...result.table.features]).toEqual(features);
      const read_labels = [...result.table.labels].map((label) => result.class_names[label]);
      expect(read_labels).toEqual(labels);
    }
  });

  it("is read alike when it comes in pieces", () => {
    // Longer than the pieces that are decoded at once, with quotes, ends of lines and letters of 2 to 4 bytes on their borders.
    const random = createRandom(2);
    const names = ["Käse\r\nbrot", "日本", "😀,x", 'a"b'];
    const labels = Array.from({ length: 60_000 }, () => pick(random, names));
    const text = labels.map((label, i) => `${i},"${label.replaceAll('"', '""')}"`).join("\r\n");
    const { table, class_names } = read(text);
    expect(table.features).toEqual(Float64Array.from(labels.keys()));
    expect([...table.labels].map((label) => class_names[label])).toEqual(
      labels.map((label) => label.replaceAll("\r\n", "\n")),
    );
  });
});

describe("a CSV file of anything", () => {
  const alphabet = ["1", "2", ".", "-", "e", "x", "é", ",", ";", "\t", "|", '"', "\n", "\r", " ", "\0", "日"];

  it("is a table, or is refused with the place", () => {
    const random = createRandom(3);
    const ends = new Set<string>();
    for (let i = 0; i < 3000; i++) {
      const cells = Array.from({ length: 1 + below(random, 4) }, () =>
        Array.from({ length: below(random, 3) }, () => pick(random, alphabet)).join(""),
      );
      const [columns, separator] = [1 + below(random, 3), pick(random, [",", ";", "\t"])];
      const rows = Array.from({ length: below(random, 8) }, () =>
        Array.from({ length: columns }, () => pick(random, cells)).join(separator),
      );
      const text = rows.join("\n");
      ends.add(readAnything(new TextEncoder().encode(text)));
    }
    expect(ends).toEqual(new Set(["table", "refused"]));
  });

  it("is so of bytes as well", () => {
    const random = createRandom(4);
    for (let i = 0; i < 2000; i++) {
      readAnything(Uint8Array.from({ length: below(random, 200) }, () => below(random, 256)));
    }
  });

  it("is so of tables with damage", () => {
    const random = createRandom(5);
    const ends = new Set<string>();
    for (let i = 0; i < 1500; i++) {
      const { text } = writeTable(random);
      const bytes = new TextEncoder().encode(text);
      for (let change = below(random, 4); change >= 0; change--) {
        const at = below(random, bytes.length);
        if (random() < 0.5) bytes[at] = pick(random, alphabet).charCodeAt(0);
        else bytes.copyWithin(at, below(random, bytes.length), below(random, bytes.length));
      }
      ends.add(readAnything(bytes));
    }
    expect(ends).toEqual(new Set(["table", "refused"]));
  });
});

/** The values of one column, as they come. */

import { isMissing, parseNumber } from "./cells.js";
import { cut, type CsvFaults } from "./faults.js";
import { kCsvLimits } from "./types.js";

/** Numbers that stay finite as float32 and when they are squared. */
const kLargestNumber = 1e30;

/** A list of numbers that grows. */
class Numbers {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Float64Array(2 * this.#length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** Numbers, or texts as the numbers of their categories; NaN where a cell says nothing. */
export class Column {
  readonly index: number;
  readonly name: string;
  /** What its cells are; undefined as long as none says anything. */
  kind: "number" | "text" | undefined;
  /** The texts, in the order of their first appearance. */
  readonly categories = new Map<string, number>();
  /** A text column of too many values holds none of them. */
  hasTooMany = false;
  missing = 0;
  /** Where the first empty cell is. */
  firstMissing = 0;
  readonly #numbers = new Numbers();
  readonly #decimal: "." | ",";
  readonly #isLabel: boolean;

  constructor(index: number, name: string, decimal: "." | ",", isLabel: boolean) {
    this.index = index;
    this.name = name;
    this.#decimal = decimal;
    this.#isLabel = isLabel;
  }

  get values(): Float64Array {
    return this.#numbers.values;
  }

  /** Decides by the first cells whether the column holds numbers. */
  look(cells: readonly string[]): void {
    const said = cells.map((cell) => cell.trim()).filter((cell) => !isMissing(cell));
    if (said.length === 0) return;
    const numbers = said.filter((cell) => parseNumber(cell, this.#decimal) !== undefined);
    this.kind = numbers.length * 2 >= said.length ? "number" : "text";
  }

  push(cell: string, line: number, faults: CsvFaults): void {
    const text = cell.trim();
    if (isMissing(text)) {
      if (this.missing++ === 0) this.firstMissing = line;
      this.#numbers.push(NaN);
      return;
    }
    const number = this.kind === "text" ? undefined : parseNumber(text, this.#decimal);
    this.kind ??= number === undefined ? "text" : "number";
    this.#numbers.push(
      this.kind === "text" ? this.#category(text, line, faults) : this.#number(text, number, line, faults),
    );
  }

  #number(text: string, number: number | undefined, line: number, faults: CsvFaults): number {
    if (number !== undefined && Math.abs(number) <= kLargestNumber) return number;
    const shown = JSON.stringify(cut(text));
    if (number !== undefined) {
      faults.addToCell(line, this, text, `${shown} is too large`, "use numbers up to 1e30");
    } else {
      const hint = /\d[.,]\d/.test(text)
        ? "; thousands must not be set apart, and all decimals have the same sign"
        : "";
      faults.addToCell(
        line,
        this,
        text,
        `${shown} is not a number, as the rest of this column is`,
        `correct it, or empty the cell${hint}`,
      );
    }
    return NaN;
  }

  #category(text: string, line: number, faults: CsvFaults): number {
    if (this.hasTooMany) return NaN;
    const known = this.categories.get(text);
    if (known !== undefined) return known;
    const count = this.categories.size;
    if (count < kCsvLimits.categories) {
      this.categories.set(text, count);
      return count;
    }
    this.hasTooMany = true;
    if (this.#isLabel) {
      const problem = `${JSON.stringify(cut(text))} is one class more than the ${count} allowed`;
      faults.addToCell(line, this, text, problem, "choose another column to learn");
    }
    return NaN;
  }
}

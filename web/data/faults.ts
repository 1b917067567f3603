/** Faults of a CSV file: each with its line and column. */

import { ArgumentError, fault, type Fault } from "../spec/faults.js";
import { kCsvLimits } from "./types.js";

/** Collects faults; the file is given up when there are many. */
export class CsvFaults {
  readonly #faults: Fault[] = [];

  get isFull(): boolean {
    return this.#faults.length >= kCsvLimits.faults;
  }

  any(): boolean {
    return this.#faults.length > 0;
  }

  /** Of the file as a whole. */
  addToFile(problem: string, suggestion: string): void {
    this.#add("file", undefined, problem, suggestion);
  }

  /** Of a line, counted from 1. */
  addToLine(line: number, problem: string, suggestion: string): void {
    this.#add(`line ${line}`, undefined, problem, suggestion);
  }

  /** Of a cell; the column is counted from 1. */
  addToCell(
    line: number,
    column: { readonly index: number; readonly name: string },
    cell: string,
    problem: string,
    suggestion: string,
  ): void {
    const name = column.name === defaultName(column.index) ? "" : ` (${JSON.stringify(cut(column.name))})`;
    this.#add(`line ${line}, column ${column.index + 1}${name}`, cell, problem, suggestion);
  }

  addOption(path: string, value: unknown, problem: string, suggestion: string): void {
    this.#add(path, value, problem, suggestion);
  }

  /** Throws what was found. */
  done(): void {
    if (this.any()) throw new ArgumentError(this.#faults);
  }

  #add(path: string, value: unknown, problem: string, suggestion: string): void {
    if (!this.isFull) this.#faults.push(fault(path, value, problem, { suggestion }));
  }
}

/** The name of a column that has none. */
export function defaultName(index: number): string {
  return `column ${index + 1}`;
}

/** A text as it may stand in a sentence. */
export function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

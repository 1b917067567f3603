/** What the engine throws. */

import { ArgumentError, type Fault } from "../spec/faults.js";

export { ArgumentError, type Fault };

/** A text that is no formula; `start` and `end` are the place of the fault in the string. */
export class FormulaError extends ArgumentError {
  readonly start: number;
  readonly end: number;

  constructor(faults: readonly Fault[], start: number, end: number) {
    super(faults);
    this.start = start;
    this.end = end;
  }
}

/** The engine cannot do its work: it could not be loaded, has stopped, is out of memory, or was disposed. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

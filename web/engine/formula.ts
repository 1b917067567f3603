/** Functions typed by the user: read, differentiated and run by the core. */

import { fault, show } from "../spec/faults.js";
import { formulaParam } from "../spec/fields.js";
import { kFormulaNameLength, kLayout, kSentenceLength, kStatus, type Pointer } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import { ArgumentError, EngineError, FormulaError } from "./errors.js";
import { kMostTimed, timeSample } from "./timing.js";
import type { ActivationSample, Curve, Formula, FormulaParams, TimePerElement } from "./types.js";

/** A formula in the module, or the core's words about a text that is none. */
export type ParsedFormula =
  | { readonly handle: number }
  | {
      readonly problem: string;
      readonly suggestion: string;
      /** The fault's place in code points. */
      readonly position: number;
      readonly length: number;
    };

/** Reads a text; a formula must be destroyed after use. Errors: `EngineError` when there are too many. */
export function parseFormula(core: Core, text: string): ParsedFormula {
  return core.withMemory((memory) => {
    const bytes = new TextEncoder().encode(text);
    const [from, out] = [memory.allocate(bytes.length), memory.allocate(4)];
    const at = kLayout.ap_formula_error;
    const error = memory.allocate(at.size);
    new Uint8Array(memory.data.buffer, from, bytes.length).set(bytes);
    const expected = [kStatus.OK, kStatus.BAD_FORMULA, kStatus.CAPACITY];
    const status = core.call("ap_formula_parse", [from, bytes.length, out, error], expected);
    if (status === kStatus.CAPACITY)
      throw new EngineError("too many formulas are alive; call dispose() on those that are done");
    if (status === kStatus.OK) return { handle: memory.data.getInt32(out, true) };
    const [position, length] = memory.view(Int32Array, error + at.position, 2);
    const problem = memory.text(error + at.problem, kSentenceLength);
    const suggestion = memory.text(error + at.suggestion, kSentenceLength);
    return { problem, suggestion, position, length };
  });
}

/** The same, its handle. Errors: `FormulaError`; it counts UTF-16 units, as strings do. */
function parse(core: Core, text: string): number {
  const parsed = parseFormula(core, text);
  if ("handle" in parsed) return parsed.handle;
  const { problem, suggestion, position, length } = parsed;
  const characters = Array.from(text);
  const unitsUpTo = (count: number) => characters.slice(0, count).join("").length;
  const faults = [fault("formula", text, problem, { suggestion })];
  throw new FormulaError(faults, unitsUpTo(position), unitsUpTo(position + length));
}

/** Names of a formula's parameters, in the order of their first use. */
export function readParams(core: Core, handle: number): string[] {
  return core.withMemory((memory) => {
    const at = kLayout.ap_formula_info;
    const info = memory.allocate(at.size);
    core.call("ap_formula_describe", [handle, info]);
    return Array.from({ length: memory.data.getInt32(info + at.param_count, true) }, (_, i) =>
      memory.text(info + at.names + i * kFormulaNameLength, kFormulaNameLength),
    );
  });
}

/** The engine's `Formula`; the tape stays in the module. */
export class ModuleFormula implements Formula {
  readonly text: string;
  readonly params: readonly string[];
  readonly #core: Core;
  readonly #elements: number;
  readonly #handle: number;
  readonly #initial: readonly number[];
  #isDisposed = false;

  /** `elements`: the most numbers of one array. */
  constructor(core: Core, elements: number, text: unknown, params: unknown) {
    this.#core = core;
    this.#elements = elements;
    this.text = this.#checkText(text);
    this.#handle = parse(core, this.text);
    try {
      this.params = readParams(core, this.#handle);
      const check = new Arguments();
      const unset = this.params.map((id) => Number(formulaParam(id).default));
      this.#initial = this.#values(check, params, unset);
      check.done();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  sample(x: Float32Array, params?: FormulaParams): ActivationSample {
    const check = new Arguments();
    check.floats(x, "x", this.#elements);
    const values = this.#values(check, params, this.#initial);
    check.done();
    return this.#run((memory) => {
      const n = x.length;
      const [from, y, dy] = [
        memory.place(x),
        memory.reserve(Float32Array, n),
        memory.reserve(Float32Array, n),
      ];
      this.#core.call("ap_formula_sample", [...this.#placed(memory, values), from, n, y, dy]);
      return { y: memory.take(Float32Array, y, n), dy: memory.take(Float32Array, dy, n) };
    });
  }

  curve(x: Float64Array, params?: FormulaParams): Curve {
    const check = new Arguments();
    check.doubles(x, "x", this.#elements);
    const values = this.#values(check, params, this.#initial);
    check.done();
    return this.#run((memory) => {
      const n = x.length;
      const from = memory.place(x);
      const [y, dy, d2y] = [0, 1, 2].map(() => memory.reserve(Float64Array, n));
      this.#core.call("ap_formula_curve", [...this.#placed(memory, values), from, n, y, dy, d2y]);
      const take = (at: Pointer) => memory.take(Float64Array, at, n);
      return { y: take(y), dy: take(dy), d2y: take(d2y) };
    });
  }

  time(elements: number, params?: FormulaParams): TimePerElement {
    const check = new Arguments();
    check.whole(elements, "elements", 1, kMostTimed);
    const values = this.#values(check, params, this.#initial);
    check.done();
    return this.#run((memory) => {
      const placed = this.#placed(memory, values);
      return timeSample(this.#core, elements, (x, y, dy) => {
        this.#core.call("ap_formula_sample", [...placed, x, elements, y, dy]);
      });
    });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    if (this.#core.isRunning) this.#core.call("ap_formula_destroy", [this.#handle]);
  }

  #run<T>(use: (memory: Scratch) => T): T {
    if (this.#isDisposed)
      throw new EngineError("this formula was disposed; make a new one with engine.formula()");
    return this.#core.withMemory(use);
  }

  /** Handle, parameters and their number, as both functions begin. */
  #placed(memory: Scratch, values: readonly number[]): number[] {
    return [this.#handle, memory.place(Float32Array.from(values)), values.length];
  }

  #values(check: Arguments, params: unknown, initial: readonly number[]): number[] {
    const given = check.options(params, "params", this.params);
    return this.params.map((id, i) =>
      Number(check.field(given, "params", { ...formulaParam(id), default: initial[i] })),
    );
  }

  #checkText(text: unknown): string {
    if (typeof text === "string") return text;
    const suggestion = 'give a text, such as "x * sigmoid(x)"';
    throw new ArgumentError([
      fault("formula", text, `${show(text)} is not a text`, { limit: "a text", suggestion }),
    ]);
  }
}

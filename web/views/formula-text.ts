/** The function that the reader types: its text read by the core, what is wrong with it, and its little curve. */

import type { TextFault } from "../components/formula-field.js";
import { glyphPathOf } from "../components/glyph-path.js";
import type { FormulaParams } from "../engine/types.js";
import { FormulaError } from "../worker/client.js";
import type { EngineClient, FormulaClient } from "../worker/types.js";
import { textFault } from "./formula-fault.js";

/** What the field holds before anything was typed. */
export const FORMULA_EXAMPLE = "x * sigmoid(1.702 * x)";

/** A text as the core reads it. */
export type ReadFormula =
  | { readonly formula: FormulaClient; readonly fault?: undefined }
  | { readonly formula?: undefined; readonly fault: TextFault };

/** Reads a text. Errors: the client's; that the text is no formula is an answer. */
export async function readFormula(client: EngineClient, text: string): Promise<ReadFormula> {
  try {
    return { formula: await client.formula(text) };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return { fault: textFault(error) };
  }
}

/** Values for all parameters of a formula: 1 where none is given. */
export function formulaValues(names: readonly string[], given: FormulaParams): FormulaParams {
  return Object.fromEntries(names.map((name) => [name, given[name] ?? 1]));
}

/** The formula's glyph, over the stretch that all glyphs show. */
export async function formulaGlyph(formula: FormulaClient, given: FormulaParams): Promise<string> {
  const grid = Float32Array.from({ length: 41 }, (_, i) => (i - 20) * 0.15);
  const { y } = await formula.sample(grid, formulaValues(formula.params, given));
  return glyphPathOf(y);
}

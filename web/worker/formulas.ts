/** The formulas that a host keeps: those used last, so that a page needs to give back none. */

import type { Formula, FunctionEngine } from "../engine/types.js";

/** More than a page shows at a time, and far fewer than an engine can hold. */
const kMost = 16;

export class FormulaCache {
  readonly #kept = new Map<string, Formula>();

  /** The formula of a text, parsed when it is not kept. Errors: `FormulaError`. */
  get(engine: FunctionEngine, text: string): Formula {
    const formula = this.#kept.get(text) ?? engine.formula(text);
    // A map keeps the order of insertion: what was used last stands last.
    this.#kept.delete(text);
    this.#kept.set(text, formula);
    for (const [oldest, unused] of this.#kept) {
      if (this.#kept.size <= kMost) break;
      this.#kept.delete(oldest);
      unused.dispose();
    }
    return formula;
  }

  /** Forgets all; their memory goes with the engine's. */
  clear(): void {
    this.#kept.clear();
  }
}

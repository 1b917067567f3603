/** The formula that stands in the program: what was typed last, and whether it can be trained. */

import type { ReactiveControllerHost } from "lit";
import type { TextFault } from "../../components/formula-field.js";
import type { ActivationSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import { formulaValues, readFormula } from "../formula-text.js";
import type { FormulaWriter } from "./code-text.js";
import { formulaSpec, typedFormula } from "./state.js";

/** What the reader has typed into the formula, and what is wrong with it. */
export interface FormulaDraft {
  readonly text: string;
  readonly fault: TextFault | undefined;
}

/** Reads the texts of a view's formula; the newest counts. */
export class FormulaReader {
  /** Undefined while the program has no formula. */
  draft: FormulaDraft | undefined;
  readonly #host: ReactiveControllerHost;
  #readText: string | undefined;
  #write: FormulaWriter | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** What writes this activation's formula as code, once the core has read it. */
  writerOf(activation: ActivationSpec): FormulaWriter | undefined {
    return typedFormula(activation)?.text === this.#readText ? this.#write : undefined;
  }

  /**
   * The activation with exactly its formula's parameters; one of the catalogue as it is. Undefined when the formula cannot
   * be read, which the draft then says, or when newer text has come. Errors: the client's, and that a part of the page could not be fetched.
   */
  async complete(client: EngineClient, activation: ActivationSpec): Promise<ActivationSpec | undefined> {
    const typed = typedFormula(activation);
    if (typed === undefined) {
      this.#show(undefined);
      return activation;
    }
    const { text, params } = typed;
    this.#show({ text, fault: undefined });
    const [{ formula, fault }, { formulaCode }] = await Promise.all([
      readFormula(client, text),
      import("../../export/formula-code.js"),
      import("../../components/formula-field.js"),
    ]);
    this.#write = formulaCode;
    if (this.draft?.text !== text) return undefined;
    if (formula) this.#readText = text;
    this.#show({ text, fault });
    return formula && formulaSpec(text, formulaValues(formula.params, params));
  }

  #show(draft: FormulaDraft | undefined): void {
    this.draft = draft;
    this.#host.requestUpdate();
  }
}

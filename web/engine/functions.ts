/** The engine without its training, over one instance of the module: all that a figure of a function needs. */

import { activationCurve, sampleActivation, softmaxRows, timeActivation } from "./activations.js";
import { readCatalog, type FullCatalog } from "./catalog.js";
import { Core } from "./core.js";
import { ModuleFormula } from "./formula.js";
import { instantiate, type LoadOptions } from "./module.js";
import type {
  ActivationParams,
  ActivationSample,
  Catalog,
  Curve,
  Formula,
  FormulaParams,
  FunctionEngine,
  ModuleKind,
  SoftmaxOptions,
  TimePerElement,
} from "./types.js";

/** A module that runs, and what it says of itself. */
export interface LoadedModule {
  readonly kind: ModuleKind;
  readonly core: Core;
  readonly catalog: FullCatalog;
}

export class ModuleFunctions implements FunctionEngine {
  readonly module: ModuleKind;
  readonly #core: Core;
  readonly #catalog: FullCatalog;

  constructor({ kind, core, catalog }: LoadedModule) {
    this.module = kind;
    this.#core = core;
    this.#catalog = catalog;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  get isRunning(): boolean {
    return this.#core.isRunning;
  }

  activation(id: string, x: Float32Array, params?: ActivationParams): ActivationSample {
    return sampleActivation(this.#core, this.#catalog, id, x, params);
  }

  activationCurve(id: string, x: Float64Array, params?: ActivationParams): Curve {
    return activationCurve(this.#core, this.#catalog, id, x, params);
  }

  activationTime(id: string, elements: number, params?: ActivationParams): TimePerElement {
    return timeActivation(this.#core, this.#catalog, id, elements, params);
  }

  formula(text: string, params?: FormulaParams): Formula {
    return new ModuleFormula(this.#core, this.#catalog.limits.elements, text, params);
  }

  softmax(logits: Float32Array, options: SoftmaxOptions): Float32Array {
    return softmaxRows(this.#core, this.#catalog, logits, options);
  }

  dispose(): void {
    this.#core.stop();
  }
}

/** Loads the module; engines of the same kind share its compiled code, but no memory. Errors: those of `instantiate`. */
export async function loadModule(options: LoadOptions): Promise<LoadedModule> {
  const { kind, exports } = await instantiate(options);
  const core = new Core(exports);
  return { kind, core, catalog: readCatalog(core) };
}

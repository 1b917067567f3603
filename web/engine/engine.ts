/** The whole engine over one instance of the module. */

import type { FullCatalog } from "./catalog.js";
import type { Core } from "./core.js";
import { makeDataset, trainTestSplit, type DataSources } from "./datasets.js";
import { loadModule, ModuleFunctions, type LoadedModule } from "./functions.js";
import { computeInputs } from "./inputs.js";
import type { LoadOptions } from "./module.js";
import { principalAxes } from "./principal-axes.js";
import { PreparedCache } from "./prepared-cache.js";
import { prepareData } from "./prepared-data.js";
import { TrainingRun } from "./run.js";
import { Tables } from "./tables.js";
import type { DataSpec, RunSpec, TableSpec } from "../spec/run-spec.js";
import type {
  Dataset,
  DatasetSpec,
  Engine,
  PrincipalAxes,
  PreparedData,
  Run,
  Split,
  Table,
} from "./types.js";

export class ModuleEngine extends ModuleFunctions implements Engine {
  readonly #core: Core;
  readonly #catalog: FullCatalog;
  readonly #tables = new Tables();
  readonly #prepared = new PreparedCache();

  constructor(loaded: LoadedModule) {
    super(loaded);
    this.#core = loaded.core;
    this.#catalog = loaded.catalog;
  }

  makeDataset(spec: DatasetSpec): Dataset {
    return makeDataset(this.#sources, spec);
  }

  addTable(table: Table): TableSpec {
    return this.#tables.add(table);
  }

  removeTable(id: string): void {
    this.#tables.remove(id);
  }

  loadDigits(): Promise<void> {
    return this.#tables.loadDigits();
  }

  computeInputs(features: Float64Array, n_features: number, inputs: readonly string[]): Float64Array {
    return computeInputs(this.#core, this.#catalog, features, n_features, inputs);
  }

  trainTestSplit(n_samples: number, options: { test_size: number; random_state: number }): Split {
    return trainTestSplit(this.#core, this.#catalog, n_samples, options);
  }

  principalAxes(features: Float64Array | Float32Array, n_features: number): PrincipalAxes {
    return principalAxes(this.#core, this.#catalog, features, n_features);
  }

  prepareData(data: DataSpec): PreparedData {
    return prepareData(this.#sources, data);
  }

  createRun(spec: RunSpec): Run {
    return new TrainingRun(this.#sources, this.#catalog, spec);
  }

  get #sources(): DataSources {
    return { core: this.#core, catalog: this.#catalog, tables: this.#tables, prepared: this.#prepared };
  }
}

/**
 * Loads the WebAssembly module and gives the engine over it. Engines share the compiled module, but no memory.
 *
 * ```ts
 * const engine = await loadEngine();
 * const { y, dy } = engine.activation("relu", Float32Array.of(-1, 0, 1, 2));
 * ```
 *
 * Errors: `ArgumentError` for an unknown module name; `EngineError` when the module cannot be had, or SIMD is asked for
 * where WebAssembly has none.
 */
export async function loadEngine(options: LoadOptions = {}): Promise<Engine> {
  return new ModuleEngine(await loadModule(options));
}

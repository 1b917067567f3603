/** Activation functions, data sets and small trainings with PyTorch's numbers; in Node, in a worker and in a page. */

export { loadEngine } from "./engine.js";
export { ArgumentError, EngineError, FormulaError, type Fault } from "./errors.js";
export { isSimdSupported, type LoadOptions } from "./module.js";
export { completeRunSpec, validateRunSpec } from "../spec/read-run-spec.js";
export type * from "../spec/run-spec.js";
export type * from "./types.js";

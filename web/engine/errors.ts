/** What the engine throws. */

export { ArgumentError, type Fault } from "../spec/faults.js";

/** The engine cannot do its work: it could not be loaded, has stopped, is out of memory, or was disposed. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

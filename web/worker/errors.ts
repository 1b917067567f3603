/** Errors across the border between client and host. */

import { EngineError, FormulaError } from "../engine/errors.js";
import { ArgumentError } from "../spec/faults.js";
import type { ErrorData } from "./protocol.js";

export function packError(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  if (!(error instanceof ArgumentError)) return { name, message };
  // A wrong value may be a thing that cannot be sent; its message says what it was.
  const faults = error.faults.map((fault) => ({ ...fault, value: sendable(fault.value) }));
  const place = error instanceof FormulaError ? { place: [error.start, error.end] as const } : {};
  return { name, message, faults, ...place };
}

function sendable(value: unknown): unknown {
  return typeof value === "function" || typeof value === "symbol" ? String(value) : value;
}

export function unpackError({ name, message, faults, place }: ErrorData): Error {
  if (faults !== undefined && place !== undefined) return new FormulaError(faults, ...place);
  if (faults !== undefined) return new ArgumentError(faults);
  if (name === "EngineError") return new EngineError(message);
  return Object.assign(new Error(message), { name });
}

/** Numbers and parameters as code writes them. */

import type { ActivationInfo, ActivationParams } from "../engine/types.js";

/** A number as Python and C++ write a float. */
export function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function paramLiteral(value: number | string): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** The expression with each `{id}` replaced by the parameter's value. */
export function withParams(expression: string, info: ActivationInfo, params: ActivationParams): string {
  return info.params.reduce(
    (text, { id, default: initial }) => text.replaceAll(`{${id}}`, paramLiteral(params[id] ?? initial)),
    expression,
  );
}

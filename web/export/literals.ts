/** Numbers and parameters as code writes them. */

import type { ActivationInfo, ActivationParams, ParamInfo } from "../engine/types.js";

/** A number as Python and C++ write a float. */
export function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** What a program with this NumPy code has to import. */
export function numpyImports(code: string): string {
  return `${code.includes("math.") ? "import math\n" : ""}import numpy as np`;
}

function valueOf({ id, default: initial }: ParamInfo, params: ActivationParams): number | string {
  return params[id] ?? initial;
}

function paramLiteral(value: number | string): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** Where the character stands that ends the text from `start` on, outside braces; -1 when none does. */
function endOf(text: string, start: number, character: string): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (depth === 0 && text[i] === character) return i;
    if (text[i] === "{") depth++;
    if (text[i] === "}") depth--;
  }
  return -1;
}

/** A text of the catalogue with each `{id=value?this|else that}` replaced by the one of the two that holds. */
export function withChoices(template: string, info: ActivationInfo, params: ActivationParams): string {
  const found = /\{(\w+)=(\w+)\?/.exec(template);
  if (found === null) return template;
  const start = found.index + found[0].length;
  const middle = endOf(template, start, "|");
  const end = endOf(template, middle + 1, "}");
  const holds = info.params.some(
    (param) => param.id === found[1] && String(valueOf(param, params)) === found[2],
  );
  const chosen = holds ? template.slice(start, middle) : template.slice(middle + 1, end);
  return withChoices(template.slice(0, found.index) + chosen + template.slice(end + 1), info, params);
}

/** The expression with its choices made, and each `{id}` replaced by the parameter's value. */
export function withParams(expression: string, info: ActivationInfo, params: ActivationParams): string {
  return info.params.reduce(
    (text, param) => text.replaceAll(`{${param.id}}`, paramLiteral(valueOf(param, params))),
    withChoices(expression, info, params),
  );
}

/** Every way to set the named options of a function: parameters that say nothing of its numbers. */
export function choicesOf({ params }: ActivationInfo): ActivationParams[] {
  return params.reduce<ActivationParams[]>(
    (all, { id, choices }) =>
      choices ? all.flatMap((each) => choices.map((choice) => ({ ...each, [id]: choice }))) : all,
    [{}],
  );
}

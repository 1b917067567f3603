/** Numbers and parameters as code writes them. */

import type { ActivationInfo, ActivationParams, ParamInfo } from "../engine/types.js";

/** A number as Python and C++ write a float. */
export function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function paramLiteral(value: number | string): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** `{id=value?this|else that}`, either of which may have parameters in it. */
const CHOICE = /\{(\w+)=(\w+)\?((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}/g;

/**
 * The expression with each `{id}` replaced by the parameter's value, and each `{id=value?this|else that}` by one of the two.
 */
export function withParams(expression: string, info: ActivationInfo, params: ActivationParams): string {
  const valueOf = ({ id, default: initial }: ParamInfo): number | string => params[id] ?? initial;
  const chosen = expression.replaceAll(CHOICE, (_, id: string, value: string, yes: string, no: string) => {
    const param = info.params.find((each) => each.id === id);
    return param && String(valueOf(param)) === value ? yes : no;
  });
  return info.params.reduce(
    (text, param) => text.replaceAll(`{${param.id}}`, paramLiteral(valueOf(param))),
    chosen,
  );
}

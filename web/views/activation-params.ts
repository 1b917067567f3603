/** The parameters of a function as settings of a view: read, written, and named. */

import type { ActivationInfo, ActivationParams } from "../engine/types.js";
import { readNumber, readWord, type Settings } from "./view.js";

/** A function, data set, loss or optimizer of the catalogue. */
type WithParams = Pick<ActivationInfo, "params">;

/** Name of a parameter in attributes and links. */
export function settingName(param: string): string {
  return param.replaceAll("_", "-");
}

/** All parameters of a function from settings; what is left out or unusable is at its default, the latter with a sentence. */
export function readParams(info: WithParams, settings: Settings, warnings: string[]): ActivationParams {
  const entries = info.params.map((param): [string, number | string] => {
    const name = settingName(param.id);
    if (typeof param.default === "string") {
      return [param.id, readWord(settings, name, param.choices ?? [], param.default, warnings)];
    }
    return [param.id, readNumber(settings, name, { ...param, default: param.default }, warnings)];
  });
  return Object.fromEntries(entries);
}

/** The parameters that differ from their defaults, as settings. */
export function writeParams(info: WithParams, params: ActivationParams): Settings {
  const changed = info.params.filter(({ id, default: initial }) => params[id] !== initial);
  return Object.fromEntries(changed.map(({ id }) => [settingName(id), String(params[id])]));
}

const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  sigma: "σ",
  tau: "τ",
};

/** A parameter's LaTeX symbol as plain text, for labels: `\alpha` becomes α. */
export function plainSymbol(latex: string): string {
  return latex
    .replaceAll(/\\([a-z]+)/g, (whole, name: string) => GREEK[name] ?? whole)
    .replaceAll(/[{}\\]/g, "");
}

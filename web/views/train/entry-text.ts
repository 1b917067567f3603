/**
 * An entry of the catalogue and its parameters as one setting: `one_cycle:300:0.2` is the id and the parameters in the
 * catalogue's order; those left out, or empty, are at their defaults.
 */

import type { CatalogEntry, ParamInfo } from "../../engine/types.js";
import type { ActivationSpec } from "../../spec/run-spec.js";

/** What is read of an entry. */
export type Entry = Pick<CatalogEntry, "id" | "params">;

/** An entry with values for all its parameters. */
export type EntryValues = ActivationSpec;

/** An entry with all its parameters at their defaults. */
export function plainEntry({ id, params }: Entry): EntryValues {
  return { id, ...Object.fromEntries(params.map((param) => [param.id, param.default])) };
}

/** Splits at a mark that stands outside of all brackets. */
export function splitOutside(text: string, mark: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === mark && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function readParam(param: ParamInfo, text: string | undefined): number | string | undefined {
  if (text === undefined || text === "") return param.default;
  if (typeof param.default === "string") return param.choices?.find((choice) => choice === text);
  const value = Number(text);
  if (param.kind !== "real" && !Number.isInteger(value)) return undefined;
  return value >= param.min && value <= param.max ? value : undefined;
}

/** Undefined when the text is no entry of the table. */
export function readEntryText(text: string, table: readonly Entry[]): EntryValues | undefined {
  const [id, ...given] = text.trim().split(":");
  const entry = table.find((candidate) => candidate.id === id);
  if (!entry || given.length > entry.params.length) return undefined;
  const params = entry.params.map((param, i) => [param.id, readParam(param, given[i])] as const);
  if (params.some(([, value]) => value === undefined)) return undefined;
  return { id, ...Object.fromEntries(params) };
}

/** Parameters at their defaults are empty, and left out behind the last one that is not. */
export function writeEntryText(spec: { readonly id: string }, table: readonly Entry[]): string {
  const values = spec as Readonly<Record<string, unknown>>;
  const params = table.find(({ id }) => id === spec.id)?.params ?? [];
  const changed = params.findLastIndex((param) => values[param.id] !== param.default);
  const texts = params
    .slice(0, changed + 1)
    .map(({ id, default: initial }) => (values[id] === initial ? "" : String(values[id])));
  return [spec.id, ...texts].join(":");
}

/** What an entry takes, in words: `T_max (1 to 100000), eta_min (0 to 10)`. */
export function paramWords({ params }: Entry): string {
  return params
    .map(({ id, min, max, choices }) => `${id} (${choices?.join(", ") ?? `${min} to ${max}`})`)
    .join(", ");
}

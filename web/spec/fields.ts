/** The fields of a RunSpec that the catalogue does not describe; the validator and the JSON Schema both read them here. */

import type { ParamShape, SpecCatalog } from "./catalog.js";

/** A field: a parameter that may exclude its limits, be null, or have no default. */
export interface Field extends ParamShape {
  /** The limits themselves are not allowed. */
  readonly exclusive?: boolean;
  /** null is allowed, and means this. */
  readonly nullMeans?: string;
  readonly required?: boolean;
}

export const kVersion = 1;

const integer = (id: string, min: number, max: number, initial: number): Field => ({
  id,
  kind: "integer",
  min,
  max,
  default: initial,
});
const flag = (id: string, initial: number): Field => ({ id, kind: "flag", min: 0, max: 1, default: initial });

/** Fields of `data` that come after the generator's own. */
export function preparationFields({ limits }: SpecCatalog): readonly Field[] {
  return [
    { id: "test_size", kind: "real", min: 0, max: 1, default: 0.2, exclusive: true },
    integer("split_random_state", 0, limits.seed, 0),
    flag("standardize", 1),
  ];
}

/** Fields of a layer besides its activation. */
export function layerFields({ limits }: SpecCatalog): readonly Field[] {
  return [{ ...integer("units", 1, limits.units, 1), required: true }];
}

/** Fields of the RunSpec itself. */
export function runFields({ limits }: SpecCatalog): readonly Field[] {
  return [
    { ...integer("batch_size", 1, limits.batch_size, 32), required: true, nullMeans: "the full batch" },
    flag("drop_last", 0),
    integer("evaluate_every", 0, limits.epochs, 1),
    { ...integer("epochs", 1, limits.epochs, 20), required: true },
    { ...integer("seed", 0, limits.seed, 42), required: true },
  ];
}

/** A generator's argument as a field: without its seed a run would not be a function of its RunSpec. */
export function datasetField(param: ParamShape): Field {
  return param.id === "random_state" ? { ...param, required: true } : param;
}

/** The limits of a number in words. */
export function limitText({ kind, min, max, exclusive }: Field): string {
  const noun = kind === "integer" ? "a whole number" : "a number";
  if (exclusive) return `${noun} above ${min} and below ${max}`;
  if (min === -Infinity && max === Infinity) return noun;
  if (max === Infinity) return `${noun}, at least ${min}`;
  return `${noun} from ${min} to ${max}`;
}

/** The fields of a RunSpec that the catalogue does not describe; the validator and the JSON Schema both read them here. */

import type { EntryShape, LossShape, ParamShape, SpecCatalog } from "./catalog.js";

/** A field: a parameter that may exclude its limits, be null, or have no default. */
export interface Field extends ParamShape {
  /** The limits themselves are not allowed. */
  readonly exclusive?: boolean;
  /** null is allowed, and means this. */
  readonly nullMeans?: string;
  /** null is also the default. */
  readonly isNullByDefault?: boolean;
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

const real = (id: string, max: number, initial: number, meaning: string): Field => ({
  id,
  kind: "real",
  min: 0,
  max,
  default: initial,
  meaning,
});

/** Fields of a layer besides its activation. */
export function layerFields({ limits }: SpecCatalog): readonly Field[] {
  return [
    { ...integer("units", 1, limits.units, 1), required: true },
    real("dropout", 1, 0, "Probability that an output is dropped in training."),
  ];
}

/** The activation that is a function typed by the user, and the key of its text. */
export const kFormula = "formula";
/** Most characters of a formula. */
export const kFormulaLength = 500;

/** A parameter of a formula. */
export function formulaParam(id: string): Field {
  const largest = 3.4028234663852886e38; // of float32
  return { id, kind: "real", min: -largest, max: largest, default: 1 };
}

/** A part that is an entry of the catalogue with its parameters. */
export interface EntryField<E extends EntryShape = EntryShape> {
  readonly id: string;
  /** What it is, for people. */
  readonly what: string;
  readonly table: readonly E[];
  /** Present when the part must be there; else the table's first entry is the default. */
  readonly example?: string;
}

/** Entries of a layer besides its activation. */
export function layerEntries({ norms }: SpecCatalog): readonly EntryField[] {
  return [{ id: "norm", what: "norm", table: norms }];
}

export function lossEntry({ losses }: SpecCatalog): EntryField<LossShape> {
  return { id: "loss", what: "loss", table: losses, example: '{ "id": "cross_entropy" }' };
}

/** Entries of the RunSpec itself besides the loss. */
export function runEntries(catalog: SpecCatalog): readonly EntryField[] {
  const { optimizers, schedules, initializers, stop_rules } = catalog;
  return [
    { id: "optimizer", what: "optimizer", table: optimizers, example: '{ "id": "adam", "lr": 0.001 }' },
    { id: "schedule", what: "schedule", table: schedules },
    { id: "init", what: "initializer", table: initializers },
    { id: "stop", what: "stop rule", table: stop_rules },
  ];
}

/** Fields of the RunSpec itself. */
export function runFields({ limits }: SpecCatalog): readonly Field[] {
  return [
    { ...integer("batch_size", 1, limits.batch_size, 32), required: true, nullMeans: "the full batch" },
    flag("drop_last", 0),
    {
      ...real("clip_grad_norm", 1e6, 1, "Limit of the norm of the whole gradient."),
      exclusive: true,
      nullMeans: "no limit",
      isNullByDefault: true,
    },
    real("l1", 10, 0, "Adds l1 times the sum of all |w| to what is minimized, w being the weights."),
    real("l2", 10, 0, "Adds l2 times the sum of all w * w to what is minimized, w being the weights."),
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

/** How a run is trained beyond its optimizer: schedule, beginning, end, limits and penalties, as settings. */

import type { Catalog, CatalogEntry, ParamInfo } from "../../engine/types.js";
import type { EntrySpec, RunSpec } from "../../spec/run-spec.js";
import { readNumber, readWord, type Settings } from "../view.js";
import { paramWords, plainEntry, readEntryText, writeEntryText, type EntryValues } from "./entry-text.js";

/** The part of a RunSpec that this file knows. */
export type Recipe = Required<Pick<RunSpec, "schedule" | "init" | "stop" | "l1" | "l2" | "clip_grad_norm">>;

/** What the defaults depend on. */
export interface RecipeContext {
  readonly catalog: Catalog;
  readonly epochs: number;
  /** A regression has no accuracy to stop at. */
  readonly isRegression: boolean;
}

export const kRecipeSettings = ["schedule", "init", "stop", "clip-grad-norm", "l1", "l2"] as const;

/** Limits of the numbers; a limit of 0 is none. */
export const kRecipeLimits = {
  clip: { min: 0, max: 1000, default: 0 },
  penalty: { min: 0, max: 10, default: 0 },
} as const;

/** A loss that most regressions here reach. */
const kTargetLoss = 0.05;

function changed(entry: CatalogEntry, change: (param: ParamInfo) => Partial<ParamInfo>): CatalogEntry {
  return { ...entry, params: entry.params.map((param) => ({ ...param, ...change(param) })) };
}

/** The schedules; those that last for a number of epochs last for the run unless told otherwise. */
export function scheduleTable({ catalog, epochs }: RecipeContext): readonly CatalogEntry[] {
  const lasting = new Set(["T_max", "epochs"]);
  return catalog.schedules.map((entry) =>
    changed(entry, ({ id, min, max }) =>
      lasting.has(id) ? { default: Math.min(max, Math.max(min, epochs)) } : {},
    ),
  );
}

/** The stop rules, with what there is to look at. */
export function stopTable({ catalog, isRegression }: RecipeContext): readonly CatalogEntry[] {
  if (!isRegression) return catalog.stop_rules;
  return catalog.stop_rules.map((entry) =>
    changed(entry, ({ id, choices }) => {
      if (id === "target") return { default: kTargetLoss };
      if (id !== "metric") return {};
      return { default: "test_loss", choices: (choices ?? []).filter((name) => name.endsWith("loss")) };
    }),
  );
}

function readEntry(
  settings: Settings,
  name: string,
  table: readonly CatalogEntry[],
  warnings: string[],
): EntryValues {
  const given = settings[name] ?? table[0].id;
  const read = readEntryText(given, table);
  if (read !== undefined) return read;
  const id = readWord(
    { [name]: given.split(":")[0] },
    name,
    table.map((entry) => entry.id),
    table[0].id,
    warnings,
  );
  const entry = table.find((candidate) => candidate.id === id) ?? table[0];
  if (given.split(":")[0] === id) {
    const takes = entry.params.length === 0 ? "no parameters" : paramWords(entry);
    warnings.push(`${name}="${given}" cannot be read; using ${id} with its defaults. It takes ${takes}.`);
  }
  return plainEntry(entry);
}

export function readRecipe(settings: Settings, context: RecipeContext, warnings: string[]): Recipe {
  const { clip, penalty } = kRecipeLimits;
  const limit = readNumber(settings, "clip-grad-norm", clip, warnings);
  return {
    schedule: readEntry(settings, "schedule", scheduleTable(context), warnings),
    init: readEntry(settings, "init", context.catalog.initializers, warnings),
    stop: readEntry(settings, "stop", stopTable(context), warnings),
    clip_grad_norm: limit === 0 ? null : limit,
    l1: readNumber(settings, "l1", penalty, warnings),
    l2: readNumber(settings, "l2", penalty, warnings),
  };
}

/** Only what differs from the defaults. */
export function writeRecipe(spec: RunSpec, context: RecipeContext): Settings {
  const entry = (value: EntrySpec | undefined, table: readonly CatalogEntry[]) => {
    const text = value === undefined ? table[0].id : writeEntryText(value, table);
    return text === table[0].id ? undefined : text;
  };
  const number = (value: number | null | undefined) => (value ? String(value) : undefined);
  return {
    schedule: entry(spec.schedule, scheduleTable(context)),
    init: entry(spec.init, context.catalog.initializers),
    stop: entry(spec.stop, stopTable(context)),
    "clip-grad-norm": number(spec.clip_grad_norm),
    l1: number(spec.l1),
    l2: number(spec.l2),
  };
}

/** What the reader can set in the curve view, and how settings carry it. */

import { FORMULA } from "../../components/formula-id.js";
import type { ActivationInfo, ActivationParams, Catalog, FormulaParams } from "../../engine/types.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { plainEntry, readEntryText, writeEntryText } from "../train/entry-text.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";
import { readFormulaParams, writeFormulaParams } from "../formula-params.js";
import { FORMULA_EXAMPLE } from "../formula-text.js";

/** The x axis before any zooming. */
export const HOME: readonly [number, number] = [-6, 6];
const INITIAL = "relu";
/** The probe and the axis keep inside these limits on either side. */
export const FARTHEST = 1e4;
const MOST_INPUTS = 64;

const FORMULA_INPUTS = [-2, -1, 0, 1, 2];

/** The state of the view. */
export interface CurveState {
  /** A function of the catalogue, or `formula`. */
  readonly id: string;
  /** All parameters of the function; none of the formula. */
  readonly params: ActivationParams;
  /** Functions drawn beside it; `formula` may be one. */
  readonly others: readonly string[];
  /** Parameters of those beside it; those left out are at their defaults. */
  readonly otherParams: Readonly<Record<string, ActivationParams>>;
  /** What was typed, also while another function is shown, and also when it is no formula yet. */
  readonly formula: string;
  /** Values that were given to the formula's parameters; those left out are 1. */
  readonly formulaParams: FormulaParams;
  /** Whether second derivatives are drawn. */
  readonly second: boolean;
  /** What the code is given. */
  readonly inputs: readonly number[];
  /** Where the probe stands. */
  readonly x: number;
  /** Ends of the x axis. */
  readonly domain: readonly [number, number];
}

/** The function of that id; ids are checked when settings are read. */
export function infoOf(catalog: Catalog, id: string): ActivationInfo {
  return catalog.activations.find((activation) => activation.id === id) ?? catalog.activations[0];
}

/** What a function is called in pictures and lists. */
export function nameOf(catalog: Catalog, id: string): string {
  return id === FORMULA ? "Your formula" : infoOf(catalog, id).name;
}

/** Whether a function acts on whole rows rather than on each number. */
export function isRowwise(catalog: Catalog, id: string): boolean {
  return id !== FORMULA && infoOf(catalog, id).rowwise;
}

/** The function the view opens with. */
export function initialId(catalog: Catalog): string {
  return infoOf(catalog, INITIAL).id;
}

/** All parameters of a function at their defaults. */
export function defaultParams(info: ActivationInfo): ActivationParams {
  return Object.fromEntries(info.params.map((param) => [param.id, param.default]));
}

/** Whether a function's parameters are all at their defaults. */
export function atDefaults(info: ActivationInfo, params: ActivationParams): boolean {
  return info.params.every(({ id, default: initial }) => params[id] === initial);
}

/**
 * The state of a function at its defaults, or as it was beside the one before, keeping the probe, the axis, the formula and
 * the other curves.
 */
export function chosen(catalog: Catalog, id: string, before: CurveState): CurveState {
  const others = isRowwise(catalog, id) ? [] : before.others.filter((other) => other !== id);
  return {
    ...before,
    id,
    params: id === FORMULA ? {} : { ...defaultParams(infoOf(catalog, id)), ...before.otherParams[id] },
    inputs: exampleOf(catalog, id),
    others,
  };
}

function exampleOf(catalog: Catalog, id: string): readonly number[] {
  return id === FORMULA ? FORMULA_INPUTS : infoOf(catalog, id).example;
}

/** Numbers separated by commas or blanks; undefined when the text is anything else, or too long. */
export function readInputs(text: string): number[] | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  const values = parts.map(Number);
  const good =
    values.length > 0 && values.length <= MOST_INPUTS && values.every((value) => Number.isFinite(value));
  return good ? values : undefined;
}

/** Names of the settings this view reads, those of every function's parameters included. */
export function settingNames(catalog: Catalog): string[] {
  const params = catalog.activations.flatMap((info) => info.params.map(({ id }) => settingName(id)));
  const own = ["activation", "formula", "formula-params", "second", "x", "from", "to", "inputs"];
  return [...own, ...new Set(params)];
}

/** The function that is meant when none is named. */
function unnamed(catalog: Catalog, formula: string | undefined): string {
  return formula === undefined ? initialId(catalog) : FORMULA;
}

/** The functions named in a list such as `relu,gelu,elu:2`: the first one and those beside it, with their parameters. */
function readIds(
  settings: Settings,
  catalog: Catalog,
  warnings: string[],
): Pick<CurveState, "id" | "others" | "otherParams"> {
  const initial = unnamed(catalog, settings["formula"]);
  const given = (settings["activation"] ?? initial).split(",").map((id) => id.trim());
  const known = [...catalog.activations.map(({ id }) => id), FORMULA];
  const elementwise = known.filter((id) => !isRowwise(catalog, id));
  const id = readWord({ activation: given[0] }, "activation", known, initial, warnings);
  const otherParams: Record<string, ActivationParams> = {};
  for (const text of given.slice(1)) {
    const [other] = text.split(":");
    if (!elementwise.includes(other) || !elementwise.includes(id)) {
      warnings.push(`activation="${text}" cannot be drawn beside ${id}; leaving it out.`);
    } else if (other !== id) otherParams[other] = readOtherParams(text, catalog, warnings);
  }
  return { id, others: Object.keys(otherParams), otherParams };
}

/** The parameters behind a function's name: `elu:2`. */
function readOtherParams(text: string, catalog: Catalog, warnings: string[]): ActivationParams {
  const entry = readEntryText(text, catalog.activations);
  if (entry === undefined && text !== FORMULA) {
    warnings.push(`activation="${text}" has parameters that cannot be used; they are at their defaults.`);
  }
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([name]) => name !== "id"));
}

function writeOther(id: string, { otherParams }: CurveState, catalog: Catalog): string {
  if (id === FORMULA) return id;
  return writeEntryText({ ...plainEntry(infoOf(catalog, id)), ...otherParams[id] }, catalog.activations);
}

/** What the code, or the row, is given; a row is divided into equal parts. */
function readExample(
  settings: Settings,
  initial: readonly number[],
  divisor: number,
  warnings: string[],
): readonly number[] {
  const given = settings["inputs"];
  if (given === undefined) return initial;
  const inputs = readInputs(given);
  if (inputs !== undefined && inputs.length % divisor === 0) return inputs;
  const parts = divisor === 1 ? "" : `, divisible by ${divisor}`;
  warnings.push(
    `inputs="${given}" is not a list of 1 to ${MOST_INPUTS} numbers${parts}; using ${initial.join(", ")}.`,
  );
  return initial;
}

/** Settings to state; what cannot be used becomes its default and a sentence. */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<CurveState> {
  // The row of a softmax belongs to the view inside this one.
  const warnings = unknownSettings(settings, [...settingNames(catalog), "logits", "target"]);
  const { id, others, otherParams } = readIds(settings, catalog, warnings);
  const limits = { min: -FARTHEST, max: FARTHEST };
  const from = readNumber(settings, "from", { ...limits, default: HOME[0] }, warnings);
  const to = readNumber(settings, "to", { ...limits, default: HOME[1] }, warnings);
  if (from >= to) warnings.push(`from="${from}" is not below to="${to}"; showing ${HOME[0]} to ${HOME[1]}.`);
  return {
    value: {
      id,
      params: id === FORMULA ? {} : readParams(infoOf(catalog, id), settings, warnings),
      others,
      otherParams,
      formula: settings["formula"] ?? FORMULA_EXAMPLE,
      formulaParams: readFormulaParams(settings, warnings),
      second: readWord(settings, "second", ["on", "off"], "on", warnings) === "on",
      inputs: readExample(settings, exampleOf(catalog, id), infoOf(catalog, id).row_divisor, warnings),
      x: readNumber(settings, "x", { ...limits, default: 1 }, warnings),
      domain: from < to ? [from, to] : HOME,
    },
    warnings,
  };
}

/** State to settings: only what differs from the defaults. */
export function writeState(state: CurveState, catalog: Catalog): Settings {
  const [from, to] = state.domain;
  const ids = [state.id, ...state.others.map((id) => writeOther(id, state, catalog))].join(",");
  const inputs = state.inputs.join(",");
  const isShown = state.id === FORMULA || state.others.includes(FORMULA);
  const formula = isShown || state.formula !== FORMULA_EXAMPLE ? state.formula : undefined;
  return {
    ...(ids === unnamed(catalog, formula) ? {} : { activation: ids }),
    ...(state.id === FORMULA ? {} : writeParams(infoOf(catalog, state.id), state.params)),
    ...(formula === undefined ? {} : { formula }),
    ...writeFormulaParams(state.formulaParams),
    ...(state.second ? {} : { second: "off" }),
    ...(inputs === exampleOf(catalog, state.id).join(",") ? {} : { inputs }),
    ...(state.x === 1 ? {} : { x: String(state.x) }),
    ...(from === HOME[0] ? {} : { from: String(from) }),
    ...(to === HOME[1] ? {} : { to: String(to) }),
  };
}

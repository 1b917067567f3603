/** What the reader can set in the curve view, and how settings carry it. */

import type { ActivationInfo, ActivationParams, Catalog } from "../../engine/types.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";

/** The x axis before any zooming. */
export const HOME: readonly [number, number] = [-6, 6];
const INITIAL = "relu";
const FARTHEST = 1e4;

/** More curves than this in one picture cannot be told apart. */
export const MOST_CURVES = 6;
const MOST_INPUTS = 64;

/** The state of the view. */
export interface CurveState {
  readonly id: string;
  /** All parameters of the function. */
  readonly params: ActivationParams;
  /** Functions drawn beside it, at their defaults. */
  readonly others: readonly string[];
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

/** The state of a function at its defaults, keeping the probe, the axis and the other curves. */
export function chosen(info: ActivationInfo, before: CurveState): CurveState {
  const others = info.rowwise ? [] : before.others.filter((id) => id !== info.id);
  return { ...before, id: info.id, params: defaultParams(info), inputs: info.example, others };
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
  return ["activation", "x", "from", "to", "inputs", ...new Set(params)];
}

/** The functions named in a list such as `relu,gelu`: the first one and those beside it. */
function readIds(settings: Settings, catalog: Catalog, warnings: string[]): { id: string; others: string[] } {
  const given = (settings["activation"] ?? initialId(catalog)).split(",").map((id) => id.trim());
  const known = catalog.activations.map(({ id }) => id);
  const elementwise = catalog.activations.filter(({ rowwise }) => !rowwise).map(({ id }) => id);
  const id = readWord({ activation: given[0] }, "activation", known, initialId(catalog), warnings);
  const wanted = given.slice(1).filter((other) => {
    const good = elementwise.includes(other) && elementwise.includes(id);
    if (!good) warnings.push(`activation="${other}" cannot be drawn beside ${id}; leaving it out.`);
    return good;
  });
  const others = [...new Set(wanted)].filter((other) => other !== id);
  if (others.length >= MOST_CURVES) warnings.push(`At most ${MOST_CURVES} curves fit into one picture.`);
  return { id, others: others.slice(0, MOST_CURVES - 1) };
}

function readExample(settings: Settings, info: ActivationInfo, warnings: string[]): readonly number[] {
  const given = settings["inputs"];
  if (given === undefined) return info.example;
  const inputs = readInputs(given);
  if (inputs === undefined) {
    warnings.push(
      `inputs="${given}" is not a list of 1 to ${MOST_INPUTS} numbers; using ${info.example.join(", ")}.`,
    );
  }
  return inputs ?? info.example;
}

/** Settings to state; what cannot be used becomes its default and a sentence. */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<CurveState> {
  // The row of a softmax belongs to the view inside this one.
  const warnings = unknownSettings(settings, [...settingNames(catalog), "logits", "target"]);
  const { id, others } = readIds(settings, catalog, warnings);
  const info = infoOf(catalog, id);
  const limits = { min: -FARTHEST, max: FARTHEST };
  const from = readNumber(settings, "from", { ...limits, default: HOME[0] }, warnings);
  const to = readNumber(settings, "to", { ...limits, default: HOME[1] }, warnings);
  if (from >= to) warnings.push(`from="${from}" is not below to="${to}"; showing ${HOME[0]} to ${HOME[1]}.`);
  return {
    value: {
      id,
      params: readParams(info, settings, warnings),
      others,
      inputs: readExample(settings, info, warnings),
      x: readNumber(settings, "x", { ...limits, default: 1 }, warnings),
      domain: from < to ? [from, to] : HOME,
    },
    warnings,
  };
}

/** State to settings: only what differs from the defaults. */
export function writeState(state: CurveState, catalog: Catalog): Settings {
  const info = infoOf(catalog, state.id);
  const [from, to] = state.domain;
  const ids = [state.id, ...state.others].join(",");
  const inputs = state.inputs.join(",");
  return {
    ...(ids === initialId(catalog) ? {} : { activation: ids }),
    ...writeParams(info, state.params),
    ...(inputs === info.example.join(",") ? {} : { inputs }),
    ...(state.x === 1 ? {} : { x: String(state.x) }),
    ...(from === HOME[0] ? {} : { from: String(from) }),
    ...(to === HOME[1] ? {} : { to: String(to) }),
  };
}

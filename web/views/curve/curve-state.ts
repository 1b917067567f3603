/** What the reader can set in the curve view, and how settings carry it. */

import type { ActivationInfo, ActivationParams, Catalog } from "../../engine/types.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";

/** The x axis before any zooming. */
export const HOME: readonly [number, number] = [-6, 6];
const INITIAL = "relu";
const FARTHEST = 1e4;

/** The state of the view. */
export interface CurveState {
  readonly id: string;
  /** All parameters of the function. */
  readonly params: ActivationParams;
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

/** The state of a function at its defaults, keeping the place of the probe and the axis. */
export function chosen(info: ActivationInfo, before: Pick<CurveState, "x" | "domain">): CurveState {
  const params = Object.fromEntries(info.params.map((param) => [param.id, param.default]));
  return { id: info.id, params, x: before.x, domain: before.domain };
}

/** Names of the settings this view reads, those of every function's parameters included. */
export function settingNames(catalog: Catalog): string[] {
  const params = catalog.activations.flatMap((info) => info.params.map(({ id }) => settingName(id)));
  return ["activation", "x", "from", "to", ...new Set(params)];
}

/** Settings to state; what cannot be used becomes its default and a sentence. */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<CurveState> {
  const warnings = unknownSettings(settings, [...settingNames(catalog), "logits", "target"]);
  const ids = catalog.activations.map(({ id }) => id);
  const id = readWord(settings, "activation", ids, initialId(catalog), warnings);
  const limits = { min: -FARTHEST, max: FARTHEST };
  const from = readNumber(settings, "from", { ...limits, default: HOME[0] }, warnings);
  const to = readNumber(settings, "to", { ...limits, default: HOME[1] }, warnings);
  if (from >= to) warnings.push(`from="${from}" is not below to="${to}"; showing ${HOME[0]} to ${HOME[1]}.`);
  return {
    value: {
      id,
      params: readParams(infoOf(catalog, id), settings, warnings),
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
  return {
    ...(state.id === initialId(catalog) ? {} : { activation: state.id }),
    ...writeParams(info, state.params),
    ...(state.x === 1 ? {} : { x: String(state.x) }),
    ...(from === HOME[0] ? {} : { from: String(from) }),
    ...(to === HOME[1] ? {} : { to: String(to) }),
  };
}

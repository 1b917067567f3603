/** Between a figure and the address of its page: settings in, settings out. */

import type { Settings } from "../views/view.js";
import { settingsOf } from "./attributes.js";

/** Gives an element exactly these settings as attributes. Names that are no attribute names are left out. */
export function applySettings(element: Element, settings: Settings): void {
  for (const name of Object.keys(settingsOf(element))) {
    if (settings[name] === undefined) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined && /^[a-z][a-z0-9-]*$/.test(name)) element.setAttribute(name, value);
  }
}

/** The settings of a page with several figures, by figure: `exercise.seed=7` is the `seed` of the one called exercise. */
export function settingsByFigure(
  settings: Settings,
  figures: readonly string[],
): { readonly byFigure: ReadonlyMap<string, Settings>; readonly unknown: readonly string[] } {
  const byFigure = new Map<string, Record<string, string>>(figures.map((id) => [id, {}]));
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    const dot = name.indexOf(".");
    const figure = byFigure.get(name.slice(0, Math.max(0, dot)));
    if (figure === undefined) unknown.push(name);
    else if (value !== undefined) figure[name.slice(dot + 1)] = value;
  }
  return { byFigure, unknown };
}

/** Puts a hash into the address without a new entry in the history; a frame that may not do so goes without. */
export function replaceHash(hash: string): void {
  try {
    history.replaceState(history.state, "", hash === "" ? location.pathname + location.search : hash);
  } catch {
    // A sandboxed frame: its address is its own business.
  }
}

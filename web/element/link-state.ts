/** Settings in the part of an address after `#`: `view=exercise&activation=tanh`, in a page of several figures `exercise.activation=tanh`. */

import type { Settings } from "../views/view.js";
import { settingsOf } from "./attributes.js";

/** The settings in a hash; with a prefix, only those under it. */
export function readHash(hash: string, prefix = ""): Settings {
  const settings: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (name.startsWith(prefix)) settings[name.slice(prefix.length)] = value;
  }
  return settings;
}

/** Settings as a hash, `#` included; empty when there are none. */
export function writeHash(settings: Settings): string {
  const given = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `#${new URLSearchParams(given).toString()}`;
}

/** Gives an element exactly these settings as attributes. Names that are no attribute names are left out. */
export function applySettings(element: Element, settings: Settings): void {
  for (const name of Object.keys(settingsOf(element))) {
    if (settings[name] === undefined) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined && /^[a-z][a-z0-9-]*$/.test(name)) element.setAttribute(name, value);
  }
}

/** Puts a hash into the address without a new entry in the history; a frame that may not do so goes without. */
export function replaceHash(hash: string): void {
  try {
    history.replaceState(history.state, "", hash === "" ? location.pathname + location.search : hash);
  } catch {
    // A sandboxed frame: its address is its own business.
  }
}

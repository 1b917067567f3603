/** What a view is: an element that gets a client, a catalogue and flat settings, and says when the reader changes one. */

import type { LitElement } from "lit";
import type { Catalog } from "../engine/types.js";
import type { EngineClient } from "../worker/types.js";

/** Settings as attributes and links carry them: kebab-case names, text values; what is left out is at its default. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** A view of the playground. */
export interface ViewElement extends LitElement {
  client?: EngineClient;
  catalog?: Catalog;
  /** Settings from outside; a new object means new settings. */
  settings: Settings;
}

/** What `readSettings` of a view returns: the settings it will use, and a sentence for each one it could not. */
export interface ReadSettings<T> {
  readonly value: T;
  readonly warnings: readonly string[];
}

/** Events of a view, fired with `fireView`; the element around it turns them into its own. */
export interface ViewEventMap {
  /** First picture is on the page. */
  "view-ready": null;
  /** The reader changed something; detail: all settings that differ from their default. */
  "view-change": Settings;
  /** A computation came to its end; detail is plain data for the host page. */
  "view-done": Readonly<Record<string, unknown>>;
  /** Settings that were not usable, each as a sentence; empty once all are. */
  "view-warnings": readonly string[];
  /** Something failed; a sentence that says what to do. */
  "view-error": string;
}

/** Fires one of a view's events. */
export function fireView<Name extends keyof ViewEventMap>(
  view: HTMLElement,
  name: Name,
  detail: ViewEventMap[Name],
): void {
  view.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Reads one of a few words; anything else becomes the default and a warning. */
export function readWord<T extends string>(
  settings: Settings,
  name: string,
  words: readonly T[],
  initial: T,
  warnings: string[],
): T {
  const given = settings[name];
  if (given === undefined || given === initial) return initial;
  const word = words.find((candidate) => candidate === given);
  if (word !== undefined) return word;
  const near = words.find((candidate) => editDistance(given, candidate) <= 2);
  const advice = near === undefined ? `It can be ${words.join(", ")}.` : `Did you mean ${near}?`;
  warnings.push(`${name}="${given}" is not known here; using ${initial}. ${advice}`);
  return initial;
}

/** Reads a number from `min` to `max`; anything else becomes the default and a warning. */
export function readNumber(
  settings: Settings,
  name: string,
  limits: {
    readonly min: number;
    readonly max: number;
    readonly default: number;
    readonly integer?: boolean;
  },
  warnings: string[],
): number {
  const given = settings[name];
  if (given === undefined) return limits.default;
  const value = given.trim() === "" ? NaN : Number(given);
  if (value >= limits.min && value <= limits.max && (!limits.integer || Number.isInteger(value)))
    return value;
  const kind = limits.integer ? "a whole number" : "a number";
  warnings.push(
    `${name}="${given}" is not ${kind} from ${limits.min} to ${limits.max}; using ${limits.default}.`,
  );
  return limits.default;
}

/** A sentence for each setting whose name is not among `names`, with the nearest name when there is one. */
export function unknownSettings(settings: Settings, names: readonly string[]): string[] {
  return Object.keys(settings)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = names.find((known) => editDistance(name, known) <= 2);
      return `There is no setting "${name}"${near === undefined ? "." : `; did you mean "${near}"?`}`;
    });
}

/** How many letters must be added, dropped or replaced to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}

/**
 * The state of a view in the part of an address after `#`: `view=exercise&activation=tanh&seed=7`.
 *
 * Short (only what differs from the defaults), readable, and versioned: `v=2` will mean the next format, no `v` means
 * this one. What a link holds comes from anywhere, so decoding never throws and lets nothing through but plain names and
 * short texts.
 */

import { fault, show, type Fault } from "./faults.js";

/** Settings by name, as attributes and views have them. */
export type LinkSettings = Readonly<Record<string, string>>;

export interface DecodedLink {
  readonly value: LinkSettings;
  /** What could not be used, each as a sentence. */
  readonly faults: readonly Fault[];
}

export const kLinkVersion = 1;
/** Limits of what is read; far above what any view writes. */
export const kLinkLimits = { length: 8192, settings: 64, name: 64, value: 3072 } as const;

// Some names are those of an object's inner workings; a list of letters, digits, dots and dashes shuts them out.
const namePattern = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/;
// Control characters, and halves of surrogate pairs.
const forbidden = /[\p{Cc}\p{Cs}]/u;

/** Settings as a hash, `#` included; empty when there are none. Names that no link can hold are left out. */
export function encodeLink(settings: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined && isName(name) && isValue(value)) params.append(name, value);
  }
  // These three need no escape after `#`, and are easier to read without one.
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return text === "" ? "" : `#${text}`;
}

function isName(name: string): boolean {
  return name.length <= kLinkLimits.name && name !== "v" && namePattern.test(name);
}

function isValue(value: string): boolean {
  return value.length <= kLinkLimits.value && !forbidden.test(value);
}

/** The settings in a hash; the first of equal names counts. */
export function decodeLink(hash: string): DecodedLink {
  const faults: Fault[] = [];
  const settings = new Map<string, string>();
  const text = hash.replace(/^#/, "");
  if (text.length > kLinkLimits.length) {
    const limit = `at most ${kLinkLimits.length} characters`;
    faults.push(
      fault("link", text.length, `a link of ${text.length} characters is too long`, {
        limit,
        suggestion: limit,
      }),
    );
    return { value: {}, faults };
  }
  for (const [name, value] of new URLSearchParams(text)) {
    const problem = problemOf(name, value, settings);
    if (problem !== undefined) {
      faults.push(fault(show(name), value, problem, { suggestion: "it is left out" }));
    } else if (name !== "v") {
      settings.set(name, value);
    }
  }
  return { value: Object.fromEntries(settings), faults };
}

function problemOf(name: string, value: string, settings: ReadonlyMap<string, string>): string | undefined {
  if (name === "v") {
    return value === String(kLinkVersion)
      ? undefined
      : `this link is of version ${show(value)}, and ${kLinkVersion} is known`;
  }
  if (!isName(name)) return "this is no name of a setting";
  if (!isValue(value)) return `its value is longer than ${kLinkLimits.value} characters or not plain text`;
  if (settings.has(name)) return "the link has this setting twice";
  return settings.size < kLinkLimits.settings
    ? undefined
    : `a link has at most ${kLinkLimits.settings} settings`;
}

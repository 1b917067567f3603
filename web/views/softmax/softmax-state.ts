/** What the reader can set in the softmax view, and how settings carry it. */

import type { ActivationInfo, ActivationParams, Catalog } from "../../engine/types.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";

export const FEWEST = 2;
export const MOST = 10;
/** Beyond this, neighbouring float32 logits are far enough apart to be seen. */
export const LARGEST = 1e5;

/** The kinds that the engine's `softmax` knows. */
export const KINDS = ["softmax", "log_softmax", "softmin"] as const;
export type SoftmaxKind = (typeof KINDS)[number];

export interface SoftmaxState {
  readonly kind: SoftmaxKind;
  /** All parameters of the function. */
  readonly params: ActivationParams;
  readonly logits: readonly number[];
  /** The true class, 0-based, whose cross entropy is shown. */
  readonly target: number;
}

/** The catalogue's entries of the kinds, in its order. */
export function kindInfos(catalog: Catalog): readonly ActivationInfo[] {
  return catalog.activations.filter(({ id }) => KINDS.some((kind) => kind === id));
}

/** The catalogue's entry of a kind. */
export function kindInfo(catalog: Catalog, kind: SoftmaxKind): ActivationInfo {
  const infos = kindInfos(catalog);
  return infos.find(({ id }) => id === kind) ?? infos[0];
}

/** Temperature among the parameters. */
export function temperatureOf({ params }: SoftmaxState): number {
  return Number(params["temperature"] ?? 1);
}

/** A logit that the view can show: finite, inside the limits. */
export function limitLogit(value: number): number {
  return Math.min(LARGEST, Math.max(-LARGEST, value));
}

function readLogits(settings: Settings, initial: readonly number[], warnings: string[]): readonly number[] {
  const given = settings["logits"];
  if (given === undefined) return initial;
  const values = given.split(",").map((text) => (text.trim() === "" ? NaN : Number(text)));
  const good = values.every((value) => Math.abs(value) <= LARGEST);
  if (good && values.length >= FEWEST && values.length <= MOST) return values;
  warnings.push(
    `logits="${given}" is not a list of ${FEWEST} to ${MOST} numbers from ${-LARGEST} to ${LARGEST}; ` +
      `using ${initial.join(", ")}.`,
  );
  return initial;
}

/** Settings to state; what cannot be used becomes its default and a sentence. */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<SoftmaxState> {
  const params = kindInfos(catalog).flatMap((info) => info.params.map(({ id }) => settingName(id)));
  const warnings = unknownSettings(settings, ["activation", "logits", "target", ...new Set(params)]);
  const kind = readWord(settings, "activation", KINDS, "softmax", warnings);
  const info = kindInfo(catalog, kind);
  const logits = readLogits(settings, info.example, warnings);
  const classes = { min: 1, max: logits.length, default: logits.length, integer: true };
  return {
    value: {
      kind,
      params: readParams(info, settings, warnings),
      logits,
      // Classes are counted from 1, as on the page.
      target: readNumber(settings, "target", classes, warnings) - 1,
    },
    warnings,
  };
}

/** State to settings: only what differs from the defaults. */
export function writeState(state: SoftmaxState, catalog: Catalog): Settings {
  const info = kindInfo(catalog, state.kind);
  const written = state.logits.join(",");
  return {
    ...(state.kind === "softmax" ? {} : { activation: state.kind }),
    ...writeParams(info, state.params),
    ...(written === info.example.join(",") ? {} : { logits: written }),
    ...(state.target === state.logits.length - 1 ? {} : { target: String(state.target + 1) }),
  };
}

/** What the reader can set in the exercise, and the RunSpec it stands for. */

import { FORMULA } from "../../components/formula-id.js";
import type { ActivationInfo, Catalog, FormulaParams } from "../../engine/types.js";
import { exerciseSpec } from "../../spec/exercise.js";
import type { ActivationSpec, RunSpec } from "../../spec/run-spec.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { readFormulaParams, writeFormulaParams } from "../formula-params.js";
import { FORMULA_EXAMPLE } from "../formula-text.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";

/** Softmax before the loss, as the tutorial writes it, or the logits themselves. */
export type Output = "softmax" | "logits";

export interface ExerciseState {
  /** The hidden layer's activation; all its parameters are given, those of a formula once it was read. */
  readonly activation: ActivationSpec;
  readonly output: Output;
  readonly seed: number;
  readonly epochs: number;
  /** Whether the other output is trained too. */
  readonly compare: boolean;
}

export const kClasses = 2;
export const kMaxEpochs = 1000;
export const kMaxSeed = 2 ** 32 - 1;

/** The exercise's own seed and epochs are the defaults. */
const tutorial = exerciseSpec();
const seedLimits = { min: 0, max: kMaxSeed, default: tutorial.seed, integer: true };
const epochLimits = { min: 1, max: kMaxEpochs, default: tutorial.epochs, integer: true };
const kActivation = "relu";

/** The functions that can stand in the hidden layer: those that act on each element. */
export function hiddenChoices(catalog: Catalog): readonly ActivationInfo[] {
  return catalog.activations.filter((activation) => !activation.rowwise);
}

/** The catalogue's entry of an activation; a typed formula has none. */
export function infoOf(catalog: Catalog, { id }: ActivationSpec): ActivationInfo | undefined {
  return catalog.activations.find((info) => info.id === id);
}

/** A typed formula as an activation. */
export function formulaSpec(formula: string, params: FormulaParams = {}): ActivationSpec {
  return { ...params, id: FORMULA, formula };
}

/** The formula that an activation is, and the values of its parameters; undefined for a function of the catalogue. */
export function typedFormula(
  activation: ActivationSpec,
): { readonly text: string; readonly params: FormulaParams } | undefined {
  const { id, formula, ...params } = activation;
  if (id !== FORMULA) return undefined;
  return { text: String(formula), params: params as FormulaParams };
}

/** A function with all its parameters at their defaults. */
export function withDefaults(info: ActivationInfo): ActivationSpec {
  return { id: info.id, ...Object.fromEntries(info.params.map((param) => [param.id, param.default])) };
}

/** True when the function's parameters are all at their defaults, or it has none. */
export function atDefaults(activation: ActivationSpec, info: ActivationInfo): boolean {
  return info.params.every((param) => activation[param.id] === param.default);
}

/** Names of the settings this view reads, those of the chosen function's parameters included. */
export function settingNames(catalog: Catalog): string[] {
  const params = hiddenChoices(catalog).flatMap(({ params: all }) => all.map(({ id }) => settingName(id)));
  const own = ["activation", FORMULA, "formula-params", "output", "seed", "epochs", "compare"];
  return [...own, ...new Set(params)];
}

/** Settings to state; what cannot be used becomes its default and a sentence. */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<ExerciseState> {
  const warnings = unknownSettings(settings, settingNames(catalog));
  const choices = hiddenChoices(catalog);
  const ids = choices.map(({ id }) => id);
  const named = ids.includes(kActivation) ? kActivation : ids[0];
  const formula = settings[FORMULA];
  const initial = formula === undefined ? named : FORMULA;
  const id = readWord(settings, "activation", [...ids, FORMULA], initial, warnings);
  const info = choices.find((choice) => choice.id === id);
  const typed = () => formulaSpec(formula ?? FORMULA_EXAMPLE, readFormulaParams(settings, warnings));
  return {
    value: {
      activation: info ? { id, ...readParams(info, settings, warnings) } : typed(),
      output: readWord(settings, "output", ["softmax", "logits"], "softmax", warnings),
      seed: readNumber(settings, "seed", seedLimits, warnings),
      epochs: readNumber(settings, "epochs", epochLimits, warnings),
      compare: readWord(settings, "compare", ["off", "on"], "off", warnings) === "on",
    },
    warnings,
  };
}

/** State to settings: only what differs from the defaults. */
export function writeState(state: ExerciseState, catalog: Catalog): Settings {
  const settings: Record<string, string> = {};
  const { activation } = state;
  const typed = typedFormula(activation);
  if (typed) Object.assign(settings, { formula: typed.text }, writeFormulaParams(typed.params));
  else if (activation.id !== kActivation) settings["activation"] = activation.id;
  const info = infoOf(catalog, activation);
  if (info) Object.assign(settings, writeParams(info, activation));
  if (state.output !== "softmax") settings["output"] = state.output;
  if (state.seed !== seedLimits.default) settings["seed"] = String(state.seed);
  if (state.epochs !== epochLimits.default) settings["epochs"] = String(state.epochs);
  if (state.compare) settings["compare"] = "on";
  return settings;
}

/** The state with no settings given. */
export function initialState(catalog: Catalog): ExerciseState {
  return readState({}, catalog).value;
}

/** The tutorial's exercise as a RunSpec. */
export function runSpec({ activation, output, seed, epochs }: ExerciseState): RunSpec {
  return exerciseSpec({ hidden: activation, softmax: output === "softmax", seed, epochs });
}

/** One text per run: equal states train to equal bits. */
export function runKey(state: ExerciseState): string {
  const { activation, output, seed, epochs } = state;
  return JSON.stringify([activation, output, seed, epochs]);
}

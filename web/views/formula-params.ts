/** The parameters of a typed formula: as a setting (`formula-params="a=0.25,b=2"`), and as sliders. */

import type { FormulaParams, ParamInfo } from "../engine/types.js";
import type { Settings } from "./view.js";

const NAME = "formula-params";
/** Limits of what can be typed; float32 holds more, but no curve is to be seen there. */
export const LARGEST_PARAM = 1e6;
/** Where a slider ends before a larger number was typed. */
const REACH = 4;

/** Reads the setting; what is no number with a name becomes a sentence. */
export function readFormulaParams(settings: Settings, warnings: string[]): FormulaParams {
  const given = settings[NAME];
  if (given === undefined) return {};
  const pairs = given.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
  const good = pairs.every(
    ([name, value, ...rest]) =>
      rest.length === 0 && name !== "" && value !== "" && Math.abs(Number(value)) <= LARGEST_PARAM,
  );
  if (good) return Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
  warnings.push(`${NAME}="${given}" is not a list such as "a=0.25,b=2"; every parameter is 1.`);
  return {};
}

/** The parameters that are not 1, as the setting. */
export function writeFormulaParams(params: FormulaParams): Settings {
  const changed = Object.entries(params).filter(([, value]) => value !== 1);
  return changed.length === 0 ? {} : { [NAME]: changed.map((pair) => pair.join("=")).join(",") };
}

/** The sliders of a formula's parameters, each reaching far enough for its value. */
export function formulaSliders(names: readonly string[], given: FormulaParams): ParamInfo[] {
  return names.map((id) => {
    const size = Math.abs(given[id] ?? 1);
    const reach = size <= REACH ? REACH : 2 ** Math.ceil(Math.log2(size));
    return {
      id,
      symbol: id,
      kind: "real",
      min: -reach,
      max: reach,
      default: 1,
      scale: "linear",
      meaning: "",
    };
  });
}

/** Fields for parameters of the catalogue and for the settings that are none. */

import { html, nothing, type TemplateResult } from "lit";
import "../../components/number-field.js";
import "../../components/select-field.js";
import type { SelectOption } from "../../components/select-field.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ParamInfo } from "../../engine/types.js";
import { writeEntryText, type Entry } from "./entry-text.js";

/** Names that say more than the argument's own. */
const kWords: Readonly<Record<string, string>> = {
  n_samples: "Points",
  noise: "Noise",
  lr: "Learning rate",
  random_state: "Data seed",
  T_max: "Epochs down",
  total_iters: "Epochs up",
  step_size: "Epochs a step",
};

const labelOf = (id: string) => kWords[id] ?? id.replaceAll("_", " ");

const noYes = [
  { value: "0", label: "no" },
  { value: "1", label: "yes" },
];

/** An entry of the catalogue as an option. */
export const named = ({ id, name }: { readonly id: string; readonly name: string }): SelectOption => ({
  value: id,
  label: name,
});

/** One of a few names. */
export function selectControl(
  label: string,
  options: readonly SelectOption[],
  value: string,
  initial: string,
  onChange: (value: string) => void,
): TemplateResult {
  return html`<ap-select-field
    .label=${label}
    .options=${options}
    .value=${value}
    .initial=${initial}
    @value-change=${({ detail }: ValueChangeEvent<string>) => {
      onChange(detail.value);
    }}
  ></ap-select-field>`;
}

/** A number with limits. */
export function numberControl(
  label: string,
  value: number,
  limits: {
    readonly min: number;
    readonly max: number;
    readonly default: number;
    readonly integer?: boolean;
    readonly scale?: ParamInfo["scale"];
    readonly step?: number;
  },
  onChange: (value: number) => void,
): TemplateResult {
  const { min, max, scale = "linear", integer = false } = limits;
  return html`<ap-number-field
    .label=${label}
    .integer=${integer}
    .step=${limits.step ?? (integer ? 1 : 0)}
    .min=${min}
    .max=${max}
    .scale=${scale}
    .value=${value}
    .initial=${limits.default}
    @value-change=${({ detail }: ValueChangeEvent<number>) => {
      onChange(detail.value);
    }}
  ></ap-number-field>`;
}

/** One argument of the catalogue; a flag is 0 or 1. */
export function paramControl(
  param: ParamInfo,
  value: unknown,
  onChange: (id: string, value: number | string) => void,
): TemplateResult {
  const label = labelOf(param.id);
  const { kind, max } = param;
  if (kind === "option" || kind === "flag") {
    const isFlag = kind === "flag";
    const options = isFlag
      ? noYes
      : (param.choices ?? []).map((choice) => ({ value: choice, label: choice.replaceAll("_", " ") }));
    const chosen = isFlag ? String(Number(value)) : String(value);
    return selectControl(label, options, chosen, String(param.default), (next) => {
      onChange(param.id, isFlag ? Number(next) : next);
    });
  }
  const integer = kind === "integer";
  const limits = {
    ...param,
    default: Number(param.default),
    integer,
    step: integer ? 1 : max <= 1 ? 0.05 : 0,
  };
  return numberControl(label, Number(value), limits, (next) => {
    onChange(param.id, next);
  });
}

/** Several arguments. */
export function paramControls(
  params: readonly ParamInfo[],
  values: object,
  onChange: (id: string, value: number | string) => void,
): TemplateResult[] {
  const given = values as Readonly<Record<string, unknown>>;
  return params.map((param) => paramControl(param, given[param.id], onChange));
}

/** An entry of a table and its parameters; `onChange` gets it as text. */
export function entryControls(
  label: string,
  table: readonly (Entry & { readonly name: string })[],
  value: { readonly id: string },
  onChange: (text: string) => void,
): TemplateResult {
  const entry = table.find(({ id }) => id === value.id);
  const options = table.map(named);
  return html`
    ${selectControl(label, options, value.id, table[0].id, onChange)}
    ${
      entry
        ? paramControls(entry.params, value, (id, next) => {
            onChange(writeEntryText({ ...value, [id]: next }, table));
          })
        : nothing
    }
  `;
}

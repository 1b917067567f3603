/** The controls of data and training: a few in sight, the others behind "More settings". */

import { html, nothing, type TemplateResult } from "lit";
import "../../components/number-field.js";
import "../../components/select-field.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog, ParamInfo } from "../../engine/types.js";
import { settingName } from "../activation-params.js";
import type { Settings } from "../view.js";
import { classCount, dataInfo } from "./data-settings.js";
import { dataParams, kLimits, lossChoices, optimizerParams, type TrainState } from "./train-state.js";

/** What the fields show, and what they call with the settings that a reader changed. */
export interface FieldProps {
  readonly state: TrainState;
  readonly catalog: Catalog;
  readonly onPatch: (patch: Settings) => void;
}

/** Arguments that stand in the first row; the others are behind "More settings". */
const kFirst = new Set(["noise", "n_samples", "lr"]);

const kWords: Readonly<Record<string, string>> = {
  n_samples: "Points",
  noise: "Noise",
  lr: "Learning rate",
  random_state: "Data seed",
};

function labelOf(id: string): string {
  return kWords[id] ?? id.replaceAll("_", " ");
}

/** A field of one argument of the catalogue. */
function paramField(param: ParamInfo, value: unknown, onPatch: FieldProps["onPatch"]): TemplateResult {
  const take = ({ detail }: ValueChangeEvent<number | string>) => {
    onPatch({ [settingName(param.id)]: String(detail.value) });
  };
  const [label, initial] = [labelOf(param.id), param.default];
  if (param.kind === "option" || param.kind === "flag") {
    const options =
      param.kind === "option"
        ? (param.choices ?? []).map((choice) => ({ value: choice, label: choice.replaceAll("_", " ") }))
        : [
            { value: "0", label: "no" },
            { value: "1", label: "yes" },
          ];
    return html`<ap-select-field
      .label=${label}
      .options=${options}
      .value=${param.kind === "flag" ? String(Number(value)) : String(value)}
      .initial=${String(initial)}
      @value-change=${take}
    ></ap-select-field>`;
  }
  return html`<ap-number-field
    .label=${label}
    .min=${param.min}
    .max=${param.max}
    .scale=${param.scale}
    .integer=${param.kind === "integer"}
    .step=${param.kind === "integer" ? 1 : param.max <= 1 ? 0.05 : 0}
    .value=${Number(value)}
    .initial=${Number(initial)}
    @value-change=${take}
  ></ap-number-field>`;
}

function paramFields(
  params: readonly ParamInfo[],
  values: object,
  onPatch: FieldProps["onPatch"],
): TemplateResult[] {
  const given = values as Readonly<Record<string, unknown>>;
  return params.map((param) => paramField(param, given[param.id], onPatch));
}

function select(
  label: string,
  setting: string,
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
  initial: string,
  onPatch: FieldProps["onPatch"],
): TemplateResult {
  return html`<ap-select-field
    .label=${label}
    .options=${options}
    .value=${value}
    .initial=${initial}
    @value-change=${({ detail }: ValueChangeEvent<string>) => {
      onPatch({ [setting]: detail.value });
    }}
  ></ap-select-field>`;
}

function whole(
  label: string,
  setting: string,
  value: number,
  { min, max, default: initial }: { readonly min: number; readonly max: number; readonly default: number },
  onPatch: FieldProps["onPatch"],
): TemplateResult {
  return html`<ap-number-field
    .label=${label}
    integer
    .step=${1}
    .min=${min}
    .max=${max}
    .value=${value}
    .initial=${initial}
    @value-change=${({ detail }: ValueChangeEvent<number>) => {
      onPatch({ [setting]: String(detail.value) });
    }}
  ></ap-number-field>`;
}

const kBatches = ["1", "4", "8", "16", "32", "64", "128", "full"];

function batchField({ state, onPatch }: FieldProps): TemplateResult {
  const value = state.spec.batch_size === null ? "full" : String(state.spec.batch_size);
  const options = [...new Set([...kBatches, value])].map((size) => ({
    value: size,
    label: size === "full" ? "all rows" : size,
  }));
  return select("Batch size", "batch", options, value, "32", onPatch);
}

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, label: name });

/** The row of settings that are always in sight. */
export function mainFields(props: FieldProps): TemplateResult {
  const { state, catalog, onPatch } = props;
  const { spec } = state;
  const info = dataInfo(catalog, spec.data);
  const first = (params: readonly ParamInfo[]) => params.filter(({ id }) => kFirst.has(id));
  const rates = first(optimizerParams(catalog, spec.optimizer.id));
  return html`
    ${paramFields(first(dataParams(info)), spec.data, onPatch)}
    ${select("Optimizer", "optimizer", catalog.optimizers.map(named), spec.optimizer.id, "adam", onPatch)}
    ${paramFields(rates, spec.optimizer, onPatch)} ${batchField(props)}
    ${whole("Epochs", "epochs", spec.epochs, kLimits.epochs, onPatch)}
    ${whole("Seed", "seed", spec.seed, kLimits.seed, onPatch)}
  `;
}

const onOff = (
  label: string,
  setting: string,
  value: boolean,
  initial: boolean,
  onPatch: FieldProps["onPatch"],
) => {
  const options = [
    { value: "off", label: "no" },
    { value: "on", label: "yes" },
  ];
  return select(label, setting, options, value ? "on" : "off", initial ? "on" : "off", onPatch);
};

/** All other settings, in groups. */
export function moreFields({ state, catalog, onPatch }: FieldProps): TemplateResult {
  const { spec } = state;
  const info = dataInfo(catalog, spec.data);
  const losses = lossChoices(catalog, info, classCount(info, spec.data));
  const loss = losses.find(({ id }) => id === spec.loss.id);
  const rest = (params: readonly ParamInfo[]) => params.filter(({ id }) => !kFirst.has(id));
  return html`
    <fieldset>
      <legend>Data</legend>
      ${paramFields(rest(dataParams(info)), spec.data, onPatch)}
      <ap-number-field
        label="Share held back for the test"
        .min=${kLimits.test_size.min}
        .max=${kLimits.test_size.max}
        .step=${0.05}
        .value=${spec.data.test_size ?? kLimits.test_size.default}
        .initial=${kLimits.test_size.default}
        @value-change=${({ detail }: ValueChangeEvent<number>) => {
          onPatch({ "test-size": String(detail.value) });
        }}
      ></ap-number-field>
      ${onOff("Standardize", "standardize", spec.data.standardize !== false, true, onPatch)}
    </fieldset>
    <fieldset>
      <legend>Loss</legend>
      ${select("Loss", "loss", losses.map(named), spec.loss.id, losses[0].id, onPatch)}
      ${loss ? paramFields(loss.params, spec.loss, onPatch) : nothing}
    </fieldset>
    <fieldset>
      <legend>Optimizer</legend>
      ${paramFields(rest(optimizerParams(catalog, spec.optimizer.id)), spec.optimizer, onPatch)}
      ${onOff("Drop the last short batch", "drop-last", spec.drop_last === true, false, onPatch)}
    </fieldset>
  `;
}

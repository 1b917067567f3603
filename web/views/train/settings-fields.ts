/** The controls of data and training that are always in sight. */

import { html, type TemplateResult } from "lit";
import type { Catalog, ParamInfo } from "../../engine/types.js";
import { settingName } from "../activation-params.js";
import type { Settings } from "../view.js";
import { dataInfo } from "./data-settings.js";
import { named, numberControl, paramControls, selectControl } from "./setting-controls.js";
import { dataParams, kLimits, optimizerParams, type TrainState } from "./train-state.js";

/** What the fields show, and what they call with the settings that a reader changed. */
export interface FieldProps {
  readonly state: TrainState;
  readonly catalog: Catalog;
  readonly onPatch: (patch: Settings) => void;
}

/** Arguments that stand in the first row; the others are behind "More settings". */
export const kFirst = new Set(["noise", "n_samples", "lr"]);

const kBatches = ["1", "4", "8", "16", "32", "64", "128", "full"];

/** Calls back with one setting. */
export const setter =
  ({ onPatch }: FieldProps, setting: string) =>
  (value: number | string) => {
    onPatch({ [setting]: String(value) });
  };

/** Controls of some arguments of the catalogue. */
export const params = ({ onPatch }: FieldProps, infos: readonly ParamInfo[], values: object) =>
  paramControls(infos, values, (id, value) => {
    onPatch({ [settingName(id)]: String(value) });
  });

function batchField(props: FieldProps): TemplateResult {
  const { batch_size } = props.state.spec;
  const value = batch_size === null ? "full" : String(batch_size);
  const options = [...new Set([...kBatches, value])].map((size) => ({
    value: size,
    label: size === "full" ? "all rows" : size,
  }));
  return selectControl("Batch size", options, value, "32", setter(props, "batch"));
}

/** The row of settings that are always in sight. */
export function mainFields(props: FieldProps): TemplateResult {
  const { state, catalog } = props;
  const { data, optimizer, epochs, seed } = state.spec;
  const first = (infos: readonly ParamInfo[]) => infos.filter(({ id }) => kFirst.has(id));
  const optimizers = catalog.optimizers.map(named);
  return html`
    ${params(props, first(dataParams(dataInfo(catalog, data))), data)}
    ${selectControl("Optimizer", optimizers, optimizer.id, "adam", setter(props, "optimizer"))}
    ${params(props, first(optimizerParams(catalog, optimizer.id)), optimizer)} ${batchField(props)}
    ${numberControl("Epochs", epochs, kLimits.epochs, setter(props, "epochs"))}
    ${numberControl("Seed", seed, kLimits.seed, setter(props, "seed"))}
  `;
}

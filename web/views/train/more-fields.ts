/** The settings behind "More settings", in groups. */

import { html, nothing, type TemplateResult } from "lit";
import type { ParamInfo } from "../../engine/types.js";
import { classCount, dataInfo } from "./data-settings.js";
import { kRecipeLimits, scheduleTable, stopTable, type RecipeContext } from "./recipe.js";
import { entryControls, named, numberControl, selectControl } from "./setting-controls.js";
import { kFirst, params, setter, type FieldProps } from "./settings-fields.js";
import { dataParams, kLimits, lossChoices, optimizerParams } from "./train-state.js";

function onOff(props: FieldProps, label: string, setting: string, value: boolean, initial: boolean) {
  const options = [
    { value: "off", label: "no" },
    { value: "on", label: "yes" },
  ];
  const word = (isOn: boolean) => (isOn ? "on" : "off");
  return selectControl(label, options, word(value), word(initial), setter(props, setting));
}

const rest = (infos: readonly ParamInfo[]) => infos.filter(({ id }) => !kFirst.has(id));

function dataFields(props: FieldProps): TemplateResult {
  const { data } = props.state.spec;
  const info = dataInfo(props.catalog, data);
  const share = { ...kLimits.test_size, step: 0.05 };
  return html`<fieldset>
    <legend>Data</legend>
    ${params(props, rest(dataParams(info)), data)}
    ${numberControl("Test share", data.test_size ?? share.default, share, setter(props, "test-size"))}
    ${onOff(props, "Standardize", "standardize", data.standardize !== false, true)}
  </fieldset>`;
}

function lossFields(props: FieldProps): TemplateResult {
  const { catalog } = props;
  const { data, loss } = props.state.spec;
  const info = dataInfo(catalog, data);
  const losses = lossChoices(catalog, info, classCount(info, data));
  const chosen = losses.find(({ id }) => id === loss.id);
  return html`<fieldset>
    <legend>Loss</legend>
    ${selectControl("Loss", losses.map(named), loss.id, losses[0].id, setter(props, "loss"))}
    ${chosen ? params(props, chosen.params, loss) : nothing}
  </fieldset>`;
}

/** All other settings, in groups. */
export function moreFields(props: FieldProps): TemplateResult {
  const { state, catalog } = props;
  const { spec } = state;
  const {
    data,
    optimizer,
    schedule = { id: "constant" },
    init = { id: "default" },
    stop = { id: "epochs" },
  } = spec;
  const { task } = dataInfo(catalog, data);
  const context: RecipeContext = { catalog, epochs: spec.epochs, isRegression: task === "regression" };
  const { clip, penalty } = kRecipeLimits;
  return html`
    ${dataFields(props)} ${lossFields(props)}
    <fieldset>
      <legend>Optimizer</legend>
      ${params(props, rest(optimizerParams(catalog, optimizer.id)), optimizer)}
      ${onOff(props, "Drop the last short batch", "drop-last", spec.drop_last === true, false)}
      ${numberControl("Gradient limit (0: none)", spec.clip_grad_norm ?? 0, clip, setter(props, "clip-grad-norm"))}
    </fieldset>
    <fieldset>
      <legend>Learning rate over time</legend>
      ${entryControls("Schedule", scheduleTable(context), schedule, setter(props, "schedule"))}
    </fieldset>
    <fieldset>
      <legend>Weights</legend>
      ${entryControls("Start", catalog.initializers, init, setter(props, "init"))}
      ${numberControl("L1 penalty", spec.l1 ?? 0, penalty, setter(props, "l1"))}
      ${numberControl("L2 penalty", spec.l2 ?? 0, penalty, setter(props, "l2"))}
    </fieldset>
    <fieldset>
      <legend>End</legend>
      ${entryControls("Stop", stopTable(context), stop, setter(props, "stop"))}
    </fieldset>
  `;
}

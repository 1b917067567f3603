/** The functions drawn beside the chosen one: which, and with what parameters. */

import { html, nothing, type TemplateResult } from "lit";
import type { ChoiceOption } from "../../components/choice.js";
import { FORMULA } from "../../components/formula-id.js";
import "../../components/function-list.js";
import type { FunctionsChangeDetail } from "../../components/function-list.js";
import "../../components/glyph.js";
import "../../components/mark.js";
import type { ActivationParams, Catalog, ParamInfo } from "../../engine/types.js";
import { formulaSliders, LARGEST_PARAM } from "../formula-params.js";
import { infoOf, nameOf, type CurveState } from "./curve-state.js";
import "./param-controls.js";
import type { ParamsChangeDetail } from "./param-controls.js";

/** What the controls show and change. */
export interface Beside {
  readonly catalog: Catalog;
  readonly curve: CurveState;
  /** What can be drawn beside it. */
  readonly options: readonly ChoiceOption[];
  /** Names of the parameters of the reader's formula. */
  readonly formulaNames: readonly string[];
  readonly change: (next: CurveState) => void;
}

/** A function's parameters under its name; nothing when it has none. */
function params(
  { catalog, options }: Beside,
  id: string,
  infos: readonly ParamInfo[],
  values: ActivationParams,
  set: (params: ActivationParams) => void,
): TemplateResult | typeof nothing {
  if (infos.length === 0) return nothing;
  const path = options.find(({ value }) => value === id)?.path ?? "";
  return html`<div class="beside" role="group" aria-label="Parameters of ${nameOf(catalog, id)}">
    <b
      ><ap-mark function=${id} .catalog=${catalog}></ap-mark>
      <ap-glyph function=${id} path=${path} .catalog=${catalog}></ap-glyph> ${nameOf(catalog, id)}</b
    >
    <ap-params
      .infos=${infos}
      .values=${values}
      .most=${id === FORMULA ? LARGEST_PARAM : undefined}
      @params-change=${({ detail }: CustomEvent<ParamsChangeDetail>) => {
        set(detail.params);
      }}
    ></ap-params>
  </div>`;
}

/** The list of functions to choose from, and the parameters of the chosen ones. */
export function besideControls(beside: Beside): TemplateResult {
  const { catalog, curve, options, formulaNames, change } = beside;
  return html`<ap-function-list
      multiple
      label="Draw beside it"
      .catalog=${catalog}
      .options=${options}
      .chosen=${curve.others}
      @functions-change=${(event: CustomEvent<FunctionsChangeDetail>) => {
        change({ ...curve, others: event.detail.ids });
      }}
    ></ap-function-list>
    ${curve.others.map((id) => {
      if (id === FORMULA) {
        const sliders = formulaSliders(formulaNames, curve.formulaParams);
        return params(beside, id, sliders, curve.formulaParams, (given) => {
          const numbers = Object.entries(given).map(([name, value]) => [name, Number(value)]);
          change({ ...curve, formulaParams: Object.fromEntries(numbers) as CurveState["formulaParams"] });
        });
      }
      return params(beside, id, infoOf(catalog, id).params, curve.otherParams[id] ?? {}, (given) => {
        change({ ...curve, otherParams: { ...curve.otherParams, [id]: given } });
      });
    })}`;
}

/** Where the reader types a formula and sets its parameters. */

import { html, nothing, type TemplateResult } from "lit";
import "../../components/formula-field.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import { formulaSliders, LARGEST_PARAM } from "../formula-params.js";
import type { CurveState } from "./curve-state.js";
import type { CurveWork } from "./curve-work.js";
import "./param-controls.js";
import type { ParamsChangeDetail } from "./param-controls.js";

export { formulaSamples } from "./formula-samples.js";

/** Takes the place of a function's card; `change` gets the state that the reader asks for. */
export function formulaCard(
  curve: CurveState,
  { formula, fault }: Pick<CurveWork, "formula" | "fault">,
  change: (next: CurveState) => void,
): TemplateResult {
  const names = formula?.params ?? [];
  return html`<h2>Your formula</h2>
    <p class="prose muted">
      Numbers, x, + − * / ^ and every function here by its name, such as max(0, x) + a * min(0, x); any other
      name becomes a parameter.
    </p>
    <ap-formula-field
      label="f(x) ="
      .value=${curve.formula}
      .fault=${fault}
      @value-change=${(event: ValueChangeEvent<string>) => {
        change({ ...curve, formula: event.detail.value });
      }}
    ></ap-formula-field>
    ${
      names.length === 0
        ? nothing
        : html`<ap-params
            .infos=${formulaSliders(names, curve.formulaParams)}
            .values=${curve.formulaParams}
            most=${LARGEST_PARAM}
            @params-change=${(event: CustomEvent<ParamsChangeDetail>) => {
              const given = Object.entries(event.detail.params);
              const formulaParams = Object.fromEntries(given.map(([id, value]) => [id, Number(value)]));
              change({ ...curve, formulaParams });
            }}
          ></ap-params>`
    }`;
}

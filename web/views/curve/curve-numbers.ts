/** The line above the figure, x to type and what the function is there; and the buttons that zoom. */

import { html, type TemplateResult } from "lit";
import { panned, zoomed } from "../../charts/curve-gestures.js";
import { formatFixed } from "../../charts/format.js";
import type { JumpsAt, Reading } from "./curve-model.js";
import { FARTHEST, HOME, type CurveState } from "./curve-state.js";

function named(name: string): TemplateResult {
  return html`<span class="math">${name}<span class="upright">(</span>x<span class="upright">)</span></span>`;
}

/** A widened axis for a number outside it, so that what is typed can be seen. */
function domainFor(x: number, [low, high]: CurveState["domain"]): CurveState["domain"] {
  const reach = Math.min(FARTHEST, Math.max(Math.abs(x) * 1.1, HOME[1]));
  return x < low || x > high ? [-reach, reach] : [low, high];
}

/** Zooming and panning, which by hand need two fingers, a pressed button or a key, so that they never take the page's scrolling. */
export function zoomButtons(curve: CurveState, change: (next: CurveState) => void): TemplateResult {
  const { domain, x } = curve;
  const step = (domain[1] - domain[0]) / 4;
  const button = (label: string, sign: string, key: string, next: CurveState["domain"]): TemplateResult =>
    html`<button
      aria-label=${label}
      title="${label} (key ${key} in the figure)"
      @click=${() => {
        change({ ...curve, domain: next });
      }}
    >
      ${sign}
    </button>`;
  return html`<span class="zoom" role="group" aria-label="Part of the x axis">
    <button
      class="quiet"
      ?hidden=${domain[0] === HOME[0] && domain[1] === HOME[1]}
      @click=${() => {
        change({ ...curve, domain: HOME });
      }}
    >
      whole axis
    </button>
    ${button("Move left", "←", ",", panned(domain, -step))}
    ${button("Move right", "→", ".", panned(domain, step))}
    ${button("Zoom out", "−", "−", zoomed(domain, 2, x))}
    ${button("Zoom in", "+", "+", zoomed(domain, 0.5, x))}
  </span>`;
}

/** The line of numbers; `change` gets the state that the reader asks for. */
export function curveNumbers(
  curve: CurveState,
  reading: Reading | undefined,
  jumps: JumpsAt | undefined,
  change: (next: CurveState) => void,
): TemplateResult {
  const isBent = jumps?.value !== undefined || jumps?.slope !== undefined;
  const typeX = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    const typed = field.valueAsNumber;
    // What is taken is shown anew; what is not, goes.
    field.value = String(curve.x);
    const x = Math.min(FARTHEST, Math.max(-FARTHEST, typed));
    if (Number.isFinite(x)) change({ ...curve, x, domain: domainFor(x, curve.domain) });
  };
  return html`<div class="numbers">
    <label>
      <span class="math">x</span> =
      <input
        class="field"
        type="number"
        step="0.1"
        aria-label="x of the probe"
        .value=${String(curve.x)}
        @change=${typeX}
      />
    </label>
    <span>${named("f")} = <b data-number="value">${reading ? formatFixed(reading.value) : ""}</b></span>
    <span>${named("f′")} = <b data-number="slope">${reading ? formatFixed(reading.slope) : ""}</b></span>
    <label class="second">
      <input
        type="checkbox"
        aria-label="Draw the second derivative"
        .checked=${curve.second}
        @change=${() => {
          change({ ...curve, second: !curve.second });
        }}
      />
      ${named("f″")} =
      <b data-number="second"
        >${reading ? (isBent || Number.isNaN(reading.second) ? "none" : formatFixed(reading.second)) : ""}</b
      >
    </label>
  </div>`;
}

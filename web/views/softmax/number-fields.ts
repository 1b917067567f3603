/** A row of small number fields, one for each input. */

import { css, html, type TemplateResult } from "lit";

export const numberFieldStyles = css`
  .inputs-row,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ap-1);
    align-items: center;
  }
  .inputs-row label {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
  }
  .inputs-row input {
    width: 4.8em;
    padding: 0 var(--ap-1);
    text-align: right;
  }
`;

const SUBSCRIPTS = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"];

/** A letter with its 1-based number as a subscript, such as z₁₀. */
export function subscripted(letter: string, index: number): string {
  return letter + String(index + 1).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]);
}

/** An input of a row of two parts, `count` each: what passes, such as a₁, then what gates it, such as b₁. */
export function inputName(index: number, count: number): string {
  return index < count ? subscripted("a", index) : subscripted("b", index - count);
}

/** The fields; `end` stands behind them. What is not a number is not passed on. */
export function numberFields(
  values: readonly number[],
  options: {
    readonly symbol: (index: number) => string;
    readonly label: (index: number) => string;
    readonly set: (index: number, value: number) => void;
    readonly end?: TemplateResult;
  },
): TemplateResult {
  return html`<div class="inputs-row" role="group" aria-label="Inputs">
    ${values.map(
      (value, i) =>
        html`<label>
          <span class="math">${options.symbol(i)}</span>
          <input
            class="field"
            type="number"
            step="0.1"
            aria-label=${options.label(i)}
            .value=${String(value)}
            @change=${(event: Event) => {
              const field = event.target;
              if (!(field instanceof HTMLInputElement)) return;
              const typed = field.valueAsNumber;
              // What is taken is shown anew; what is not, goes.
              field.value = String(value);
              if (Number.isFinite(typed)) options.set(i, typed);
            }}
          />
        </label>`,
    )}
    ${options.end}
  </div>`;
}

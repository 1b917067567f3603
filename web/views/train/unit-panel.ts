/** One unit to work on: its weights to be set or held, and a way to silence it. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { GraphUnit } from "../../charts/network-graph.js";
import "../../components/number-field.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Edit } from "../../engine/types.js";
import type { RunSpec } from "../../spec/run-spec.js";
import { base, controls, text } from "../../styles/base.js";
import type { Frame } from "../../worker/types.js";
import { inputName, isSilenced, tensorsOf } from "./inspect.js";
import type { Tensor } from "./player-types.js";
import type { Change } from "./timeline.js";

/** Weights beyond this make nothing that one could see. */
const kMostWeight = 1000;

/** One number of a unit and its place among the parameters. */
interface Weight {
  readonly label: string;
  readonly name: string;
  readonly index: number;
  readonly value: number;
}

/** Whether a number is kept as it is, after the changes so far. */
export function isHeld(made: readonly Edit[], name: string, index: number): boolean {
  const last = made.findLast(
    (edit) => edit.kind === "freeze" && edit.name === name && (edit.index === index || edit.index === "all"),
  );
  return last?.kind === "freeze" && last.frozen;
}

/** A unit's weights and biases. GLU makes one output of two sums, the second from the layer's second half. */
export function weightsOfUnit(
  { column, unit }: GraphUnit,
  frame: Frame,
  tensors: readonly Tensor[],
  spec: RunSpec,
  columns?: readonly string[],
): Weight[] {
  const matrix = tensors.filter(({ shape }) => shape.length === 2).at(column - 1);
  const layer = spec.layers.at(column - 1);
  if (matrix === undefined || layer === undefined) return [];
  const [units, fan_in] = matrix.shape;
  const rows = layer.activation.id === "glu" ? [unit, unit + units / 2] : [unit];
  const values = tensorsOf(frame, tensors);
  const of = (name: string, index: number, label: string): Weight[] => {
    const value = values.get(name)?.[index];
    return value === undefined ? [] : [{ label, name, index, value }];
  };
  const from = (i: number) => (column === 1 ? inputName(i, spec, columns) : `unit ${i + 1}`);
  const bias = matrix.name.replace(/weight$/, "bias");
  return rows.flatMap((row, part) => {
    const gate = part === 1 ? " (gate)" : "";
    const weights = Array.from({ length: fan_in }, (_, i) =>
      of(matrix.name, row * fan_in + i, `from ${from(i)}${gate}`),
    );
    return [...weights.flat(), ...of(bias, row, `bias${gate}`)];
  });
}

/**
 * `<ap-unit-panel .unit=${{ column: 1, unit: 0 }} .frame=${frame} ...>`; its numbers stand still while one is in them.
 *
 * @fires run-change - detail {@link Change}
 * @fires unit-close
 */
@customElement("ap-unit-panel")
export class UnitPanel extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        padding: var(--ap-1) 0;
        border-top: 1px solid var(--ap-line);
      }

      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ap-half) var(--ap-2);
        margin-bottom: var(--ap-1);
      }

      .weights {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
        gap: var(--ap-1) var(--ap-2);
        max-height: 232px;
        overflow-y: auto;
        padding: 3px;
      }

      .hold {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 28px;
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
      }

      @media (pointer: coarse) {
        .hold {
          min-height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) unit: GraphUnit = { column: 1, unit: 0 };
  @property({ attribute: false }) spec?: RunSpec;
  @property({ attribute: false }) frame?: Frame;
  @property({ attribute: false }) tensors: readonly Tensor[] = [];
  /** Names of the features, where they have any. */
  @property({ attribute: false }) columns?: readonly string[] | undefined;
  /** The changes that the run has had. */
  @property({ attribute: false }) made: readonly Edit[] = [];

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isTouched =
      this.hasUpdated && this.renderRoot.querySelector("ap-number-field:focus-within") !== null;
    return !isTouched || changed.has("unit") || changed.get("made")?.length !== this.made.length;
  }

  #fire(change: Change): void {
    this.dispatchEvent(new CustomEvent("run-change", { detail: change }));
  }

  override render() {
    const { spec, frame, tensors, unit, made } = this;
    if (!spec || !frame) return nothing;
    const { column } = unit;
    const weights = weightsOfUnit(unit, frame, tensors, spec, this.columns);
    if (weights.length === 0) return nothing;
    const isOutput = column === spec.layers.length;
    const silenced = isSilenced(made, column, unit.unit);
    return html`
      <div class="title">
        <strong>${isOutput ? `Output ${unit.unit + 1}` : `Layer ${column}, unit ${unit.unit + 1}`}</strong>
        <button
          @click=${() => {
            this.#fire({ kind: "ablate", layer: column, unit: unit.unit, ablated: !silenced });
          }}
        >
          ${silenced ? "Let it speak again" : "Silence it"}
        </button>
        ${this.#holdLayer(weights)}
        <button
          class="quiet"
          @click=${() => {
            this.dispatchEvent(new CustomEvent("unit-close"));
          }}
        >
          close
        </button>
      </div>
      <div class="weights">${weights.map((weight) => this.#weight(weight))}</div>
    `;
  }

  #holdLayer(weights: readonly Weight[]): TemplateResult {
    const [first] = weights;
    const names = [...new Set(weights.map(({ name }) => name))];
    const held = isHeld(this.made, first.name, first.index);
    return html`<button
      @click=${() => {
        for (const name of names) this.#fire({ kind: "freeze", name, index: "all", frozen: !held });
      }}
    >
      ${held ? "Train its layer again" : "Hold its layer"}
    </button>`;
  }

  #weight({ label, name, index, value }: Weight): TemplateResult {
    const shown = Number(value.toPrecision(4));
    const held = isHeld(this.made, name, index);
    return html`
      <div>
        <ap-number-field
          label=${label}
          .min=${-kMostWeight}
          .max=${kMostWeight}
          .value=${shown}
          .initial=${shown}
          @value-change=${({ detail }: ValueChangeEvent<number>) => {
            this.#fire({ kind: "parameter", name, index, value: detail.value });
          }}
        ></ap-number-field>
        <label class="hold">
          <input
            type="checkbox"
            .checked=${held}
            aria-label="Hold the weight ${label}"
            @change=${() => {
              this.#fire({ kind: "freeze", name, index, frozen: !held });
            }}
          />
          hold
        </label>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-unit-panel": UnitPanel;
  }
}

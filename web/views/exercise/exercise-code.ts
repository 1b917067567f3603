/** The program on the page: the lines that can change are controls where they stand. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { FORMULA } from "../../components/formula-id.js";
import { codeColors, colored, copyText } from "../../components/code.js";
import "../../components/glyph.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog, ParamInfo } from "../../engine/types.js";
import { base, controls } from "../../styles/base.js";
import {
  codeText,
  exerciseCode,
  moduleHead,
  type CodeLine,
  type CodePart,
  type CodeSlot,
  type FormulaWriter,
} from "./code-text.js";
import { familyWords } from "../curve/words.js";
import { formulaSliders, LARGEST_PARAM } from "../formula-params.js";
import { FORMULA_EXAMPLE } from "../formula-text.js";
import type { FormulaDraft } from "./formula-draft.js";
import { programStyles } from "./exercise-code-styles.js";
import {
  formulaSpec,
  hiddenChoices,
  infoOf,
  initialState,
  kMaxEpochs,
  kMaxSeed,
  withDefaults,
  type ExerciseState,
  type Output,
} from "./state.js";

/** What `exercise-change` carries: the settings that change, and nothing else. */
export type ExerciseChange = Partial<ExerciseState>;

const outputs = [
  { value: "softmax", label: "as written" },
  { value: "logits", label: "logits" },
];

/**
 * `<ap-exercise-code .state=${state} .catalog=${catalog}>`.
 *
 * @fires exercise-change - `ExerciseChange`
 * @fires formula-typed - `ValueChange<string>`
 */
@customElement("ap-exercise-code")
export class ExerciseCode extends LitElement {
  static override styles = [base, controls, codeColors, programStyles];

  @property({ attribute: false }) state?: ExerciseState;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) draft?: FormulaDraft | undefined;
  /** Writes the state's formula, when it could be read. */
  @property({ attribute: false }) write?: FormulaWriter | undefined;
  /** The formula's little curve. */
  @property() glyph = "";
  @state() protected copied = "";

  #change(change: ExerciseChange): void {
    this.dispatchEvent(new CustomEvent<ExerciseChange>("exercise-change", { detail: change }));
  }

  #chooseActivation(id: string): void {
    const info = this.catalog?.activations.find((activation) => activation.id === id);
    this.#change({ activation: info ? withDefaults(info) : formulaSpec(FORMULA_EXAMPLE) });
  }

  /** Takes what was typed, pulled to the nearest whole number in range; text that is no number changes nothing. */
  #typed(
    event: Event,
    limits: { min: number; max: number; integer: boolean },
    take: (value: number) => void,
  ): void {
    const input = event.target as HTMLInputElement;
    const typed = input.valueAsNumber;
    if (Number.isFinite(typed)) {
      const inside = Math.min(limits.max, Math.max(limits.min, typed));
      take(limits.integer ? Math.round(inside) : inside);
    }
    this.requestUpdate();
  }

  async #copy(lines: readonly CodeLine[]): Promise<void> {
    const block = this.renderRoot.querySelector(".code");
    if (block) this.copied = (await copyText(codeText(lines), block)) ? "Copied" : "Selected: press Ctrl+C";
  }

  override render() {
    const { state: current, catalog } = this;
    if (!current || !catalog) return nothing;
    const lines = exerciseCode(current, catalog, this.write);
    return html`
      <div class="head">
        <span>The program: the boxed parts are yours to change</span>
        <button class="quiet" @click=${() => void this.#copy(lines)}>${this.copied || "Copy"}</button>
      </div>
      <div class="code" part="code" role="group" aria-label="The program">
        ${lines.map((line) => this.#line(line, current, catalog))}
      </div>
    `;
  }

  #line(line: CodeLine, current: ExerciseState, catalog: Catalog): TemplateResult {
    const text = line.map((part) => (typeof part === "string" ? part : "")).join("");
    const indent = Math.min(2, Math.floor((text.length - text.trimStart().length) / 4));
    const slots = line.filter((part): part is CodeSlot => typeof part !== "string");
    const was = slots.length > 0 ? this.#was(slots[0], current, catalog) : undefined;
    const classes = `line indent-${indent} ${slots.length > 0 ? "open" : ""} ${was ? "changed" : ""}`;
    const content = line.map((part) =>
      typeof part === "string" ? colored(part) : this.#slot(part, current, catalog),
    );
    return html`<span class=${classes}
      >${content}${was?.hint ? this.#putBack(was.hint, was.change) : nothing}</span
    >`;
  }

  #putBack(hint: string, change: ExerciseChange): TemplateResult {
    return html`<span class="hint comment"
      >&nbsp; # was
      <button
        class="quiet was"
        aria-label="Put back ${hint}"
        @click=${() => {
          this.#change(change);
        }}
      >
        ${hint}
      </button></span
    >`;
  }

  /** For a slot off its default: how the default reads, and the change that puts it back. */
  #was(
    { slot }: CodeSlot,
    current: ExerciseState,
    catalog: Catalog,
  ): { hint: string; change: ExerciseChange } | undefined {
    const initial = initialState(catalog);
    if (slot === "seed" && current.seed !== initial.seed) {
      return { hint: String(initial.seed), change: { seed: initial.seed } };
    }
    if (slot === "epochs" && current.epochs !== initial.epochs) {
      return { hint: String(initial.epochs), change: { epochs: initial.epochs } };
    }
    if (slot === "output" && current.output !== initial.output) {
      return { hint: "", change: { output: initial.output } };
    }
    const differs = JSON.stringify(current.activation) !== JSON.stringify(initial.activation);
    const before = catalog.activations.find(({ id }) => id === initial.activation.id);
    if (slot === "activation" && differs && before) {
      return { hint: `${moduleHead(before)}()`, change: { activation: initial.activation } };
    }
    return undefined;
  }

  #slot(part: CodePart & CodeSlot, current: ExerciseState, catalog: Catalog): TemplateResult {
    switch (part.slot) {
      case "activation":
        return this.#activationSelect(current, catalog);
      case "param": {
        const param = infoOf(catalog, current.activation)?.params.find(({ id }) => id === part.param);
        const [typed] = formulaSliders([part.param ?? ""], {});
        const reach = { min: -LARGEST_PARAM, max: LARGEST_PARAM };
        return this.#paramField(param ?? { ...typed, ...reach }, current);
      }
      case "formula":
        return html`<ap-formula-field
          label="Formula of the hidden layer's activation"
          .value=${this.draft?.text ?? part.text}
          .fault=${this.draft?.fault}
          @value-change=${({ detail }: ValueChangeEvent<string>) => {
            this.dispatchEvent(new CustomEvent("formula-typed", { detail }));
          }}
        ></ap-formula-field>`;
      case "output":
        return html`<span class="comment">&nbsp; # </span
          ><ap-segments
            label="What goes into the loss"
            .options=${outputs}
            .value=${current.output}
            @value-change=${({ detail }: ValueChangeEvent<Output>) => {
              this.#change({ output: detail.value });
            }}
          ></ap-segments>`;
      case "seed":
        return this.#numberField("seed", "Seed of the initial weights", current.seed, kMaxSeed, 0, (seed) => {
          this.#change({ seed });
        });
      case "epochs":
        return this.#numberField("epochs", "Number of epochs", current.epochs, kMaxEpochs, 1, (epochs) => {
          this.#change({ epochs });
        });
    }
  }

  #activationSelect(current: ExerciseState, catalog: Catalog): TemplateResult {
    const { id } = current.activation;
    const choices = hiddenChoices(catalog);
    return html`<span class="slot"
      ><ap-glyph function=${id} .path=${id === FORMULA ? this.glyph : ""} .catalog=${catalog}></ap-glyph
      ><select
        aria-label="Activation of the hidden layer"
        @change=${(event: Event) => {
          this.#chooseActivation((event.target as HTMLSelectElement).value);
        }}
      >
        ${[...new Set(choices.map(({ family }) => family))].map(
          (family) =>
            html`<optgroup label=${familyWords(family)}>
              ${choices
                .filter((choice) => choice.family === family)
                .map(
                  (choice) =>
                    html`<option value=${choice.id} .selected=${choice.id === id}>
                      ${moduleHead(choice)}
                    </option>`,
                )}
            </optgroup>`,
        )}
        <optgroup label="Your own">
          <option value=${FORMULA} .selected=${id === FORMULA}>formula</option>
        </optgroup>
      </select></span
    >`;
  }

  #paramField(param: ParamInfo, current: ExerciseState): TemplateResult {
    const value = current.activation[param.id];
    const take = (taken: number | string) => {
      this.#change({ activation: { ...current.activation, [param.id]: taken } });
    };
    if (param.choices) {
      return html`<select
        aria-label=${param.id}
        @change=${(event: Event) => {
          take((event.target as HTMLSelectElement).value);
        }}
      >
        ${param.choices.map((choice) => html`<option value=${choice} .selected=${choice === value}>"${choice}"</option>`)}
      </select>`;
    }
    return html`<input
      type="number"
      step="any"
      aria-label=${param.id}
      min=${param.min}
      max=${param.max}
      .value=${String(value)}
      @change=${(event: Event) => {
        this.#typed(event, { min: param.min, max: param.max, integer: false }, take);
      }}
    />`;
  }

  #numberField(
    name: string,
    label: string,
    value: number,
    max: number,
    min: number,
    take: (value: number) => void,
  ): TemplateResult {
    return html`<input
      class=${name}
      type="number"
      step="1"
      aria-label=${label}
      min=${min}
      max=${max}
      .value=${String(value)}
      @change=${(event: Event) => {
        this.#typed(event, { min, max, integer: true }, take);
      }}
    />`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-exercise-code": ExerciseCode;
  }
}

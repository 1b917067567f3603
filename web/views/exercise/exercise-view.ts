/** The exercise view: the program, what it prints, its loss as it falls, and the runs tried so far. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/message.js";
import { formatFixed } from "../../charts/format.js";
import { percent } from "../../components/numbers.js";
import type { ValueChange } from "../../components/value-change.js";
import type { ActivationInfo, Catalog, EpochRecord } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { ActivationSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import "./exercise-code.js";
import type { ExerciseChange } from "./exercise-code.js";
import { exerciseStyles } from "./exercise-styles.js";
import { FormulaReader } from "./formula-draft.js";
import { lossFigure, type LossAxis } from "./loss-figure.js";
import { kDrawTime, kStillInterval, shownEpochs, spokenTime } from "./pace.js";
import { printedLines } from "./print-out.js";
import { comparisonSentence, compareWith, findRecording } from "./recorded.js";
import { counterpart, trainExercise, type FinishedRun, type ShownRun } from "./runs.js";
import {
  formulaSpec,
  hiddenChoices,
  infoOf,
  readState,
  runKey,
  typedFormula,
  withDefaults,
  writeState,
  type ExerciseState,
} from "./state.js";
import { softmaxSection } from "./softmax-section.js";
import "./tried-table.js";
import { runName } from "./tried-table.js";

/** The tutorial's exercise, live; its settings are those of `readState`. */
@customElement("ap-exercise-view")
export class ExerciseView extends LitElement implements ViewElement {
  static override styles = [base, text, controls, exerciseStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};

  @state() protected exercise?: ExerciseState;
  @state() protected shown: readonly ShownRun[] = [];
  /** Epochs drawn so far; all of them unless a drawing is under way. */
  @state() protected drawn = Infinity;
  @state() protected tried: readonly FinishedRun[] = [];
  @state() protected axis: LossAxis = "zero";
  @state() protected failure = "";
  /** Read aloud when a run has ended. */
  @state() protected summary = "";

  readonly #formula = new FormulaReader(this);
  #abort = new AbortController();
  #frame = 0;
  #announcedReady = false;
  /** What `drawn` was when the print-out was last scrolled to its end. */
  #printed = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
    cancelAnimationFrame(this.#frame);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.client || !this.catalog) return;
    if (!changed.has("settings") && !changed.has("client") && !changed.has("catalog")) return;
    const { value, warnings } = readState(this.settings, this.catalog);
    fireView(this, "view-warnings", warnings);
    const before = this.exercise;
    if (before && runKey(before) === runKey(value) && before.compare === value.compare) return;
    this.exercise = value;
    void this.#begin(value, before !== undefined);
  }

  protected override updated(): void {
    // As a terminal does: the newest line is in sight.
    const print = this.renderRoot.querySelector(".print");
    if (print && this.drawn !== this.#printed) print.scrollTop = print.scrollHeight;
    this.#printed = this.drawn;
  }

  #change(change: ExerciseChange): void {
    if (!this.exercise || !this.catalog) return;
    this.exercise = { ...this.exercise, ...change };
    fireView(this, "view-change", writeState(this.exercise, this.catalog));
    void this.#begin(this.exercise, true);
  }

  /** Trains what is asked for, once the formula in it was read. */
  async #begin(exercise: ExerciseState, draw: boolean): Promise<void> {
    const activation = await this.#complete(exercise.activation);
    if (this.exercise !== exercise) return;
    if (activation === undefined) {
      this.#announceReady();
      return;
    }
    this.exercise = { ...exercise, activation };
    await this.#train(this.exercise, draw);
  }

  async #complete(activation: ActivationSpec): Promise<ActivationSpec | undefined> {
    try {
      return this.client && (await this.#formula.complete(this.client, activation));
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** What is typed is trained once the hand has let go. */
  async #typed({ value, final }: ValueChange<string>): Promise<void> {
    const before = this.exercise && typedFormula(this.exercise.activation);
    if (!before) return;
    const activation = await this.#complete(formulaSpec(value, before.params));
    if (activation && final && before.text !== value) this.#change({ activation });
  }

  #announceReady(): void {
    if (!this.#announcedReady) fireView(this, "view-ready", null);
    this.#announcedReady = true;
  }

  /** Trains what is asked for and shows it: paced when `draw` is set and motion is welcome, as it arrives otherwise. */
  async #train(exercise: ExerciseState, draw: boolean): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    cancelAnimationFrame(this.#frame);
    const { signal } = this.#abort;
    const shown: ShownRun[] = (exercise.compare ? [exercise, counterpart(exercise)] : [exercise]).map(
      (each) => ({
        state: each,
        records: [],
      }),
    );
    this.failure = "";
    const moving = draw && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#draw(shown, exercise.epochs, moving);
    try {
      for (const each of shown) {
        each.finished = await trainExercise(client, each.state, signal, (records) => {
          each.records = records;
        });
      }
      this.#finish(shown);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** Shows a run as it grows: paced for the eye when `moving`, else as it arrives, ten times a second at most. */
  #draw(shown: readonly ShownRun[], epochs: number, moving: boolean): void {
    const start = performance.now();
    let last = start;
    if (moving) this.drawn = 0;
    const step = (now: number) => {
      const trained = shown[0].records.length;
      const allTrained = shown.every(({ records }) => records.length >= epochs);
      const ended = allTrained && (!moving || now - start >= kDrawTime);
      if (!ended) this.#frame = requestAnimationFrame(step);
      if (!ended && !moving && now - last < kStillInterval) return;
      last = now;
      this.shown = [...shown];
      this.drawn = ended ? Infinity : moving ? shownEpochs(now - start, epochs, trained) : trained;
    };
    this.#frame = requestAnimationFrame(step);
  }

  #finish(shown: readonly ShownRun[]): void {
    const finished = shown.flatMap((each) => each.finished ?? []);
    this.#remember(finished);
    const [run] = finished;
    const last = run.history.at(-1);
    if (!this.catalog || !last) return;
    const typed = typedFormula(run.state.activation);
    this.summary = this.#sentence(run, this.catalog, last);
    this.#announceReady();
    fireView(this, "view-done", {
      activation: run.state.activation.id,
      ...(typed ? { formula: typed.text } : {}),
      output: run.state.output,
      seed: run.state.seed,
      epochs: run.state.epochs,
      train_loss: last.train_loss,
      test_accuracy: last.test_accuracy,
      fingerprint: run.fingerprint,
    });
  }

  #remember(finished: readonly FinishedRun[]): void {
    const known = new Set(this.tried.map(({ key }) => key));
    this.tried = [...this.tried, ...finished.filter(({ key }) => !known.has(key))];
  }

  #fail(error: unknown): void {
    cancelAnimationFrame(this.#frame);
    this.drawn = Infinity;
    this.failure = `The run did not finish: ${error instanceof Error ? error.message : String(error)}`;
    fireView(this, "view-error", this.failure);
  }

  /** Trains every function of the menu with the other settings as they are. */
  async #trainAll(): Promise<void> {
    const { client, catalog, exercise } = this;
    if (!client || !catalog || !exercise) return;
    const { signal } = this.#abort;
    for (const info of hiddenChoices(catalog)) {
      const each = { ...exercise, activation: withDefaults(info) };
      try {
        this.#remember([await trainExercise(client, each, signal, () => undefined)]);
      } catch (error) {
        if (signal.aborted) return;
        this.#fail(error);
      }
    }
  }

  #sentence(run: FinishedRun, catalog: Catalog, last: EpochRecord): string {
    const how = run.state.output === "softmax" ? "softmax before the loss" : "logits into the loss";
    return (
      `${runName(run.state, catalog)}, ${how}, seed ${run.state.seed}: ` +
      `loss ${formatFixed(last.train_loss)} at epoch ${last.epoch}, test accuracy ${percent(last.test_accuracy)}.`
    );
  }

  override render() {
    const { exercise, catalog } = this;
    if (!exercise || !catalog) return nothing;
    const info = infoOf(catalog, exercise.activation);
    return html`
      <div class="columns">
        <ap-exercise-code
          .state=${exercise}
          .catalog=${catalog}
          .draft=${this.#formula.draft}
          .write=${this.#formula.writerOf(exercise.activation)}
          glyph=${this.shown.at(0)?.finished?.glyph ?? ""}
          @formula-typed=${({ detail }: CustomEvent<ValueChange<string>>) => {
            void this.#typed(detail);
          }}
          @exercise-change=${({ detail }: CustomEvent<ExerciseChange>) => {
            this.#change(detail);
          }}
        ></ap-exercise-code>
        <div class="result">
          ${this.#result(exercise, catalog, info)}
          ${softmaxSection(exercise, this.shown, () => {
            this.#change({ compare: true });
          })}
        </div>
      </div>
      ${this.#triedSection(catalog, exercise)}
      <p class="for-reader-only" role="status">${this.summary}</p>
    `;
  }

  #result(exercise: ExerciseState, catalog: Catalog, info: ActivationInfo | undefined): TemplateResult {
    const main = this.shown.at(0);
    const records = (main?.records ?? []).slice(0, this.drawn);
    const lines = printedLines(records, main?.state.epochs ?? exercise.epochs);
    return html`
      <div class="bar">
        <button
          class="primary"
          @click=${() => {
            void this.#train(exercise, true);
          }}
        >
          Train again
        </button>
        <span class="muted">${this.#timeNote(main)}</span>
      </div>
      ${this.failure ? html`<ap-message kind="error">${this.failure}</ap-message>` : nothing}
      <pre
        class="print"
        part="print-out"
        tabindex="0"
        role="group"
        aria-label="Print-out"
      ><samp>${lines.join("\n")}</samp></pre>
      ${lossFigure({
        exercise,
        catalog,
        info,
        shown: this.shown,
        drawn: this.drawn,
        axis: this.axis,
        summary: this.summary,
        onAxis: (axis) => {
          this.axis = axis;
        },
        onCompare: (compare) => {
          this.#change({ compare });
        },
      })}
      ${this.#evidence(main, info)}
    `;
  }

  #timeNote(main: ShownRun | undefined): string {
    if (!main?.finished) return this.#formula.draft?.fault ? "Waiting for a formula" : "Training";
    const slower = this.drawn === Infinity ? "" : ", drawn slower for you to see";
    return `${main.finished.history.length} epochs in ${spokenTime(main.finished.time)}${slower}`;
  }

  #evidence(main: ShownRun | undefined, info: ActivationInfo | undefined): TemplateResult | typeof nothing {
    if (!main?.finished || this.drawn !== Infinity) return html`<div class="evidence"></div>`;
    const recording = findRecording(main.state, info);
    return html`
      <div class="evidence">
        ${recording ? html`<p class="match">${comparisonSentence(compareWith(recording, main.finished.history))}</p>` : nothing}
        <p class="muted">
          Run <code class="hash">${main.finished.fingerprint}</code>: the same bits on every machine give the
          same number.
        </p>
      </div>
    `;
  }

  #triedSection(catalog: Catalog, exercise: ExerciseState): TemplateResult {
    return html`
      <section class="tried">
        <h3>Which activation does best?</h3>
        <p class="prose">
          Every run you make is kept here. Choose a name to bring it back. One seed decides nothing: change
          the seed and see whether the order holds.
        </p>
        <ap-tried-table
          .runs=${this.tried}
          .catalog=${catalog}
          .current=${runKey(exercise)}
          @run-chosen=${({ detail }: CustomEvent<ExerciseState>) => {
            this.#change({ ...detail, compare: exercise.compare });
          }}
        ></ap-tried-table>
        <button @click=${() => void this.#trainAll()}>Train them all with seed ${exercise.seed}</button>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-exercise-view": ExerciseView;
  }
}

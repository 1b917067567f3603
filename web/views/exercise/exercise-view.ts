/** The exercise view: the program, what it prints, its loss as it falls, and the runs tried so far. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../charts/loss-chart.js";
import type { LossFloor, LossSeries } from "../../charts/loss-chart.js";
import { functionStyle } from "../../components/glyph.js";
import "../../components/message.js";
import { formatFixed } from "../../charts/format.js";
import { percent } from "../../components/numbers.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog, EpochRecord } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import { comparedSentence, doubleSoftmaxSentence, lossFloor } from "./double-softmax.js";
import "./exercise-code.js";
import type { ExerciseChange } from "./exercise-code.js";
import { exerciseStyles } from "./exercise-styles.js";
import { numbersTable } from "./numbers-table.js";
import { kDrawTime, kStillInterval, shownEpochs, spokenTime } from "./pace.js";
import { printedLines } from "./print-out.js";
import { comparisonSentence, compareWith, findRecording } from "./recorded.js";
import { counterpart, trainExercise, type FinishedRun } from "./runs.js";
import {
  hiddenChoices,
  kClasses,
  readState,
  runKey,
  withDefaults,
  writeState,
  type ExerciseState,
} from "./state.js";
import "./tried-table.js";
import { runName } from "./tried-table.js";

/** A run on show: what has arrived of it, and the whole once it is there. */
interface Shown {
  readonly state: ExerciseState;
  records: readonly EpochRecord[];
  finished?: FinishedRun;
}

const axes = [
  { value: "zero", label: "from zero" },
  { value: "data", label: "close up" },
];

/** The tutorial's exercise, live; its settings are those of `readState`. */
@customElement("ap-exercise-view")
export class ExerciseView extends LitElement implements ViewElement {
  static override styles = [base, text, controls, exerciseStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};

  @state() protected exercise?: ExerciseState;
  @state() protected shown: readonly Shown[] = [];
  /** Epochs drawn so far; all of them unless a drawing is under way. */
  @state() protected drawn = Infinity;
  @state() protected tried: readonly FinishedRun[] = [];
  @state() protected axis: "zero" | "data" = "zero";
  @state() protected failure = "";
  /** Read aloud when a run has ended. */
  @state() protected summary = "";

  #abort = new AbortController();
  #frame = 0;
  #announcedReady = false;

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
    void this.#train(value, before !== undefined);
  }

  #change(change: ExerciseChange): void {
    if (!this.exercise || !this.catalog) return;
    this.exercise = { ...this.exercise, ...change };
    fireView(this, "view-change", writeState(this.exercise, this.catalog));
    void this.#train(this.exercise, true);
  }

  /** Trains what is asked for and shows it: paced when `draw` is set and motion is welcome, as it arrives otherwise. */
  async #train(exercise: ExerciseState, draw: boolean): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    cancelAnimationFrame(this.#frame);
    const { signal } = this.#abort;
    const shown: Shown[] = (exercise.compare ? [exercise, counterpart(exercise)] : [exercise]).map(
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
  #draw(shown: readonly Shown[], epochs: number, moving: boolean): void {
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

  #finish(shown: readonly Shown[]): void {
    const finished = shown.flatMap((each) => each.finished ?? []);
    this.#remember(finished);
    const [run] = finished;
    const last = run.history.at(-1);
    if (!this.catalog || !last) return;
    this.summary = this.#sentence(run, this.catalog, last);
    if (!this.#announcedReady) fireView(this, "view-ready", null);
    this.#announcedReady = true;
    fireView(this, "view-done", {
      activation: run.state.activation.id,
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
    try {
      for (const info of hiddenChoices(catalog)) {
        const each = { ...exercise, activation: withDefaults(info) };
        this.#remember([await trainExercise(client, each, signal, () => undefined)]);
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
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
    const info = catalog?.activations.find(({ id }) => id === exercise?.activation.id);
    if (!exercise || !catalog || !info) return nothing;
    return html`
      <div class="columns">
        <ap-exercise-code
          .state=${exercise}
          .catalog=${catalog}
          @exercise-change=${({ detail }: CustomEvent<ExerciseChange>) => {
            this.#change(detail);
          }}
        ></ap-exercise-code>
        <div class="result">${this.#result(exercise, catalog, info)} ${this.#softmaxSection(exercise)}</div>
      </div>
      ${this.#triedSection(catalog, exercise)}
      <p class="for-reader-only" role="status">${this.summary}</p>
    `;
  }

  #result(exercise: ExerciseState, catalog: Catalog, info: ActivationInfo): TemplateResult {
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
      ${this.#chart(exercise, catalog, info)} ${this.#evidence(main, info)}
    `;
  }

  #timeNote(main: Shown | undefined): string {
    if (!main?.finished) return "Training";
    const slower = this.drawn === Infinity ? "" : ", drawn slower for you to see";
    return `${main.finished.history.length} epochs in ${spokenTime(main.finished.time)}${slower}`;
  }

  #chart(exercise: ExerciseState, catalog: Catalog, info: ActivationInfo): TemplateResult {
    const withSoftmax = this.shown.some(({ state: each }) => each.output === "softmax");
    const floor = lossFloor(kClasses);
    const floors: LossFloor[] =
      withSoftmax && this.axis === "zero"
        ? [{ value: floor, label: `floor ln(1 + 1/e) = ${formatFixed(floor)}` }]
        : [];
    const ringed = this.shown.some(({ state: each }) => findRecording(each, info));
    return html`
      <figure>
        <ap-loss-chart
          label=${this.summary || "Training loss by epoch"}
          y-name="training loss, nats"
          y-from=${this.axis}
          .epochs=${exercise.epochs}
          .floors=${floors}
          .series=${this.shown.map((each, index) => this.#series(each, index, catalog, info))}
        ></ap-loss-chart>
        <figcaption>
          ${ringed ? "Rings are the losses recorded from PyTorch. " : ""}${
            withSoftmax && this.axis === "data"
              ? `The floor, ${formatFixed(floor)}, lies below this picture. `
              : ""
          }
        </figcaption>
        <div class="bar">
          <ap-segments
            label="Loss axis"
            .options=${axes}
            .value=${this.axis}
            @value-change=${({ detail }: ValueChangeEvent<"zero" | "data">) => {
              this.axis = detail.value;
            }}
          ></ap-segments>
          <label class="check">
            <input
              type="checkbox"
              .checked=${exercise.compare}
              @change=${(event: Event) => {
                this.#change({ compare: (event.target as HTMLInputElement).checked });
              }}
            />
            ${exercise.output === "softmax" ? "train without the softmax too" : "train with the softmax too"}
          </label>
        </div>
        ${numbersTable(this.shown)}
      </figure>
    `;
  }

  #series(each: Shown, index: number, catalog: Catalog, info: ActivationInfo): LossSeries {
    const records = each.records.slice(0, this.drawn);
    const recording = findRecording(each.state, info);
    return {
      id: each.state.output,
      label: each.state.output === "softmax" ? "with softmax" : "logits",
      color: index === 0 ? functionStyle(catalog, each.state.activation.id).color : "ink",
      values: records.map(({ train_loss }) => train_loss),
      rings: (recording?.losses ?? []).slice(0, records.length).map((value, i) => ({ epoch: i + 1, value })),
    };
  }

  #evidence(main: Shown | undefined, info: ActivationInfo): TemplateResult | typeof nothing {
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

  #softmaxSection(exercise: ExerciseState): TemplateResult {
    const finished = this.shown.flatMap((each) => each.finished ?? []);
    const end = (output: string) =>
      finished.find(({ state: each }) => each.output === output)?.history.at(-1);
    const [softmax, logits] = [end("softmax"), end("logits")];
    return html`
      <section aria-labelledby="twice">
        <h3 id="twice">Why is the softmax there twice?</h3>
        <p class="prose">${doubleSoftmaxSentence(kClasses)}</p>
        ${
          exercise.compare && softmax && logits
            ? html`<table class="pair">
                  <thead>
                    <tr>
                      <td></td>
                      <th scope="col" class="number">as written</th>
                      <th scope="col" class="number">logits</th>
                    </tr>
                  </thead>
                  <tbody>
                    <tr>
                      <th scope="row">Training loss at epoch ${softmax.epoch}</th>
                      <td class="number">${formatFixed(softmax.train_loss)}</td>
                      <td class="number">${formatFixed(logits.train_loss)}</td>
                    </tr>
                    <tr>
                      <th scope="row">Lowest loss there can be</th>
                      <td class="number">${formatFixed(lossFloor(kClasses))}</td>
                      <td class="number">${formatFixed(0)}</td>
                    </tr>
                    <tr>
                      <th scope="row">Test accuracy</th>
                      <td class="number">${percent(softmax.test_accuracy)}</td>
                      <td class="number">${percent(logits.test_accuracy)}</td>
                    </tr>
                  </tbody>
                </table>
                <p class="prose">
                  ${comparedSentence(
                    { loss: softmax.train_loss, accuracy: softmax.test_accuracy },
                    { loss: logits.train_loss, accuracy: logits.test_accuracy },
                  )}
                </p>`
            : html`<button
                @click=${() => {
                  this.#change({ compare: true });
                }}
              >
                Train both and compare
              </button>`
        }
      </section>
    `;
  }

  #triedSection(catalog: Catalog, exercise: ExerciseState): TemplateResult {
    return html`
      <section class="tried" aria-labelledby="tried">
        <h3 id="tried">Which activation does best?</h3>
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

/** One run at a time, played: makes it, keeps its newest frame, and says when there is something new to draw. */

import type { Divergence, Edit, EpochRecord, LossSlice, LossSliceOptions, Run } from "../../engine/types.js";
import { ArgumentError } from "../../spec/faults.js";
import type { RunSpec } from "../../spec/run-spec.js";
import type { EngineClient, Frame, PlayOptions, RunMethod } from "../../worker/types.js";
import type { Moment, Pacing, PlayerHooks, Sample, Tensor } from "./player-types.js";
import { outcomeOf, rateAfter, stepsOfEpoch } from "./run-facts.js";
import { SpeedMeter } from "./speed-meter.js";
import { prepareStage, type Stage } from "./stage.js";
import { Timeline, type Change } from "./timeline.js";

/** How long a run may train unseen before its picture is shown all the same. Units: ms. */
const kUnseen = 1500;

/** Plays one run; a new `load` replaces it. All that it knows is there to be read after `onChange`. */
export class Player {
  spec: RunSpec | undefined;
  stage: Stage | undefined;
  /** Names and shapes of what a frame's `parameters` holds. */
  tensors: readonly Tensor[] = [];
  frame: Frame | undefined;
  history: readonly EpochRecord[] = [];
  divergence: Divergence | undefined;
  isPlaying = false;
  failure = "";
  /** Changes whenever another run is on show. */
  loads = 0;
  /** The step that it is on its way to; undefined when it has been there. */
  target: number | undefined;

  #sample: Sample | undefined;
  readonly #speed = new SpeedMeter();
  readonly #client: EngineClient;
  readonly #hooks: PlayerHooks;
  #timeline: Timeline | undefined;
  #abort = new AbortController();
  #playing: Promise<void> = Promise.resolve();
  #seeking: Promise<void> | undefined;

  constructor(client: EngineClient, hooks: PlayerHooks) {
    this.#client = client;
    this.#hooks = hooks;
  }

  /** All changes on the run's way. */
  get edits(): readonly Edit[] {
    return this.#timeline?.edits ?? [];
  }

  /** Those that the run has had by now. */
  get made(): readonly Edit[] {
    return this.#timeline?.made ?? [];
  }

  /** The optimizer's learning rate as it is by now; a schedule comes on top. */
  get rate(): number | undefined {
    return rateAfter(this.made, this.spec);
  }

  /** True between the first step and the last: changes act from here on. */
  get isUnderWay(): boolean {
    return !this.isFinished && (this.frame?.step ?? 0) > 0;
  }

  /** Steps per second over the last second of playing; 0 when that is not known. */
  get measured(): number {
    return this.#speed.measured;
  }

  /** True when there is nothing left to train. */
  get isFinished(): boolean {
    return this.divergence !== undefined || this.frame?.stopped !== undefined;
  }

  /** Steps that an epoch has. */
  get stepsPerEpoch(): number {
    return this.spec && this.stage ? stepsOfEpoch(this.spec, this.stage.data) : 1;
  }

  /** Steps that the RunSpec asks for. */
  get length(): number {
    return (this.spec?.epochs ?? 0) * this.stepsPerEpoch;
  }

  /** How the run came to its end, as plain data. */
  get outcome(): Readonly<Record<string, unknown>> {
    return outcomeOf(this.frame?.epoch ?? 0, this.history, this.divergence);
  }

  /** Makes a run and shows it. Whatever was there before is let go. */
  async load(spec: RunSpec, moment: Moment): Promise<void> {
    this.dispose();
    const { signal } = (this.#abort = new AbortController());
    const sameData = JSON.stringify(this.spec?.data) === JSON.stringify(spec.data);
    try {
      const stage = sameData && this.stage ? this.stage : await prepareStage(this.#client, spec.data, signal);
      const edits = await this.#readEdits(moment.edits);
      const run = await this.#client.createRun(spec, { signal });
      // From here on it is this player's to dispose of.
      if (signal.aborted) {
        run.dispose();
        return;
      }
      Object.assign(this, { spec, stage });
      this.#timeline = new Timeline(run, this.length, edits, {
        frame: (frame) => {
          this.#take(frame);
        },
        refused: this.#hooks.onEditRefused,
      });
      this.loads++;
      await run.ask("keepCheckpoints", [], { signal });
      const parameters = await run.parameters({ signal });
      await run.watch({ map: stage.mapGrid, units: stage.unitGrid }, { signal });
      const tensors = parameters.map(({ name, shape }) => ({ name, shape }));
      Object.assign(this, { tensors, divergence: undefined, failure: "" });
      if (moment.at === "end") await this.#trainUnseen(signal);
      else
        await this.#play({ steps: moment.at === "start" ? 0 : moment.at, frame_interval: kUnseen }, signal);
      this.loads++;
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  async #readEdits(text: string): Promise<readonly Edit[]> {
    if (text === "") return [];
    const { readEdits } = await import("./edits-text.js");
    const edits = readEdits(text);
    if (edits !== undefined) return edits;
    this.#hooks.onEditRefused([
      "The changes on the way of this link are damaged; the run goes without them.",
    ]);
    return [];
  }

  async #trainUnseen(signal: AbortSignal): Promise<void> {
    const tooLong = setTimeout(() => {
      this.pause();
    }, kUnseen);
    try {
      await this.#play({ frame_interval: Infinity }, signal);
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** Plays on to the end, from the start when the end was reached. */
  async play({ speed, interval }: Pacing): Promise<void> {
    if (this.isPlaying || this.target !== undefined || !this.spec) return;
    if (this.isFinished) await this.load(this.spec, { at: "start", edits: await this.editsText() });
    await this.#guarded({ steps_per_second: speed, frame_interval: interval }, true);
  }

  /** Makes some steps at once; at the end, or beyond what the RunSpec asks for, none. */
  async step(steps: number): Promise<void> {
    if (this.isPlaying || !this.spec || this.isFinished) return;
    await this.#guarded({ steps }, false);
  }

  /** The row of the next step that is being looked at. */
  get sample(): Sample | undefined {
    return this.#sample?.step === this.frame?.step ? this.#sample : undefined;
  }

  /** Looks at the next row that the next step learns from; after the last one, makes the step. */
  async nextSample(): Promise<void> {
    if (this.isPlaying || this.isFinished || !this.frame) return;
    const { step } = this.frame;
    const rows = await this.ask("nextBatch", []);
    const index = this.sample === undefined ? 0 : this.sample.index + 1;
    if (rows === undefined || step !== this.frame.step) return;
    this.#sample = index < rows.length ? { step, index, count: rows.length, row: rows[index] } : undefined;
    if (this.#sample === undefined) await this.step(1);
    else this.#hooks.onChange();
  }

  /** Goes to a step; asked again on the way, it goes there. Resolves when it has come to rest. */
  seek(step: number): Promise<void> {
    this.target = Math.min(Math.max(0, Math.round(step)), this.length);
    this.pause();
    this.#seeking ??= this.#seek().finally(() => {
      this.#seeking = undefined;
    });
    return this.#seeking;
  }

  async #seek(): Promise<void> {
    const { signal } = this.#abort;
    await this.#playing;
    while (this.target !== undefined && !signal.aborted) {
      const { target } = this;
      await this.#perform((timeline) => timeline.seek(target, signal), false);
      if (this.target === target) this.target = undefined;
    }
    if (!signal.aborted) this.#hooks.onChange();
  }

  /** Makes a change at once; it acts from the next step on. */
  async change(change: Change): Promise<void> {
    const { signal } = this.#abort;
    try {
      await this.#timeline?.change(change, signal);
    } catch (error) {
      if (!(error instanceof ArgumentError)) this.#fail(error, signal);
      else this.#hooks.onEditRefused(error.faults.map(({ message }) => `${message}.`));
    }
    if (this.isPlaying || signal.aborted) this.#hooks.onChange();
    else await this.#guarded({ steps: 0 }, false);
  }

  /** What a method of the run answers; undefined when the run was let go, or cannot answer. */
  ask<M extends RunMethod>(method: M, args: Parameters<Run[M]>): Promise<ReturnType<Run[M]> | undefined> {
    return this.#look((timeline, signal) => timeline.ask(method, args, signal));
  }

  /** The loss around the run; undefined as above. */
  lossSlice(options: LossSliceOptions): Promise<LossSlice | undefined> {
    return this.#look((timeline, signal) => timeline.lossSlice(options, signal));
  }

  async #look<T>(look: (timeline: Timeline, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { signal } = this.#abort;
    try {
      return this.#timeline && (await look(this.#timeline, signal));
    } catch (error) {
      if (!(error instanceof ArgumentError)) this.#fail(error, signal);
      return undefined;
    }
  }

  /** The changes as a setting. */
  async editsText(): Promise<string> {
    return this.edits.length === 0 ? "" : (await import("./edits-text.js")).writeEdits(this.edits);
  }

  /** Comes to a halt with the picture of where it is. */
  pause(): void {
    this.#timeline?.pause();
  }

  /** The same, and resolves once it has. */
  async pauseNow(): Promise<void> {
    this.pause();
    await this.#playing;
  }

  /** Lets go of the run; what was drawn of it stays. */
  dispose(): void {
    this.#abort.abort();
    this.#timeline?.dispose();
    this.#timeline = undefined;
    this.target = undefined;
    this.isPlaying = false;
    this.#speed.reset();
  }

  #guarded(options: PlayOptions, isPlaying: boolean): Promise<void> {
    const { signal } = this.#abort;
    return this.#perform((timeline) => timeline.play(options, signal), isPlaying);
  }

  #perform(act: (timeline: Timeline) => Promise<Divergence | undefined>, isPlaying: boolean): Promise<void> {
    this.#playing = this.#performNow(act, isPlaying);
    return this.#playing;
  }

  async #performNow(
    act: (timeline: Timeline) => Promise<Divergence | undefined>,
    isPlaying: boolean,
  ): Promise<void> {
    const { signal } = this.#abort;
    const timeline = this.#timeline;
    if (timeline === undefined) return;
    this.isPlaying = isPlaying;
    this.#speed.reset();
    this.#hooks.onChange();
    try {
      this.divergence = await act(timeline);
    } catch (error) {
      this.#fail(error, signal);
    }
    if (signal.aborted) return;
    this.isPlaying = false;
    this.#hooks.onChange();
  }

  async #play(options: PlayOptions, signal: AbortSignal): Promise<void> {
    this.divergence = await this.#timeline?.play(options, signal);
    this.#hooks.onChange();
  }

  #take(frame: Frame): void {
    this.frame = frame;
    this.history = this.#timeline?.history ?? [];
    this.#speed.take(frame.step);
    this.#hooks.onChange();
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (error instanceof ArgumentError) {
      this.#hooks.onRefused(error.faults.map(({ message }) => message));
      return;
    }
    this.failure = `The run did not go on: ${error instanceof Error ? error.message : String(error)}`;
    this.isPlaying = false;
    this.#hooks.onChange();
  }
}

/** One run at a time, played: makes it, keeps its newest frame, and says when there is something new to draw. */

import type { Divergence, EpochRecord, Parameter } from "../../engine/types.js";
import { ArgumentError } from "../../spec/faults.js";
import type { RunSpec } from "../../spec/run-spec.js";
import type { EngineClient, Frame, PlayOptions, RunClient } from "../../worker/types.js";
import { prepareStage, type Stage } from "./stage.js";

/** A parameter without its numbers. */
export type Tensor = Pick<Parameter, "name" | "shape">;

export interface Pacing {
  /** Units: steps per second. */
  readonly speed: number;
  /** Least time between two pictures. Units: ms. */
  readonly interval: number;
}

/** How long a run may train unseen before its picture is shown all the same. Units: ms. */
const kUnseen = 1500;
/** Over how long the speed is measured. Units: ms. */
const kMeasured = 1000;

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
  /** Steps per second over the last second of playing; 0 when that is not known. */
  measured = 0;

  readonly #client: EngineClient;
  readonly #onChange: () => void;
  readonly #onRefused: (faults: readonly string[]) => void;
  #run: RunClient | undefined;
  #abort = new AbortController();
  #playing: Promise<void> = Promise.resolve();
  #marks: { readonly step: number; readonly at: number }[] = [];

  /** `onRefused` gets what is wrong with a RunSpec that the engine does not take, each as a sentence. */
  constructor(client: EngineClient, onChange: () => void, onRefused: (faults: readonly string[]) => void) {
    this.#client = client;
    this.#onChange = onChange;
    this.#onRefused = onRefused;
  }

  /** True when there is nothing left to train. */
  get isFinished(): boolean {
    return this.divergence !== undefined || this.frame?.stopped !== undefined;
  }

  /** Steps that an epoch has. */
  get stepsPerEpoch(): number {
    if (!this.spec || !this.stage) return 1;
    const { data } = this.stage;
    const batches = data.train.features.length / data.n_features / (this.spec.batch_size ?? Infinity);
    return Math.max(1, this.spec.drop_last ? Math.floor(batches) : Math.ceil(batches));
  }

  /** How the run came to its end, as plain data. */
  get outcome(): Readonly<Record<string, unknown>> {
    const last = this.history.at(-1);
    return {
      epoch: this.frame?.epoch ?? 0,
      diverged: this.divergence !== undefined,
      ...(last && {
        train_loss: last.train_loss,
        test_loss: last.test_loss,
        test_accuracy: last.test_accuracy,
      }),
    };
  }

  /** Makes a run and shows it: untrained, or trained to its end. Whatever was there before is let go. */
  async load(spec: RunSpec, to: "start" | "end"): Promise<void> {
    this.dispose();
    const { signal } = (this.#abort = new AbortController());
    const sameData = JSON.stringify(this.spec?.data) === JSON.stringify(spec.data);
    try {
      const stage = sameData && this.stage ? this.stage : await prepareStage(this.#client, spec.data, signal);
      const run = await this.#client.createRun(spec, { signal });
      // From here on it is this player's to dispose of.
      if (signal.aborted) {
        run.dispose();
        return;
      }
      this.#run = run;
      const parameters = await run.parameters({ signal });
      await run.watch({ map: stage.mapGrid, units: stage.unitGrid }, { signal });
      const tensors = parameters.map(({ name, shape }) => ({ name, shape }));
      Object.assign(this, { spec, stage, tensors, divergence: undefined, failure: "", measured: 0 });
      if (to === "start") await this.#play({ steps: 0 }, signal);
      else await this.#trainUnseen(run, signal);
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  async #trainUnseen(run: RunClient, signal: AbortSignal): Promise<void> {
    const tooLong = setTimeout(() => {
      run.pause();
    }, kUnseen);
    try {
      await this.#play({ frame_interval: Infinity }, signal);
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** Plays on to the end, from the start when the end was reached. */
  async play({ speed, interval }: Pacing): Promise<void> {
    if (this.isPlaying || !this.spec) return;
    if (this.isFinished) await this.load(this.spec, "start");
    await this.#guarded({ steps_per_second: speed, frame_interval: interval }, true);
  }

  /** Makes some steps at once; at the end, or beyond what the RunSpec asks for, none. */
  async step(steps: number): Promise<void> {
    if (this.isPlaying || !this.spec || this.isFinished) return;
    await this.#guarded({ steps }, false);
  }

  /** Comes to a halt with the picture of where it is. */
  pause(): void {
    this.#run?.pause();
  }

  /** The same, and resolves once it has. */
  async pauseNow(): Promise<void> {
    this.pause();
    await this.#playing;
  }

  /** Lets go of the run; what was drawn of it stays. */
  dispose(): void {
    this.#abort.abort();
    this.#run?.dispose();
    this.#run = undefined;
    this.isPlaying = false;
    this.#marks = [];
  }

  #guarded(options: PlayOptions, isPlaying: boolean): Promise<void> {
    this.#playing = this.#perform(options, isPlaying);
    return this.#playing;
  }

  async #perform(options: PlayOptions, isPlaying: boolean): Promise<void> {
    const { signal } = this.#abort;
    this.isPlaying = isPlaying;
    this.#marks = [];
    this.#onChange();
    try {
      await this.#play(options, signal);
    } catch (error) {
      this.#fail(error, signal);
    }
    if (signal.aborted) return;
    this.isPlaying = false;
    this.#onChange();
  }

  async #play(options: PlayOptions, signal: AbortSignal): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const take = (frame: Frame) => {
      this.frame = frame;
      this.history = run.history;
      this.#measure(frame.step);
      this.#onChange();
    };
    this.divergence = await run.play(take, { ...options, signal });
    this.#onChange();
  }

  #measure(step: number): void {
    const at = performance.now();
    this.#marks = [...this.#marks.filter((mark) => at - mark.at < kMeasured), { step, at }];
    const [first] = this.#marks;
    if (at - first.at > kMeasured / 4) this.measured = ((step - first.step) / (at - first.at)) * 1000;
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (error instanceof ArgumentError) {
      this.#onRefused(error.faults.map(({ message }) => message));
      return;
    }
    this.failure = `The run did not go on: ${error instanceof Error ? error.message : String(error)}`;
    this.isPlaying = false;
    this.#onChange();
  }
}

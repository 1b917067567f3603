/** A run and the changes on its way: the same changes come at the same steps, however often it is rewound. */

import type { Divergence, Edit, EpochRecord, LossSlice, LossSliceOptions, Run } from "../../engine/types.js";
import { ArgumentError } from "../../spec/faults.js";
import type { Frame, PlayOptions, RunClient, RunMethod } from "../../worker/types.js";

/** A change that is wanted now. */
export type Change = Edit extends infer E ? (E extends Edit ? Omit<E, "step"> : never) : never;

async function make(run: RunClient, change: Change, signal: AbortSignal): Promise<void> {
  switch (change.kind) {
    case "learning_rate":
      await run.ask("setLearningRate", [change.value], { signal });
      break;
    case "parameter":
      await run.ask("setParameter", [change.name, change.index, change.value], { signal });
      break;
    case "freeze":
      await run.ask("freeze", [change.name, change.index, change.frozen], { signal });
      break;
    case "ablate":
      await run.ask("ablate", [change.layer, change.unit, change.ablated], { signal });
      break;
  }
}

export class Timeline {
  readonly #run: RunClient;
  /** Steps that the RunSpec asks for. */
  readonly #length: number;
  readonly #onFrame: (frame: Frame) => void;
  readonly #onRefused: (faults: readonly string[]) => void;
  #edits: readonly Edit[];
  #made = 0;
  #step = 0;
  #isPausing = false;

  /** `edits` in the order of their steps; `onRefused` gets what is wrong with one that cannot be made. */
  constructor(
    run: RunClient,
    length: number,
    edits: readonly Edit[],
    on: { readonly frame: (frame: Frame) => void; readonly refused: (faults: readonly string[]) => void },
  ) {
    this.#run = run;
    this.#length = length;
    this.#edits = edits;
    this.#onFrame = on.frame;
    this.#onRefused = on.refused;
  }

  /** All changes, also those that a rewind has put before the run again. */
  get edits(): readonly Edit[] {
    return this.#edits;
  }

  /** The changes that the run has had by now. */
  get made(): readonly Edit[] {
    return this.#edits.slice(0, this.#made);
  }

  get history(): readonly EpochRecord[] {
    return this.#run.history;
  }

  /** Plays on, with the changes that are due on the way. */
  async play(
    { steps = Infinity, ...options }: PlayOptions,
    signal: AbortSignal,
  ): Promise<Divergence | undefined> {
    this.#isPausing = false;
    const goal = Math.min(this.#step + steps, this.#length);
    for (;;) {
      await this.#makeDue(signal);
      const next = Math.min(goal, this.#edits.at(this.#made)?.step ?? goal);
      const divergence = await this.#run.play(this.#take, {
        ...options,
        steps: Math.max(0, next - this.#step),
        signal,
      });
      if (this.#step < next || next >= goal || this.#wasPaused()) return divergence;
    }
  }

  /** Goes to a step, back or on. */
  async seek(step: number, signal: AbortSignal): Promise<Divergence | undefined> {
    if (step < this.#step) {
      await this.#run.rewind(step, { signal });
      this.#step = step;
      this.#made = this.#edits.filter((edit) => edit.step <= step).length;
    }
    return this.play({ steps: step - this.#step }, signal);
  }

  /** Makes a change at the step where the run is; what was to be changed later is dropped. */
  async change(change: Change, signal: AbortSignal): Promise<void> {
    await make(this.#run, change, signal);
    this.#edits = await this.#run.ask("edits", [], { signal });
    this.#made = this.#edits.length;
  }

  /** Looks at the run as it is. */
  ask<M extends RunMethod>(
    method: M,
    args: Parameters<Run[M]>,
    signal: AbortSignal,
  ): Promise<ReturnType<Run[M]>> {
    return this.#run.ask(method, args, { signal });
  }

  lossSlice(options: LossSliceOptions, signal: AbortSignal): Promise<LossSlice> {
    return this.#run.lossSlice({ ...options, signal });
  }

  pause(): void {
    this.#isPausing = true;
    this.#run.pause();
  }

  dispose(): void {
    this.#run.dispose();
  }

  #wasPaused(): boolean {
    return this.#isPausing;
  }

  async #makeDue(signal: AbortSignal): Promise<void> {
    for (;;) {
      const edit = this.#edits.at(this.#made);
      if (edit === undefined || edit.step > this.#step) return;
      try {
        await make(this.#run, edit, signal);
        this.#made++;
      } catch (error) {
        if (!(error instanceof ArgumentError)) throw error;
        this.#edits = this.#edits.filter((other) => other !== edit);
        this.#onRefused(error.faults.map(({ message }) => `The change at step ${edit.step}: ${message}.`));
      }
    }
  }

  readonly #take = (frame: Frame): void => {
    this.#step = frame.step;
    this.#onFrame(frame);
  };
}

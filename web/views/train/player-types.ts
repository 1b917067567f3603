/** What a player is told and what it tells. */

import type { Parameter } from "../../engine/types.js";

/** A parameter without its numbers. */
export type Tensor = Pick<Parameter, "name" | "shape">;

export interface Pacing {
  /** Units: steps per second. */
  readonly speed: number;
  /** Least time between two pictures. Units: ms. */
  readonly interval: number;
}

/** Where a run is shown at first: untrained, at its end, or after some steps; and what was changed on its way. */
export interface Moment {
  readonly at: "start" | "end" | number;
  /** As `readEdits` reads it. */
  readonly edits: string;
}

export interface PlayerHooks {
  readonly onChange: () => void;
  /** Gets what is wrong with a RunSpec that the engine does not take, each as a sentence. */
  readonly onRefused: (faults: readonly string[]) => void;
  /** Gets what is wrong with changes on a run's way; it goes on without them. */
  readonly onEditRefused: (faults: readonly string[]) => void;
}

/** One of the rows that the next step learns from. */
export interface Sample {
  /** The step before which it is looked at. */
  readonly step: number;
  /** 0-based, among the step's rows. */
  readonly index: number;
  readonly count: number;
  /** Its training row, 0-based. */
  readonly row: number;
}

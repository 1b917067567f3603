/** A race: many runs that differ in activation and seed, and what is said about them. */

import type { Divergence, EpochRecord } from "../engine/types.js";
import type { ActivationSpec, RunSpec } from "../spec/run-spec.js";
import type { CallOptions } from "./types.js";

/** What can be compared; see `EpochRecord`. */
export type RaceMeasure = "train_loss" | "train_accuracy" | "test_loss" | "test_accuracy";

/** Which runs there are: each activation with each seed. */
export interface Race {
  /** What all runs share; its own hidden activations and its seed are not used. */
  readonly spec: RunSpec;
  /** The competitors, 2 to 32: each takes the place of the activation of every layer but the last. */
  readonly activations: readonly ActivationSpec[];
  /** 1 to 256 of them; the data stay the same. Activations x seeds x epochs: at most 500,000. */
  readonly seeds: readonly number[];
  /** What is compared. Default: the test loss. */
  readonly measure?: RaceMeasure;
}

export interface RaceOptions extends CallOptions {
  /** Called about ten times a second while the race goes on. */
  readonly onProgress?: (standing: RaceStanding) => void;
  /** How many workers run at once, 1 to 16. Default: one for each core of the device, at most 8. */
  readonly workers?: number;
}

/**
 * One activation over all its seeds. Index 0 of the lists is epoch 1; NaN and 0 where no run has got that far, or where
 * nothing is measured. A run that has diverged counts on as the worst: an infinite loss, an accuracy of 0.
 */
export interface RaceCompetitor {
  readonly activation: ActivationSpec;
  /** Of the measure, over the seeds, as numpy.percentile(..., method="linear") has them. */
  readonly median: Float64Array;
  readonly lower_quartile: Float64Array;
  readonly upper_quartile: Float64Array;
  /** How many runs these are of. */
  readonly runs: Int32Array;
  /** Of the seeds that all competitors have run so far: how many it was best at. Of k equals each gets 1 / k. */
  readonly wins: Float64Array;
  /** How many of its runs have diverged. */
  readonly diverged: number;
}

/**
 * What the race has shown, at the last epoch that is measured. Competitors are given by their number.
 *
 * The competitor with the best median leads. That is taken for a difference only when its quartile band, from lower to
 * upper quartile, overlaps with no other's: half of the runs lie inside the band, so bands apart mean that a typical run
 * of the leader beats a typical run of every other. With fewer than 5 seeds the band says too little for that.
 */
export type RaceVerdict =
  | { readonly kind: "leader"; readonly epoch: number; readonly leader: number; readonly runner_up: number }
  /** Those whose bands overlap with the band of the best median, which comes first. */
  | { readonly kind: "no_difference"; readonly epoch: number; readonly among: readonly number[] }
  | { readonly kind: "too_few_seeds"; readonly epoch: number; readonly needed: number }
  /** Some runs are not done, or the measure is never taken. */
  | { readonly kind: "open" };

/** How the race stands. */
export interface RaceStanding {
  readonly measure: RaceMeasure;
  readonly epochs: number;
  /** How many runs there are, and how many of them are done. */
  readonly runs: number;
  readonly finished: number;
  /** In the order of `Race.activations`. */
  readonly competitors: readonly RaceCompetitor[];
  readonly verdict: RaceVerdict;
}

/** One run of a race: the same bits as `createRun(spec)` and `train()` give. */
export interface RaceRun {
  readonly activation: ActivationSpec;
  readonly seed: number;
  readonly history: readonly EpochRecord[];
  readonly divergence: Divergence | undefined;
  readonly fingerprint: string;
}

/** The end of a race; it does not depend on the number of workers, nor on which run was done first. */
export interface RaceResult extends RaceStanding {
  /** Seed by seed for each competitor in turn. */
  readonly all: readonly RaceRun[];
}

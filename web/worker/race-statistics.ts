/** Medians, quartiles and wins of a race, kept up to date while runs come in. */

import type { EpochRecord } from "../engine/types.js";
import { quantile } from "./quantile.js";
import type { RaceMeasure, RaceVerdict } from "./race-types.js";

/** Fewer seeds show no difference; see `RaceVerdict`. */
export const kSeedsForVerdict = 5;

/** What there is to compare. */
export interface RaceShape {
  readonly measure: RaceMeasure;
  readonly competitors: number;
  readonly seeds: number;
  readonly epochs: number;
  /** Every so many epochs all but the training loss is measured. */
  readonly evaluate_every: number;
}

/** The numbers of one competitor; see `RaceCompetitor`. */
export interface CompetitorNumbers {
  readonly median: Float64Array;
  readonly lower_quartile: Float64Array;
  readonly upper_quartile: Float64Array;
  readonly runs: Int32Array;
  readonly wins: Float64Array;
}

/** Takes the records of runs in any order; what it says depends on the records alone. */
export class RaceStatistics {
  readonly #shape: RaceShape;
  /** The measure of each run at each epoch, [competitors, seeds, epochs]; NaN: not there. */
  readonly #values: Float64Array;
  readonly #numbers: readonly CompetitorNumbers[];
  /** Epochs whose numbers are out of date. */
  readonly #changed: Uint8Array;
  readonly #sorted: Float64Array;

  constructor(shape: RaceShape) {
    const { competitors, seeds, epochs } = shape;
    this.#shape = shape;
    this.#values = new Float64Array(competitors * seeds * epochs).fill(NaN);
    this.#numbers = Array.from({ length: competitors }, () => ({
      median: new Float64Array(epochs).fill(NaN),
      lower_quartile: new Float64Array(epochs).fill(NaN),
      upper_quartile: new Float64Array(epochs).fill(NaN),
      runs: new Int32Array(epochs),
      wins: new Float64Array(epochs),
    }));
    this.#changed = new Uint8Array(epochs);
    this.#sorted = new Float64Array(seeds);
  }

  /** Records of one run; those that are known already may come again. */
  add(competitor: number, seed: number, records: readonly EpochRecord[]): void {
    for (const record of records) this.#set(competitor, seed, record.epoch, record[this.#shape.measure]);
  }

  /** A run that has diverged after `epochs` whole epochs: from there on it is the worst. */
  diverge(competitor: number, seed: number, epochs: number): void {
    for (let epoch = epochs + 1; epoch <= this.#shape.epochs; epoch++) {
      if (this.#isMeasured(epoch)) this.#set(competitor, seed, epoch, this.#isLoss ? Infinity : 0);
    }
  }

  /** The numbers of each competitor as they are now; they change with what is added later. */
  get numbers(): readonly CompetitorNumbers[] {
    this.#changed.forEach((changed, index) => {
      if (changed !== 0) this.#update(index);
    });
    this.#changed.fill(0);
    return this.#numbers;
  }

  /** See `RaceVerdict`. */
  get verdict(): RaceVerdict {
    const { numbers } = this;
    const index = this.#lastMeasured() - 1;
    const isComplete = numbers.every(({ runs }) => index >= 0 && runs[index] === this.#shape.seeds);
    if (!isComplete) return { kind: "open" };
    const epoch = index + 1;
    if (this.#shape.seeds < kSeedsForVerdict)
      return { kind: "too_few_seeds", epoch, needed: kSeedsForVerdict };
    // The better the smaller, for losses and accuracies alike.
    const sign = this.#isLoss ? 1 : -1;
    const bands = numbers.map(({ median, lower_quartile, upper_quartile }, competitor) => {
      const ends = [sign * lower_quartile[index], sign * upper_quartile[index]];
      return {
        competitor,
        median: sign * median[index],
        best: Math.min(...ends),
        worst: Math.max(...ends),
      };
    });
    bands.sort((a, b) => (a.median < b.median ? -1 : Number(a.median > b.median)));
    const [first, ...others] = bands;
    const near = others.filter(({ best }) => best <= first.worst);
    if (near.length === 0)
      return { kind: "leader", epoch, leader: first.competitor, runner_up: others[0].competitor };
    return { kind: "no_difference", epoch, among: [first, ...near].map(({ competitor }) => competitor) };
  }

  get #isLoss(): boolean {
    return this.#shape.measure.endsWith("loss");
  }

  #isMeasured(epoch: number): boolean {
    const { measure, evaluate_every } = this.#shape;
    return measure === "train_loss" || (evaluate_every > 0 && epoch % evaluate_every === 0);
  }

  /** The last epoch that is measured, or 0. */
  #lastMeasured(): number {
    let { epochs: epoch } = this.#shape;
    while (epoch > 0 && !this.#isMeasured(epoch)) epoch--;
    return epoch;
  }

  #at(competitor: number, seed: number, index: number): number {
    return (competitor * this.#shape.seeds + seed) * this.#shape.epochs + index;
  }

  #set(competitor: number, seed: number, epoch: number, value: number): void {
    const at = this.#at(competitor, seed, epoch - 1);
    if (Object.is(this.#values[at], value)) return;
    this.#values[at] = value;
    this.#changed[epoch - 1] = 1;
  }

  #update(index: number): void {
    this.#numbers.forEach((numbers, competitor) => {
      let count = 0;
      for (let seed = 0; seed < this.#shape.seeds; seed++) {
        const value = this.#values[this.#at(competitor, seed, index)];
        if (!Number.isNaN(value)) this.#sorted[count++] = value;
      }
      const sorted = this.#sorted.subarray(0, count).sort();
      const at = (share: number) => (count === 0 ? NaN : quantile(sorted, share));
      numbers.runs[index] = count;
      numbers.median[index] = at(0.5);
      numbers.lower_quartile[index] = at(0.25);
      numbers.upper_quartile[index] = at(0.75);
      numbers.wins[index] = 0;
    });
    for (let seed = 0; seed < this.#shape.seeds; seed++) this.#shareWin(seed, index);
  }

  #shareWin(seed: number, index: number): void {
    const values = this.#numbers.map((_, competitor) => this.#values[this.#at(competitor, seed, index)]);
    if (values.some(Number.isNaN)) return;
    const best = this.#isLoss ? Math.min(...values) : Math.max(...values);
    if (best === Infinity) return; // all have diverged
    const winners = this.#numbers.filter((_, competitor) => values[competitor] === best);
    for (const { wins } of winners) wins[index] += 1 / winners.length;
  }
}

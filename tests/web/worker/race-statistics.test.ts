import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EpochRecord } from "../../../web/engine/types.js";
import { quantile } from "../../../web/worker/quantile.js";
import { RaceStatistics, type RaceShape } from "../../../web/worker/race-statistics.js";
import type { RaceMeasure } from "../../../web/worker/types.js";

interface Quantiles {
  readonly cases: readonly {
    readonly sorted: readonly number[];
    readonly shares: readonly number[];
    readonly expected: readonly number[];
  }[];
}

const fixture = new URL("../../fixtures/race/quantiles.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as Quantiles;

describe("quantile", () => {
  it.each(cases)("is NumPy's, to the bit, of $sorted.length numbers", ({ sorted, shares, expected }) => {
    expect(shares.map((share) => quantile(sorted, share))).toEqual(expected);
  });

  it("takes the larger of two neighbours when one is infinite", () => {
    expect(quantile([1, Infinity], 0.5)).toBe(Infinity);
    expect(quantile([1, 2, Infinity], 0.25)).toBe(1.5);
    expect(quantile([Infinity, Infinity], 0.5)).toBe(Infinity);
  });
});

const record = (epoch: number, measure: RaceMeasure, value: number): EpochRecord => ({
  epoch,
  ...{ train_loss: NaN, train_accuracy: NaN, test_loss: NaN, test_accuracy: NaN },
  [measure]: value,
});

/** A race whose runs have the same value at every epoch. values[competitor][seed] */
function raceOf(values: readonly (readonly number[])[], shape: Partial<RaceShape> = {}) {
  const { measure = "test_loss", epochs = 1 } = shape;
  const full = { measure, epochs, evaluate_every: 1, competitors: values.length, seeds: values[0].length };
  const statistics = new RaceStatistics({ ...full, ...shape });
  values.forEach((row, competitor) => {
    row.forEach((value, seed) => {
      const records = Array.from({ length: epochs }, (_, i) => record(i + 1, measure, value));
      statistics.add(competitor, seed, records);
    });
  });
  return statistics;
}

describe("statistics of a race", () => {
  it("have median, quartiles and the number of runs", () => {
    const [first, second] = raceOf([
      [4, 1, 3, 2],
      [8, 8, 8, 9],
    ]).numbers;
    expect([first.lower_quartile[0], first.median[0], first.upper_quartile[0]]).toEqual([1.75, 2.5, 3.25]);
    expect([second.lower_quartile[0], second.median[0], second.upper_quartile[0]]).toEqual([8, 8, 8.25]);
    expect([...first.runs, ...second.runs]).toEqual([4, 4]);
  });

  it("count the seeds won, the smaller loss or the larger accuracy, and share what is equal", () => {
    const values = [
      [1, 2, 5, 3],
      [2, 2, 4, 3],
      [3, 9, 4, 3],
    ];
    const wins = (measure: RaceMeasure) => raceOf(values, { measure }).numbers.map(({ wins: [n] }) => n);
    expect(wins("train_loss")).toEqual([1 + 0.5 + 1 / 3, 0.5 + 0.5 + 1 / 3, 0.5 + 1 / 3]);
    expect(wins("test_accuracy")).toEqual([1 + 1 / 3, 1 / 3, 1 + 1 + 1 / 3]);
  });

  it("count no win before all competitors have run a seed, and say nothing where nothing is there", () => {
    const statistics = new RaceStatistics({
      ...{ measure: "test_loss", competitors: 2, seeds: 6, epochs: 2, evaluate_every: 1 },
    });
    statistics.add(0, 3, [record(1, "test_loss", 0.5)]);
    const [first, second] = statistics.numbers;
    expect([first.median, first.runs, first.wins].map((list) => [...list])).toEqual([
      [0.5, NaN],
      [1, 0],
      [0, 0],
    ]);
    expect([...second.median]).toEqual([NaN, NaN]);
    expect(statistics.verdict).toEqual({ kind: "open" });
    statistics.add(1, 3, [record(1, "test_loss", 0.25)]);
    expect(statistics.numbers.map(({ wins }) => wins[0])).toEqual([0, 1]);
  });

  it("do not depend on the order in which records come, nor on their coming twice", () => {
    const random = [0.3, 0.1, 0.9, 0.4, 0.2, 0.8, 0.7, 0.6];
    const parts = [0, 1].flatMap((competitor) =>
      random.flatMap((value, seed) =>
        [1, 2, 3].map((epoch) => ({ competitor, seed, epoch, value: value * (competitor + 1) + epoch })),
      ),
    );
    const numbersOf = (order: typeof parts, readOften: boolean) => {
      const statistics = new RaceStatistics({
        ...{ measure: "train_loss", competitors: 2, seeds: 8, epochs: 3, evaluate_every: 1 },
      });
      for (const { competitor, seed, epoch, value } of order) {
        statistics.add(competitor, seed, [record(epoch, "train_loss", value)]);
        if (readOften) expect(statistics.numbers).toHaveLength(2);
      }
      return [statistics.numbers, statistics.verdict];
    };
    const expected = numbersOf(parts, false);
    expect(numbersOf([...parts].reverse(), true)).toEqual(expected);
    expect(numbersOf([...parts, ...parts.slice(5, 20)], true)).toEqual(expected);
  });

  it("let a run that has diverged be the worst from there on", () => {
    const losses = raceOf([
      [1, 1],
      [2, 2],
    ]);
    const shape = { competitors: 2, seeds: 2, epochs: 4, evaluate_every: 2 } as const;
    for (const [measure, worst] of [["test_loss", Infinity] as const, ["test_accuracy", 0] as const]) {
      const statistics = new RaceStatistics({ ...shape, measure });
      for (const competitor of [0, 1])
        statistics.add(competitor, 0, [record(2, measure, 0.5), record(4, measure, 0.5)]);
      statistics.add(1, 1, [record(2, measure, 0.75), record(4, measure, 0.75)]);
      statistics.add(0, 1, [record(1, measure, NaN)]);
      statistics.diverge(0, 1, 1);
      const [first, second] = statistics.numbers;
      expect([...first.runs]).toEqual([0, 2, 0, 2]);
      expect(first[measure === "test_loss" ? "upper_quartile" : "lower_quartile"][3]).toBe(
        measure === "test_loss" ? worst : 0.125,
      );
      expect([first.wins[3], second.wins[3]]).toEqual([0.5, 1.5]);
    }
    losses.diverge(0, 0, 0);
    losses.diverge(1, 0, 0);
    expect(losses.numbers.map(({ wins }) => wins[0])).toEqual([1, 0]);
  });
});

describe("the verdict", () => {
  const around = (middle: number) => [-2, -1, 0, 1, 2].map((step) => middle + step / 10);

  it("names a leader whose quartile band is apart from all others", () => {
    const values = [around(3), around(1), around(2)];
    const verdict = { kind: "leader", epoch: 7, leader: 1, runner_up: 2 };
    expect(raceOf(values, { epochs: 7 }).verdict).toEqual(verdict);
    expect(raceOf(values, { epochs: 7, measure: "test_accuracy" }).verdict).toEqual({
      ...verdict,
      leader: 0,
    });
  });

  it("shows no difference where bands overlap or touch", () => {
    // Quartiles are the middle -0.1 and +0.1.
    expect(raceOf([around(1.2), around(1), around(3)]).verdict).toEqual({
      ...{ kind: "no_difference", epoch: 1, among: [1, 0] },
    });
    expect(raceOf([around(1.25), around(1), around(3)]).verdict).toMatchObject({ kind: "leader", leader: 1 });
  });

  it("does not judge by fewer than 5 seeds", () => {
    const verdict = { kind: "too_few_seeds", epoch: 1, needed: 5 };
    expect(raceOf([around(1).slice(1), around(9).slice(1)]).verdict).toEqual(verdict);
  });

  it("looks at the last epoch that is measured, and is open when there is none", () => {
    const values = [around(1), around(9)];
    expect(raceOf(values, { epochs: 7, evaluate_every: 3 }).verdict).toMatchObject({
      ...{ kind: "leader", epoch: 6 },
    });
    expect(raceOf(values, { epochs: 7, evaluate_every: 0 }).verdict).toEqual({ kind: "open" });
    expect(raceOf(values, { epochs: 7, evaluate_every: 0, measure: "train_loss" }).verdict).toMatchObject({
      ...{ kind: "leader", epoch: 7 },
    });
  });

  it("sees no leader among those that have all diverged", () => {
    const statistics = raceOf([around(1), around(2)]);
    for (const seed of [0, 1, 2, 3, 4]) for (const c of [0, 1]) statistics.diverge(c, seed, 0);
    expect(statistics.verdict).toMatchObject({ kind: "no_difference", among: [0, 1] });
  });
});

/** Runs a race over a pool of workers. */

import type { EpochRecord } from "../engine/types.js";
import { ArgumentError, fault, show } from "../spec/faults.js";
import { coreCount, poolSize, type Task, type WorkerPool } from "./pool.js";
import type { FinishedRun } from "./protocol.js";
import { kRaceLimits, readRace, type ReadRace } from "./race-rules.js";
import { RaceStatistics } from "./race-statistics.js";
import type { Race, RaceOptions, RaceResult, RaceRun, RaceStanding } from "./race-types.js";
import type { Ready, Session } from "./session.js";

/** Least time from one `onProgress` to the next. Units: ms. */
const kProgressGap = 100;

class RaceInProgress {
  readonly #race: ReadRace;
  readonly #options: RaceOptions;
  readonly #statistics: RaceStatistics;
  /** Competitor by competitor, seed by seed; there once the run is done. */
  readonly #done: (RaceRun | undefined)[];
  #finished = 0;
  #lastProgress = performance.now();

  constructor(race: ReadRace, options: RaceOptions) {
    const { specs, seeds, measure } = race;
    const { epochs, evaluate_every = 1 } = specs[0];
    this.#race = race;
    this.#options = options;
    this.#done = Array.from({ length: specs.length * seeds.length }, () => undefined);
    this.#statistics = new RaceStatistics({
      measure,
      competitors: specs.length,
      seeds: seeds.length,
      epochs,
      evaluate_every,
    });
  }

  /** One task for each run. All competitors come with one seed before the next seed, so that wins can be counted early. */
  get tasks(): Task[] {
    return this.#race.seeds.flatMap((_, seed) =>
      this.#race.specs.map((_spec, competitor): Task => {
        return (session, signal) => this.#run(session, signal, competitor, seed);
      }),
    );
  }

  get standing(): RaceStanding {
    const { specs, seeds, measure } = this.#race;
    const runs = (competitor: number) =>
      this.#done.slice(competitor * seeds.length, (competitor + 1) * seeds.length);
    const competitors = this.#statistics.numbers.map((numbers, competitor) => ({
      activation: specs[competitor].layers[0].activation,
      median: numbers.median.slice(),
      lower_quartile: numbers.lower_quartile.slice(),
      upper_quartile: numbers.upper_quartile.slice(),
      runs: numbers.runs.slice(),
      wins: numbers.wins.slice(),
      diverged: runs(competitor).filter((run) => run?.divergence !== undefined).length,
    }));
    const counts = { runs: this.#done.length, finished: this.#finished };
    return { measure, epochs: specs[0].epochs, ...counts, competitors, verdict: this.#statistics.verdict };
  }

  get result(): RaceResult {
    return { ...this.standing, all: this.#done.filter((run) => run !== undefined) };
  }

  async #run(session: Session, signal: AbortSignal, competitor: number, seed: number): Promise<void> {
    const spec = { ...this.#race.specs[competitor], seed: this.#race.seeds[seed] };
    const history: EpochRecord[] = [];
    const onRecords = (records: readonly EpochRecord[]) => {
      history.push(...records);
      this.#statistics.add(competitor, seed, records);
      if (!signal.aborted) this.#progress();
    };
    const finished: FinishedRun = await session.call("finishRun", [spec], { signal, onRecords });
    const { records, divergence, fingerprint } = finished;
    history.push(...records);
    this.#statistics.add(competitor, seed, records);
    if (divergence !== undefined) this.#statistics.diverge(competitor, seed, history.length);
    const { activation } = spec.layers[0];
    const at = competitor * this.#race.seeds.length + seed;
    this.#done[at] = { activation, seed: spec.seed, history, divergence, fingerprint };
    this.#finished++;
    this.#progress();
  }

  #progress(): void {
    const { onProgress } = this.#options;
    if (onProgress === undefined || performance.now() - this.#lastProgress < kProgressGap) return;
    onProgress(this.standing);
    this.#lastProgress = performance.now();
  }
}

function checkOptions({ workers, onProgress }: RaceOptions): void {
  if (
    workers !== undefined &&
    !(Number.isInteger(workers) && workers >= 1 && workers <= kRaceLimits.workers)
  ) {
    const limit = `a whole number from 1 to ${kRaceLimits.workers}`;
    const problem = `${show(workers)} is not ${limit}`;
    throw new ArgumentError([fault("workers", workers, problem, { limit, suggestion: `use ${limit}` })]);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    const problem = `${show(onProgress)} is not a function`;
    const suggestion = "give a function, or leave it out";
    throw new ArgumentError([fault("onProgress", onProgress, problem, { suggestion })]);
  }
}

/** See `EngineClient.race`. */
export async function runRace(
  pool: WorkerPool,
  { catalog }: Ready,
  race: Race,
  options: RaceOptions,
): Promise<RaceResult> {
  checkOptions(options);
  const running = new RaceInProgress(readRace(race, catalog), options);
  await pool.run(running.tasks, options.workers ?? poolSize(coreCount()), options.signal);
  return running.result;
}

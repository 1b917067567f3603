import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { trainAll, type RecordedRuns } from "../../support/recorded-runs.mjs";
import { engines } from "./modules.js";

const engine = engines.simd;
const file = new URL("../../fixtures/runs.json", import.meta.url);
const { tables, runs } = JSON.parse(readFileSync(file, "utf8")) as RecordedRuns;

beforeAll(async () => {
  await trainAll(engine, [], tables);
});

/** Steps that are not all multiples of anything, the same at every run of the tests. */
function someStep(i: number, made: number): number {
  return (7919 * (i + 1)) % (made + 1);
}

describe("every recorded run", () => {
  it(
    "goes back to any step, from checkpoints or from the start, and ends with the same bits",
    { timeout: 120_000 },
    () => {
      runs.forEach(({ name, spec, fingerprint }, i) => {
        const run = engine.createRun(spec);
        if (i % 2 === 0) run.keepCheckpoints();
        run.train();
        const made = run.step;
        const { divergence, stopped } = run;
        const history = [...run.history];
        for (const step of [someStep(i, made), someStep(i + 1, made)]) {
          run.rewind(step);
          expect([name, run.step, run.history.length]).toEqual([name, step, run.epoch]);
          const there = run.fingerprint();
          run.advance(Math.min(2, made - step));
          run.rewind(step);
          expect([name, run.fingerprint()]).toEqual([name, there]);
          if (divergence === undefined) run.advance(made - step);
          else run.train();
          expect([name, run.fingerprint(), run.step]).toEqual([name, fingerprint, made]);
          expect([run.divergence, run.stopped, run.history]).toEqual([divergence, stopped, history]);
        }
        run.dispose();
      });
    },
  );
});

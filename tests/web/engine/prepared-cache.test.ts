import { describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/engine/index.js";
import { PreparedCache, type KeptRows } from "../../../web/engine/prepared-cache.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import type { DataSpec } from "../../../web/spec/run-spec.js";

function rowsOf(numbers: number): KeptRows {
  const none = { features: new Float32Array(0), labels: new Int32Array(0), targets: new Float32Array(0) };
  const preparation = { n_features: 1, inputs: null, mean: new Float64Array(1), scale: new Float64Array(1) };
  return { train: { ...none, features: new Float32Array(numbers) }, test: none, preparation, n_classes: 2 };
}

const data = (random_state: number): DataSpec => ({ name: "make_moons", random_state });

/** Which of the calls had to make their rows. */
function made(cache: PreparedCache, calls: readonly DataSpec[], numbers = 1): boolean[] {
  return calls.map((spec) => {
    let isMade = false;
    cache.get(spec, () => {
      isMade = true;
      return rowsOf(numbers);
    });
    return isMade;
  });
}

describe("prepared rows", () => {
  it("are made once, and again when four others came between", () => {
    const cache = new PreparedCache();
    expect(made(cache, [data(1), data(1), data(2), data(3), data(4), data(1)])).toEqual([
      ...[true, false, true, true, true, false],
    ]);
    expect(made(cache, [data(5), data(2), data(1)])).toEqual([true, true, false]);
  });

  it("do not take more room than there is for them", () => {
    const cache = new PreparedCache();
    expect(made(cache, [data(1), data(2), data(3), data(2), data(1)], 3_000_000)).toEqual([
      ...[true, true, true, false, true],
    ]);
    expect(made(cache, [data(7), data(7)], 9_000_000)).toEqual([true, true]);
  });

  it("of a table are not kept, as it can be removed", () => {
    const table = { name: "table", id: "0123456789abcdef", random_state: 1 } as unknown as DataSpec;
    expect(made(new PreparedCache(), [table, table])).toEqual([true, true]);
  });

  it("give the same run as rows made anew, whatever the caller did with a copy of them", async () => {
    const [kept, fresh] = [await loadEngine(), await loadEngine()];
    const first = kept.prepareData(exerciseSpec().data);
    first.train.features.fill(NaN);
    first.mean.fill(NaN);
    const fingerprints = [kept, kept, fresh].map((engine) => {
      const run = engine.createRun(exerciseSpec({ epochs: 3 }));
      run.train();
      return run.fingerprint();
    });
    expect(new Set(fingerprints).size).toBe(1);
    expect(kept.prepareData(exerciseSpec().data)).toEqual(fresh.prepareData(exerciseSpec().data));
  });
});

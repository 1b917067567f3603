import { afterEach, describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import type { ActivationSpec, RunSpec } from "../../../web/spec/run-spec.js";
import { createEngineClient, type ClientOptions } from "../../../web/worker/client.js";
import { poolSize } from "../../../web/worker/pool.js";
import type { EngineClient, Race, RaceStanding } from "../../../web/worker/types.js";
import { FakeWorker } from "./fake-worker.js";

const clients: EngineClient[] = [];
function open(options: ClientOptions): EngineClient {
  const client = createEngineClient(options);
  clients.push(client);
  return client;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => error as Error,
  );

const small: RunSpec = exerciseSpec({ epochs: 6 });
const activations: readonly ActivationSpec[] = [
  { id: "relu" },
  { id: "tanh" },
  { id: "leaky_relu", negative_slope: 0.2 },
];
const race: Race = { spec: small, activations, seeds: [3, 1, 2] };

/** A client that keeps the workers it has started. */
function openWithWorkers(workers: FakeWorker[] = []): EngineClient {
  return open({
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
}

const openInPage = () =>
  open({
    createWorker: () => {
      throw new DOMException("no workers here", "SecurityError");
    },
  });

describe("a race", () => {
  it("runs each activation with each seed as it would run alone, bit for bit", async () => {
    const { all } = await openWithWorkers().race(race, { workers: 2 });
    const engine = await loadEngine();
    expect(all).toHaveLength(9);
    all.forEach((run, i) => {
      const [activation, seed] = [activations[Math.floor(i / 3)], race.seeds[i % 3]];
      const layers = [{ ...small.layers[0], activation }, small.layers[1]];
      const alone = engine.createRun({ ...small, layers, seed });
      alone.train();
      expect(run).toEqual({
        ...{ activation: alone.spec.layers[0].activation, seed, divergence: undefined },
        ...{ history: alone.history, fingerprint: alone.fingerprint() },
      });
      alone.dispose();
    });
  });

  it("has the same result whatever the number of workers, also in the page and a second time", async () => {
    const workers: FakeWorker[] = [];
    const client = openWithWorkers(workers);
    const result = await client.race(race, { workers: 1 });
    const started = workers.length;
    expect(await client.race(race, { workers: 3 })).toEqual(result);
    expect(workers.length).toBe(started + 2);
    expect(await openInPage().race(race, { workers: 3 })).toEqual(result);
    expect(result.competitors.map(({ runs }) => [...runs])).toEqual([0, 0, 0].map(() => [3, 3, 3, 3, 3, 3]));
    expect(result.competitors.reduce((sum, { wins }) => sum + wins[5], 0)).toBeCloseTo(3, 12);
    expect(result.verdict).toEqual({ kind: "too_few_seeds", epoch: 6, needed: 5 });
  });

  it("says how it stands while it goes on", async () => {
    const standings: RaceStanding[] = [];
    const long: Race = { ...race, spec: exerciseSpec({ epochs: 300 }) };
    const result = await openWithWorkers().race(long, {
      workers: 2,
      onProgress: (standing) => standings.push(standing),
    });
    expect(standings.length).toBeGreaterThan(0);
    for (const [i, { finished, runs, competitors }] of standings.entries()) {
      expect(runs).toBe(9);
      expect(finished).toBeGreaterThanOrEqual(i === 0 ? 0 : standings[i - 1].finished);
      // What is shown of an epoch is what the end has, as long as the same runs are counted.
      competitors.forEach(({ runs: count, median }, c) => {
        const final = result.competitors[c];
        const isFull = (epoch: number) => count[epoch] === final.runs[epoch];
        const shown = median.filter((_, epoch) => isFull(epoch));
        expect(shown).toEqual(final.median.filter((_, epoch) => isFull(epoch)));
      });
    }
    expect(result.finished).toBe(9);
  });

  it("gives a worker the next run only when it is free", async () => {
    const workers: FakeWorker[] = [];
    const open: number[] = [];
    const client = openWithWorkers(workers);
    const running = client.race({ ...race, seeds: [1, 2, 3, 4, 5] }, { workers: 2 });
    const watch = setInterval(() => open.push(...workers.map(({ openCalls }) => openCalls)), 1);
    const result = await running;
    clearInterval(watch);
    expect(result.all).toHaveLength(15);
    expect(Math.max(...open)).toBe(1);
  });

  it("counts a run that diverges as the worst, and says so", async () => {
    const wild = { ...exerciseSpec({ softmax: false, epochs: 12 }), optimizer: { id: "sgd", lr: 10 } };
    const layers = Array.from({ length: 6 }, (_, i) => ({
      units: i === 5 ? 2 : 20,
      activation: { id: "linear" },
    }));
    const { all, competitors } = await openWithWorkers().race({
      ...{ spec: { ...wild, layers }, activations: [{ id: "linear" }, { id: "tanh" }], seeds: [1, 2] },
    });
    const diverged = all.filter(({ divergence }) => divergence !== undefined);
    expect(diverged.map(({ activation }) => activation.id)).toEqual(["linear", "linear"]);
    expect(competitors.map((competitor) => competitor.diverged)).toEqual([2, 0]);
    expect(competitors[0].median[11]).toBe(Infinity);
    expect(competitors[1].wins[11]).toBe(2);
  });

  it("does a run again whose worker has crashed, with the same result", async () => {
    const workers: FakeWorker[] = [];
    const long: Race = { ...race, spec: exerciseSpec({ epochs: 400 }) };
    const running = openWithWorkers(workers).race(long, {
      ...{ workers: 2 },
      onProgress: () => {
        if (workers.length === 3) workers[1].crash("out of luck");
      },
    });
    const result = await running;
    expect(workers.length).toBeGreaterThanOrEqual(4);
    expect(result).toEqual(await openInPage().race(long));
  });

  it("gives up when a run stops its worker twice", async () => {
    const client = open({
      createWorker: () => {
        const worker = new FakeWorker();
        worker.crashAt("finishRun");
        return worker;
      },
    });
    const error = await failureOf(client.race(race, { workers: 1 }));
    expect(error).toMatchObject({ name: "EngineError" });
    expect(error.message).toContain("the engine has stopped");
  });

  it("stops when told so, and can be run again", async () => {
    const client = openWithWorkers();
    const stop = new AbortController();
    const reason = new Error("enough");
    const long: Race = { ...race, spec: exerciseSpec({ epochs: 20_000 }) };
    const running = failureOf(
      client.race(long, {
        ...{ workers: 2, signal: stop.signal },
        onProgress: () => {
          stop.abort(reason);
        },
      }),
    );
    expect(await running).toBe(reason);
    expect(await failureOf(client.race(race, { signal: stop.signal }))).toBe(reason);
    expect((await client.race(race)).finished).toBe(9);
  });

  it("ends with the client", async () => {
    const client = openWithWorkers();
    const long: Race = { ...race, spec: exerciseSpec({ epochs: 20_000 }) };
    const running = failureOf(
      client.race(long, {
        onProgress: () => {
          client.dispose();
        },
      }),
    );
    expect(await running).toMatchObject({ name: "AbortError" });
    expect(await failureOf(client.race(race))).toMatchObject({ name: "AbortError" });
  });
});

describe("what is wrong with a race", () => {
  const faultsOf = async (given: unknown) => {
    const error = await failureOf(openInPage().race(given as Race));
    expect(error.name).toBe("ArgumentError");
    return (error as unknown as { faults: { path: string; message: string }[] }).faults;
  };

  it("is told all at once, each at its place", async () => {
    const faults = await faultsOf({
      spec: { ...small, seed: -1 },
      activations: { id: "relu" },
      seeds: [1, 2.5, 1],
      measure: "loss",
      colour: 3,
    });
    expect(faults.map(({ path }) => path)).toEqual([
      ...["colour", "spec.seed", "activations", "seeds[1]", "seeds[2]", "measure"],
    ]);
  });

  it("stands at the activation it comes from", async () => {
    const faults = await faultsOf({
      ...race,
      spec: { ...small, layers: [{ units: 51, activation: { id: "relu" } }, small.layers[1]] },
      activations: [{ id: "rleu" }, { id: "elu", alpha: "x" }, { id: "glu" }, { id: "relu" }, { id: "relu" }],
    });
    expect(faults.map(({ path }) => path)).toEqual([
      ...["activations[0].id", "activations[1].alpha", "activations[2]", "activations[4]"],
    ]);
    expect(faults[0].message).toBe('activations[0].id: unknown activation "rleu"; did you mean "relu"?');
  });

  it.each([
    ["one activation", { ...race, activations: [{ id: "relu" }] }, "activations"],
    ["no seeds", { ...race, seeds: [] }, "seeds"],
    ["no hidden layer", { ...race, spec: { ...small, layers: [small.layers[1]] } }, "spec.layers"],
    ["a measure that is not taken", { ...race, spec: { ...small, evaluate_every: 0 } }, "measure"],
    ["too many epochs", { ...race, spec: { ...small, epochs: 100_000 } }, ""],
    ["nothing at all", undefined, ""],
  ])("can be %s", async (_what, given, path) => {
    expect((await faultsOf(given))[0].path).toBe(path);
  });

  it("may be an option", async () => {
    const client = openInPage();
    expect((await failureOf(client.race(race, { workers: 0 }))).message).toContain("from 1 to 16");
    expect((await failureOf(client.race(race, { onProgress: 3 as never }))).message).toContain(
      "not a function",
    );
  });
});

describe("the number of workers", () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [64, 8],
  ])("suits a device of %s cores", (cores, workers) => {
    expect(poolSize(cores)).toBe(workers);
  });
});

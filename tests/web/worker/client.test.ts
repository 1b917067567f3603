import { afterEach, describe, expect, it } from "vitest";
import { FormulaError, loadEngine } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { createEngineClient, type ClientOptions } from "../../../web/worker/client.js";
import type { EngineClient } from "../../../web/worker/types.js";
import { FakeWorker } from "./fake-worker.js";

const x = Float32Array.of(-1, 0, 1, 2);
const relu = Float32Array.of(0, 0, 1, 2);
const noWorker: ClientOptions = {
  createWorker: () => {
    throw new DOMException("Script cannot be accessed from origin 'null'", "SecurityError");
  },
};

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

describe.each([
  ["in a worker", () => open({ createWorker: () => new FakeWorker() })],
  ["in the page, where a worker cannot be had", () => open(noWorker)],
  [
    "in the page, after a worker that did not load",
    () => open({ createWorker: () => new FakeWorker({ loads: false }) }),
  ],
])("an engine %s", (_place, start) => {
  it("answers as the engine itself does", async () => {
    const [client, engine] = [start(), await loadEngine()];
    expect(await client.ready).toEqual({ module: engine.module, catalog: engine.catalog });
    expect((await client.activation("relu", x)).y).toEqual(relu);
    expect(await client.softmax(Float32Array.of(1, 1), { rows: 1, cols: 2 })).toEqual(
      Float32Array.of(0.5, 0.5),
    );
    const data = { name: "make_classification", n_samples: 30, random_state: 1 } as const;
    expect(await client.makeDataset(data)).toEqual(engine.makeDataset(data));
    const split = { test_size: 0.5, random_state: 1 };
    expect(await client.trainTestSplit(10, split)).toEqual(engine.trainTestSplit(10, split));
    const [remote, local] = [await client.createRun(exerciseSpec()), engine.createRun(exerciseSpec())];
    local.train();
    expect(await remote.train()).toEqual(local.history);
    expect(await remote.fingerprint()).toBe(local.fingerprint());
    expect(await remote.parameters()).toEqual(local.parameters());
    expect(await remote.predict(new Float32Array(40))).toEqual(local.predict(new Float32Array(40)));
    expect(await remote.trace(new Float32Array(40))).toEqual(local.trace(new Float32Array(40)));
    expect(await remote.layerStats()).toEqual(local.layerStats());
    const row = { features: new Float32Array(20) };
    expect(await remote.layerStats(row)).toEqual(local.layerStats(row.features));
    expect(await remote.ask("assess", ["test"])).toEqual(local.assess("test"));
    expect(await remote.ask("collapse", [])).toBeUndefined();
    expect(await remote.lossSlice({ size: 7, extent: 2 })).toEqual(local.lossSlice({ size: 7, extent: 2 }));
    expect(await remote.ask("gradientChain", ["test", 4, 1, 2])).toEqual(
      local.gradientChain("test", 4, 1, 2),
    );
    expect([remote.spec, remote.divergence]).toEqual([local.spec, undefined]);
  });

  it("draws curves, and measures time", async () => {
    const [client, engine] = [start(), await loadEngine()];
    const at = Float64Array.of(-1, 0, 2);
    expect(await client.activationCurve("gelu", at, { approximate: "tanh" })).toEqual(
      engine.activationCurve("gelu", at, { approximate: "tanh" }),
    );
    const { value, both } = await client.activationTime("relu", 4096);
    expect(Math.min(value, both)).toBeGreaterThan(0);
  });

  it("runs typed formulas, any number of them one after the other", async () => {
    const [client, engine] = [start(), await loadEngine()];
    const formula = await client.formula("max(0, x) + a * min(0, x)");
    expect(formula.params).toEqual(["a"]);
    expect((await formula.sample(x, { a: 0.25 })).y).toEqual(Float32Array.of(-0.25, 0, 1, 2));
    const at = Float64Array.of(-1, 3);
    expect(await formula.curve(at)).toEqual(engine.formula(formula.text).curve(at));
    expect((await formula.time(4096)).value).toBeGreaterThan(0);
    for (let n = 0; n < 300; n++) {
      const { y } = await (await client.formula(`x + ${n}`)).sample(Float32Array.of(1));
      expect(y[0]).toBe(n + 1);
    }
    expect((await formula.sample(x, { a: 0.5 })).y[0]).toBe(-0.5);
  });

  it("gives the place of a fault in a formula", async () => {
    const client = start();
    const error = await failureOf(client.formula("x * sigmod(x)"));
    expect(error).toBeInstanceOf(FormulaError);
    expect(error).toMatchObject({ start: 4, end: 10, faults: [{ suggestion: 'did you mean "sigmoid"?' }] });
    expect(await failureOf(client.formula(3 as never))).toMatchObject({ name: "ArgumentError" });
  });

  it("gives the engine's errors, faults and all", async () => {
    const client = start();
    const error = await failureOf(client.activation("rleu", x));
    expect(error).toMatchObject({
      name: "ArgumentError",
      faults: [{ path: "id", suggestion: 'did you mean "relu"?' }],
    });
    expect(await failureOf(client.createRun({} as never))).toMatchObject({ name: "ArgumentError" });
    expect(await failureOf(client.activation("relu", (() => 1) as never))).toMatchObject({
      name: "ArgumentError",
    });
    expect((await client.activation("relu", x)).y).toEqual(relu);
  });

  it("reads arguments at the time of the call, and leaves them to the caller", async () => {
    const client = start();
    const mine = x.slice();
    const answer = client.activation("relu", mine);
    mine.fill(9);
    expect((await answer).y).toEqual(relu);
    expect(mine).toHaveLength(4);
  });

  it("reports progress, each record once and in order", async () => {
    const run = await start().createRun(exerciseSpec({ epochs: 60 }));
    const seen: number[] = [];
    await run.train(undefined, { onProgress: (records) => seen.push(...records.map(({ epoch }) => epoch)) });
    expect(seen).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(run.history.map(({ epoch }) => epoch)).toEqual(seen);
  });

  it("stops training when told so, keeps what was trained, and goes on from there", async () => {
    const client = start();
    const run = await client.createRun(exerciseSpec({ epochs: 100_000 }));
    const stop = new AbortController();
    const reason = new Error("enough");
    const error = await failureOf(
      run.train(undefined, {
        signal: stop.signal,
        onProgress: () => {
          stop.abort(reason);
        },
      }),
    );
    expect(error).toBe(reason);
    await run.fingerprint();
    const trained = run.history.length;
    expect(trained).toBeGreaterThan(0);
    expect(trained).toBeLessThan(100_000);
    expect((await run.train(2)).length).toBe(trained + 2);
    const alone = (await loadEngine()).createRun(exerciseSpec({ epochs: trained + 2 }));
    alone.train();
    expect(await run.fingerprint()).toBe(alone.fingerprint());
  });

  it("answers other calls while it trains", async () => {
    const client = start();
    const run = await client.createRun(exerciseSpec({ epochs: 100_000 }));
    const stop = new AbortController();
    const training = failureOf(run.train(undefined, { signal: stop.signal }));
    expect((await client.activation("relu", x)).y).toEqual(relu);
    stop.abort();
    expect(await training).toMatchObject({ name: "AbortError" });
  });

  it("never begins what was aborted before", async () => {
    const client = start();
    const stop = new AbortController();
    const early = failureOf(client.activation("relu", x, {}, { signal: stop.signal }));
    const run = failureOf(client.createRun(exerciseSpec(), { signal: stop.signal }));
    stop.abort();
    expect(await early).toMatchObject({ name: "AbortError" });
    expect(await run).toMatchObject({ name: "AbortError" });
    expect(await failureOf(client.activation("relu", x, {}, { signal: stop.signal }))).toMatchObject({
      name: "AbortError",
    });
  });

  it("keeps the newest call of a lane", async () => {
    const client = start();
    const calls = [1, 2, 3, 4].map((value) =>
      client.activation("relu", Float32Array.of(value), {}, { lane: "curve" }),
    );
    const settled = await Promise.allSettled([
      ...calls,
      client.activation("relu", Float32Array.of(9), {}, { lane: "other" }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect((settled[1] as PromiseRejectedResult).reason).toMatchObject({ name: "AbortError" });
    expect((settled[3] as PromiseFulfilledResult<{ y: Float32Array }>).value.y).toEqual(Float32Array.of(4));
    expect((await client.activation("relu", x, {}, { lane: "curve" })).y).toEqual(relu);
  });

  it("lets go of a call that waits in a lane when it is aborted", async () => {
    const client = start();
    const stop = new AbortController();
    const first = client.activation("relu", x, {}, { lane: "a" });
    const second = failureOf(client.activation("relu", x, {}, { lane: "a", signal: stop.signal }));
    stop.abort();
    expect(await second).toMatchObject({ name: "AbortError" });
    expect((await first).y).toEqual(relu);
    expect((await client.activation("relu", x, {}, { lane: "a" })).y).toEqual(relu);
  });

  it("says that a run was disposed of, also while it trains", async () => {
    const run = await start().createRun(exerciseSpec({ epochs: 100_000 }));
    const training = failureOf(
      run.train(undefined, {
        onProgress: () => {
          run.dispose();
        },
      }),
    );
    expect((await training).message).toContain("this run was disposed");
    expect((await failureOf(run.train())).message).toContain("this run was disposed");
    run.dispose();
  });

  it("rejects what is open when the client is disposed of", async () => {
    const client = start();
    await client.ready;
    const run = await client.createRun(exerciseSpec({ epochs: 100_000 }));
    const open = failureOf(run.train());
    client.dispose();
    expect(await open).toMatchObject({ name: "AbortError" });
    expect(await failureOf(client.activation("relu", x))).toMatchObject({ name: "AbortError" });
  });

  it("names what made a run diverge", async () => {
    const run = await start().createRun({
      ...exerciseSpec({ softmax: false, epochs: 500 }),
      layers: Array.from({ length: 6 }, (_, i) => ({
        units: i === 5 ? 2 : 50,
        activation: { id: "linear" },
      })),
      optimizer: { id: "sgd", lr: 10 },
    });
    const history = await run.train();
    expect(run.divergence?.step).toBe(history.length + 1);
    expect(await run.train()).toEqual(history);
  });
});

describe("an engine that crashes", () => {
  it("rejects what is open, loses its runs, and is there again for the next call", async () => {
    const workers: FakeWorker[] = [];
    const createWorker = () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    };
    const client = open({ createWorker });
    const run = await client.createRun(exerciseSpec({ epochs: 100_000 }));
    const training = failureOf(run.train());
    workers[0].crash("out of memory");
    expect(await training).toMatchObject({
      name: "EngineError",
      message: "the engine has stopped (out of memory); the next call starts a new one",
    });
    expect((await failureOf(run.train())).message).toContain("this run was lost");
    expect((await client.activation("relu", x)).y).toEqual(relu);
    expect(workers).toHaveLength(2);
    const again = await client.createRun({ ...run.spec, epochs: 2 });
    expect(await again.train()).toHaveLength(2);
  });

  it("says why when it cannot be loaded", async () => {
    const client = open({ createWorker: () => new FakeWorker(), module: "sse" as never });
    expect(await failureOf(client.ready)).toMatchObject({ name: "ArgumentError" });
    expect((await failureOf(client.activation("relu", x))).message).toContain('unknown module "sse"');
  });
});

describe("a run in a worker", () => {
  it("takes edits while it trains, and goes back", async () => {
    const client = open({ createWorker: () => new FakeWorker() });
    const [remote, engine] = [await client.createRun(exerciseSpec({ epochs: 30 })), await loadEngine()];
    const local = engine.createRun(exerciseSpec({ epochs: 30 }));
    await remote.ask("keepCheckpoints", []);
    await remote.train(10);
    await remote.ask("setLearningRate", [0.05]);
    await remote.ask("freeze", ["fc1.bias", "all"]);
    await remote.train();
    local.train(10);
    local.setLearningRate(0.05);
    local.freeze("fc1.bias", "all");
    local.train();
    expect(await remote.fingerprint()).toBe(local.fingerprint());
    expect(await remote.ask("edits", [])).toEqual(local.edits());

    local.rewind(10);
    expect(await remote.rewind(10)).toEqual(local.history);
    expect(await remote.fingerprint()).toBe(local.fingerprint());
    local.train();
    expect(await remote.train()).toEqual(local.history);
    expect(await failureOf(remote.rewind(31))).toMatchObject({ name: "ArgumentError" });
    expect(await failureOf(remote.ask("dispose" as never, [] as never))).toMatchObject({
      name: "EngineError",
      message: 'a run cannot be asked for "dispose"',
    });
  });

  it("shows the records of a play after a rewind", async () => {
    const client = open({ createWorker: () => new FakeWorker() });
    const run = await client.createRun(exerciseSpec({ epochs: 30 }));
    await run.watch({ map: new Float32Array(20), units: new Float32Array(20) });
    const shown: number[] = [];
    const onFrame = (frame: { readonly records: readonly { readonly epoch: number }[] }) => {
      shown.push(...frame.records.map(({ epoch }) => epoch));
    };
    await run.play(onFrame, { steps: 20 });
    await run.rewind(5);
    await run.ask("setLearningRate", [0.5]);
    shown.length = 0;
    await run.play(onFrame, { steps: 3 });
    expect(shown).toEqual([6, 7, 8]);
    expect(run.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("can be aborted on the way back", async () => {
    const client = open({ createWorker: () => new FakeWorker() });
    const run = await client.createRun(exerciseSpec({ epochs: 20_000 }));
    await run.train(3000);
    const abort = new AbortController();
    const back = failureOf(run.rewind(2999, { signal: abort.signal }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    expect(await back).toMatchObject({ name: "AbortError" });
    const history = await run.train(1);
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, i) => i + 1));
    expect(history.length).toBeLessThanOrEqual(3000);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/engine/index.js";
import type { Run } from "../../../web/engine/types.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { createEngineClient } from "../../../web/worker/client.js";
import { FrameSource } from "../../../web/worker/frames.js";
import { playInSlices } from "../../../web/worker/playing.js";
import type { EngineClient, Frame, RunClient } from "../../../web/worker/types.js";
import { FakeWorker } from "./fake-worker.js";

const scene = {
  map: Float32Array.from({ length: 20 * 50 }, (_, i) => Math.sin(i)),
  units: Float32Array.from({ length: 20 * 9 }, (_, i) => Math.cos(i)),
};
const spec = exerciseSpec({ epochs: 200 });

async function localRun(epochs = 200): Promise<Run> {
  return (await loadEngine()).createRun(exerciseSpec({ epochs }));
}

describe("frames of a run", () => {
  it("lie in two buffers, and no third is made", async () => {
    const source = new FrameSource(await localRun(), scene);
    const frames = [source.read(), source.read()];
    expect(source.isFree).toBe(false);
    expect(() => source.read()).toThrow("no buffer is free");
    const buffers = frames.map(({ outputs }) => outputs.buffer as ArrayBuffer);
    source.release(buffers[0]);
    expect(source.read().outputs.buffer).toBe(buffers[0]);
    source.release(new ArrayBuffer(8));
    expect(source.isFree).toBe(false);
  });

  it("show the run as it is: outputs, parameters, records", async () => {
    const run = await localRun();
    const source = new FrameSource(run, scene);
    expect(source.read()).toMatchObject({ step: 0, epoch: 0, records: [] });
    run.train(3);
    const frame = source.read();
    expect(frame).toMatchObject({ step: 3, epoch: 3, records: run.history });
    expect(frame.outputs).toEqual(run.predict(scene.map));
    expect([...frame.activations]).toEqual(
      run.trace(scene.units).flatMap(({ activation }) => [...activation]),
    );
    expect(frame.layers).toEqual(run.layerStats());
    expect([...frame.parameters]).toEqual(run.parameters().flatMap(({ data }) => [...data]));
  });
});

describe("a run that is played", () => {
  const play = async (
    run: Run,
    source: FrameSource,
    options = {},
    onFrame: (frame: Frame) => void = () => undefined,
  ) => {
    const frames: { step: number; at: number }[] = [];
    await playInSlices(run, source, options, {
      slice: 12,
      isPaused: () => false,
      isAborted: () => false,
      onFrame: (frame) => {
        frames.push({ step: frame.step, at: performance.now() });
        onFrame(frame);
      },
    });
    return frames;
  };

  it("trains on while nobody takes a frame, then waits with the last one", async () => {
    const run = await localRun(3000);
    const source = new FrameSource(run, scene);
    const held: Frame[] = [];
    const playing = play(run, source, {}, (frame) => {
      held.push(frame);
    });
    while (run.epoch < 3000) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(held.length).toBeLessThanOrEqual(2);
    for (const { outputs } of held) source.release(outputs.buffer as ArrayBuffer);
    const frames = await playing;
    expect(frames.at(-1)?.step).toBe(3000);
  });

  it("makes as many steps as were asked for, and gives a frame even for none", async () => {
    const run = await localRun();
    const source = new FrameSource(run, scene);
    expect((await play(run, source, { steps: 0 })).map(({ step }) => step)).toEqual([0]);
    expect((await play(run, source, { steps: 5 })).at(-1)?.step).toBe(5);
    const unseen = await play(await localRun(20), new FrameSource(await localRun(20), scene), {
      frame_interval: Infinity,
    });
    expect(unseen).toHaveLength(1);
  });

  it("keeps a pace", async () => {
    const run = await localRun();
    const source = new FrameSource(run, scene);
    const start = performance.now();
    await play(run, source, { steps: 6, steps_per_second: 50 }, ({ outputs }) => {
      source.release(outputs.buffer as ArrayBuffer);
    });
    // The first step is due at once.
    expect(performance.now() - start).toBeGreaterThanOrEqual(99);
    expect(run.step).toBe(6);
  });
});

describe("a client's run that is played", () => {
  const clients: EngineClient[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });
  async function open(): Promise<{ client: EngineClient; run: RunClient }> {
    const client = createEngineClient({ createWorker: () => new FakeWorker() });
    clients.push(client);
    const run = await client.createRun(spec);
    await run.watch(scene);
    return { client, run };
  }

  it("gives frames in order, the last one with the bits of the whole run", async () => {
    const { run } = await open();
    const steps: number[] = [];
    const buffers = new Set<ArrayBufferLike>();
    let last: Frame | undefined;
    await run.play(
      (frame) => {
        steps.push(frame.step);
        buffers.add(frame.outputs.buffer);
        last = frame;
      },
      { steps_per_second: 1000, frame_interval: 0 },
    );
    const alone = await localRun();
    alone.train();
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(5);
    expect(last?.outputs).toEqual(alone.predict(scene.map));
    expect(run.history).toEqual(alone.history);
    expect(await run.fingerprint()).toBe(alone.fingerprint());
  });

  it("pauses in peace, and goes on from there", async () => {
    const { run } = await open();
    let last: Frame | undefined;
    const onFrame = (frame: Frame) => {
      last = frame;
      if (frame.step >= 3) run.pause();
    };
    await run.play(onFrame, { steps_per_second: 200 });
    const paused = last?.step ?? 0;
    expect(paused).toBeGreaterThanOrEqual(3);
    expect(paused).toBeLessThan(200);
    run.pause();
    await run.play(onFrame, { steps: 2 });
    expect(last?.step).toBe(paused + 2);
    expect(run.history.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: paused + 2 }, (_, i) => i + 1),
    );
  });

  it("keeps frames flowing after an abort and after another scene", async () => {
    const { run } = await open();
    for (let i = 0; i < 4; i++) {
      const stop = new AbortController();
      const playing = run.play(
        () => {
          stop.abort();
        },
        {
          steps: 20,
          steps_per_second: 1000,
          signal: stop.signal,
        },
      );
      await expect(playing).rejects.toMatchObject({ name: "AbortError" });
    }
    await run.watch({ ...scene, map: scene.map.subarray(0, 20) });
    let outputs = 0;
    await run.play((frame) => (outputs = frame.outputs.length), { steps: 1 });
    expect(outputs).toBe(2);
  });

  it("says what is wrong with a play, and that a scene is missing", async () => {
    const { client, run } = await open();
    const bare = await client.createRun(spec);
    await expect(bare.play(() => undefined)).rejects.toThrow("call watch() with a scene first");
    await expect(run.play(() => undefined, { steps: -1, steps_per_second: 0 })).rejects.toThrow("2 faults");
    await expect(run.watch({ ...scene, map: new Float32Array(3) })).rejects.toThrow("no whole rows");
  });

  it("prepares the rows that a run trains on", async () => {
    const { client } = await open();
    const { train, test, mean, scale, n_features, n_classes } = await client.prepareData(spec.data);
    const raw = (await loadEngine()).makeDataset(spec.data);
    const split = (await loadEngine()).trainTestSplit(1000, { test_size: 0.2, random_state: 42 });
    expect([n_features, n_classes, train.labels.length, test.labels.length]).toEqual([20, 2, 800, 200]);
    const row = split.test[3];
    const expected = Array.from({ length: 20 }, (_, j) => (raw.features[row * 20 + j] - mean[j]) / scale[j]);
    expect([...test.features.subarray(60, 80)]).toEqual([...Float32Array.from(expected)]);
    expect(test.labels[3]).toBe(raw.labels[row]);
  });
});

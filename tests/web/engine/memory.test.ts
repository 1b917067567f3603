/** The module's memory: as large after many runs as before, and not larger for what is refused. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import {
  ArgumentError,
  EngineError,
  loadEngine,
  type Engine,
  type RunSpec,
} from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import type { AbiExports } from "../../../web/engine/abi.js";

const kMegabyte = 2 ** 20;

/** A small network whose epoch has four steps. */
const small: RunSpec = {
  ...exerciseSpec(),
  data: { name: "make_moons", n_samples: 50, random_state: 1 },
  layers: [
    { units: 4, activation: { id: "tanh" } },
    { units: 2, activation: { id: "softmax" } },
  ],
  batch_size: 10,
};

/** What a module's memory looks like from outside. */
class Heap {
  readonly #exports: AbiExports;

  constructor(exports: AbiExports) {
    this.#exports = exports;
  }

  /** Units: bytes. */
  get size(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Where blocks of many sizes would go: the same places only if nothing else is taken or left. */
  get places(): number[] {
    const sizes = [8, 64, 200, 1000, 5000, 20_000, 100_000];
    const blocks = sizes.map((size) => this.#exports.ap_memory_allocate(size));
    for (const block of blocks) this.#exports.ap_memory_free(block);
    return blocks;
  }

  get state(): { size: number; places: number[] } {
    const places = this.places; // may be the first blocks of their size, so before the size
    return { size: this.size, places };
  }
}

/** An engine with a view of its memory. */
async function openEngine(): Promise<{ engine: Engine; heap: Heap }> {
  const instantiate = vi.spyOn(WebAssembly, "instantiate");
  const engine = await loadEngine();
  const instance = (await instantiate.mock.results[0].value) as unknown as WebAssembly.Instance;
  instantiate.mockRestore();
  return { engine, heap: new Heap(instance.exports as unknown as AbiExports) };
}

/** Things that are made and disposed of, each in its own way. */
const cycles: Readonly<Record<string, (engine: Engine, i: number) => void>> = {
  "a run": (engine, i) => {
    const run = engine.createRun({ ...small, seed: i });
    run.train(1);
    run.dispose();
  },
  "a look inside a run": (engine, i) => {
    const run = engine.createRun({ ...small, seed: i });
    run.layerStats();
    run.assess("test");
    run.collapse();
    run.lossSlice({ size: 2, seed: i });
    run.gradientChain("train", i % 10, 1, 0);
    run.nextBatch();
    run.keepCheckpoints(2 ** 16);
    run.advance(3);
    run.setParameter("fc1.bias", 0, 1);
    run.rewind(1);
    run.dispose();
  },
  "a run that is refused": (engine) => {
    const layers = [{ units: 3, activation: { id: "glu" } }];
    expect(() => engine.createRun({ ...small, layers })).toThrow(ArgumentError);
  },
  "a formula": (engine, i) => {
    const formula = engine.formula(`max(0, x) + a * min(${i % 7}, x)`);
    formula.sample(Float32Array.of(1, 2, 3));
    formula.dispose();
  },
  "a text that is no formula": (engine, i) => {
    expect(() => engine.formula(`max(0, x) + a * (${i}`)).toThrow(ArgumentError);
  },
  "a data set": (engine, i) => {
    engine.makeDataset({ name: "make_moons", n_samples: 100, random_state: i });
  },
  "a table": (engine, i) => {
    const features = Float64Array.from({ length: 200 }, (_, k) => k * i);
    const labels = Int32Array.from({ length: 100 }, (_, k) => k % 2);
    const { table } = engine.addTable({
      features,
      n_features: 2,
      labels,
      targets: new Float64Array(),
      n_classes: 2,
    });
    engine.removeTable(table);
  },
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What JavaScript holds. Units: bytes. */
function javascriptHeap(): number {
  // What the first collection finds dead, arrays above all, is given back by the second.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe("the memory of an engine", () => {
  it.each(Object.keys(cycles))("is after 10,000 times %s what it was", { timeout: 60_000 }, async (name) => {
    const { engine, heap } = await openEngine();
    for (let i = 0; i < 100; i++) cycles[name](engine, i);
    const before = heap.state;
    const javascriptBefore = javascriptHeap();
    for (let i = 0; i < 10_000; i++) cycles[name](engine, i);
    expect(heap.state).toEqual(before);
    // 100 bytes that are left each time would be seen.
    expect(javascriptHeap() - javascriptBefore).toBeLessThan(kMegabyte);
  });

  it("is after a million steps what it was, and larger by the history alone meanwhile", async () => {
    const { engine, heap } = await openEngine();
    const before = heap.state;
    const run = engine.createRun({
      ...small,
      data: { ...small.data, n_samples: 1000 } as RunSpec["data"],
      batch_size: 1,
      evaluate_every: 0,
    });
    run.advance(1000);
    const afterFirst = heap.size;
    run.advance(999_000);
    expect(run.step).toBe(1_000_000);
    expect(run.divergence).toBeUndefined();
    expect(heap.size).toBe(afterFirst);
    run.dispose();
    expect(heap.state).toEqual(before);
  });
});

describe("what is too large", () => {
  const layer = { units: 1024, activation: { id: "relu" } };
  const out = small.layers[1];
  const points = (count: number) => Array.from({ length: count }, (_, i) => [i, -i]);
  const batch_norm = { id: "batch_norm" };
  const specs: Readonly<Record<string, object>> = {
    "a layer": { layers: [{ ...layer, units: 1025 }, out] },
    "a number of layers": { layers: [...Array<object>(17).fill(layer), out] },
    "a data set": { data: { ...small.data, n_samples: 1_000_001 } },
    "a data set of many features": {
      data: { name: "make_classification", n_samples: 1_000_000, n_features: 1000, random_state: 1 },
    },
    "a number of points": { data: { name: "points", features: points(200_000), labels: [] } },
    "a batch": { batch_size: 1_000_001 },
    "a number of epochs": { epochs: 1_000_001 },
  };

  it.each(Object.keys(specs))("is refused before memory is taken: %s", async (name) => {
    const { engine, heap } = await openEngine();
    const before = heap.state;
    expect(() => engine.createRun({ ...small, ...specs[name] })).toThrow(ArgumentError);
    expect(heap.state).toEqual(before);
  });

  it("is refused before memory is taken: a network that keeps a whole batch", async () => {
    const { engine, heap } = await openEngine();
    const layers = [{ ...layer, norm: batch_norm }, { ...layer, norm: batch_norm }, out];
    const spec = {
      ...small,
      data: { ...small.data, n_samples: 60_000 },
      layers,
      batch_size: null,
    } as RunSpec;
    expect(() => engine.createRun(spec)).toThrow(
      new EngineError("out of memory in ap_trainer_create; use less data or dispose of runs"),
    );
    expect(heap.size).toBeLessThan(16 * kMegabyte);
  });

  it("is refused before memory is taken: rows to predict and to trace", async () => {
    const { engine, heap } = await openEngine();
    const run = engine.createRun({ ...small, layers: [{ ...layer, units: 1024 }, out] });
    const before = heap.state;
    const rows = (count: number) => new Float32Array(2 * count);
    expect(() => run.predict(rows(40_000_000))).toThrow(ArgumentError);
    expect(() => run.trace(rows(40_000))).toThrow(ArgumentError);
    expect(heap.state).toEqual(before);
  });
});

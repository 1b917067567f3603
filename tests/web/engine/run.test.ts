import { describe, expect, it } from "vitest";
import { ArgumentError, EngineError, loadEngine, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, thrownBy } from "./modules.js";

const engine = engines.simd;
const batches: RunSpec = { ...exerciseSpec({ epochs: 3 }), batch_size: 64 };

describe("a run", () => {
  it("holds its RunSpec with all defaults", () => {
    const run = engine.createRun({ ...exerciseSpec(), optimizer: { id: "adam" } });
    expect(run.spec.data).toMatchObject({
      n_informative: 2,
      weights: null,
      shift: 0,
      scale: 1,
      shuffle: true,
    });
    expect(run.spec.optimizer).toEqual({
      id: "adam",
      lr: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      eps: 1e-8,
      weight_decay: 0,
      amsgrad: false,
    });
    expect(engine.createRun(run.spec).spec).toEqual(run.spec);
    expect([run.epoch, run.step, run.steps_per_epoch, run.history, run.divergence]).toEqual([
      0,
      0,
      1,
      [],
      undefined,
    ]);
  });

  it("trains to the RunSpec's epochs, and further when asked", () => {
    const run = engine.createRun(exerciseSpec({ epochs: 3 }));
    expect(run.train(1)).toHaveLength(1);
    expect(run.train()).toHaveLength(3);
    expect(run.train()).toHaveLength(3);
    expect(run.train(2).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    for (const { train_accuracy, test_accuracy, test_loss } of run.history) {
      expect(train_accuracy * 800).toBeCloseTo(Math.round(train_accuracy * 800), 9);
      expect(test_accuracy * 200).toBeCloseTo(Math.round(test_accuracy * 200), 9);
      expect(test_loss).toBeGreaterThan(0);
    }
  });

  it("gives the same bits in one call, in epochs, and in steps", () => {
    const [whole, epochs, steps] = [1, 2, 3].map(() => engine.createRun(batches));
    whole.train();
    for (let i = 0; i < 3; i++) epochs.train(1);
    expect(whole.steps_per_epoch).toBe(13);
    while (steps.step < 39) steps.advance(Math.min(5, 39 - steps.step));
    for (const run of [epochs, steps]) {
      expect(run.history).toEqual(whole.history);
      expect(run.fingerprint()).toBe(whole.fingerprint());
    }
    expect(whole.fingerprint()).toMatch(/^[0-9a-f]{16}$/);
  });

  it("does as its seed says", () => {
    const of = (seed: number) => {
      const run = engine.createRun(exerciseSpec({ seed, epochs: 1 }));
      run.train();
      return run.fingerprint();
    };
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
    expect(of(2 ** 32 - 1)).not.toBe(of(0));
  });

  it("predicts row by row", () => {
    const run = engine.createRun(exerciseSpec());
    const features = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i));
    const all = run.predict(features);
    expect(all).toHaveLength(6);
    for (let row = 0; row < 3; row++) {
      const [first, second] = all.subarray(2 * row);
      expect(first + second).toBeCloseTo(1, 6);
      expect(run.predict(features.subarray(20 * row, 20 * row + 20))).toEqual(
        all.slice(2 * row, 2 * row + 2),
      );
    }
    expect(run.predict(new Float32Array(0))).toHaveLength(0);
  });

  it("leaves accuracies out when told so", () => {
    const run = engine.createRun({ ...exerciseSpec({ epochs: 4 }), evaluate_every: 2 });
    run.train();
    expect(run.history.map(({ test_accuracy }) => Number.isNaN(test_accuracy))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("trains on every data set, with a loss that suits it", () => {
    for (const { id, task } of engine.catalog.datasets) {
      const regression = task === "regression";
      const run = engine.createRun({
        ...exerciseSpec({ epochs: 2 }),
        data: { name: id, n_samples: 80, random_state: 3 },
        layers: [
          { units: 8, activation: { id: "tanh" } },
          { units: regression ? 1 : 5, activation: { id: "linear" } },
        ],
        loss: { id: regression ? "mse" : "cross_entropy" },
      });
      const history = run.train();
      expect(
        history.every(({ train_loss }) => train_loss > 0 && train_loss < Infinity),
        id,
      ).toBe(true);
      expect(Number.isNaN(history[1].test_accuracy), id).toBe(regression);
      run.dispose();
    }
  });

  it("ends where the numbers stop being finite, and says where", () => {
    const run = engine.createRun({
      ...exerciseSpec({ hidden: { id: "linear" }, softmax: false, epochs: 500 }),
      layers: Array.from({ length: 6 }, (_, i) => ({
        units: i === 5 ? 2 : 50,
        activation: { id: "linear" },
      })),
      optimizer: { id: "sgd", lr: 10 },
    });
    const history = run.train();
    expect(history.length).toBeLessThan(500);
    expect(run.divergence?.step).toBe(history.length + 1);
    expect(["linear", "activation", "loss", "update"]).toContain(run.divergence?.operation);
    expect(run.divergence?.layer).toBeGreaterThanOrEqual(1);
    expect(run.train(3)).toHaveLength(history.length);
  });

  it("cannot be used once disposed of", () => {
    const run = engine.createRun(exerciseSpec());
    run.train(2);
    run.dispose();
    run.dispose();
    const calls = [
      () => run.train(),
      () => run.advance(1),
      () => run.parameters(),
      () => run.fingerprint(),
      () => run.predict(new Float32Array(20)),
      () => run.trace(new Float32Array(20)),
      () => run.layerStats(),
      () => run.learning_rate,
      () => {
        run.setLearningRate(0.1);
      },
      () => {
        run.setParameter("fc1.bias", 0, 0);
      },
      () => {
        run.freeze("fc1.bias", 0);
      },
      () => {
        run.ablate(1, 0);
      },
      () => run.edits(),
      () => run.rewind(0),
      () => run.keepCheckpoints(),
    ];
    for (const call of calls) {
      const error = thrownBy(call);
      expect(error).toBeInstanceOf(EngineError);
      expect((error as EngineError).message).toBe(
        "this run was disposed; make it again with engine.createRun(run.spec)",
      );
    }
    expect(run.history).toHaveLength(2);
    const next = engine.createRun(run.spec);
    next.train(2);
    expect(next.history).toEqual(run.history);
  });

  it("makes room for others when it is disposed of", async () => {
    const own = await loadEngine();
    const tiny: RunSpec = {
      ...exerciseSpec(),
      layers: [{ units: 2, activation: { id: "linear" } }],
      data: { name: "make_classification", n_samples: 10, random_state: 1 },
    };
    const runs = Array.from({ length: own.catalog.limits.runs }, () => own.createRun(tiny));
    expect(() => own.createRun(tiny)).toThrow(/1024 runs are alive; call dispose\(\) on those that are done/);
    runs[7].dispose();
    expect(own.createRun(tiny).train(1)).toHaveLength(1);
    own.dispose();
  });

  it.each([
    [(run: ReturnType<typeof engine.createRun>) => run.train(1.5), "epochs: 1.5 is not a whole number"],
    [(run: ReturnType<typeof engine.createRun>) => run.train(-1), "epochs: -1 is out of range"],
    [
      (run: ReturnType<typeof engine.createRun>) => run.train(1e9),
      "epochs: 1000000000 is out of range; use a whole number from 0 to 1000000",
    ],
    [(run: ReturnType<typeof engine.createRun>) => run.advance(NaN), "steps: NaN is not a finite number"],
    [
      (run: ReturnType<typeof engine.createRun>) => run.predict(new Float32Array(21)),
      "features: 21 numbers are no whole rows of 20 features",
    ],
    [
      (run: ReturnType<typeof engine.createRun>) => run.predict([1] as never),
      "features: a list of 1 is not a Float32Array",
    ],
  ])("refuses %s", (call, message) => {
    const error = thrownBy(() => call(engine.createRun(exerciseSpec())));
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toContain(message);
  });
});

describe("loading", () => {
  it("chooses SIMD here, and says what it chose", async () => {
    expect((await loadEngine()).module).toBe("simd");
    expect(engines.scalar.module).toBe("scalar");
  });

  it("takes the module's bytes", async () => {
    const { readFile } = await import("node:fs/promises");
    const wasm = await readFile(new URL("../../../build/wasm/ap_scalar.wasm", import.meta.url));
    const own = await loadEngine({ module: "scalar", wasm });
    expect(own.activation("relu", Float32Array.of(-1, 2)).y).toEqual(Float32Array.of(0, 2));
  });

  it("refuses a module that there is not", async () => {
    const error = await loadEngine({ module: "sse" as never }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toBe('module: unknown module "sse"; use one of simd, scalar');
  });

  it("gives an engine that ends for good", async () => {
    const own = await loadEngine();
    const run = own.createRun(exerciseSpec());
    expect(own.isRunning).toBe(true);
    own.dispose();
    expect(own.isRunning).toBe(false);
    for (const call of [() => own.activation("relu", Float32Array.of(1)), () => run.train()]) {
      expect(call).toThrow("this engine was disposed; load a new one with loadEngine()");
    }
    run.dispose();
  });
});

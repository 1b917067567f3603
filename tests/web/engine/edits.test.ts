import { describe, expect, it } from "vitest";
import { ArgumentError, type Run, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;
const spec: RunSpec = { ...exerciseSpec({ epochs: 6 }), batch_size: 64 };

/** Everything that must be the same again. */
const momentOf = (run: Run) => ({
  step: run.step,
  fingerprint: run.fingerprint(),
  history: [...run.history],
  rate: run.learning_rate,
  stats: run.layerStats(),
});

const faultsOf = (call: () => unknown) => {
  const error = thrownBy(call);
  expect(error).toBeInstanceOf(ArgumentError);
  return (error as ArgumentError).faults.map(({ path, value, limit, message }) => ({
    path,
    value,
    limit,
    message,
  }));
};

describe.each(kinds)("a run of the %s module", (kind) => {
  it("goes back to any step, with and without checkpoints", () => {
    for (const keeps of [false, true]) {
      const run = engines[kind].createRun(spec);
      if (keeps) expect(run.keepCheckpoints()).toBe(64);
      const past = [momentOf(run)];
      for (let i = 0; i < 40; i++) {
        run.advance(1);
        past.push(momentOf(run));
      }
      for (const step of [40, 39, 26, 14, 13, 12, 1, 0]) {
        expect(run.rewind(step)).toBe(run.history);
        expect(momentOf(run)).toEqual(past[step]);
      }
      run.advance(40);
      expect(momentOf(run)).toEqual(past[40]);
    }
  });

  it("makes its edits again on the way", () => {
    const run = engines[kind].createRun(spec);
    run.freeze("fc2.weight", "all");
    run.advance(5);
    run.setLearningRate(0.05);
    run.ablate(1, 3);
    run.advance(5);
    run.setParameter("fc1.weight", 21, 0.5);
    run.freeze("fc1.bias", 4);
    run.freeze("fc2.weight", "all", false);
    const edited = momentOf(run);
    run.advance(30);
    const last = momentOf(run);
    expect(run.edits()).toEqual([
      { kind: "freeze", step: 0, name: "fc2.weight", index: "all", frozen: true },
      { kind: "learning_rate", step: 5, value: 0.05 },
      { kind: "ablate", step: 5, layer: 1, unit: 3, ablated: true },
      { kind: "parameter", step: 10, name: "fc1.weight", index: 21, value: 0.5 },
      { kind: "freeze", step: 10, name: "fc1.bias", index: 4, frozen: true },
      { kind: "freeze", step: 10, name: "fc2.weight", index: "all", frozen: false },
    ]);
    run.rewind(10);
    expect(momentOf(run)).toEqual(edited);
    expect(run.parameters()[0].data[21]).toBe(0.5);
    run.advance(30);
    expect(momentOf(run)).toEqual(last);
    run.rewind(9);
    expect(run.edits()).toHaveLength(3);
    expect(run.learning_rate).toBe(0.05);
    run.rewind(4);
    expect(run.edits()).toHaveLength(1);
    expect(run.learning_rate).toBe(0.001);
  });
});

describe("edits", () => {
  it("do what they say", () => {
    const run = engine.createRun(spec);
    run.freeze("fc1.weight", "all");
    run.ablate(1, 7);
    const [before] = run.parameters();
    run.advance(10);
    expect(run.parameters()[0]).toEqual(before);
    expect(run.parameters()[1]).not.toEqual(before);
    const [{ activation, rows }] = run.trace(new Float32Array(60).fill(0.3));
    expect(Array.from(activation.subarray(7 * rows, 8 * rows))).toEqual([0, 0, 0]);
    run.ablate(1, 7, false);
    run.setParameter("fc1.bias", 7, 100);
    expect(run.trace(new Float32Array(20))[0].activation[7]).toBe(100);
  });

  it("at one place between two steps are one edit", () => {
    const run = engine.createRun(spec);
    for (const rate of [0.1, 0.2, 0.3]) run.setLearningRate(rate);
    expect(run.edits()).toEqual([{ kind: "learning_rate", step: 0, value: 0.3 }]);
  });

  it("that cannot be made say why, and change nothing", () => {
    const run = engine.createRun(spec);
    const before = run.fingerprint();
    expect(
      faultsOf(() => {
        run.setLearningRate(11);
      }),
    ).toEqual([
      {
        path: "rate",
        value: 11,
        limit: "a number from 0.000001 to 10",
        message: "rate: 11 is out of range; use a number from 0.000001 to 10",
      },
    ]);
    expect(
      faultsOf(() => {
        run.setParameter("fc1.wieght", 0, NaN);
      }),
    ).toEqual([
      {
        path: "name",
        value: "fc1.wieght",
        limit: "fc1.weight, fc1.bias, fc2.weight, fc2.bias",
        message: 'name: unknown parameter "fc1.wieght"; did you mean "fc1.weight"?',
      },
      expect.objectContaining({ path: "value", value: NaN }) as unknown,
    ]);
    expect(
      faultsOf(() => {
        run.setParameter("fc2.bias", 2, 1e39);
      }).map(({ path }) => path),
    ).toEqual(["index", "value"]);
    expect(
      faultsOf(() => {
        run.setParameter("fc2.bias", "all" as never, 0);
      })[0].path,
    ).toBe("index");
    expect(
      faultsOf(() => {
        run.freeze("fc2.bias", 2, 1 as never);
      }).map(({ path }) => path),
    ).toEqual(["index", "frozen"]);
    expect(
      faultsOf(() => {
        run.ablate(3, 0);
      })[0].message,
    ).toBe("layer: 3 is out of range; use a whole number from 1 to 2");
    expect(
      faultsOf(() => {
        run.ablate(1, 50);
      })[0].path,
    ).toBe("unit");
    expect(
      faultsOf(() => {
        run.ablate(2, 0);
      })[0].message,
    ).toBe("layer: the activation of layer 2 acts on whole rows; choose a unit of another layer");
    expect(run.edits()).toEqual([]);
    expect(run.fingerprint()).toBe(before);
  });

  it("reach what norms and activations learn, but not running statistics", () => {
    const [hidden, output] = exerciseSpec({ hidden: { id: "prelu" } }).layers;
    const run = engine.createRun({ ...spec, layers: [{ ...hidden, norm: { id: "batch_norm" } }, output] });
    run.setParameter("act1.weight", 0, 0.5);
    run.freeze("norm1.weight", "all");
    run.advance(3);
    const read = (name: string) => run.parameters().find((each) => each.name === name)?.data;
    expect(read("norm1.weight")).toEqual(new Float32Array(50).fill(1));
    expect(read("act1.weight")).not.toEqual(Float32Array.of(0.25));
    expect(run.edits()).toEqual([
      { kind: "parameter", step: 0, name: "act1.weight", index: 0, value: 0.5 },
      { kind: "freeze", step: 0, name: "norm1.weight", index: "all", frozen: true },
    ]);
    expect(
      faultsOf(() => {
        run.setParameter("norm1.running_mean", 0, 1);
      })[0].limit,
    ).toBe("fc1.weight, fc1.bias, norm1.weight, norm1.bias, act1.weight, fc2.weight, fc2.bias");
  });

  it("leave a rewind within the run's past", () => {
    const run = engine.createRun(spec);
    run.advance(3);
    expect(faultsOf(() => run.rewind(4))[0].message).toBe(
      "step: 4 is out of range; use a whole number from 0 to 3",
    );
    expect(faultsOf(() => run.rewind(1.5))[0].path).toBe("step");
    expect(run.step).toBe(3);
  });

  it("keep checkpoints within the bytes that are given", () => {
    const run = engine.createRun(spec);
    const [{ limit, message }] = faultsOf(() => run.keepCheckpoints(1000));
    const least = Number(/at least (\d+) bytes/.exec(limit)?.[1]);
    expect(message).toBe(
      `max_bytes: 1000 bytes are not enough for this network; give at least ${least} bytes, or 0 to do without: ` +
        "rewinding then starts anew",
    );
    expect(run.keepCheckpoints(least)).toBe(4);
    expect(run.keepCheckpoints(0)).toBe(0);
    expect(faultsOf(() => run.keepCheckpoints(-1))[0].path).toBe("max_bytes");
  });

  it("let a run that has diverged go back and on", () => {
    const run = engine.createRun({
      ...exerciseSpec({ hidden: { id: "linear" }, softmax: false, epochs: 500 }),
      layers: Array.from({ length: 6 }, (_, i) => ({
        units: i === 5 ? 2 : 50,
        activation: { id: "linear" },
      })),
      optimizer: { id: "sgd", lr: 10 },
    });
    run.train();
    const { divergence } = run;
    expect(divergence).toBeDefined();
    const step = Math.max(0, run.step - 2);
    run.rewind(step);
    expect([run.divergence, run.step, run.history.length]).toEqual([undefined, step, step]);
    run.train(500);
    expect(run.divergence).toEqual(divergence);
    run.rewind(0);
    run.setLearningRate(0.001);
    run.train(20);
    expect(run.divergence).toBeUndefined();
  });
});

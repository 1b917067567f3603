import { describe, expect, it } from "vitest";
import { ArgumentError, type ActivationSpec, type RunSpec } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, thrownBy } from "./modules.js";

const engine = engines.simd;
const exercise = exerciseSpec({ softmax: false, epochs: 5 });
const output = { units: 2, activation: { id: "linear" } };
const withHidden = (activation: ActivationSpec): RunSpec => ({
  ...exercise,
  layers: [{ units: 50, activation }, output],
});
const messageOf = (spec: RunSpec) => {
  const error = thrownBy(() => engine.createRun(spec));
  expect(error).toBeInstanceOf(ArgumentError);
  return (error as ArgumentError).message;
};

describe("a layer", () => {
  it("trains with a typed formula as with the activation it spells", () => {
    const swish = { id: "formula", formula: "x * sigmoid(b * x)", b: 1 };
    const [typed, builtIn] = [swish, { id: "silu" }].map((activation) => {
      const run = engine.createRun(withHidden(activation));
      run.train();
      return run;
    });
    typed.history.forEach(({ train_loss }, i) => {
      expect(train_loss).toBeCloseTo(builtIn.history[i].train_loss, 6);
    });
    expect(typed.spec.layers[0].activation).toEqual(swish);
  });

  it("takes 1 for a formula's parameter that is left out", () => {
    const fingerprint = (activation: ActivationSpec) => {
      const run = engine.createRun(withHidden(activation));
      run.train(1);
      return run.fingerprint();
    };
    const formula = { id: "formula", formula: "tanh(b * x)" };
    expect(fingerprint(formula)).toBe(fingerprint({ ...formula, b: 1 }));
    expect(fingerprint(formula)).not.toBe(fingerprint({ ...formula, b: 2 }));
  });

  it("says what is wrong with a formula, and where", () => {
    expect(messageOf(withHidden({ id: "formula", formula: "x * sigmod(x)" }))).toBe(
      'layers[0].activation.formula: at character 5: there is no function "sigmod"; did you mean "sigmoid"?',
    );
    expect(messageOf(withHidden({ id: "formula", formula: "x * beta", bete: 1 }))).toBe(
      'layers[0].activation.bete: the formula has no parameter "bete"; did you mean "beta"?',
    );
    expect(messageOf(withHidden({ id: "formula", formula: "x * id" }))).toContain(
      "a parameter cannot be called id",
    );
  });

  it("leaves no formula behind", () => {
    for (let i = 0; i < 300; i++) {
      engine.createRun({ ...withHidden({ id: "formula", formula: "sin(x)" }), epochs: 1 }).dispose();
      thrownBy(() => engine.createRun(withHidden({ id: "formula", formula: "sin(x) + a", b: 1 })));
    }
  });

  it("has the tensors of its norm and its learned slope under PyTorch's names", () => {
    const run = engine.createRun({
      ...exercise,
      layers: [
        { units: 4, activation: { id: "prelu" }, norm: { id: "batch_norm" }, dropout: 0.5 },
        { units: 2, activation: { id: "linear" }, norm: { id: "layer_norm" } },
      ],
    });
    const shapes = run.parameters().map(({ name, shape }) => `${name} ${shape.join("x")}`);
    expect(shapes).toEqual([
      "fc1.weight 4x20",
      "fc1.bias 4",
      "norm1.weight 4",
      "norm1.bias 4",
      "act1.weight 1",
      "fc2.weight 2x4",
      "fc2.bias 2",
      "norm2.weight 2",
      "norm2.bias 2",
      "norm1.running_mean 4",
      "norm1.running_var 4",
    ]);
    run.train();
    const slope = run.parameters().find(({ name }) => name === "act1.weight")?.data[0] ?? 0.25;
    expect(Math.abs(slope - 0.25)).toBeGreaterThan(1e-4);
  });
});

describe("a run's end", () => {
  it("is by its epochs, its target or a plateau, and it says which", () => {
    const whole = engine.createRun({ ...exercise, epochs: 30 });
    expect(whole.stopped).toBeUndefined();
    whole.train();
    expect([whole.stopped, whole.isOver]).toEqual(["epochs", false]);
    const target = whole.history[11].train_loss;
    const early = engine.createRun({
      ...exercise,
      epochs: 30,
      stop: { id: "target", metric: "train_loss", target },
    });
    expect(early.train()).toHaveLength(12);
    expect([early.stopped, early.isOver]).toEqual(["target", true]);
    expect(early.train(5)).toEqual(whole.history.slice(0, 12));

    const flat = engine.createRun({
      ...exercise,
      epochs: 100,
      stop: { id: "plateau", metric: "train_loss", patience: 3, min_delta: 10 },
    });
    expect(flat.train()).toHaveLength(4);
    expect(flat.stopped).toBe("plateau");
  });

  it("comes at the same step however the run is sliced", () => {
    const spec: RunSpec = {
      ...exercise,
      batch_size: 64,
      epochs: 60,
      stop: { id: "plateau", metric: "test_loss", patience: 2 },
      optimizer: { id: "adam", lr: 0.05 },
    };
    const [whole, steps] = [1, 2].map(() => engine.createRun(spec));
    whole.train();
    expect(whole.stopped).toBe("plateau");
    while (!steps.isOver) steps.advance(7);
    expect(steps.fingerprint()).toBe(whole.fingerprint());
  });
});

describe("several outputs", () => {
  it.each(["mse", "huber", "bce_with_logits"])("learn with %s one number for each class", (id) => {
    const run = engine.createRun({
      ...exercise,
      data: { name: "make_blobs", n_samples: 300, random_state: 3 },
      layers: [
        { units: 16, activation: { id: "tanh" } },
        { units: 3, activation: { id: "linear" } },
      ],
      loss: { id },
      optimizer: { id: "adam", lr: 0.02 },
      epochs: 150,
    });
    run.train();
    const { train } = engine.prepareData(run.spec.data);
    const outputs = run.predict(train.features);
    const hits = train.labels.filter((label, i) => {
      const row = Array.from(outputs.subarray(3 * i, 3 * i + 3));
      return row.indexOf(Math.max(...row)) === label;
    });
    expect(hits.length / train.labels.length).toBeGreaterThan(0.95);
  });
});

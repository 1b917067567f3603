import { describe, expect, it } from "vitest";
import { ArgumentError, loadEngine } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { completeRunSpec, validateRunSpec } from "../../../web/spec/read-run-spec.js";

const { catalog } = await loadEngine();
const exercise = exerciseSpec();
const messagesOf = (value: unknown) => validateRunSpec(value, catalog).map(({ message }) => message);

describe("a RunSpec", () => {
  it("of the exercise is the tutorial's", () => {
    expect(exercise).toEqual({
      version: 1,
      data: {
        name: "make_classification",
        n_samples: 1000,
        n_features: 20,
        n_classes: 2,
        random_state: 42,
        test_size: 0.2,
        split_random_state: 42,
        standardize: true,
      },
      layers: [
        { units: 50, activation: { id: "relu" } },
        { units: 2, activation: { id: "softmax" } },
      ],
      loss: { id: "cross_entropy" },
      optimizer: { id: "adam", lr: 0.001 },
      batch_size: null,
      epochs: 20,
      seed: 42,
    });
    expect(messagesOf(exercise)).toEqual([]);
  });

  it("is completed with the defaults, and then stays as it is", () => {
    const complete = completeRunSpec(
      { ...exercise, data: { name: "make_classification", random_state: 5 } },
      catalog,
    );
    expect(complete.data).toMatchObject({
      n_samples: 100,
      split_random_state: 5,
      test_size: 0.2,
      standardize: true,
      weights: null,
    });
    expect(complete).toMatchObject({
      drop_last: false,
      evaluate_every: 1,
      schedule: { id: "constant" },
      init: { id: "default" },
      stop: { id: "epochs" },
      clip_grad_norm: null,
      l1: 0,
      l2: 0,
    });
    expect(complete.layers[0]).toEqual({
      units: 50,
      activation: { id: "relu" },
      norm: { id: "none" },
      dropout: 0,
    });
    expect(completeRunSpec(complete, catalog)).toEqual(complete);
    expect(completeRunSpec(JSON.parse(JSON.stringify(complete)), catalog)).toEqual(complete);
  });

  it("reports every fault at once, each with its place, limit and what to do", () => {
    const wrong = {
      version: 2,
      data: { ...exercise.data, n_sample: 5, test_size: 1 },
      layers: [{ units: 0, activation: { id: "rleu" } }, { units: 2 }],
      loss: { id: "crossentropy" },
      optimizer: { id: "adam", lr: "0.1", beta: 1 },
      batch_size: 0,
      epochs: 1.5,
      sed: 1,
    };
    expect(messagesOf(wrong)).toEqual([
      'sed: unknown key "sed"; did you mean "seed"?',
      "version: unknown version 2; this release reads version 1",
      'data.n_sample: unknown key "n_sample"; did you mean "n_samples"?',
      "data.test_size: 1 is out of range; use a number above 0 and below 1",
      `layers[0].units: 0 is out of range; use a whole number from 1 to ${catalog.limits.units}`,
      'layers[0].activation.id: unknown activation "rleu"; did you mean "relu"?',
      'layers[1].activation: is missing; give an object such as { "id": "relu" }',
      'loss.id: unknown loss "crossentropy"; did you mean "cross_entropy"?',
      expect.stringMatching(/^optimizer\.beta: unknown key "beta"; did you mean "beta[12]"\?$/) as string,
      'optimizer.lr: "0.1" is not a number; use a number from 0.000001 to 10'.replace("0.000001", "0.000001"),
      `batch_size: 0 is out of range; use a whole number from 1 to ${catalog.limits.batch_size}, or null for the full batch`,
      `epochs: 1.5 is not a whole number; use a whole number from 1 to ${catalog.limits.epochs}`,
      `seed: is missing; give a whole number from 0 to ${catalog.limits.seed}`,
    ]);
    const fault = validateRunSpec(wrong, catalog).find(({ path }) => path === "layers[0].activation.id");
    expect(fault).toMatchObject({ value: "rleu", suggestion: 'did you mean "relu"?' });
    expect(fault?.limit.split(", ")).toContain("relu");
    expect(() => completeRunSpec(wrong, catalog)).toThrow(ArgumentError);
  });

  it.each([
    [
      "labels and outputs",
      { layers: [{ units: 1, activation: { id: "linear" } }] },
      "layers[0].units: 1 output cannot tell 2 classes apart; use 2 units in the last layer",
    ],
    [
      "no layers",
      { layers: [] },
      `layers: there are 0 layers; give a list of 1 to ${catalog.limits.layers} layers`,
    ],
    ["layers that are no list", { layers: 3 }, "layers: 3 is not a list; give a list of 1 to"],
    [
      "a split without training rows",
      { data: { ...exercise.data, n_samples: 10, test_size: 0.95 } },
      "data.test_size: of 10 rows 10 would be for the test",
    ],
    [
      "a batch that is never full",
      { batch_size: 900, drop_last: true },
      "batch_size: no batch of 900 can be filled from 800 training rows",
    ],
    [
      "too few features",
      { data: { ...exercise.data, n_features: 3 } },
      "data.n_features: n_informative + n_redundant + n_repeated is 4",
    ],
    [
      "a number loss with neither one output nor one for each class",
      { loss: { id: "mse" }, layers: [{ units: 3, activation: { id: "linear" } }] },
      "layers[0].units: mse compares 3 outputs with one number; use 1 unit",
    ],
    [
      "a class loss for numbers",
      { data: { name: "make_regression", random_state: 1 } },
      "loss.id: cross_entropy compares with classes, and this data set has numbers; use mse",
    ],
    [
      "a loss of probabilities for numbers",
      {
        data: { name: "make_regression", random_state: 1 },
        loss: { id: "bce_with_logits" },
        layers: [{ units: 1, activation: { id: "linear" } }],
      },
      "loss.id: bce_with_logits compares with classes, and this data set has numbers; use mse",
    ],
    [
      "an activation that is null",
      { layers: [{ units: 2, activation: null }] },
      "layers[0].activation: null is not an object",
    ],
    [
      "a batch norm with a batch of one row",
      {
        batch_size: 799,
        layers: [{ units: 2, activation: { id: "linear" }, norm: { id: "batch_norm" } }],
      },
      "batch_size: batch norm needs 2 rows in every batch, and one of 800 training rows would have 1",
    ],
    [
      "a stop rule for what is not measured",
      { evaluate_every: 0, stop: { id: "plateau" } },
      "stop.metric: test_loss is never measured with evaluate_every 0; use train_loss, or evaluate_every 1",
    ],
    [
      "an accuracy that cannot be",
      { stop: { id: "target", target: 95 } },
      "stop.target: an accuracy is never 95; use a number from 0 to 1",
    ],
    [
      "an accuracy of a regression",
      {
        data: { name: "make_regression", random_state: 1 },
        loss: { id: "mse" },
        layers: [{ units: 1, activation: { id: "linear" } }],
        stop: { id: "target" },
      },
      "stop.metric: mse has no accuracy here; use train_loss or test_loss",
    ],
    [
      "dropout beyond 1",
      { layers: [{ units: 2, activation: { id: "linear" }, dropout: 1.5 }] },
      "layers[0].dropout: 1.5 is out of range; use a number from 0 to 1",
    ],
    [
      "a norm that there is not",
      { layers: [{ units: 2, activation: { id: "linear" }, norm: { id: "batchnorm" } }] },
      'layers[0].norm.id: unknown norm "batchnorm"; did you mean "batch_norm"?',
    ],
    [
      "a schedule's argument that there is not",
      { schedule: { id: "cosine", t_max: 5 } },
      'schedule.t_max: unknown key "t_max"; did you mean "T_max"?',
    ],
    [
      "a limit of the gradient that is 0",
      { clip_grad_norm: 0 },
      "clip_grad_norm: 0 is out of range; use a number above 0 and below 1000000, or null for no limit",
    ],
    [
      "a formula without its text",
      { layers: [{ units: 2, activation: { id: "formula" } }] },
      "layers[0].activation.formula: is missing; write such as",
    ],
    [
      "a formula's parameter that is no number",
      { layers: [{ units: 2, activation: { id: "formula", formula: "a * x", a: "1" } }] },
      'layers[0].activation.a: "1" is not a number',
    ],
  ])("notices %s", (_name, change, message) => {
    const messages = messagesOf({ ...exercise, ...change });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it.each([null, undefined, 5, "spec", [], new Date(0), () => 1])("is not %s", (value) => {
    expect(messagesOf(value).length).toBeGreaterThan(0);
  });

  it("takes nothing from a prototype", () => {
    expect(messagesOf(Object.create(exercise)).length).toBeGreaterThanOrEqual(5);
    expect(messagesOf(JSON.parse('{"__proto__": {"version": 1}}'))[0]).toContain('unknown key "__proto__"');
  });
});

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
    expect(complete).toMatchObject({ drop_last: false, evaluate_every: 1 });
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
      "a number loss with two outputs",
      { loss: { id: "mse" } },
      "layers[1].units: mse compares 2 outputs with one number; use 1 unit",
    ],
    [
      "a class loss for numbers",
      { data: { name: "make_regression", random_state: 1 } },
      "loss.id: cross_entropy compares with classes, and this data set has numbers; use mse",
    ],
    [
      "an activation that is null",
      { layers: [{ units: 2, activation: null }] },
      "layers[0].activation: null is not an object",
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

import { describe, expect, it } from "vitest";
import { ArgumentError, type DatasetSpec } from "../../../web/engine/index.js";
import { readFixture } from "./fixture.js";
import { engines, kinds, thrownBy } from "./modules.js";

const sklearn = readFixture("data/make_classification_42");
const spec: DatasetSpec = {
  name: "make_classification",
  n_samples: 1000,
  n_features: 20,
  n_classes: 2,
  random_state: 42,
};

describe.each(kinds)("data sets of the %s module", (kind) => {
  const engine = engines[kind];

  it("are scikit-learn's, bit for bit", () => {
    const dataset = engine.makeDataset(spec);
    expect(dataset).toMatchObject({ n_samples: 1000, n_features: 20, n_classes: 2 });
    expect(dataset.features).toEqual(sklearn("X"));
    expect(dataset.labels).toEqual(sklearn("y"));
    expect(dataset.targets).toHaveLength(0);
  });

  it("are split as scikit-learn splits them", () => {
    const { train, test } = engine.trainTestSplit(1000, { test_size: 0.2, random_state: 42 });
    expect(train).toEqual(sklearn("train_index"));
    expect(test).toEqual(sklearn("test_index"));
  });

  it("take lists, one number for a list, and null", () => {
    const small = { name: "make_classification", n_samples: 50, n_features: 5, random_state: 1 } as const;
    const plain = engine.makeDataset(small);
    const shifted = engine.makeDataset({ ...small, shift: [1, 1, 1, 1, 1], scale: 2 });
    expect(shifted.features).toEqual(plain.features.map((x) => (x + 1) * 2));
    expect(
      engine.makeDataset({ ...small, weights: [0.9], shift: null, flip_y: 0 }).labels.filter((y) => y === 1),
    ).toHaveLength(5);
  });

  it("of every generator in the catalogue are finite, and have labels or targets", () => {
    for (const { id, task } of engine.catalog.datasets) {
      const { features, labels, targets, n_samples, n_features, n_classes } = engine.makeDataset({
        name: id,
        n_samples: 60,
        random_state: 7,
      });
      expect(features).toHaveLength(n_samples * n_features);
      expect(features.every(Number.isFinite), id).toBe(true);
      expect(
        labels.every((label) => label >= 0 && label < n_classes),
        id,
      ).toBe(true);
      const lengths = task === "classification" ? [n_samples, 0] : [0, n_samples];
      expect([labels.length, targets.length], id).toEqual(lengths);
    }
  });
});

describe("a wrong argument of a data set", () => {
  const engine = engines.simd;
  const cases: [string, unknown, string][] = [
    [
      "no object",
      5,
      "5 is not an object; give an object with name, inputs, test_size, split_random_state, standardize",
    ],
    ["no name", { random_state: 1 }, "name: is missing; use one of"],
    [
      "unknown name",
      { name: "make_clasification", random_state: 1 },
      'name: unknown data set "make_clasification"; did you mean "make_classification"?',
    ],
    [
      "no seed",
      { name: "make_classification" },
      "random_state: is missing; give a whole number from 0 to 4294967295",
    ],
    [
      "no whole number",
      { ...spec, n_samples: 10.5 },
      "n_samples: 10.5 is not a whole number; use a whole number from 1 to 1000000",
    ],
    ["number as text", { ...spec, n_samples: "1000" }, 'n_samples: "1000" is not a number; use'],
    ["no yes or no", { ...spec, shuffle: 1 }, "shuffle: 1 is not true or false; use true or false"],
    [
      "mistyped key",
      { ...spec, n_feature: 3 },
      'n_feature: unknown key "n_feature"; did you mean "n_features"?',
    ],
    [
      "too many numbers",
      { ...spec, n_samples: 1e6, n_features: 1000 },
      "n_samples: 1000000 rows of 1000 features are 1000000000 numbers; use at most",
    ],
    [
      "too many informative features",
      { ...spec, n_informative: 19 },
      "n_features: n_informative + n_redundant + n_repeated is 21, more than n_features, 20; use at least 21 features",
    ],
    [
      "too many clusters",
      { ...spec, n_classes: 5 },
      "n_informative: 5 classes of 2 clusters need 10 corners, and 2 informative features have 4; use n_informative 4 or more",
    ],
    [
      "wrong number of weights",
      { ...spec, weights: [0.1, 0.2, 0.7] },
      "weights: a list of 3 has the wrong length; use 2 or 1 numbers",
    ],
    [
      "shares above 1",
      { ...spec, n_informative: 4, n_classes: 4, weights: [0.5, 0.4, 0.3] },
      "weights: the shares sum to 1.2; use smaller shares",
    ],
    [
      "wrong number of shifts",
      { ...spec, shift: [1, 2] },
      "shift: a list of 2 has the wrong length; use one number, or one for each of the 20 features",
    ],
    [
      "number of a list",
      { ...spec, weights: [0.5, NaN] },
      "weights[1]: NaN is not a finite number; use a number from 0 to 1",
    ],
    [
      "empty list",
      { ...spec, weights: [] },
      "weights: a list of 0 has the wrong length; use 1 to 100 numbers, or null",
    ],
  ];

  it.each(cases)("%s: says what, where and what to do", (_name, wrong, message) => {
    const error = thrownBy(() => engine.makeDataset(wrong as never));
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toContain(message);
    expect((error as ArgumentError).faults).toHaveLength(1);
  });

  it.each([
    [1, { test_size: 0.5, random_state: 0 }, "n_samples: 1 is out of range"],
    [10, { test_size: 1, random_state: 0 }, "test_size: 1 is out of range; use a number above 0 and below 1"],
    [10, { test_size: 0.95, random_state: 0 }, "test_size: of 10 rows none would be left to train on"],
    [
      10,
      { test_size: 0.5, random_state: -1 },
      "random_state: -1 is out of range; use a whole number from 0 to 4294967295",
    ],
    [10, { test_size: 0.5 }, "random_state: is missing"],
    [10, { test_size: 0.5, random_state: 0, stratify: true }, 'stratify: unknown key "stratify"'],
  ])("split of %d rows with %j is refused", (n_samples, options, message) => {
    const error = thrownBy(() => engine.trainTestSplit(n_samples, options as never));
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toContain(message);
  });
});

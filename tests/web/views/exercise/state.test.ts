import { describe, expect, it } from "vitest";
import {
  hiddenChoices,
  initialState,
  readState,
  runKey,
  runSpec,
  withDefaults,
  writeState,
} from "../../../../web/views/exercise/state.js";
import { FORMULA_EXAMPLE } from "../../../../web/views/formula-text.js";
import { catalog, leakyRelu } from "./catalog.js";

describe("exercise settings", () => {
  it("stand for the tutorial's exercise when none is given", () => {
    expect(runSpec(initialState(catalog))).toEqual({
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
  });

  it("come back from a state as they went in", () => {
    const settings = {
      activation: "leaky_relu",
      "negative-slope": "0.2",
      output: "logits",
      seed: "7",
      epochs: "100",
      compare: "on",
    };
    const { value, warnings } = readState(settings, catalog);
    expect(warnings).toEqual([]);
    expect(value.activation).toEqual({ id: "leaky_relu", negative_slope: 0.2 });
    expect(writeState(value, catalog)).toEqual(settings);
  });

  it("carry a typed formula and its parameters", () => {
    const settings = { formula: "max(0, x) + a * min(0, x)", "formula-params": "a=0.25" };
    const { value, warnings } = readState(settings, catalog);
    expect(warnings).toEqual([]);
    expect(runSpec(value).layers[0].activation).toEqual({
      id: "formula",
      formula: settings.formula,
      a: 0.25,
    });
    expect(writeState(value, catalog)).toEqual(settings);
    expect(readState({ ...settings, activation: "relu" }, catalog).value).toEqual(initialState(catalog));
    expect(readState({ activation: "formula" }, catalog).value.activation).toEqual({
      id: "formula",
      formula: FORMULA_EXAMPLE,
    });
  });

  it("are left out where they are at their default", () => {
    expect(writeState(initialState(catalog), catalog)).toEqual({});
    expect(writeState({ ...initialState(catalog), activation: withDefaults(leakyRelu) }, catalog)).toEqual({
      activation: "leaky_relu",
    });
  });

  it.each([
    [{ activation: "rleu" }, 'activation="rleu" is not known here; using relu. Did you mean relu?'],
    [
      { output: "probabilities" },
      'output="probabilities" is not known here; using softmax. It can be softmax, logits.',
    ],
    [{ seed: "-1" }, 'seed="-1" is not a whole number from 0 to 4294967295; using 42.'],
    [{ seed: "1.5" }, 'seed="1.5" is not a whole number from 0 to 4294967295; using 42.'],
    [{ epochs: "1e9" }, 'epochs="1e9" is not a whole number from 1 to 1000; using 20.'],
    [{ epochs: "" }, 'epochs="" is not a whole number from 1 to 1000; using 20.'],
    [{ sed: "3" }, 'There is no setting "sed"; did you mean "seed"?'],
    [{ wavelength: "3" }, 'There is no setting "wavelength".'],
    [
      { activation: "leaky_relu", "negative-slope": "2" },
      'negative-slope="2" is not a number from 0 to 1; using 0.01.',
    ],
  ])("%j falls back and says so", (settings, warning) => {
    const { value, warnings } = readState(settings, catalog);
    expect(warnings).toEqual([warning]);
    const { activation, ...rest } = initialState(catalog);
    expect(value).toMatchObject(rest);
    expect([activation, withDefaults(leakyRelu)]).toContainEqual(value.activation);
  });

  it("ignore a parameter that another function has", () => {
    expect(readState({ "negative-slope": "0.5" }, catalog)).toEqual({
      value: initialState(catalog),
      warnings: [],
    });
  });

  it("tell runs apart by what they train, not by what is compared", () => {
    const state = initialState(catalog);
    expect(runKey({ ...state, compare: true })).toBe(runKey(state));
    expect(runKey({ ...state, seed: 1 })).not.toBe(runKey(state));
  });

  it("offer every function that acts on single elements", () => {
    expect(hiddenChoices(catalog).map(({ id }) => id)).toEqual(["relu", "leaky_relu", "sin"]);
  });
});

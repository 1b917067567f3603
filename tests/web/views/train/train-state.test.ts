import { beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { Engine } from "../../../../web/engine/types.js";
import { readState, settingNames, writeState } from "../../../../web/views/train/train-state.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
const read = (settings: Record<string, string>) => readState(settings, engine.catalog);
const good = (settings: Record<string, string>) => {
  const { value, warnings } = read(settings);
  expect(warnings).toEqual([]);
  return value;
};

describe("the settings of the train view", () => {
  it("start from two moons, two hidden layers of eight ReLU, Adam", () => {
    const value = good({});
    const { spec, speed, autoplay } = value;
    expect(spec).toMatchObject({
      data: { name: "make_moons", n_samples: 300, noise: 0.1, test_size: 100 / 300, standardize: true },
      layers: [
        { units: 8, activation: { id: "relu" } },
        { units: 8, activation: { id: "relu" } },
        { units: 1, activation: { id: "linear" } },
      ],
      loss: { id: "bce_with_logits" },
      optimizer: { id: "adam", lr: 0.01 },
      batch_size: 32,
      epochs: 300,
      seed: 42,
    });
    expect([speed, autoplay]).toEqual([250, false]);
    expect(writeState(value, engine.catalog)).toEqual({});
  });

  it("come back from what is written of them", () => {
    const settings = {
      edits: "5:lr:0.1",
      step: "37",
      dataset: "make_circles",
      noise: "0.2",
      factor: "0.4",
      "n-samples": "120",
      "random-state": "7",
      "test-size": "0.5",
      standardize: "off",
      layers: "4:leaky_relu:0.2,16:gelu:tanh,3:tanh",
      loss: "cross_entropy",
      optimizer: "sgd",
      lr: "0.5",
      momentum: "0.9",
      nesterov: "1",
      batch: "full",
      epochs: "50",
      seed: "3",
      speed: "max",
      autoplay: "on",
    };
    const state = good(settings);
    expect(state.spec).toMatchObject({
      layers: [
        { units: 4, activation: { id: "leaky_relu", negative_slope: 0.2 } },
        { units: 16, activation: { id: "gelu", approximate: "tanh" } },
        { units: 3, activation: { id: "tanh" } },
        { units: 2, activation: { id: "linear" } },
      ],
      optimizer: { id: "sgd", lr: 0.5, momentum: 0.9, nesterov: true },
      batch_size: null,
    });
    expect(state.speed).toBe(Infinity);
    expect(writeState(state, engine.catalog)).toEqual(settings);
  });

  it("give a run that the engine takes, for every data set, loss and optimizer", () => {
    for (const { id: dataset, task, params } of engine.catalog.datasets) {
      for (const loss of engine.catalog.losses) {
        const { value, warnings } = read({ dataset, loss: loss.id, "n-samples": "60" });
        const classes = params.some(({ id }) => id === "centers") ? 3 : 2;
        const fits =
          task === "regression"
            ? loss.targets === "numbers" && !loss.binary
            : classes === 2
              ? loss.targets === "classes" || loss.binary
              : loss.targets === "classes";
        expect([dataset, loss.id, warnings.length]).toEqual([dataset, loss.id, fits ? 0 : 1]);
        const run = engine.createRun(value.spec);
        expect(run.spec).toMatchObject(value.spec);
        run.dispose();
      }
    }
    for (const { id } of engine.catalog.optimizers) engine.createRun(good({ optimizer: id }).spec).dispose();
  });

  it("hold all that a layer and a run can have, and come back", () => {
    const settings = {
      layers:
        "8:leaky_relu:0.2/batch_norm::0.2/dropout:0.3,8:glu/layer_norm," +
        "6:formula(max(x, 0) / (1 + a * exp(-b * x))):b=1.7",
      schedule: "cosine::0.001",
      init: "kaiming_normal:1",
      stop: "target::0.9",
      "clip-grad-norm": "1",
      l1: "0.001",
      l2: "0.01",
    };
    const state = good(settings);
    expect(state.spec).toMatchObject({
      layers: [
        { norm: { id: "batch_norm", eps: 1e-5, momentum: 0.2 }, dropout: 0.3 },
        { activation: { id: "glu" }, norm: { id: "layer_norm" }, dropout: 0 },
        { activation: { id: "formula", formula: "max(x, 0) / (1 + a * exp(-b * x))", b: 1.7 } },
        { norm: { id: "none" } },
      ],
      schedule: { id: "cosine", T_max: 300, eta_min: 0.001 },
      init: { id: "kaiming_normal", gain: 1 },
      stop: { id: "target", metric: "test_accuracy", target: 0.9 },
      clip_grad_norm: 1,
      l1: 0.001,
      l2: 0.01,
    });
    expect(writeState(state, engine.catalog)).toEqual(settings);
    const run = engine.createRun(state.spec);
    expect(run.spec).toMatchObject(state.spec);
    run.dispose();
  });

  it("give a run that the engine takes, for every schedule, start, norm and end, and every function", () => {
    const { schedules, initializers, norms, stop_rules, activations } = engine.catalog;
    const make = (settings: Record<string, string>) => {
      engine.createRun(good({ "n-samples": "60", ...settings }).spec).dispose();
    };
    for (const { id } of schedules) make({ schedule: id });
    for (const { id } of initializers) make({ init: id });
    for (const { id } of norms) make({ layers: `8:relu/${id}` });
    for (const { id } of stop_rules)
      for (const dataset of ["make_moons", "curve"]) make({ stop: id, dataset });
    for (const { id } of activations) make({ layers: `8:${id}` });
  });

  it("say what a schedule takes when it cannot be read", () => {
    const { value, warnings } = read({ schedule: "step:x", init: "kaiming_norml", stop: "target:test" });
    expect(warnings).toEqual([
      expect.stringContaining("It takes step_size (1 to 100000), gamma (0 to 1)."),
      expect.stringContaining("Did you mean kaiming_normal?"),
      expect.stringContaining("metric (train_loss, train_accuracy, test_loss, test_accuracy)"),
    ]);
    expect(value.spec).toMatchObject({ schedule: { id: "step", step_size: 30 }, init: { id: "default" } });
  });

  it("say what is wrong and use the default instead", () => {
    const wrong = {
      dataset: "make_moon",
      layers: "8:rleu",
      optimizer: "adamm",
      lr: "-1",
      batch: "0",
      epochs: "many",
      seed: "1.5",
      speed: "17",
      noise: "9",
      colour: "red",
    };
    const { value, warnings } = read(wrong);
    expect(warnings).toHaveLength(Object.keys(wrong).length);
    expect(warnings.join("\n")).toContain("Did you mean make_moons?");
    expect(writeState(value, engine.catalog)).toEqual({});
  });

  it.each([
    "",
    "8",
    "8:",
    "8:relu,",
    "0:relu",
    "65:relu",
    "7:glu",
    "8:relu/dropout",
    "8:relu/dropout:1",
    "8:relu/batch_norm/layer_norm",
    "8:relu/dropout:0.1/dropout:0.1",
    "8:relu/batch_norm:2",
    "8:formula()",
    "8:formula(x*b):b",
    "8:formula(x",
    "8:relu:1",
    "8:leaky_relu:x",
    "8:relu,".repeat(8) + "8:relu",
  ])("do not read layers=%j", (layers) => {
    expect(read({ layers }).warnings).toHaveLength(1);
  });

  it("need no hidden layer", () => {
    const state = good({ layers: "none" });
    expect(state.spec.layers).toHaveLength(1);
    expect(writeState(state, engine.catalog)).toEqual({ layers: "none" });
  });

  it("have names of one meaning", () => {
    const { datasets, optimizers, losses } = engine.catalog;
    const of = (entries: readonly { readonly params: readonly { readonly id: string }[] }[]) =>
      new Set(entries.flatMap(({ params }) => params.map(({ id }) => id.replaceAll("_", "-"))));
    const own = [
      "dataset",
      "points",
      "table",
      "inputs",
      "layers",
      "loss",
      "optimizer",
      "batch",
      "epochs",
      "seed",
      "test-size",
      "standardize",
      "drop-last",
      "schedule",
      "init",
      "stop",
      "clip-grad-norm",
      "l1",
      "l2",
      "autoplay",
      "speed",
      "edits",
      "step",
    ];
    const all = [...own, ...of(datasets), ...of(optimizers), ...of(losses)];
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
    expect(new Set(settingNames(engine.catalog))).toEqual(new Set(all));
  });
});

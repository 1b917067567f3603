/** What the reader can set in the train view: a RunSpec, and how fast it is shown. */

import type { Catalog, LossInfo, ParamInfo } from "../../engine/types.js";
import { isSourceName } from "../../spec/data-sources.js";
import type { DataSpec, LayerSpec, RunSpec } from "../../spec/run-spec.js";
import { readParams, settingName, writeParams } from "../activation-params.js";
import { readNumber, readWord, unknownSettings, type ReadSettings, type Settings } from "../view.js";
import {
  classCount,
  dataChoices,
  dataInfo,
  readInputSetting,
  readSource,
  writeInputSetting,
  writeSource,
  type DataInfo,
} from "./data-settings.js";
import { kMaxLayers, kMaxUnits, plainActivation, readLayers, writeLayers } from "./layers-text.js";
import { kRecipeSettings, readRecipe, writeRecipe } from "./recipe.js";

export interface TrainState {
  /** The run on show. Its last layer follows from data and loss; the ones before are the reader's. */
  readonly spec: RunSpec;
  /** Units: steps per second; Infinity is as fast as can be. */
  readonly speed: number;
  /** Whether it plays by itself once it is in sight. */
  readonly autoplay: boolean;
  /** What was changed on the run's way; see edits-text.ts. */
  readonly edits: string;
  /** The step at which it is shown; undefined: at its end. */
  readonly step: number | undefined;
}

/** Speeds to choose from. Units: steps per second. */
export const kSpeeds: readonly number[] = [1, 5, 25, 100, 250, 1000, 5000, Infinity];

const kDefaults = {
  dataset: "make_moons",
  optimizer: "adam",
  layers: "8:relu,8:relu",
  lr: 0.01,
  batch: 32,
  epochs: 300,
  seed: 42,
  speed: 250,
  /** 200 rows to train on, 100 to test with. */
  test_size: 1 / 3,
};
/** Where this view starts from other arguments than scikit-learn does. */
const kDataDefaults: Readonly<Partial<Record<string, number>>> = {
  n_samples: 300,
  noise: 0.1,
  // All of them matter; scikit-learn adds 90 that do not.
  "make_regression.n_features": 10,
};
/** More points than this cannot be told apart in one figure. */
const kMostSamples = 5000;

/** Limits and defaults of the settings that are no argument of the catalogue. */
export const kLimits = {
  epochs: { min: 1, max: 100_000, default: kDefaults.epochs, integer: true },
  seed: { min: 0, max: 2 ** 32 - 1, default: kDefaults.seed, integer: true },
  test_size: { min: 0.01, max: 0.9, default: kDefaults.test_size },
} as const;

const kStepLimits = { min: 0, max: 1e9, default: 0, integer: true };

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
];
const switches = ["standardize", "drop-last", "autoplay", "speed", "edits", "step"];

/** A data set's arguments with this view's defaults and limits. */
export function dataParams(info: DataInfo): readonly ParamInfo[] {
  return info.params.map((param) => ({
    ...param,
    default: kDataDefaults[`${info.id}.${param.id}`] ?? kDataDefaults[param.id] ?? param.default,
    max: param.id === "n_samples" ? Math.min(param.max, kMostSamples) : param.max,
    min: param.id === "n_samples" ? Math.max(param.min, 20) : param.min,
  }));
}

/** An optimizer's arguments with this view's default of the learning rate. */
export function optimizerParams(catalog: Catalog, id: string): readonly ParamInfo[] {
  const params = catalog.optimizers.find((optimizer) => optimizer.id === id)?.params ?? [];
  return params.map((param) => (param.id === "lr" ? { ...param, default: kDefaults.lr } : param));
}

/** The losses that fit a data set, the one to start with first. */
export function lossChoices(catalog: Catalog, info: DataInfo, n_classes: number): readonly LossInfo[] {
  if (info.task === "regression") {
    return catalog.losses.filter(({ targets, binary }) => targets === "numbers" && !binary);
  }
  const fitting = catalog.losses.filter(
    ({ targets, binary }) => targets === "classes" || (binary && n_classes === 2),
  );
  const first = n_classes === 2 ? "bce_with_logits" : "cross_entropy";
  return [...fitting].sort((a, b) => Number(b.id === first) - Number(a.id === first));
}

/** The last layer that a loss asks for. */
export function outputLayer(catalog: Catalog, loss: LossInfo, n_classes: number): LayerSpec {
  const id = loss.id === "nll" ? "log_softmax" : "linear";
  const info = catalog.activations.find((activation) => activation.id === id);
  const units = n_classes === 0 || (loss.binary && n_classes === 2) ? 1 : n_classes;
  return { units, activation: info ? plainActivation(info) : { id }, norm: { id: "none" }, dropout: 0 };
}

/** Values as a RunSpec has them: false and true for flags. */
function specValues(params: readonly ParamInfo[], values: Readonly<Record<string, number | string>>) {
  return Object.fromEntries(
    params.map(({ id, kind }) => [id, kind === "flag" ? values[id] === 1 : values[id]]),
  );
}

/** Values as settings have them: 0 and 1 for flags. */
function settingValues(params: readonly ParamInfo[], spec: object): Record<string, number | string> {
  const values = spec as Readonly<Record<string, number | string | boolean>>;
  return Object.fromEntries(
    params.map(({ id, kind }) => [id, kind === "flag" ? Number(values[id]) : (values[id] as number)]),
  );
}

const switchOf = (settings: Settings, name: string, initial: boolean, warnings: string[]) =>
  readWord(settings, name, ["off", "on"], initial ? "on" : "off", warnings) === "on";

function readData(
  settings: Settings,
  catalog: Catalog,
  warnings: string[],
): { info: DataInfo; data: DataSpec } {
  const ids = dataChoices(catalog).map(({ id }) => id);
  const id = readWord(settings, "dataset", ids, kDefaults.dataset, warnings);
  const source = isSourceName(id) ? readSource(id, settings, warnings) : undefined;
  const name = isSourceName(id) ? kDefaults.dataset : id;
  const info = dataInfo(catalog, source ?? { name, random_state: 0 });
  const params = dataParams(info);
  const values = specValues(params, readParams({ params }, settings, warnings));
  const data = {
    ...(source ?? { name, ...values }),
    inputs: readInputSetting(settings, warnings),
    test_size: readNumber(settings, "test-size", kLimits.test_size, warnings),
    standardize: switchOf(settings, "standardize", true, warnings),
  };
  return { info, data: data as unknown as DataSpec };
}

function readHidden(settings: Settings, catalog: Catalog, warnings: string[]): readonly LayerSpec[] {
  const given = settings["layers"];
  const read = given === undefined ? undefined : readLayers(given, catalog);
  if (given !== undefined && read === undefined) {
    warnings.push(
      `layers="${given}" is not known here; using ${kDefaults.layers}. It is units and activation of each hidden layer, ` +
        `such as 8:relu,4:tanh/batch_norm/dropout:0.2, with at most ${kMaxLayers} layers of ${kMaxUnits} units, or none.`,
    );
  }
  return read ?? readLayers(kDefaults.layers, catalog) ?? [];
}

function readBatch(settings: Settings, catalog: Catalog, warnings: string[]): number | null {
  if (settings["batch"] === "full") return null;
  const limits = { min: 1, max: catalog.limits.batch_size, default: kDefaults.batch, integer: true };
  return readNumber(settings, "batch", limits, warnings);
}

function readSpeed(settings: Settings, warnings: string[]): number {
  const words = kSpeeds.map(speedName);
  const word = readWord(settings, "speed", words, speedName(kDefaults.speed), warnings);
  return kSpeeds[words.indexOf(word)];
}

/** A speed as settings name it. */
export function speedName(speed: number): string {
  return speed === Infinity ? "max" : String(speed);
}

/** The names of all settings of this view. */
export function settingNames(catalog: Catalog): string[] {
  const entries = [...catalog.datasets, ...catalog.optimizers, ...catalog.losses];
  const params = entries.flatMap(({ params: all }) => all.map(({ id }) => settingName(id)));
  return [...own, ...switches, ...kRecipeSettings, ...new Set(params)];
}

function readSpec(settings: Settings, catalog: Catalog, warnings: string[]): RunSpec {
  const { info, data } = readData(settings, catalog, warnings);
  const n_classes = classCount(info, data);
  const losses = lossChoices(catalog, info, n_classes);
  const lossId = readWord(
    settings,
    "loss",
    losses.map(({ id }) => id),
    losses[0].id,
    warnings,
  );
  const loss = losses.find(({ id }) => id === lossId) ?? losses[0];
  const optimizers = catalog.optimizers.map(({ id }) => id);
  const optimizer = readWord(settings, "optimizer", optimizers, kDefaults.optimizer, warnings);
  const params = optimizerParams(catalog, optimizer);
  const epochs = readNumber(settings, "epochs", kLimits.epochs, warnings);
  return {
    version: 1,
    data,
    layers: [...readHidden(settings, catalog, warnings), outputLayer(catalog, loss, n_classes)],
    loss: { id: loss.id, ...specValues(loss.params, readParams(loss, settings, warnings)) },
    optimizer: {
      id: optimizer,
      ...specValues(params, readParams({ params }, settings, warnings)),
    },
    batch_size: readBatch(settings, catalog, warnings),
    drop_last: switchOf(settings, "drop-last", false, warnings),
    ...readRecipe(settings, { catalog, epochs, isRegression: info.task === "regression" }, warnings),
    epochs,
    seed: readNumber(settings, "seed", kLimits.seed, warnings),
  };
}

/**
 * Settings to state; what cannot be used becomes its default and a sentence. Whether settings that are good by
 * themselves are good together, the engine says when it makes the run.
 */
export function readState(settings: Settings, catalog: Catalog): ReadSettings<TrainState> {
  const warnings = unknownSettings(settings, settingNames(catalog));
  const value = {
    spec: readSpec(settings, catalog, warnings),
    speed: readSpeed(settings, warnings),
    autoplay: switchOf(settings, "autoplay", false, warnings),
    edits: settings["edits"] ?? "",
    step: settings["step"] === undefined ? undefined : readNumber(settings, "step", kStepLimits, warnings),
  };
  return { value, warnings };
}

/** State to settings: only what differs from the defaults. */
export function writeState({ spec, speed, autoplay, edits, step }: TrainState, catalog: Catalog): Settings {
  const { data, loss, optimizer } = spec;
  const info = dataInfo(catalog, data);
  const losses = lossChoices(catalog, info, classCount(info, data));
  const lossInfo = losses.find(({ id }) => id === loss.id) ?? losses[0];
  const [inData, inOptimizer] = [dataParams(info), optimizerParams(catalog, optimizer.id)];
  const changed = <T>(value: T, initial: T, text = String(value)) => (value === initial ? undefined : text);
  const all: Settings = {
    dataset: changed(data.name, kDefaults.dataset),
    ...writeSource(data),
    inputs: writeInputSetting(data.inputs),
    ...writeParams({ params: inData }, settingValues(inData, data)),
    "test-size": changed(data.test_size, kDefaults.test_size),
    standardize: changed(data.standardize, true, "off"),
    layers: changed(writeLayers(spec.layers.slice(0, -1), catalog), kDefaults.layers),
    loss: changed(loss.id, losses[0].id),
    ...writeParams(lossInfo, settingValues(lossInfo.params, loss)),
    optimizer: changed(optimizer.id, kDefaults.optimizer),
    ...writeParams({ params: inOptimizer }, settingValues(inOptimizer, optimizer)),
    batch: changed(spec.batch_size, kDefaults.batch, spec.batch_size === null ? "full" : undefined),
    "drop-last": changed(spec.drop_last, false, "on"),
    ...writeRecipe(spec, { catalog, epochs: spec.epochs, isRegression: info.task === "regression" }),
    epochs: changed(spec.epochs, kDefaults.epochs),
    seed: changed(spec.seed, kDefaults.seed),
    speed: changed(speed, kDefaults.speed, speedName(speed)),
    autoplay: changed(autoplay, false, "on"),
    edits: changed(edits, ""),
    step: changed(step, undefined),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Reads a RunSpec: checks everything and fills in the defaults in one pass. */

import type { ActivationShape, EntryShape, SpecCatalog } from "./catalog.js";
import { isSourceName, kSourceNames, readInputs, readSource, sourceKeys } from "./data-sources.js";
import { checkDataset, type Arguments } from "./dataset-rules.js";
import { show, throwFaults, type Fault } from "./faults.js";
import { datasetField, kVersion, layerFields, preparationFields, runFields, type Field } from "./fields.js";
import { Reader, type Json } from "./reader.js";
import { checkBatches, checkInputs, checkOutputs, checkSplit } from "./run-rules.js";
import type { ActivationSpec, DataSpec, DatasetSpec, LayerSpec, RunSpec } from "./run-spec.js";

const isComplete = (values: Record<string, unknown>) =>
  Object.values(values).every((value) => value !== undefined);
const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);

/** Values of some fields; undefined where one was wrong. */
function readFields(
  reader: Reader,
  object: Json,
  path: string,
  fields: readonly Field[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.id, reader.field(object, path, field)]));
}

/** `{ id, ...params }` of an activation, loss or optimizer; undefined when anything in it is wrong. */
function readEntry<E extends EntryShape>(
  reader: Reader,
  value: unknown,
  path: string,
  what: string,
  table: readonly E[],
): { readonly entry: E; readonly spec: ActivationSpec | undefined } | undefined {
  const known = table.find(({ id }) => id === (value as { id?: unknown } | null | undefined)?.id);
  // Keys of an entry that is not known cannot be judged: only its id is at fault.
  const keys = known ? ["id", ...ids(known.params)] : Object.keys(Object(value) as object);
  const object = reader.object(value, path, known ? keys : [...new Set(["id", ...keys])]);
  if (object === undefined) return undefined;
  const entry = reader.entry(object, path, "id", what, table);
  if (entry === undefined) return undefined;
  const params = readFields(reader, object, path, entry.params);
  return { entry, spec: isComplete(params) ? { id: entry.id, ...params } : undefined };
}

/** The `data` part without its preparation, defaults filled in, and what it says of the data's size. */
export interface ReadDataset {
  readonly spec: DatasetSpec;
  readonly n_samples: number;
  /** 0 for a regression; undefined where only the generator knows. */
  readonly n_classes: number | undefined;
}

/** Keys that tell how the rows are prepared. */
const preparationKeys = (catalog: SpecCatalog) => ["inputs", ...ids(preparationFields(catalog))];

/** The `data` part without its preparation. */
export function readDataset(
  reader: Reader,
  value: unknown,
  path: string,
  catalog: SpecCatalog,
): ReadDataset | undefined {
  const name = (value as { name?: unknown } | null | undefined)?.name;
  const known = catalog.datasets.find(({ id }) => id === name);
  const keysOf = () => {
    if (known !== undefined) return [...ids(known.params), ...ids(known.lists)];
    return isSourceName(name) ? sourceKeys(name) : Object.keys(Object(value) as object);
  };
  const object = reader.object(value, path, [...new Set(["name", ...keysOf(), ...preparationKeys(catalog)])]);
  if (object === undefined) return undefined;
  if (isSourceName(name)) return readSource(reader, object, path, name);
  const sources = kSourceNames.map((id) => ({ id, params: [], lists: [], task: "classification" as const }));
  const entry = reader.entry(object, path, "name", "data set", [...catalog.datasets, ...sources]);
  if (entry === undefined) return undefined;
  const args = readFields(reader, object, path, entry.params.map(datasetField));
  for (const list of entry.lists) args[list.id] = reader.list(object, path, list);
  if (!isComplete(args)) return undefined;
  const before = reader.faults.length;
  checkDataset(entry.id, args as Arguments, path, catalog, reader);
  if (reader.faults.length > before) return undefined;
  return {
    spec: { name: entry.id, ...args } as unknown as DatasetSpec,
    n_samples: args["n_samples"] as number,
    n_classes: entry.task === "regression" ? 0 : (args["n_classes"] as number | undefined),
  };
}

/** The complete `data` part, and its size. */
interface ReadData extends Omit<ReadDataset, "spec"> {
  readonly spec: DataSpec;
  readonly train_count: number;
}

function readData(reader: Reader, value: unknown, catalog: SpecCatalog): ReadData | undefined {
  const dataset = readDataset(reader, value, "data", catalog);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const object = value as Json;
  const given = Object.hasOwn(object, "split_random_state")
    ? object
    : { ...object, split_random_state: object["random_state"] };
  // A wrong random_state is one fault, not two.
  const source = given === object || dataset !== undefined ? given : { ...object, split_random_state: 0 };
  const preparation = readFields(reader, source, "data", preparationFields(catalog));
  const inputs = readInputs(reader, object, "data");
  if (dataset === undefined || !isComplete(preparation) || inputs === undefined) return undefined;
  const { n_samples, n_classes } = dataset;
  const test_size = preparation["test_size"] as number;
  checkSplit(reader, n_samples, test_size);
  checkInputs(reader, n_samples, inputs, catalog);
  const spec = { ...dataset.spec, inputs, ...preparation } as unknown as DataSpec;
  return { spec, n_samples, n_classes, train_count: n_samples - Math.ceil(test_size * n_samples) };
}

interface ReadLayer {
  readonly activation: ActivationShape;
  readonly spec: LayerSpec;
}

function readLayer(
  reader: Reader,
  value: unknown,
  path: string,
  catalog: SpecCatalog,
): ReadLayer | undefined {
  const object = reader.object(value, path, ["units", "activation"]);
  if (object === undefined) return undefined;
  const { units } = readFields(reader, object, path, layerFields(catalog)) as { units: number | undefined };
  const given = reader.need(object, path, "activation", 'an object such as { "id": "relu" }');
  if (given === undefined) return undefined;
  const read = readEntry(reader, given, `${path}.activation`, "activation", catalog.activations);
  if (units === undefined || read?.spec === undefined) return undefined;
  const { row_divisor: divisor } = read.entry;
  if (units % divisor !== 0) {
    const options = { limit: `a multiple of ${divisor}`, suggestion: `use a multiple of ${divisor}` };
    reader.note(
      `${path}.units`,
      units,
      `${read.entry.id} cannot divide ${units} units by ${divisor}`,
      options,
    );
    return undefined;
  }
  return { activation: read.entry, spec: { units, activation: read.spec } };
}

function readLayers(
  reader: Reader,
  value: unknown,
  catalog: SpecCatalog,
): (ReadLayer | undefined)[] | undefined {
  if (value === undefined) return undefined;
  const limit = `a list of 1 to ${catalog.limits.layers} layers`;
  if (!Array.isArray(value)) {
    reader.note("layers", value, `${show(value)} is not a list`, { limit, suggestion: `give ${limit}` });
    return undefined;
  }
  if (value.length < 1 || value.length > catalog.limits.layers) {
    reader.note("layers", value, `there are ${value.length} layers`, { limit, suggestion: `give ${limit}` });
    return undefined;
  }
  return Array.from(value, (item: unknown, i) => readLayer(reader, item, `layers[${i}]`, catalog));
}

/** What came of reading: the complete RunSpec when nothing is wrong. */
export interface ReadRunSpec {
  readonly spec: RunSpec | undefined;
  readonly faults: readonly Fault[];
}

/** Checks a RunSpec of unknown shape and fills in its defaults. */
export function readRunSpec(value: unknown, catalog: SpecCatalog): ReadRunSpec {
  const reader = new Reader();
  const fields = runFields(catalog);
  const object = reader.object(value, "", ["version", "data", "layers", "loss", "optimizer", ...ids(fields)]);
  if (object === undefined) return { spec: undefined, faults: reader.faults };

  const version = reader.need(object, "", "version", `the number ${kVersion}`);
  if (version !== undefined && version !== kVersion) {
    const options = { limit: `${kVersion}`, suggestion: `this release reads version ${kVersion}` };
    reader.note("version", version, `unknown version ${show(version)}`, options);
  }
  const dataGiven = reader.need(
    object,
    "",
    "data",
    'an object such as { "name": "make_classification", "random_state": 42 }',
  );
  const data = dataGiven === undefined ? undefined : readData(reader, dataGiven, catalog);
  const layers = readLayers(reader, reader.need(object, "", "layers", "a list of layers"), catalog);
  const lossGiven = reader.need(object, "", "loss", 'an object such as { "id": "cross_entropy" }');
  const loss =
    lossGiven === undefined ? undefined : readEntry(reader, lossGiven, "loss", "loss", catalog.losses);
  const optimizerGiven = reader.need(
    object,
    "",
    "optimizer",
    'an object such as { "id": "adam", "lr": 0.001 }',
  );
  const optimizer =
    optimizerGiven === undefined
      ? undefined
      : readEntry(reader, optimizerGiven, "optimizer", "optimizer", catalog.optimizers);
  const run = readFields(reader, object, "", fields);

  const layerSpecs = layers?.map((layer) => layer?.spec);
  if (data !== undefined && layerSpecs?.every((layer) => layer !== undefined) && loss !== undefined) {
    const { n_classes } = data;
    if (n_classes !== undefined) checkOutputs(reader, layerSpecs, loss.entry, n_classes, catalog);
  }
  if (data !== undefined) checkBatches(reader, data.train_count, run["batch_size"], run["drop_last"]);
  if (reader.faults.length > 0) return { spec: undefined, faults: reader.faults };
  const spec = {
    version: kVersion,
    data: data?.spec,
    layers: layerSpecs,
    loss: loss?.spec,
    optimizer: optimizer?.spec,
    ...run,
  };
  return { spec: spec as unknown as RunSpec, faults: [] };
}

/** The `data` part of a RunSpec with all defaults filled in. Errors: `ArgumentError` with every fault. */
export function completeData(value: unknown, catalog: SpecCatalog): DataSpec {
  const reader = new Reader();
  const data = readData(reader, value, catalog);
  throwFaults(reader.faults);
  return (data as ReadData).spec;
}

/** Everything that is wrong with a RunSpec; empty when it can be run. */
export function validateRunSpec(value: unknown, catalog: SpecCatalog): readonly Fault[] {
  return readRunSpec(value, catalog).faults;
}

/** The RunSpec with all defaults filled in. Errors: `ArgumentError` with every fault. */
export function completeRunSpec(value: unknown, catalog: SpecCatalog): RunSpec {
  const { spec, faults } = readRunSpec(value, catalog);
  throwFaults(faults);
  return spec as RunSpec;
}

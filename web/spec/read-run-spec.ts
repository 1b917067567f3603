/** Reads a RunSpec: checks everything and fills in the defaults in one pass. */

import type { ActivationShape, DatasetShape, EntryShape, SpecCatalog } from "./catalog.js";
import { checkDataset, type Arguments } from "./dataset-rules.js";
import { show, throwFaults, type Fault } from "./faults.js";
import { datasetField, kVersion, layerFields, preparationFields, runFields, type Field } from "./fields.js";
import { Reader, type Json } from "./reader.js";
import { checkBatches, checkOutputs, checkSplit } from "./run-rules.js";
import type { ActivationSpec, DataSpec, LayerSpec, RunSpec } from "./run-spec.js";

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

/** The generator's arguments, defaults filled in, and what the caller asks of them together. */
export interface ReadDataset {
  readonly entry: DatasetShape;
  readonly args: Arguments;
}

/** The `data` part without its preparation. */
export function readDataset(
  reader: Reader,
  value: unknown,
  path: string,
  catalog: SpecCatalog,
): ReadDataset | undefined {
  const preparation = ids(preparationFields(catalog));
  const known = catalog.datasets.find(
    ({ id }) => id === (value as { name?: unknown } | null | undefined)?.name,
  );
  const own = known ? [...ids(known.params), ...ids(known.lists)] : Object.keys(Object(value) as object);
  const object = reader.object(value, path, [...new Set(["name", ...own, ...preparation])]);
  if (object === undefined) return undefined;
  const entry = reader.entry(object, path, "name", "data set", catalog.datasets);
  if (entry === undefined) return undefined;
  const args = readFields(reader, object, path, entry.params.map(datasetField));
  for (const list of entry.lists) args[list.id] = reader.list(object, path, list);
  if (!isComplete(args)) return undefined;
  const before = reader.faults.length;
  checkDataset(entry.id, args as Arguments, path, catalog, reader);
  return reader.faults.length === before ? { entry, args: args as Arguments } : undefined;
}

function readData(reader: Reader, value: unknown, catalog: SpecCatalog): DataSpec | undefined {
  const dataset = readDataset(reader, value, "data", catalog);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const object = value as Json;
  const given = Object.hasOwn(object, "split_random_state")
    ? object
    : { ...object, split_random_state: object["random_state"] };
  // A wrong random_state is one fault, not two.
  const source = given === object || dataset !== undefined ? given : { ...object, split_random_state: 0 };
  const preparation = readFields(reader, source, "data", preparationFields(catalog));
  if (dataset === undefined || !isComplete(preparation)) return undefined;
  checkSplit(reader, dataset.args["n_samples"] as number, preparation["test_size"] as number);
  return { name: dataset.entry.id, ...dataset.args, ...preparation } as unknown as DataSpec;
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

/** Classes of a data set, 0 of a regression; undefined where only the generator knows. */
function classCount(data: DataSpec, catalog: SpecCatalog): number | undefined {
  const entry = catalog.datasets.find(({ id }) => id === data.name);
  return entry?.task === "regression" ? 0 : data.n_classes;
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
    const n_classes = classCount(data, catalog);
    if (n_classes !== undefined) checkOutputs(reader, layerSpecs, loss.entry, n_classes, catalog);
  }
  if (data !== undefined) checkBatches(reader, data, run["batch_size"], run["drop_last"]);
  if (reader.faults.length > 0) return { spec: undefined, faults: reader.faults };
  const spec = {
    version: kVersion,
    data,
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
  return data as DataSpec;
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

/** Reads a RunSpec: checks everything and fills in the defaults in one pass. */

import type { SpecCatalog } from "./catalog.js";
import { isSourceName, kSourceNames, readInputs, readSource, sourceKeys } from "./data-sources.js";
import { checkDataset, type Arguments } from "./dataset-rules.js";
import { show, throwFaults, type Fault } from "./faults.js";
import { datasetField, kVersion, lossEntry, preparationFields, runEntries, runFields } from "./fields.js";
import { ids, isComplete, readFields, readParts } from "./read-entries.js";
import { readLayers } from "./read-layers.js";
import { Reader, type Json } from "./reader.js";
import { checkBatches, checkInputs, checkOutputs, checkSplit, checkStop } from "./run-rules.js";
import type { DataSpec, DatasetSpec, RunSpec } from "./run-spec.js";

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

/** What came of reading: the complete RunSpec when nothing is wrong. */
export interface ReadRunSpec {
  readonly spec: RunSpec | undefined;
  readonly faults: readonly Fault[];
}

/** What the parts must be together. */
function checkTogether(reader: Reader, spec: RunSpec, data: ReadData, catalog: SpecCatalog): void {
  const { layers, batch_size, drop_last = false } = spec;
  const loss = catalog.losses.find(({ id }) => id === spec.loss.id);
  if (loss === undefined) return;
  if (data.n_classes !== undefined) checkOutputs(reader, layers, loss, data.n_classes, catalog);
  checkBatches(reader, data.train_count, batch_size, drop_last, layers);
  checkStop(reader, spec, loss, data.n_classes);
}

/** Checks a RunSpec of unknown shape and fills in its defaults. */
export function readRunSpec(value: unknown, catalog: SpecCatalog): ReadRunSpec {
  const reader = new Reader();
  const [fields, loss, entries] = [runFields(catalog), lossEntry(catalog), runEntries(catalog)];
  const keys = ["version", "data", "layers", loss.id, ...ids(entries), ...ids(fields)];
  const object = reader.object(value, "", keys);
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
  const parts = readParts(reader, object, "", [loss, ...entries]);
  const run = readFields(reader, object, "", fields);

  const spec = { version: kVersion, data: data?.spec, layers, ...parts, ...run } as unknown as RunSpec;
  const isWhole = layers?.every((layer) => layer !== undefined) === true && isComplete({ ...parts, ...run });
  if (data !== undefined && isWhole) checkTogether(reader, spec, data, catalog);
  return { spec: reader.faults.length > 0 ? undefined : spec, faults: reader.faults };
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

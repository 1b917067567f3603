/** Data sets, their split and their preparation for training. */

import { isPoints, isTable, kDigits } from "../spec/data-sources.js";
import { readDataset, type ReadDataset } from "../spec/read-run-spec.js";
import { Arguments, paramNumber } from "./arguments.js";
import { kLayout, kStatus, type Pointer } from "./abi.js";
import type { Core, Scratch } from "./core.js";
import { ArgumentError } from "./errors.js";
import { fault } from "../spec/faults.js";
import type { PreparedCache } from "./prepared-cache.js";
import type { Tables } from "./tables.js";
import type { Catalog, Dataset, DatasetSpec, Split, Table } from "./types.js";

/** A data set in the module's memory. */
export interface PlacedDataset {
  readonly n_samples: number;
  readonly n_features: number;
  /** 0 for regression. */
  readonly n_classes: number;
  readonly features: Pointer;
  /** 0 when there are none. */
  readonly labels: Pointer;
  readonly targets: Pointer;
}

/** What data is taken from: the module, the catalogue, the tables of the engine, and rows that were prepared before. */
export interface DataSources {
  readonly core: Core;
  readonly catalog: Catalog;
  readonly tables: Tables;
  readonly prepared: PreparedCache;
}

/** A data set made by a generator of the module. */
function placeGenerated(
  { core, catalog }: DataSources,
  memory: Scratch,
  spec: Readonly<Record<string, unknown>>,
  path: string,
): PlacedDataset {
  const info = catalog.datasets.find(({ id }) => id === spec["name"]);
  if (info === undefined) throw new TypeError(`the catalogue has no data set ${String(spec["name"])}`);
  const params = Float64Array.from(info.params, (param) => paramNumber(spec[param.id], param));
  const lists = info.lists.map(({ id }) => [spec[id] ?? []].flat() as number[]);
  const raw = [
    catalog.datasets.indexOf(info),
    memory.place(params),
    params.length,
    memory.place(Float64Array.from(lists.flat())),
    memory.place(Int32Array.from(lists, ({ length }) => length)),
    lists.length,
  ];

  const { size, ...at } = kLayout.ap_dataset_shape;
  const shape = memory.allocate(size);
  const refused = [kStatus.OUT_OF_RANGE, kStatus.BAD_SHAPE];
  if (core.call("ap_dataset_measure", [...raw, shape], [kStatus.OK, ...refused]) !== kStatus.OK) {
    const suggestion = `see the arguments of ${info.id} in engine.catalog.datasets`;
    throw new ArgumentError([fault(path, spec, "these arguments do not fit together", { suggestion })]);
  }
  const read = (offset: number) => memory.data.getInt32(shape + offset, true);
  const [n_samples, n_features, n_classes] = [read(at.n_samples), read(at.n_features), read(at.n_classes)];

  const [values, n_labels] = [n_samples * n_features, n_classes > 0 ? n_samples : 0];
  const features = memory.reserve(Float64Array, values);
  const labels = n_labels > 0 ? memory.reserve(Int32Array, n_labels) : 0;
  const targets = n_labels > 0 ? 0 : memory.reserve(Float64Array, n_samples);
  core.call("ap_dataset_make", [...raw, features, values, labels, n_labels, targets, n_samples - n_labels]);
  return { n_samples, n_features, n_classes, features, labels, targets };
}

/** The table that a RunSpec names, or the points that stand in it. Errors: `ArgumentError`. */
function sourceTable(tables: Tables, spec: DatasetSpec, path: string): Table | undefined {
  if (isPoints(spec)) {
    const { features, labels = [], targets = [], n_classes = 0 } = spec;
    return {
      features: Float64Array.from(features.flat()),
      n_features: features[0].length,
      labels: Int32Array.from(labels),
      targets: Float64Array.from(targets),
      n_classes,
    };
  }
  if (!isTable(spec) && spec.name !== kDigits.name) return undefined;
  const check = new Arguments();
  const table = isTable(spec) ? tables.find(check, spec, path) : tables.digits(check, path);
  check.done();
  return table;
}

/** Puts a data set into the module's memory. `path` is where its arguments stand in the caller's document. */
export function placeDataset(
  sources: DataSources,
  memory: Scratch,
  spec: DatasetSpec,
  path: string,
): PlacedDataset {
  const table = sourceTable(sources.tables, spec, path);
  if (table === undefined) return placeGenerated(sources, memory, { ...spec }, path);
  const { features, n_features, labels, targets, n_classes } = table;
  return {
    n_samples: features.length / n_features,
    n_features,
    n_classes,
    features: memory.place(features),
    labels: n_classes > 0 ? memory.place(labels) : 0,
    targets: n_classes > 0 ? 0 : memory.place(targets),
  };
}

export function makeDataset(sources: DataSources, spec: DatasetSpec): Dataset {
  const check = new Arguments();
  const read = readDataset(check, spec, "", sources.catalog);
  check.done();
  return sources.core.withMemory((memory) => {
    const placed = placeDataset(sources, memory, (read as ReadDataset).spec, "");
    const { n_samples, n_features, n_classes } = placed;
    return {
      features: memory.take(Float64Array, placed.features, n_samples * n_features),
      labels: memory.take(Int32Array, placed.labels, n_classes > 0 ? n_samples : 0),
      targets: memory.take(Float64Array, placed.targets, n_classes > 0 ? 0 : n_samples),
      n_samples,
      n_features,
      n_classes,
    };
  });
}

/** How many of the rows are held back: scikit-learn rounds up. */
export function testCount(n_samples: number, test_size: number): number {
  return Math.ceil(test_size * n_samples);
}

/** Row numbers in the module's memory. */
export interface PlacedSplit {
  readonly train: Pointer;
  readonly train_count: number;
  readonly test: Pointer;
  readonly test_count: number;
}

/** Splits rows in the module's memory; the numbers must have been checked. */
export function placeSplit(
  core: Core,
  memory: Scratch,
  n_samples: number,
  test_size: number,
  random_state: number,
): PlacedSplit {
  const test_count = testCount(n_samples, test_size);
  const train_count = n_samples - test_count;
  const train = memory.reserve(Int32Array, train_count);
  const test = memory.reserve(Int32Array, test_count);
  const count = memory.allocate(4);
  core.call("ap_rows_split", [
    n_samples,
    test_size,
    random_state,
    train,
    train_count,
    test,
    test_count,
    count,
  ]);
  return { train, train_count, test, test_count };
}

export function trainTestSplit(
  core: Core,
  catalog: Catalog,
  n_samples: number,
  options: { test_size: number; random_state: number },
): Split {
  const check = new Arguments();
  const { test_size, random_state } = check.options(options, "options", ["test_size", "random_state"]);
  const haveRows = check.whole(n_samples, "n_samples", 2, catalog.limits.samples);
  const size = check.field({ test_size }, "", {
    id: "test_size",
    kind: "real",
    min: 0,
    max: 1,
    default: 0.2,
    exclusive: true,
    required: true,
  });
  check.whole(random_state, "random_state", 0, catalog.limits.seed);
  if (haveRows && typeof size === "number" && testCount(n_samples, size) >= n_samples) {
    const suggestion = "use a smaller test_size or more n_samples";
    check.note("test_size", size, `of ${n_samples} rows none would be left to train on`, { suggestion });
  }
  check.done();
  return core.withMemory((memory) => {
    const placed = placeSplit(core, memory, n_samples, Number(size), Number(random_state));
    return {
      train: memory.take(Int32Array, placed.train, placed.train_count),
      test: memory.take(Int32Array, placed.test, placed.test_count),
    };
  });
}

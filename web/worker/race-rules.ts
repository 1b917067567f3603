/** Reads what a race is asked for: every fault at once. */

import type { Catalog } from "../engine/types.js";
import { show, throwFaults, type Fault } from "../spec/faults.js";
import { readRunSpec } from "../spec/read-run-spec.js";
import { Reader } from "../spec/reader.js";
import type { RunSpec } from "../spec/run-spec.js";
import type { Race, RaceMeasure } from "./race-types.js";

export const kRaceLimits = { activations: 32, seeds: 256, records: 500_000, workers: 16 } as const;

const measures: readonly RaceMeasure[] = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"];

/** A race with all defaults filled in. */
export interface ReadRace {
  /** The complete RunSpec of each competitor; the seed is to be replaced. */
  readonly specs: readonly RunSpec[];
  readonly seeds: readonly number[];
  readonly measure: RaceMeasure;
}

/** The same fault at another place. */
function moved(fault: Fault, path: string): Fault {
  const problem = fault.path === "" ? fault.message : fault.message.slice(fault.path.length + 2);
  return { ...fault, path, message: `${path}: ${problem}` };
}

/** A list of `least` to `most` things, or undefined after noting what is wrong. */
function readList(reader: Reader, value: unknown, path: string, what: string, least: number, most: number) {
  const limit = `a list of ${least} to ${most} ${what}`;
  const note = (problem: string) => {
    reader.note(path, value, problem, { limit, suggestion: `give ${limit}` });
  };
  if (!Array.isArray(value)) note(`${show(value)} is not a list`);
  else if (value.length < least || value.length > most) note(`there are ${value.length} ${what}`);
  else return value as readonly unknown[];
  return undefined;
}

/** Notes every item whose key has come before. */
function noteDoubles(reader: Reader, path: string, keys: readonly (string | number | undefined)[]): void {
  keys.forEach((key, i) => {
    const first = keys.indexOf(key);
    if (key === undefined || first === i) return;
    const suggestion = "leave one of them out";
    reader.note(`${path}[${i}]`, key, `is the same as ${path}[${first}]`, { suggestion });
  });
}

function readSeeds(reader: Reader, value: unknown, catalog: Catalog): readonly number[] | undefined {
  const given = readList(reader, value, "seeds", "seeds", 1, kRaceLimits.seeds);
  const field = { id: "seed", kind: "integer", min: 0, max: catalog.limits.seed, default: 0 } as const;
  const seeds = given?.map((seed, i) => reader.number(seed, `seeds[${i}]`, field));
  noteDoubles(reader, "seeds", seeds ?? []);
  return seeds?.every((seed) => seed !== undefined) === true ? seeds : undefined;
}

/** The base RunSpec, or undefined after noting its faults. */
function readBase(reader: Reader, value: unknown, catalog: Catalog): RunSpec | undefined {
  const { spec, faults } = readRunSpec(value, catalog);
  reader.faults.push(
    ...faults.map((fault) => moved(fault, fault.path === "" ? "spec" : `spec.${fault.path}`)),
  );
  if (spec?.layers.length !== 1) return spec;
  reader.note("spec.layers", spec.layers, "there is no hidden layer whose activation could be raced", {
    suggestion: "put a layer before the last one",
  });
  return undefined;
}

/** Each competitor's RunSpec; faults stand at the activation they come from, once. */
function readCompetitors(reader: Reader, given: readonly unknown[], base: RunSpec, catalog: Catalog) {
  const last = base.layers.length - 1;
  return given.map((activation, i) => {
    const layers = base.layers.map((layer, at) => (at === last ? layer : { ...layer, activation }));
    const { spec, faults } = readRunSpec({ ...base, layers }, catalog);
    const inFirst = faults.filter(({ path }) => path.startsWith("layers[0].activation"));
    const own = inFirst.length > 0 ? inFirst : faults.slice(0, 1);
    reader.faults.push(
      ...own.map((fault) => {
        const rest = inFirst.length > 0 ? fault.path.slice("layers[0].activation".length) : "";
        return moved(fault, `activations[${i}]${rest}`);
      }),
    );
    return spec;
  });
}

/** Checks a race of unknown shape. Errors: `ArgumentError` with every fault. */
export function readRace(value: Race, catalog: Catalog): ReadRace {
  const reader = new Reader();
  const object = reader.object(value, "", ["spec", "activations", "seeds", "measure"]) ?? {};
  const base = readBase(reader, object["spec"], catalog);
  const { activations: most } = kRaceLimits;
  const given = readList(reader, object["activations"], "activations", "activations", 2, most);
  const seeds = readSeeds(reader, object["seeds"], catalog);
  const measure = reader.option(object["measure"] ?? "test_loss", "measure", measures) as
    RaceMeasure | undefined;
  const specs =
    base === undefined || given === undefined ? [] : readCompetitors(reader, given, base, catalog);
  noteDoubles(
    reader,
    "activations",
    specs.map((spec) => spec && JSON.stringify(spec.layers[0].activation)),
  );
  if (base?.evaluate_every === 0 && measure !== undefined && measure !== "train_loss") {
    const suggestion = 'set spec.evaluate_every, or use "train_loss"';
    reader.note("measure", measure, "is not measured when spec.evaluate_every is 0", { suggestion });
  }
  const records = specs.length * (seeds?.length ?? 0) * (base?.epochs ?? 0);
  if (records > kRaceLimits.records) {
    const limit = `at most ${kRaceLimits.records} epochs in all runs together`;
    const options = { limit, suggestion: "use fewer epochs, seeds or activations" };
    reader.note("", value, `there would be ${records} epochs in all, which is more than ${limit}`, options);
  }
  throwFaults(reader.faults);
  return { specs, seeds, measure } as ReadRace;
}
